internal import RigCore
internal import RigScenario
internal import RigSimulation

/// Watches for a dot that has not followed the laser of a rule that learns from the first move on. Other rules have tried
/// out the response before they begin.
struct IgnoredLaser: Sendable {
  /// The number of readings of the rule from which on a dot that rests is told, and that after which it is taken to
  /// follow, for readings that are not late.
  private static let judgedReadings = 20...60
  /// The least turn that has to be answered: more than the play of most servos.
  private static let leastTurn = Angle.degrees(1.75)

  private let axes: Int
  private let judged: ClosedRange<Int>
  /// The widest range of the readings of a dot at rest, and the least way of the dot that tells the opposite, in cm.
  private let rest: Double
  private let clear: Double
  /// The least way of the dot for a unit of slope, in cm.
  private let leastReach: Double
  private var readings = 0
  private var angles: [ClosedRange<Double>] = []
  private var errors: [ClosedRange<Double>] = []

  /// The watch over a run of `scenario`; nil if the rule does not learn, or if a simulated sensor may stand at the end
  /// of its range.
  init?(_ scenario: Scenario, axes: Int) {
    let sensor = scenario.rig.sensor
    let isSimulated = scenario.rig.kind.isSimulated
    let hasEnd = isSimulated && (sensor.spotRadius != nil || scenario.reportLimits.contains { limit in limit != nil })
    guard scenario.controller.rule.family == .learner, !hasEnd else { return nil }
    self.axes = axes
    let late = scenario.expectedDeadTime
    judged = Self.judgedReadings.lowerBound + late...Self.judgedReadings.upperBound + late
    let rounding = isSimulated ? sensor.rounding : 0
    rest = 8 * scenario.expectedNoise + rounding
    clear = 16 * scenario.expectedNoise + 2 * rounding
    // On an oblique wall a response can be smaller than any distance.
    leastReach = (axes == 1 ? 1 : 0.25) * scenario.controller.nearestDistance
  }

  /// Takes the next step.
  mutating func take(_ step: StepRecord) -> Unresponsive? {
    guard let errors = step.errorsCentimeters, readings < judged.upperBound else { return nil }
    readings += 1
    angles = Self.widened(angles, step.anglesDegrees)
    self.errors = Self.widened(self.errors, errors)
    guard readings >= judged.lowerBound, self.errors.allSatisfy({ range in Self.width(range) <= rest }),
      let axis = (0..<axes).max(by: { left, right in Self.width(angles[left]) < Self.width(angles[right]) })
    else { return nil }
    let turn = Angle.degrees(Self.width(angles[axis]))
    guard turn >= Self.leastTurn, leastReach * turn.radians > clear else { return nil }
    return .ignored(
      Unresponsive.Turn(axis: axes > 1 ? axis : nil, turned: turn, standardError: .centimeters(rest)))
  }

  private static func widened(_ ranges: [ClosedRange<Double>], _ values: AxisValues) -> [ClosedRange<Double>] {
    ranges.isEmpty
      ? values.map { value in value...value }
      : zip(ranges, values).map { range, value in min(range.lowerBound, value)...max(range.upperBound, value) }
  }

  private static func width(_ range: ClosedRange<Double>) -> Double { range.upperBound - range.lowerBound }
}
