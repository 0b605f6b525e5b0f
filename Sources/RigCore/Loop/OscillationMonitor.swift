public import RealModule

/// Watches for a swing about the target that grows, of any period.
///
/// A half swing lasts from the first reading on one side of the target to the first one on the other side; its peak is
/// its largest error. A swing grows if each of four peaks in a row is larger than the one before, the last is twice the
/// first or more, ten times as large as what may be noise, and larger than the error that the run began with: near its
/// edge a stable loop swings with the noise of readings too, in waves that swell and fade. A dot that changes sides at
/// every step is left to the ``DivergenceMonitor``, which knows the growth of each step. So a reading beside the peak
/// has to be on its side, and a quarter as large or more, as it is in any swing of six steps: a single reading may be an
/// outlier.
///
/// An object, as the ``SettlingMonitor`` is.
@usableFromInline
final class OscillationMonitor<let axes: Int>: @unchecked Sendable {
  /// A half swing.
  @usableFromInline
  struct HalfSwing: Sendable {
    /// The largest error and its step.
    @usableFromInline
    var peak: PerAxis<axes, Length>
    @usableFromInline
    var index: Int
    /// The step and the cost of the latest reading on this side.
    @usableFromInline
    var latest: Int
    @usableFromInline
    var latestCost: Double
    /// True if a reading beside the peak shares its size.
    @usableFromInline
    var isConfirmed = false

    @inlinable
    init(peak: PerAxis<axes, Length>, index: Int) {
      self.peak = peak
      self.index = index
      latest = index
      latestCost = peak.sumOfSquares
    }

    /// The cost of the largest error.
    @inlinable
    var cost: Double { peak.sumOfSquares }

    /// The half swing after another reading on its side.
    @inlinable
    func joined(by error: PerAxis<axes, Length>, cost: Double, index: Int) -> HalfSwing {
      var half = self
      if cost > self.cost {
        half = HalfSwing(peak: error, index: index)
        half.isConfirmed = index == latest + 1 && latestCost >= OscillationMonitor.leastShare * cost
      } else if index == self.index + 1, cost >= OscillationMonitor.leastShare * self.cost {
        half.isConfirmed = true
      }
      (half.latest, half.latestCost) = (index, cost)
      return half
    }
  }

  /// The least cost of the reading beside a peak, in costs of the peak.
  @inlinable
  static var leastShare: Double { 1.0 / 16 }
  /// The number of rises in a row from one peak to the next that make a growing swing.
  @inlinable
  static var leastRises: Int { 3 }
  /// The least cost of the last of these peaks, in costs of the first.
  @inlinable
  static var leastGrowth: Double { 4 }
  /// The least cost of the last of these peaks, in costs that may be noise.
  @inlinable
  static var leastSize: Double { 100 }

  /// The half swing in progress; nil before the first reading.
  @usableFromInline
  var half: HalfSwing?
  @usableFromInline
  var last: HalfSwing?
  @usableFromInline
  var lastButOne: HalfSwing?
  @usableFromInline
  var lastButTwo: HalfSwing?
  /// The number of rises in a row, and the cost of the peak that they began with.
  @usableFromInline
  var rises = 0
  @usableFromInline
  var firstCost = 0.0
  /// The cost at the beginning of the run; nil before the first reading.
  @usableFromInline
  var initialCost: Double?

  @inlinable
  init() {}

  /// A copy of `other`.
  init(_ other: OscillationMonitor) {
    half = other.half
    last = other.last
    lastButOne = other.lastButOne
    lastButTwo = other.lastButTwo
    rises = other.rises
    firstCost = other.firstCost
    initialCost = other.initialCost
  }

  /// Forgets the swing, which has no gap.
  @inlinable
  @inline(never)
  func interrupt() {
    half = nil
    last = nil
    lastButOne = nil
    lastButTwo = nil
    rises = 0
    firstCost = 0
  }

  /// Takes in an error of step `index` whose cost is above `floor`, as it may be by noise. Returns true if a swing
  /// grows.
  // Inlinable: the generic code would look up its types at run time, and allocate when it first does so.
  @inlinable
  @inline(never)
  func grows(with error: PerAxis<axes, Length>, cost: Double, index: Int, floor: Double) -> Bool {
    let initialCost = initialCost ?? cost
    self.initialCost = initialCost
    guard let half, error.dot(half.peak) < 0 else {
      self.half = self.half?.joined(by: error, cost: cost, index: index) ?? HalfSwing(peak: error, index: index)
      return false
    }
    let before = last
    (lastButTwo, lastButOne, last) = (lastButOne, last, half)
    self.half = HalfSwing(peak: error, index: index)
    guard let before, half.isConfirmed, half.cost > before.cost else {
      rises = 0
      firstCost = half.cost
      return false
    }
    rises += 1
    return rises >= Self.leastRises && half.cost >= max(Self.leastGrowth * firstCost, Self.leastSize * floor)
      && half.cost > initialCost
  }

  /// The divergence of a swing that grows.
  var divergence: Divergence {
    guard let last, let lastButTwo else { preconditionFailure("three rises are those of four half swings") }
    // A full swing ago, so that a target beside the middle of the swing makes no difference.
    let steps = Double(last.index - lastButTwo.index)
    return .oscillating(growth: .pow(last.cost / lastButTwo.cost, 0.5 / steps), period: steps)
  }

  /// True if the half swing in progress is larger than the one before, since `cost` is.
  @inlinable
  func isLargest(_ cost: Double) -> Bool {
    last.map { last in cost > last.cost } ?? false
  }

  /// True if the half swing in progress at step `index` may be one of a swing that began at step `start`: a target that
  /// jumps long after the dot has settled begins none.
  @inlinable
  func isRecent(_ index: Int, since start: Int) -> Bool {
    last.map { last in index - last.latest <= max(RailMonitor<axes>.longestSwing, 4 * (last.latest - start)) } ?? false
  }

  /// The course of the swing by its latest whole half swings, up to two. Their ends are half a period apart, whatever
  /// they began with.
  @inlinable
  var course: Divergence.Course {
    guard let last, let lastButOne else { return .turning }
    let other = lastButTwo ?? lastButOne
    let steps = Double(last.latest - other.latest)
    return .oscillating(
      factor: Float(Double.pow(last.cost / other.cost, 0.5 / steps)),
      period: Float(lastButTwo == nil ? 2 * steps : steps))
  }

  /// The swing up to now, if its last peak is no smaller than a tenth less than the one a full swing before; nil if the
  /// error does not swing, or if the swing dies away.
  @inlinable
  var swing: Outcome.StepLimit.Trend? {
    guard let last, let lastButTwo, let half, last.cost >= 0.81 * lastButTwo.cost,
      last.isConfirmed || last.index - lastButTwo.index == 2,
      // The last half swing is still going on.
      half.index - last.index <= last.index - lastButTwo.index
    else { return nil }
    return .oscillating(size: last.peak.norm, period: Double(last.index - lastButTwo.index))
  }

  /// True if the error has changed sides lately: within two full swings before the latest reading.
  @inlinable
  var hasSwungLately: Bool {
    guard let half, let last, let lastButOne else { return false }
    return half.latest - last.index <= 4 * (last.index - lastButOne.index)
  }
}
