internal import RigCore

/// Counts the figures of steering in a trial: overshoot, turning of the beam, size of the error. A trial of
/// a sweep has none.
final class SteeringCounter<let axes: Int> {
  private let overshootFloor: Double

  private var readings = 0
  private var first = PerAxis<axes, Double>(repeating: 0)
  private var firstSize = 0.0
  private var degrees = PerAxis<axes, Double>(repeating: 0)
  private let keepsSizes: Bool

  /// The size of the true error at the last reading in cm; infinite if the beam missed the wall.
  private(set) var finalError = 0.0
  /// The total turning of the beam, in degrees.
  private(set) var turnedDegrees = 0.0
  /// The greatest distance of the dot beyond the target, as seen from its start, in cm.
  private(set) var overshoot = 0.0
  /// True if the first move led beyond the target by more than the overshoot floor.
  private(set) var firstMoveOvershoots = false
  /// The size of the true error at every reading, in cm; empty if it is not kept.
  private(set) var sizes: [Double] = []

  /// Counts a trial. An overshoot up to `overshootFloor` may be noise.
  init(overshootFloor: Length, keepingSizesOf count: Int?) {
    self.overshootFloor = overshootFloor.centimeters
    keepsSizes = count != nil
    sizes.reserveCapacity(count ?? 0)
  }

  func see(_ sights: UnsafeBufferPointer<Sight<axes>>) {
    for place in sights.indices { unsafe see(sights[place]) }
  }

  private func see(_ sight: Sight<axes>) {
    readings += 1
    for axis in 0..<axes {
      let now = Angle(slope: sight.slopes[axis]).degrees
      if readings > 1 { turnedDegrees += (now - degrees[axis]).magnitude }
      degrees[axis] = now
    }
    finalError = sight.errors.norm
    if keepsSizes { sizes.append(finalError) }
    guard finalError < .infinity else { return }
    if readings == 1 {
      first = sight.errors
      firstSize = finalError
    } else if firstSize > 0 {
      let beyond = -sight.errors.dot(first) / firstSize
      overshoot = max(overshoot, beyond)
      if readings == 2 { firstMoveOvershoots = beyond > overshootFloor }
    }
  }
}
