public import RealModule

/// Watches for a swing about the target that grows, of any period.
///
/// A half swing lasts from the first reading on one side of the target to the first one on the other side; its peak is
/// its largest error. A swing grows if each of four peaks in a row is larger than the one before, the last is twice the
/// first or more, ten times as large as what may be noise, and larger than the error that the run began with: near its
/// edge a stable loop swings with the noise of readings too, in waves that swell and fade. A dot that changes sides at
/// every step is left to the ``DivergenceMonitor``, which knows the growth of each step. So two readings in a row have
/// to be on a side: a single one may be an outlier.
@usableFromInline
struct OscillationMonitor<let axes: Int>: Sendable {
  /// The largest error of a half swing.
  @usableFromInline
  struct Peak: Sendable {
    @usableFromInline
    var error: PerAxis<axes, Length>
    @usableFromInline
    var cost: Double
    @usableFromInline
    var index: Int
    /// The step of the latest reading on this side.
    @usableFromInline
    var latest: Int
    /// True if two readings in a row were on this side.
    @usableFromInline
    var isConfirmed = false

    @inlinable
    init(error: PerAxis<axes, Length>, cost: Double, index: Int) {
      self.error = error
      self.cost = cost
      self.index = index
      latest = index
    }

    /// This peak after another reading on its side.
    @inlinable
    func joined(by error: PerAxis<axes, Length>, cost: Double, index: Int) -> Peak {
      var peak = cost > self.cost ? Peak(error: error, cost: cost, index: index) : self
      peak.latest = index
      peak.isConfirmed = isConfirmed || index == latest + 1
      return peak
    }
  }

  /// The number of rises in a row from one peak to the next that make a growing swing.
  @inlinable
  static var leastRises: Int { 3 }
  /// The least cost of the last of these peaks, in costs of the first.
  @inlinable
  static var leastGrowth: Double { 4 }
  /// The least cost of the last of these peaks, in costs that may be noise.
  @inlinable
  static var leastSize: Double { 100 }

  /// The peak up to now of the half swing in progress; nil before the first reading.
  @usableFromInline
  var peak: Peak?
  @usableFromInline
  var last: Peak?
  @usableFromInline
  var lastButOne: Peak?
  @usableFromInline
  var lastButTwo: Peak?
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

  /// Forgets the swing, which has no gap.
  @inlinable
  mutating func interrupt() {
    let initialCost = initialCost
    self = OscillationMonitor()
    self.initialCost = initialCost
  }

  /// The monitor after an error of step `index` whose cost is above `floor`, as it may be by noise, and the divergence if
  /// a swing grows.
  // A value that is handed over and back: a call that changed the monitor in place would take the loop's address, and so
  // keep it in memory at every step. Inlinable: the generic code would look up its types at run time, and allocate when
  // it first does so.
  @inlinable
  @inline(never)
  func taking(
    _ error: PerAxis<axes, Length>, cost: Double, index: Int, floor: Double
  ) -> (monitor: OscillationMonitor, divergence: Divergence?) {
    var monitor = self
    let initialCost = initialCost ?? cost
    monitor.initialCost = initialCost
    guard let peak, error.dot(peak.error) < 0 else {
      monitor.peak =
        peak?.joined(by: error, cost: cost, index: index) ?? Peak(error: error, cost: cost, index: index)
      return (monitor, nil)
    }
    monitor.peak = Peak(error: error, cost: cost, index: index)
    (monitor.lastButTwo, monitor.lastButOne, monitor.last) = (lastButOne, last, peak)
    guard let last, peak.isConfirmed, peak.cost > last.cost else {
      monitor.rises = 0
      monitor.firstCost = peak.cost
      return (monitor, nil)
    }
    monitor.rises += 1
    guard monitor.rises >= Self.leastRises,
      peak.cost >= max(Self.leastGrowth * firstCost, Self.leastSize * floor), peak.cost > initialCost, let lastButOne
    else { return (monitor, nil) }
    // A full swing ago, so that a target beside the middle of the swing makes no difference.
    let steps = Double(peak.index - lastButOne.index)
    return (monitor, .oscillating(growth: .pow(peak.cost / lastButOne.cost, 0.5 / steps), period: steps))
  }

  /// The swing up to now, if its last peak is no smaller than a tenth less than the one a full swing before; nil if the
  /// error does not swing, or if the swing dies away.
  @inlinable
  var swing: Outcome.StepLimit.Trend? {
    guard let last, let lastButTwo, let peak, last.cost >= 0.81 * lastButTwo.cost,
      last.isConfirmed || last.index - lastButTwo.index == 2,
      // The last half swing is still going on.
      peak.index - last.index <= last.index - lastButTwo.index
    else { return nil }
    return .swinging(
      size: Length(centimeters: last.cost.squareRoot()), period: Double(last.index - lastButTwo.index))
  }

  /// True if the error has changed sides lately: within two full swings before the latest reading.
  @inlinable
  var hasSwungLately: Bool {
    guard let peak, let last, let lastButOne else { return false }
    return peak.latest - last.index <= 4 * (last.index - lastButOne.index)
  }
}
