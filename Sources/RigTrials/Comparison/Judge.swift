internal import RigCore

/// Follows the truth of one run, from its first reading to its last.
struct Judge<let axes: Int>: Sendable {
  private let tolerance: Double
  private let overshootFloor: Double
  private let lowest: PerAxis<axes, Double>
  private let highest: PerAxis<axes, Double>

  private(set) var readings = 0
  private var lastOutside = 0
  private var first = PerAxis<axes, Length>(repeating: .zero)
  private var firstSize = 0.0
  private var lastSize = 0.0
  private var overshoot = 0.0
  private var firstMoveOvershoots = false
  private var beamDegrees = PerAxis<axes, Double>(repeating: 0)
  private var turned = 0.0
  private var hasLeftTravel = false
  /// The size of the true error at every reading, in cm; empty where nobody asked for it.
  private(set) var sizes: [Double] = []
  private let keepsSizes: Bool

  /// A judge of a rig with the given `travel`. Of an overshoot up to `overshootFloor` nobody can say that the rule made
  /// it.
  init(
    tolerance: Length, overshootFloor: Length, travel: Travel<PerAxis<axes, Angle>>, keepingSizesOf count: Int?
  ) {
    self.tolerance = tolerance.centimeters
    self.overshootFloor = overshootFloor.centimeters
    // The way through an arc and back may cost a slope its last digits.
    lowest = travel.lower.map { angle in angle.slope - 1e-9 * (1 + angle.slope.magnitude) }
    highest = travel.upper.map { angle in angle.slope + 1e-9 * (1 + angle.slope.magnitude) }
    keepsSizes = count != nil
    sizes.reserveCapacity(count ?? 0)
  }

  mutating func see(command: PerAxis<axes, Angle>) {
    for axis in 0..<axes {
      let slope = command[axis].slope
      if !(slope >= lowest[axis] && slope <= highest[axis]) { hasLeftTravel = true }
    }
  }

  mutating func see(_ errors: PerAxis<axes, Length>?, beams now: PerAxis<axes, Angle>) {
    readings += 1
    for axis in 0..<axes {
      let degrees = now[axis].degrees
      if readings > 1 { turned += (degrees - beamDegrees[axis]).magnitude }
      beamDegrees[axis] = degrees
    }
    lastSize = errors?.norm.centimeters ?? .infinity
    // Written so that an error that is no number counts as outside.
    if !(lastSize <= tolerance) { lastOutside = readings }
    if keepsSizes { sizes.append(lastSize) }
    guard let errors else { return }
    if readings == 1 {
      first = errors
      firstSize = lastSize
    } else if firstSize > 0 {
      // How far the dot is beyond the target, seen from where it began.
      let beyond = -errors.dot(first) / firstSize
      overshoot = max(overshoot, beyond)
      if readings == 2 { firstMoveOvershoots = beyond > overshootFloor }
    }
  }

  var verdict: Verdict {
    Verdict(
      readingsToSettle: lastOutside < readings ? lastOutside : nil, finalError: lastSize, turnedDegrees: turned,
      overshoot: overshoot, firstMoveOvershoots: firstMoveOvershoots, leftTravel: hasLeftTravel)
  }
}

/// What became of one rig under one rule. Lengths in cm.
struct Verdict: Sendable, Equatable {
  /// How many readings it took; nil where the dot was outside the tolerance at the last one.
  let readingsToSettle: Int?
  /// The size of the true error at the last reading; infinite where the beam missed the wall.
  let finalError: Double
  let turnedDegrees: Double
  /// How far the dot was beyond the target at most, seen from where it began.
  let overshoot: Double
  let firstMoveOvershoots: Bool
  let leftTravel: Bool
}
