internal import RigSimulation

/// The trials of one cell, 32 at a time. A class, so that none of its many numbers is ever copied.
final class LaneCell {
  let judgement: TrialJudgement
  /// True if readings are lost at random.
  let hasDropouts: Bool
  private let loop: LaneLoop
  private let trials: Int
  private let rig: (RandomSeed) -> SimulatedRig
  /// True if all trials have the same rig.
  private let hasOneRig: Bool
  // One thread alone uses the cell. A check of exclusive access would cost a tenth of a short stretch of readings.
  @exclusivity(unchecked) private var running: LaneTrials
  private var tally: CellTally<FloatLanes>

  /// The first `trials` trials of `lanes`.
  init(_ lanes: SweepCell.Lanes, _ judgement: TrialJudgement, trials: Int) {
    self.judgement = judgement
    self.trials = trials
    rig = lanes.rig
    hasDropouts = lanes.loop.dropouts > 0
    loop = lanes.loop
    let rigs = LaneRigs(lanes.sample, lanes.loop)
    hasOneRig = lanes.hasOneRig
    unsafe running = LaneTrials(lanes.loop, rigs, judgement)
    tally = CellTally<FloatLanes>(judgement)
  }

  /// Begins with the 32 trials from `first` on, on the rigs of `seed`.
  func begin(first: Int, seed: (Int) -> RandomSeed) {
    if hasOneRig { return unsafe running.restart() }
    unsafe running.restart(LaneRigs(loop) { lane in rig(seed(first + lane)) })
  }

  /// Makes the readings `range`, as far as the trials have so many, with the random numbers `chance`, which begin with
  /// the first of them.
  func advance(_ chance: LaneTrials.Chance, _ range: Range<Int>) {
    let range = range.clamped(to: 0..<judgement.readings)
    if range.isEmpty { return }
    unsafe running.advance(chance, range)
  }

  /// Counts the 32 trials from `first` on, as far as they are wanted.
  func end(first: Int) {
    unsafe tally.add(running.records, first: min(FloatLanes.count, trials - first))
  }

  /// The results of all trials.
  var statistics: CellStatistics { tally.statistics }
}
