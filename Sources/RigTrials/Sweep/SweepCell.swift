public import RigCore
public import RigSimulation

/// One cell of a sweep: the rigs that a rule meets there, and how their trials are judged.
public struct SweepCell: Sendable {
  /// How the cell's trials are judged.
  public let judgement: TrialJudgement
  /// The loop as the lanes run it, where they can.
  let lanes: Lanes?
  /// The trials by the general loop; nil where they were stopped.
  let general: @Sendable (TrialSeries) -> CellTally<Double>?

  /// What the lanes need of a cell.
  struct Lanes: Sendable {
    let loop: LaneLoop
    let rig: @Sendable (RandomSeed) -> SimulatedRig
    /// The rig of some trial.
    let sample: SimulatedRig
    /// True where every trial has the same wall and the same target.
    let hasOneRig: Bool
  }

  /// Trials of `rule` on the rigs with one axis that `course` makes.
  ///
  /// The course's loop keeps its search for a lost dot; what would end a run, or halve its rate, is left out of
  /// account. Where they can go in lanes they do, unless `isGeneral`.
  public init(
    _ course: Course, judgement: TrialJudgement, isGeneral: Bool = false,
    rule: @escaping @Sendable () -> any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>>
  ) {
    self.judgement = judgement
    let settings = course.loop
    let sample = course.rig(RandomSeed(0))
    let loop =
      isGeneral
      ? nil : LaneLoop(sample, rule(), settings, judgement)
    let hasOneRig = sample.model.wall.isFixed
    lanes = loop.map { loop in Lanes(loop: loop, rig: course.rig, sample: sample, hasOneRig: hasOneRig) }
    general = { trials in
      GeneralTrials(rig: course.rig, sample: sample, judgement: judgement, settings: settings, trials: trials)
        .visit(known: rule())
    }
  }

  /// Trials of `rule` on the rigs with pan and tilt that `rig` makes; `loop` as that of a course.
  public init(
    loop: LoopSettings, judgement: TrialJudgement, panTiltRig rig: @escaping @Sendable (RandomSeed) -> PanTiltRig,
    rule: @escaping @Sendable () -> any UpdateRule<PerAxis<2, Double>, PerAxis<2, Length>>
  ) {
    self.init(loop, judgement, rig, start: { rig in rig.start }, rule)
  }

  /// Trials of `rule` on the beam walks that `rig` makes; `loop` as that of a course.
  public init(
    loop: LoopSettings, judgement: TrialJudgement, beamWalkRig rig: @escaping @Sendable (RandomSeed) -> BeamWalkRig,
    rule: @escaping @Sendable () -> any UpdateRule<PerAxis<4, Double>, PerAxis<4, Length>>
  ) {
    self.init(loop, judgement, rig, start: { rig in rig.start }, rule)
  }

  private init<let axes: Int, Plant: TruthfulRig>(
    _ loop: LoopSettings, _ judgement: TrialJudgement, _ rig: @escaping @Sendable (RandomSeed) -> Plant,
    start: @escaping @Sendable (Plant) -> PerAxis<axes, Angle>,
    _ rule: @escaping @Sendable () -> any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>>
  )
  where
    Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes>, Plant.Errors == PerAxis<axes, Length>
  {
    self.judgement = judgement
    lanes = nil
    general = { trials in
      let rule = AnyRule(rule())
      let drawsChance = rule.drawsChance
      return trials.tally(judgement, loop) { seed in
        let rig = rig(seed)
        return Trial(of: rule, on: rig, start: start(rig), seed, drawsChance: drawsChance, counter: TrialCounter(judgement, of: rig))
      }
    }
  }

  /// The engine that runs the cell's trials.
  public var engine: SweepEngine { lanes == nil ? .general : .lanes }
}

/// What runs the trials of a cell.
public enum SweepEngine: String, Sendable, CaseIterable {
  /// The control loop itself, on any rig, with any rule.
  case general
  /// 32 trials at a time, in single precision, for what is linear.
  case lanes
}
