internal import RigSimulation

/// The trials of one cell, 32 at a time. An object, so that none of its many numbers is ever copied.
final class LaneCell {
  let loop: LaneLoop
  let judgement: TrialJudgement
  private let trials: Int
  private let rig: (RandomSeed) -> SimulatedRig
  /// The rigs of all trials, where they have the same.
  private let oneRig: LaneRigs?
  private var running: LaneTrials
  private var tally: LaneTally

  /// The first `trials` trials of `lanes`.
  init(_ lanes: SweepCell.Lanes, _ judgement: TrialJudgement, trials: Int) {
    loop = lanes.loop
    self.judgement = judgement
    self.trials = trials
    rig = lanes.rig
    let rigs = LaneRigs(lanes.sample, correction: lanes.loop.correction)
    oneRig = lanes.hasOneRig ? rigs : nil
    running = LaneTrials(rigs, deadTime: lanes.loop.deadTime, readings: judgement.readings)
    tally = LaneTally(judgement)
  }

  /// Begins with the 32 trials from `first` on, whose rigs are those of `seed`.
  func begin(first: Int, seed: (Int) -> RandomSeed) {
    let rigs = oneRig ?? LaneRigs(correction: loop.correction) { lane in rig(seed(first + lane)) }
    running.restart(rigs, readings: judgement.readings)
  }

  /// Makes the readings `range`, as far as the trials have so many, with the chance that begins with the first of them.
  func advance(_ chance: LaneTrials.Chance, _ range: Range<Int>) {
    let range = range.clamped(to: 0..<judgement.readings)
    if range.isEmpty { return }
    unsafe running.advance(loop, judgement, chance, range)
  }

  /// Counts the 32 trials from `first` on, as far as they are wanted.
  func end(first: Int) {
    tally.add(running.records, first: min(FloatLanes.count, trials - first))
  }

  /// What all trials came to.
  var statistics: CellStatistics { tally.statistics }
}
