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
    if !isNoisy { return endsRow(cost) }
    if count == 0 { sum = PerAxis(repeating: .zero) }
    sum = PerAxis { axis in sum[axis] + error[axis] }
    guard endsWindow(of: window, cost) else { return false }
    let meanSquared = sum.sumOfSquares / Double(window * window)
    let variance = (sumOfSquares - meanSquared * Double(window)) / Double(window - 1)
    return meanSquared <= toleranceSquared && variance <= widestVariance
  }

  /// Takes one cost of unknown side in and says whether the loop has settled.
  @usableFromInline
  mutating func settles(withCost cost: Double, _ criterion: SettlingCriterion) -> Bool {
    if !isNoisy { return endsRow(cost) }
    let window = criterion.costWindow(axes: axes)
    guard endsWindow(of: window, cost) else { return false }
    return sumOfSquares / Double(window) <= toleranceSquared + criterion.noiseCost(axes: axes)
  }

  /// Takes one cost without noise in. True if the last ones in a row lie within the tolerance.
  @inlinable
  @inline(__always)
  mutating func endsRow(_ cost: Double) -> Bool {
    count = cost <= toleranceSquared ? count + 1 : 0
    return count >= window
  }

  /// Takes one cost with noise in. True if it is the last of a window of `readings`, whose costs are then in
  /// ``sumOfSquares``.
  @inlinable
  @inline(__always)
  mutating func endsWindow(of readings: Int, _ cost: Double) -> Bool {
    guard cost <= nearSquared else {
      count = 0
      return false
    }
    if count == 0 { sumOfSquares = 0 }
    count += 1
    sumOfSquares += cost
    guard count == readings else { return false }
    count = 0
    return true
  }
}
