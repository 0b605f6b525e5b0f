/// Watches the readings of one run against a `SettlingCriterion`, in constant memory and a few operations a reading.
///
/// With noise a window begins with the first reading close to the target, and begins anew after a reading that cannot
/// belong to it, or when a full window fails. After the second window in a row with its mean on the target that fails
/// all the same, the next one is twice as long, and so on: a dot that moves too far does not pass by trying often.
///
/// An object, since a loop with so much state does not fit into registers, which makes every step a third slower. A copy
/// of a loop takes a copy of it when it goes on.
@usableFromInline
final class SettlingMonitor<let axes: Int>: @unchecked Sendable {
  @usableFromInline
  let criterion: SettlingCriterion
  @usableFromInline
  let toleranceSquared: Double
  @usableFromInline
  let isNoisy: Bool
  /// The greatest costs of a reading within a window, and of its first one. The latter keeps the end of a quick way to the
  /// target out of the window.
  @usableFromInline
  let nearSquared: Double
  @usableFromInline
  let beginSquared: Double

  /// The number of costs of unknown side that a row or a window must have.
  @usableFromInline
  var neededCosts: Int

  /// The number of readings that a row or a window must have.
  @usableFromInline
  var needed: Int
  /// The number of readings in the present row without noise, or of costs in the present window.
  @usableFromInline
  var count = 0
  @usableFromInline
  var sumOfCosts = 0.0
  @usableFromInline
  var swing = SwingTime<axes>()
  @usableFromInline
  var window = ReadingWindow<axes>()
  /// The commands that late readings still have to tell of, the oldest at `oldest`; none without noise.
  @usableFromInline
  var commands: [PerAxis<axes, Double>]
  @usableFromInline
  var oldest = 0
  /// True if the latest full window was on the target by its mean, and yet did not count as settled.
  @usableFromInline
  var hasFailed = false
  /// The mean square of the dot's motion, in cm², if that kept the latest full window from counting as settled.
  @usableFromInline
  var restlessMotion: Double?
  /// The figures of the latest row or window that settled; nil before the first.
  @usableFromInline
  var latest: Outcome.Settled?

  @usableFromInline
  init(_ criterion: SettlingCriterion, start command: PerAxis<axes, Double>) {
    self.criterion = criterion
    needed = criterion.window(axes: axes)
    neededCosts = criterion.costWindow(axes: axes)
    toleranceSquared = criterion.tolerance.centimeters * criterion.tolerance.centimeters
    isNoisy = criterion.noise > .zero
    let near = criterion.tolerance.centimeters + 6 * criterion.noise.centimeters
    nearSquared = near * near
    let begin = criterion.tolerance.centimeters + 2 * criterion.noise.centimeters * Double(axes).squareRoot()
    beginSquared = begin * begin
    commands = Array(repeating: command, count: isNoisy ? criterion.deadTime : 0)
  }

  /// A copy of `other`.
  init(_ other: SettlingMonitor) {
    criterion = other.criterion
    toleranceSquared = other.toleranceSquared
    isNoisy = other.isNoisy
    nearSquared = other.nearSquared
    beginSquared = other.beginSquared
    neededCosts = other.neededCosts
    needed = other.needed
    count = other.count
    sumOfCosts = other.sumOfCosts
    swing = other.swing
    window = other.window
    commands = other.commands
    oldest = other.oldest
    hasFailed = other.hasFailed
    restlessMotion = other.restlessMotion
    latest = other.latest
  }

  /// Takes note of a lost spot, which breaks the row of readings. With noise a single dropout does not: a window is a
  /// sample, not a row.
  @inlinable
  @inline(never)
  func interrupt(isDropout: Bool, command: PerAxis<axes, Double>) {
    _ = commandOfReading(at: command)
    if isNoisy && isDropout { return }
    count = 0
    window.count = 0
    swing = SwingTime()
  }

  /// Takes in one error, read while the laser was commanded to `command`, and says whether the loop has settled.
  // Inlinable, so that the code is compiled for the number of axes.
  @inlinable
  @inline(never)
  func settles(with error: PerAxis<axes, Length>, cost: Double, at command: PerAxis<axes, Double>) -> Bool {
    guard
      let settled =
        isNoisy ? settledInNoise(with: error, cost: cost, at: command) : settledInRow(with: error, cost: cost)
    else { return false }
    latest = settled
    return true
  }

  @inlinable
  @inline(__always)
  func settledInNoise(
    with error: PerAxis<axes, Length>, cost: Double, at command: PerAxis<axes, Double>
  ) -> Outcome.Settled? {
    let command = commandOfReading(at: command)
    guard cost <= (window.count == 0 ? beginSquared : nearSquared) else {
      window.count = 0
      return nil
    }
    window.add(error, cost: cost, at: command)
    guard window.count == needed else { return nil }
    return judgeWindow()
  }

  /// Judges the window, which is full, and begins anew.
  @inlinable
  @inline(never)
  func judgeWindow() -> Outcome.Settled? {
    let (readings, mean) = (needed, window.squaredMean.squareRoot())
    let motion = window.motion(noise: criterion.noise.centimeters)
    let bound = criterion.bound(ofMean: mean, axes: axes, readings: readings)
    let spread = SettlingCriterion.motionWeight * motion
    let isCalm = bound * bound + spread <= toleranceSquared
    let isSettled = isCalm && window.variance <= criterion.widestVariance(axes: axes, readings: readings)
    let isBeside = mean * mean <= toleranceSquared && !isCalm
    needed = nextWindow(after: readings, hasFailed: isBeside)
    restlessMotion = isBeside && spread > toleranceSquared / 2 ? motion : nil
    window.count = 0
    return isSettled
      ? criterion.settled(
        window: readings, mean: Length(centimeters: mean), motion: Length(centimeters: motion.squareRoot())) : nil
  }

  /// The window after one of `readings`, which is longer after the second one in a row that failed: the first may hold the
  /// end of the way to the target.
  @inlinable
  func nextWindow(after readings: Int, hasFailed isFailure: Bool) -> Int {
    defer { hasFailed = isFailure }
    return hasFailed && isFailure ? SettlingCriterion.longerWindow(than: readings) : readings
  }

  /// The command to which a reading at this step belongs, which is older than `command` by the dead time.
  @inlinable
  @inline(__always)
  func commandOfReading(at command: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    if commands.isEmpty { return command }
    defer {
      commands[oldest] = command
      oldest = oldest + 1 == commands.count ? 0 : oldest + 1
    }
    return commands[oldest]
  }

  @inlinable
  @inline(__always)
  func settledInRow(with error: PerAxis<axes, Length>, cost: Double) -> Outcome.Settled? {
    guard cost <= toleranceSquared else {
      swing.leave(error, afterRow: count)
      count = 0
      return nil
    }
    count += 1
    return count >= max(needed, swing.halfPeriod) ? criterion.settled(window: count) : nil
  }

  /// Takes in one cost of unknown side and says whether the loop has settled.
  @inlinable
  @inline(never)
  func settles(withCost cost: Double) -> Bool {
    guard let settled = settled(withCost: cost) else { return false }
    latest = settled
    return true
  }

  @inlinable
  @inline(__always)
  func settled(withCost cost: Double) -> Outcome.Settled? {
    guard cost <= nearSquared else {
      count = 0
      return nil
    }
    if count == 0 { sumOfCosts = 0 }
    count += 1
    guard isNoisy else { return count >= neededCosts ? criterion.settled(window: count) : nil }
    sumOfCosts += cost
    guard count == neededCosts else { return nil }
    count = 0
    let readings = neededCosts
    let meanSquare = sumOfCosts / Double(readings) - criterion.noiseCost(axes: axes)
    let isSettled =
      meanSquare + 2 * criterion.standardErrorOfCosts(axes: axes, readings: readings) <= criterion.boundOfCosts
    neededCosts = nextWindow(after: readings, hasFailed: !isSettled)
    return isSettled
      ? criterion.settled(window: readings, mean: Length(centimeters: max(0, meanSquare).squareRoot()), isCost: true)
      : nil
  }
}

/// The half period of a dot that swings through the target, from the moments at which it leaves the tolerance.
///
/// A slow swing may stay within the tolerance for a row of readings each time that it passes the target, but never for
/// half of its period. The ``OscillationMonitor`` counts other changes of side: those of errors above the noise, within the
/// tolerance or outside it, and only once a reading has not settled the loop.
@usableFromInline
struct SwingTime<let axes: Int>: Sendable {
  /// The latest error outside the tolerance; nil before the first.
  @usableFromInline
  var outside: PerAxis<axes, Length>?
  /// The number of readings since the dot came to the side on which it is.
  @usableFromInline
  var age = 0
  /// The longest time, in readings, that the dot took from side to side and back to the target; 0 if it has changed
  /// sides at most once.
  @usableFromInline
  var halfPeriod = 0
  /// True if the dot has changed sides; the time before is that of its way to the target.
  @usableFromInline
  var hasChanged = false

  @inlinable
  init() {}

  /// Takes in an error outside the tolerance, after `row` readings within it.
  @inlinable
  @inline(__always)
  mutating func leave(_ error: PerAxis<axes, Length>, afterRow row: Int) {
    age += row + 1
    if let outside, error.dot(outside) < 0 {
      if hasChanged { halfPeriod = max(halfPeriod, age) }
      hasChanged = true
      age = 0
    }
    outside = error
  }
}
