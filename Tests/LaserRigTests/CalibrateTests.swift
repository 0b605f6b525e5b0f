import Foundation
import Glibc
import RigCore
import RigGPIO
import RigScenario
import RigTestSupport
import Testing

@testable import RigReports
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

  /// What keeps a person from the rig comes first: with a terminal a build without the trait would get no further.
  @Test func `no terminal, or no lines`() throws {
    let found = try Program.run("calibrate", "raspberry-pi")
    #expect(found.output == "" && found.errors.split(separator: "\n").count == 1)
    #if GPIO
      #expect(found.status == 64 && found.errors.contains("terminal") && found.errors.contains("--sweep"))
    #else
      #expect(found.status == 69 && found.errors.contains("swift build --traits GPIO"))
      #expect(!found.errors.contains("terminal"))
    #endif
    let chips = try Program.run(
      "calibrate", "raspberry-pi", "--set", "pins.laser.line=none", "--set", "pins.interlock.line=none", "--set",
      "pins.tilt.sensor=detector", "--set", "pins.tilt.detector.device=no-such-device", "--set",
      "pins.tilt.servo.output=pwm", "--set", "pins.tilt.servo.pwmChip=no-such-pwm")
    #expect(chips.status == 64 && chips.errors.contains("terminal"), "a rig on chips alone needs no libgpiod")
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
      // Ctrl-C and an end of line are keys like others, and Enter need not be pressed.
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
      "tilt", tried: 9, sightings, stand: (.centimeters(100), .centimeters(2)), target: .centimeters(2.5),
      pulses: 1000...2000)
    try Golden.expect(report.text, "calibrate-sweep")
  }

  @Test func `without, the sense and the target only`() throws {
    let report = try SweepReport(
      "pan", tried: 9, sightings, stand: nil, target: .centimeters(2.5), pulses: 1000...2000)
    #expect(report.text.contains("reversed") && report.text.contains("1490.0 µs"))
    #expect(report.text.contains("no angles can be known") && !report.text.contains("angle °"))
    #expect(!report.text.contains("carried on") && report.warning == nil)
  }

  /// The same heights from nearer and farther: the servo is one of 35 µs for a degree at 1 m.
  @Test(arguments: [(10.0, false), (12, false), (20, true), (40, true), (70, true), (75, false), (100, false)])
  func `a servo unlike any other is pointed out`(distance: Double, isLikely: Bool) throws {
    let report = try SweepReport(
      "tilt", tried: 9, sightings, stand: (.centimeters(distance), .centimeters(2)), target: .centimeters(2.5),
      pulses: 1000...2000)
    #expect((report.warning == nil) == isLikely)
    if let warning = report.warning {
      #expect(warning.contains("--distance is in centimetres") && !warning.contains("\n"))
    }
  }
}

@Suite struct SweepSightTests {
  private func dot(_ offset: Double, isWhole: Bool = true) -> SpotLook {
    .dot(SpotSight(offset: .centimeters(offset), isWhole: isWhole))
  }

  @Test func `a pulse has the place on which most looks agree`() {
    let target = Length.centimeters(2)
    #expect(
      SweepCalibration.Sight([dot(1), .dark, dot(3), dot(2), .dark], target: target) == .dot(.centimeters(4)))
    #expect(SweepCalibration.Sight([dot(1), dot(1), dot(1, isWhole: false), .dark, .dark], target: target) == .part)
    #expect(SweepCalibration.Sight([dot(1), dot(1), .dark, .dark, .dark], target: target) == .nothing)
  }

  @Test(arguments: [(SpotLook.clipped, LostReading.clipped), (.outshone, .outshone)])
  func `a pulse with which the detector had no reading even once has no place`(look: SpotLook, reason: LostReading) {
    let looks = [dot(1), dot(1), dot(1), dot(1)]
    #expect(SweepCalibration.Sight(looks + [look], target: .zero) == .lost(reason))
    #expect(SweepCalibration.Sight(Array(repeating: look, count: 5), target: .zero) == .lost(reason))
  }

  @Test func `the report names the pulses that do not count`() throws {
    let sightings = [(1480.0, 1.0), (1500, 2)].map { pulse, height in
      Sighting(pulseMicroseconds: pulse, height: .centimeters(height))
    }
    let report = try SweepReport(
      "tilt", tried: 9, lost: [.clipped: 3, .outshone: 1], sightings, stand: nil, target: .zero, pulses: 1000...2000)
    #expect(report.text.contains("\nclipped   with 3 pulses that count for nothing: lower the amplifier's gain or dim"))
    #expect(report.text.contains("\noutshone  with 1 pulse that counts for nothing: shade the detector"))
  }
}

/// The screen of a terminal that is no longer read.
@Suite(.unlessItHangs) struct CalibrationScreenTests {
  /// A pipe that is full, and its reader.
  private func withFullPipe(_ use: (Descriptor, _ reader: Int32) throws -> Void) throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    let flags = fcntl(ends[1], F_GETFL)
    _ = fcntl(ends[1], F_SETFL, flags | O_NONBLOCK)
    let block = [UInt8](repeating: 0, count: 4096)
    while write(ends[1], block, block.count) > 0 {}
    _ = fcntl(ends[1], F_SETFL, flags)
    try use(Descriptor(number: ends[1]), ends[0])
  }

  private func drain(_ reader: Int32, _ count: Int) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    return Array(buffer[..<max(0, read(reader, &buffer, count))])
  }

  @Test func `a status that does not fit is left out, and the next one is not`() throws {
    try withFullPipe { full, reader in
      let screen = CalibrationScreen(columns: 40, output: full, isStopping: { false })
      screen.show("one")
      #expect(!full.hasRoom())
      var left = 1 << 16
      while left > 0 { left -= drain(reader, left).count }
      screen.show("two")
      #expect(String(decoding: drain(reader, 4096), as: UTF8.self).hasSuffix("\rtwo"))
    }
  }

  @Test func `a signal ends a calibration without a reader`() throws {
    try withFullPipe { full, reader in
      var looks = 0
      let screen = CalibrationScreen(
        columns: 40, output: full,
        isStopping: {
          looks += 1
          return looks == 3
        })
      screen.say("this waits")
      #expect(looks == 3 && !full.hasRoom())
      #expect(full.write([1], until: { true }) == EINTR)
    }
  }

  @Test func `all of it is written, and an error is one`() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let bytes = (0..<5000).map { number in UInt8(truncatingIfNeeded: number) }
    #expect(Descriptor(number: ends[1]).write(bytes[...], until: { true }) == nil)
    #expect(drain(ends[0], 8192) == bytes)
    for end in ends { close(end) }
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    #expect(Descriptor(number: full).write([1], until: { false }) == ENOSPC)
  }
}
