/// Notices that what has been learned cannot be true: no wall stands there, or the rule pushes against the end of the
/// travel and nothing comes of it.
@usableFromInline
struct Fence<let axes: Int>: Sendable {
  @usableFromInline
  var standstill = Standstill<axes>()
  @usableFromInline
  var impossible = 0

  @inlinable
  init() {}

  /// True where it is time to start anew.
  @inlinable
  mutating func isCrossed(
    by aim: PerAxis<axes, Double>, fit: HypothesisBank<axes>, plausible: PlausibleDistance
  ) -> Bool {
    let isStuck = standstill.hasCome(to: aim)
    let model = fit.models[fit.mostLikely]
    let size = model.distance.magnitude
    let deviation = 3 * model.distanceDeviation
    // The response of coupled axes can be larger than any distance.
    let greatest = (axes == 1 ? 1.5 : 4) * plausible.farthest.centimeters
    let isImpossible = size + deviation < 0.7 * plausible.nearest.centimeters || size - deviation > greatest
    impossible = isImpossible && fit.age > 2 ? impossible + 1 : 0
    return isStuck || impossible >= 3
  }
}
