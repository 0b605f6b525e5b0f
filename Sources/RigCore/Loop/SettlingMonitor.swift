/// Watches the readings of one run against a `SettlingCriterion`, in constant memory and a few operations a reading.
///
/// With noise a window begins with the first reading close to the target, and begins anew after a reading that cannot
/// belong to it, or when a full window fails. After the second window in a row with its mean on the target that
/// fails all the same, the next one is twice as long, and so on: a dot that moves too far does not pass by trying often.
@usableFromInline
struct SettlingMonitor<let axes: Int>: Sendable {
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
  /// The latest commands, as many as readings are steps old; the oldest at `oldest`.
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

  @usableFromInline
  init(_ criterion: SettlingCriterion, start command: PerAxis<axes, Double>) {
    self.criterion = criterion
    needed = criterion.window(axes: axes)
    toleranceSquared = criterion.tolerance.centimeters * criterion.tolerance.centimeters
    isNoisy = criterion.noise > .zero
    let near = criterion.tolerance.centimeters + 6 * criterion.noise.centimeters
    nearSquared = near * near
    let begin = criterion.tolerance.centimeters + 2 * criterion.noise.centimeters * Double(axes).squareRoot()
    beginSquared = begin * begin
    commands = Array(repeating: command, count: isNoisy ? criterion.deadTime : 0)
  }

  /// Takes note of a lost spot, which breaks the row of readings. With noise a single dropout does not: a window is a
  /// sample, not a row.
  @inlinable
  @inline(__always)
  mutating func interrupt(isDropout: Bool, command: PerAxis<axes, Double>) {
    if isNoisy { _ = commandOfReading(at: command) }
    if isNoisy && isDropout { return }
    count = 0
    window.count = 0
    swing = SwingTime()
  }

  /// Takes in one error, read while the laser was commanded to `command`, and says whether the loop has settled.
  @inlinable
  @inline(__always)
  mutating func settled(
    with error: PerAxis<axes, Length>, cost: Double, at command: PerAxis<axes, Double>
  ) -> Outcome.Settled? {
    isNoisy ? settledInNoise(with: error, cost: cost, at: command) : settledInRow(with: error, cost: cost)
  }

  @inlinable
  mutating func settledInNoise(
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

  @inlinable
  @inline(never)
  mutating func judgeWindow() -> Outcome.Settled? {
    let (readings, mean, variance) = (needed, window.squaredMean.squareRoot(), window.variance)
    let motion = window.motion(noise: criterion.noise.centimeters)
    window.count = 0
    let bound = criterion.bound(ofMean: mean, axes: axes, readings: readings)
    let spread = SettlingCriterion.motionWeight * motion
    let isNear = mean * mean <= toleranceSquared
    let isCalm = bound * bound + spread <= toleranceSquared
    // The first such window may hold the end of the way to the target.
    if hasFailed && isNear && !isCalm { needed = SettlingCriterion.longerWindow(than: needed) }
    hasFailed = isNear && !isCalm
    restlessMotion = hasFailed && spread > toleranceSquared / 2 ? motion : nil
    guard isCalm, variance <= criterion.widestVariance(axes: axes, readings: readings) else { return nil }
    return criterion.settled(
      window: readings, mean: Length(centimeters: mean), motion: Length(centimeters: motion.squareRoot()))
  }

  /// The command to which a reading at this step belongs, which is older than `command` by the dead time.
  @inlinable
  mutating func commandOfReading(at command: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    if commands.isEmpty { return command }
    defer {
      commands[oldest] = command
      oldest = oldest + 1 == commands.count ? 0 : oldest + 1
    }
    return commands[oldest]
  }

  @inlinable
  @inline(__always)
  mutating func settledInRow(with error: PerAxis<axes, Length>, cost: Double) -> Outcome.Settled? {
    guard cost <= toleranceSquared else {
      swing.leave(error, afterRow: count)
      count = 0
      return nil
    }
    count += 1
    return count >= max(needed, swing.halfPeriod) ? criterion.settled(window: count) : nil
  }

  /// Takes in one cost of unknown side and says whether the loop has settled.
  @usableFromInline
  mutating func settled(withCost cost: Double) -> Outcome.Settled? {
    let needed = criterion.costWindow(axes: axes)
    guard cost <= nearSquared else {
      count = 0
      return nil
    }
    if count == 0 { sumOfCosts = 0 }
    count += 1
    guard isNoisy else { return count >= needed ? criterion.settled(window: count) : nil }
    sumOfCosts += cost
    guard count == needed else { return nil }
    count = 0
    let meanSquare = sumOfCosts / Double(needed) - criterion.noiseCost(axes: axes)
    guard meanSquare + criterion.standardErrorOfCosts(axes: axes) <= toleranceSquared else { return nil }
    return criterion.settled(
      window: needed, mean: Length(centimeters: max(0, meanSquare).squareRoot()), isCost: true)
  }
}

/// The half period of a dot that swings through the target, from the moments at which it leaves the tolerance.
///
/// A slow swing may stay within the tolerance for a row of readings each time that it passes the target, but never for
/// half of its period.
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
  @usableFromInline
  var changes = 0

  @inlinable
  init() {}

  /// Takes in an error outside the tolerance, after `row` readings within it.
  @inlinable
  @inline(__always)
  mutating func leave(_ error: PerAxis<axes, Length>, afterRow row: Int) {
    age += row + 1
    if let outside, error.dot(outside) < 0 {
      changes += 1
      if changes >= 2 { halfPeriod = max(halfPeriod, age) }
      age = 0
    }
    outside = error
  }
}
