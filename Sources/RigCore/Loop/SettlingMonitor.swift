/// Watches the readings of one run against a `SettlingCriterion`.
///
/// A reading costs one comparison without noise, O(window) with it.
@usableFromInline
struct SettlingMonitor<let axes: Int>: Sendable {
  @usableFromInline
  let criterion: SettlingCriterion
  @usableFromInline
  let toleranceSquared: Double
  @usableFromInline
  let isNoisy: Bool
  @usableFromInline
  var within = 0
  @usableFromInline
  var recent: [PerAxis<axes, Length>]
  @usableFromInline
  var seen = 0

  init(_ criterion: SettlingCriterion) {
    self.criterion = criterion
    toleranceSquared = criterion.tolerance.centimeters * criterion.tolerance.centimeters
    isNoisy = criterion.noise > .zero
    recent = isNoisy ? Array(repeating: PerAxis(repeating: .zero), count: criterion.window) : []
  }

  /// A lost spot breaks the row.
  @usableFromInline
  mutating func interrupt() {
    within = 0
    seen = 0
  }

  /// Takes one error in and says whether the loop has settled.
  @inlinable
  mutating func settles(with error: PerAxis<axes, Length>, cost: Double) -> Bool {
    if isNoisy { return noisyWindowSettles(with: error) }
    within = cost <= toleranceSquared ? within + 1 : 0
    return within >= criterion.window
  }

  @usableFromInline
  mutating func noisyWindowSettles(with error: PerAxis<axes, Length>) -> Bool {
    recent[seen % recent.count] = error
    seen += 1
    guard seen >= recent.count else { return false }
    var variance = 0.0
    var meanSquared = 0.0
    for axis in 0..<axes {
      let values = recent.lazy.map { reading in reading[axis].centimeters }
      let mean = values.reduce(0, +) / Double(recent.count)
      meanSquared += mean * mean
      variance += values.reduce(0) { sum, value in sum + (value - mean) * (value - mean) } / Double(recent.count - 1)
    }
    return meanSquared <= toleranceSquared && variance <= Double(axes) * criterion.widestVariance
  }
}
