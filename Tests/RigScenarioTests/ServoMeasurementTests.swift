import RigCore
import RigWiring
import Testing

@testable import RigScenario

@Suite struct ServoMeasurementTests {
  private let file = """
    rig: {kind: pins}
    pins:
      chip: a
      tilt:
        servo: {line: 0, travelFrom: -30, travelTo: 30, start: 10, park: -25}
        strip: {lines: 1..4}

    """

  private func calibration(_ low: Double, _ high: Double) throws -> ServoCalibration {
    try ServoCalibration([
      .init(angle: .degrees(low), pulseMicroseconds: 1200), .init(angle: .degrees(high), pulseMicroseconds: 1800),
    ])
  }

  private func changes(_ measurement: ServoMeasurement, of text: String? = nil) throws -> [String] {
    let read = try scenario(text ?? file)
    let changes = read.changes("tilt", by: measurement)
    // The file with these changes is a scenario, and has nothing more to change.
    var editor = try ScenarioEditor(text ?? file, from: "test.yaml")
    for change in changes { try editor.set(change.path, to: change.value) }
    #expect(try scenario(editor.text).changes("tilt", by: measurement) == [])
    #expect(changes.allSatisfy { change in change.path.hasPrefix("pins.tilt.servo.") })
    return changes.map(\.line)
  }

  @Test func `a wide calibration changes nothing else`() throws {
    #expect(
      try changes(ServoMeasurement(calibration: try calibration(-33.25, 41), isReversed: false))
        == ["calibration: [[-33.25, 1200], [41, 1800]]"])
    #expect(try changes(ServoMeasurement(isReversed: true)) == ["reversed: true"])
    #expect(try changes(ServoMeasurement(isReversed: false)) == [])
  }

  @Test func `what a narrow one does not reach comes along`() throws {
    let found = try scenario(file).changes(
      "tilt", by: ServoMeasurement(calibration: try calibration(-20, 5), isReversed: false))
    #expect(
      found.map(\.line) == [
        "calibration: [[-20, 1200], [5, 1800]]", "travelFrom: -20", "travelTo: 5", "start: 5", "park: -20",
      ])
    #expect(found.map { change in change.reason != nil } == [false, true, true, true, true])
    _ = try changes(ServoMeasurement(calibration: try calibration(-20, 5), isReversed: false))
  }

  @Test func `a reversed servo reaches the other way`() throws {
    #expect(
      try changes(ServoMeasurement(calibration: try calibration(-20, 5), isReversed: true)) == [
        "calibration: [[-20, 1200], [5, 1800]]", "reversed: true", "travelFrom: -5", "travelTo: 20", "park: -5",
      ])
  }

  @Test func `a travel that the calibration misses becomes the whole of it`() throws {
    #expect(
      try changes(ServoMeasurement(calibration: try calibration(50, 60), isReversed: false)) == [
        "calibration: [[50, 1200], [60, 1800]]", "travelFrom: 50", "travelTo: 60", "start: 50", "park: 50",
      ])
  }

  @Test func `a measured travel`() throws {
    #expect(
      try changes(ServoMeasurement(isReversed: false, travelFrom: .degrees(-12.5), travelTo: .degrees(15)))
        == ["travelFrom: -12.5", "travelTo: 15", "park: -12.5"])
  }
}
