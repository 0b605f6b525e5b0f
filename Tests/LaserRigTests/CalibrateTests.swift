import Foundation
import Glibc
import RigCore
import RigGPIO
import RigScenario
import RigTestSupport
import Testing

@testable import laserrig

@Suite struct CalibrateTests {
  private let rig = """
    rig: {kind: pins}
    pins:
      chip: no-such-chip
      tilt:
        servo: {line: 0}   # a servo
        strip: {lines: 1..4}

    """

  @Test func `bad flags`() throws {
    try BadInput.expect(
      [
        BadInput("calibrate", hints: "raspberry-pi"),
        BadInput("calibrate", "article", hints: "simulated", "rig.kind: pins"),
        BadInput("calibrate", "raspberry-pi", hints: "terminal", "--sweep"),
        BadInput("calibrate", "raspberry-pi", "--axis", "pan", hints: "pins.pan.servo.output"),
        BadInput("calibrate", "raspberry-pi", "--axis", "roll", hints: "--axis", "tilt"),
        BadInput("calibrate", "raspberry-pi", "--write", hints: "--write", "--sweep"),
        BadInput("calibrate", "raspberry-pi", "--distance", "3", hints: "--distance", "--sweep"),
        BadInput("calibrate", "raspberry-pi", "--sweep", "--write", hints: "--write", "--distance"),
        BadInput("calibrate", "raspberry-pi", "--sweep", "--level", "3", hints: "--level", "--distance"),
        BadInput("calibrate", "raspberry-pi", "--sweep", "--distance", "0", hints: "between 0.1 and"),
        BadInput("calibrate", "raspberry-pi", "--sweep", "--distance", "nan", hints: "between 0.1 and"),
        BadInput("calibrate", "raspberry-pi", "--sweep", "--points", "2", hints: "between 3 and 1000"),
        BadInput("calibrate", "raspberry-pi", "--sweep", "--set", "pins.chp=a", hints: "did you mean pins.chip"),
      ], status: 64, in: try TemporaryFolder(), golden: "errors-calibrate")
  }

  @Test func `a file that cannot be written is refused before anything is measured`() throws {
    let folder = try TemporaryFolder(files: ["mine.yaml": rig])
    try folder.makeFolder("folder.yaml")
    let found = try Program.run(
      "calibrate", "folder.yaml", "--sweep", "--distance", "100", "--write", in: folder.path)
    #expect(found.status == 78 && found.errors.contains("folder"))
  }

  /// Whether this build knows no lines or this machine has no such chip: no more than one line, and the exit code.
  @Test(arguments: [["--sweep"], ["--sweep", "--distance", "150", "--write"]]) func `without its pins it says so`(
    flags: [String]
  ) throws {
    let folder = try TemporaryFolder(files: ["mine.yaml": rig])
    let found = try Program.run(["calibrate", "mine.yaml"] + flags, in: folder.path)
    #expect(found.status == 69 && found.output == "")
    #expect(found.errors.hasPrefix("laserrig: ") && found.errors.split(separator: "\n").count == 1)
    #expect(try folder.text(of: "mine.yaml") == rig)
    #expect(try folder.files == ["mine.yaml"])
  }

  @Test func `a person at a terminal gets as far as the pins`() throws {
    let folder = try TemporaryFolder(files: ["mine.yaml": rig])
    let found = try PseudoTerminal.run(["calibrate", folder.path + "/mine.yaml"], sitsThere: true)
    #expect(found.status == 69)
    #expect(found.output.hasPrefix("laserrig: ") && !found.output.contains("Nothing moves"))
  }

  @Test func `a terminal has its manners back afterwards`() throws {
    var front: Int32 = -1
    var back: Int32 = -1
    try #require(openpty(&front, &back, nil, nil, nil) == 0)
    defer {
      close(front)
      close(back)
    }
    func flags() -> UInt32 {
      var settings = termios()
      tcgetattr(back, &settings)
      return settings.c_lflag & UInt32(ICANON | ECHO | ISIG | IEXTEN)
    }
    let before = flags()
    #expect(before != 0)
    do {
      let terminal = try RawTerminal(back)
      #expect(flags() == 0)
      // Ctrl-C and an end of line are keys like others, and nobody has to press Enter.
      #expect(write(front, "q\u{3}\r", 3) == 3)
      #expect(terminal.read(milliseconds: 10_000) == [0x71, 0x03, 0x0D])
      #expect(terminal.read(milliseconds: 0) == [])
    }
    #expect(flags() == before)
    let file = open("/dev/null", O_RDONLY)
    defer { close(file) }
    #expect(throws: Failure.self) { _ = try RawTerminal(file).takeSuspension() }
  }
}

@Suite struct CalibrationFileTests {
  private let text =
    "rig: {kind: pins}\r\npins:\r\n  chip: a\r\n  tilt:\r\n    servo: {line: 0} # s\r\n    strip: {lines: 1..4}"

  private func write(
    _ changes: [ScenarioChange], to path: String, assignments: [String] = []
  ) throws(Failure) {
    let source = ScenarioSource(config: path, assignments: assignments)
    try CalibrationFile(path, source, in: Surroundings()).write(changes)
  }

  private var reversed: [ScenarioChange] {
    var scenario = Scenario()
    scenario.rig.kind = .pins
    return scenario.changes("tilt", by: ServoMeasurement(isReversed: true))
  }

  @Test func `a link stays a link, and the file keeps its permissions and all else`() throws {
    let folder = try TemporaryFolder(files: ["real.yaml": text])
    let (real, link) = (folder.path + "/real.yaml", folder.path + "/link.yaml")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.yaml")
    chmod(real, 0o640)
    try write(reversed, to: link)
    #expect(try folder.text(of: "real.yaml") == text.replacing("line: 0}", with: "line: 0, reversed: true}"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.yaml")
    let mode = try FileManager.default.attributesOfItem(atPath: real)[.posixPermissions] as? Int
    #expect(mode == 0o640)
    #expect(try folder.files == ["link.yaml", "real.yaml"])
  }

  @Test func `what something else overrides is not written`() throws {
    let folder = try TemporaryFolder(files: ["real.yaml": text])
    #expect {
      try write(
        reversed, to: folder.path + "/real.yaml", assignments: ["pins.tilt.servo.reversed=false"])
    } throws: { error in
      (error as? Failure)?.message.hasPrefix("pins.tilt.servo.reversed: is set by the environment or --set") == true
    }
    #expect(try folder.text(of: "real.yaml") == text)
  }

  @Test func `what contradicts the rest is not written`() throws {
    let folder = try TemporaryFolder(files: ["real.yaml": text])
    let changes = Scenario().changes("tilt", by: ServoMeasurement(isReversed: false, travelTo: .degrees(60)))
    let bad = changes + Scenario().changes("tilt", by: ServoMeasurement(isReversed: false, travelFrom: .degrees(20)))
    #expect(throws: Failure.self) {
      try write(bad.filter { change in !change.path.hasSuffix("start") }, to: folder.path + "/real.yaml")
    }
    #expect(try folder.text(of: "real.yaml") == text)
    try write(changes, to: folder.path + "/real.yaml")
    #expect(try folder.text(of: "real.yaml").contains("travelTo: 60"))
  }
}

@Suite struct SweepReportTests {
  private let sightings = [(1520.0, 1.0), (1480, 3), (1500, 2)].map { pulse, height in
    Sighting(pulseMicroseconds: pulse, height: .centimeters(height))
  }

  @Test func `with a distance, angles`() throws {
    let report = try SweepReport(
      "tilt", tried: 9, sightings, stand: (.centimeters(100), .centimeters(2)), target: .centimeters(2.5))
    try Golden.expect(report.text, "calibrate-sweep")
  }

  @Test func `without, the sense and the target only`() throws {
    let report = try SweepReport("pan", tried: 9, sightings, stand: nil, target: .centimeters(2.5))
    #expect(report.text.contains("reversed") && report.text.contains("1490.0 µs"))
    #expect(report.text.contains("no angles can be known") && !report.text.contains("angle °"))
  }
}
