internal import RigCore
internal import RigScenario
internal import RigSimulation

/// Watches for a sensor that is frozen: its readings have noise, and yet it repeats one of them to the last digit.
struct FrozenSensor: Sendable {
  /// How many times as often as before a sensor has to repeat itself to count as frozen.
  private static let certainty = 4

  /// The number of equal readings in a row that count as frozen.
  private let limit: Int
  private var last: StepRecord?
  /// The number of readings in a row that are equal to the latest one, and the greatest such number before them.
  private var count = 0
  private var longest = 1

  /// The watch over the simulated sensor of `scenario`; nil if equal readings in a row may be right: without noise, with
  /// rounding, and at the end of a range. A real sensor may do either: a strip of photodiodes on digital lines tells the
  /// same place for as long as the dot lights the same diodes.
  init?(_ scenario: Scenario) {
    let sensor = scenario.rig.sensor
    guard scenario.rig.kind.isSimulated, scenario.loop.frozenReadings > 0, sensor.noise > 0,
      sensor.rounding == 0, scenario.reportLimits.allSatisfy({ limit in limit == nil })
    else { return nil }
    // A sensor that is slower than the loop repeats each reading.
    let repeats = sensor.newReadingEvery
    limit = max(scenario.loop.frozenReadings, repeats > 1 ? Self.certainty * repeats : 0)
  }

  /// Takes the next step; a lost reading tells nothing.
  mutating func take(_ step: StepRecord) -> Unresponsive? {
    guard let cost = step.costSquareCentimeters else { return nil }
    if let last, cost == last.costSquareCentimeters, step.errorsCentimeters == last.errorsCentimeters {
      count += 1
    } else {
      if last != nil { longest = max(longest, count) }
      last = step
      count = 1
    }
    return count >= max(limit, longest > 1 ? Self.certainty * longest : 0) ? .frozen(readings: count) : nil
  }
}
