public import RigCore
public import RigSimulation

/// One cell of a sweep: the rigs and the rule of its trials, and the criteria by which they are judged.
public struct SweepCell: Sendable {
  /// The criteria by which the cell's trials are judged.
  public let judgement: TrialJudgement
  /// The loop as the lanes run it; nil if they cannot run it.
  let lanes: Lanes?
  /// The trials by the general loop; nil if they were stopped.
  let general: @Sendable (TrialSeries) -> CellTally<Double>?

  /// The parts of a cell that the lanes need.
  struct Lanes: Sendable {
    let loop: LaneLoop
    let rig: @Sendable (RandomSeed) -> SimulatedRig
    /// The rig of some trial.
    let sample: SimulatedRig
    /// True if every trial has the same wall and the same target.
    let hasOneRig: Bool
  }

  /// Trials of `rule` on the rigs of `course`.
  ///
  /// The course's loop keeps its search for a lost dot; settings that would end a run, or halve its rate, are ignored.
  /// The trials run in lanes if they can, unless `isGeneral`.
  public init<let axes: Int, Plant: SimulatedPlant>(
    _ course: Course<Plant>, judgement: TrialJudgement, isGeneral: Bool = false,
    rule: @escaping @Sendable () -> any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>>
  ) where Plant.Truth == PlantTruth<axes> {
    switch PlantTrials(course: course, rule: rule, judgement: judgement) {
    case let trials as PlantTrials<1, SimulatedRig>: self.init(trials, isGeneral: isGeneral)
    // A loop that is compiled for a type known here takes a tenth of the time.
    case let trials as PlantTrials<2, PanTiltRig>: self.init(judgement, nil) { series in trials.tally(series) }
    case let trials as PlantTrials<4, BeamWalkRig>: self.init(judgement, nil) { series in trials.tally(series) }
    case let trials: self.init(judgement, nil) { series in trials.tally(series) }
    }
  }

  private init(_ trials: PlantTrials<1, SimulatedRig>, isGeneral: Bool) {
    let (rig, settings, judgement) = (trials.course.rig, trials.course.loop, trials.judgement)
    let sample = rig(RandomSeed(0))
    let loop = isGeneral ? nil : LaneLoop(sample, trials.rule(), settings, judgement)
    let hasOneRig = sample.model.wall.isFixed
    let lanes = loop.map { loop in Lanes(loop: loop, rig: rig, sample: sample, hasOneRig: hasOneRig) }
    self.init(judgement, lanes) { series in
      GeneralTrials(rig: rig, sample: sample, judgement: judgement, settings: settings, trials: series)
        .visit(known: trials.rule())
    }
  }

  private init(
    _ judgement: TrialJudgement, _ lanes: Lanes?, _ general: @escaping @Sendable (TrialSeries) -> CellTally<Double>?
  ) {
    self.judgement = judgement
    self.lanes = lanes
    self.general = general
  }

  /// The engine that runs the cell's trials.
  public var engine: SweepEngine { lanes == nil ? .general : .lanes }
}

/// The engine that runs the trials of a cell.
public enum SweepEngine: String, Sendable, CaseIterable {
  /// The control loop itself, on any rig, with any rule.
  case general
  /// 32 trials at a time, in single precision, for a linear loop.
  case lanes
}
