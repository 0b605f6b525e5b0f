/// Watches the readings of one run against a `SettlingCriterion`, in constant memory and a few operations a reading.
///
/// With noise a window begins with the first reading close enough to the target to belong to it, and begins anew after
/// a reading that is not, or when a full window fails.
@usableFromInline
struct SettlingMonitor<let axes: Int>: Sendable {
  @usableFromInline
  let window: Int
  @usableFromInline
  let toleranceSquared: Double
  @usableFromInline
  let isNoisy: Bool
  @usableFromInline
  let nearSquared: Double
  @usableFromInline
  let widestVariance: Double

  @usableFromInline
  var count = 0
  @usableFromInline
  var sum = PerAxis<axes, Length>(repeating: .zero)
  @usableFromInline
  var sumOfSquares = 0.0

  @usableFromInline
  init(_ criterion: SettlingCriterion) {
    window = criterion.window
    toleranceSquared = criterion.tolerance.centimeters * criterion.tolerance.centimeters
    isNoisy = criterion.noise > .zero
    let near = criterion.tolerance.centimeters + 6 * criterion.noise.centimeters
    nearSquared = near * near
    widestVariance = isNoisy ? criterion.widestVariance(axes: axes) : 0
  }

  /// Takes note of a lost spot, which breaks the row of readings. With noise a single dropout does not: a window is a
  /// sample, not a row.
  @inlinable
  @inline(__always)
  mutating func interrupt(isDropout: Bool) {
    if !(isNoisy && isDropout) { count = 0 }
  }

  /// Takes one error in and says whether the loop has settled.
  @inlinable
  @inline(__always)
  mutating func settles(with error: PerAxis<axes, Length>, cost: Double) -> Bool {
    if isNoisy { return noisyWindowSettles(with: error, cost: cost) }
    count = cost <= toleranceSquared ? count + 1 : 0
    return count >= window
  }

  @inlinable
  @inline(__always)
  mutating func noisyWindowSettles(with error: PerAxis<axes, Length>, cost: Double) -> Bool {
    guard cost <= nearSquared else {
      count = 0
      return false
    }
    if count == 0 {
      sum = PerAxis(repeating: .zero)
      sumOfSquares = 0
    }
    count += 1
    sum = PerAxis { axis in sum[axis] + error[axis] }
    sumOfSquares += cost
    guard count == window else { return false }
    count = 0
    let meanSquared = sum.sumOfSquares / Double(window * window)
    let variance = (sumOfSquares - meanSquared * Double(window)) / Double(window - 1)
    return meanSquared <= toleranceSquared && variance <= widestVariance
  }

  /// Takes one cost of unknown side in and says whether the loop has settled.
  @usableFromInline
  mutating func settles(withCost cost: Double, _ criterion: SettlingCriterion) -> Bool {
    guard isNoisy else {
      count = cost <= toleranceSquared ? count + 1 : 0
      return count >= window
    }
    guard cost <= nearSquared else {
      count = 0
      return false
    }
    if count == 0 { sumOfSquares = 0 }
    count += 1
    sumOfSquares += cost
    guard count == criterion.costWindow(axes: axes) else { return false }
    count = 0
    return sumOfSquares / Double(criterion.costWindow(axes: axes)) <= toleranceSquared + criterion.noiseCost(axes: axes)
  }
}
