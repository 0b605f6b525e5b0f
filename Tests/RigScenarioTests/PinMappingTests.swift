import RigCore
import RigGPIO
import Testing

@testable import RigScenario

/// What a file says of a real rig is what the rig is made of.
@Suite struct PinMappingTests {
  /// A rig in which the key at `path` counts for something.
  private func flags(for path: String) -> [String] {
    var flags = [
      "rig.kind=pins", "pins.chip=rig", "pins.laser.line=1", "pins.interlock.line=other:2", "pins.tilt.servo.line=2",
      "pins.tilt.strip.lines=4..27", "pins.pan.servo.output=line", "pins.pan.servo.line=3",
      "pins.pan.strip.lines=30..40", "pins.tilt.servo.pwmChip=0", "pins.pan.servo.pwmChip=1",
      "pins.tilt.detector.device=a", "pins.pan.detector.device=b",
      "pins.tilt.servo.calibration=[[-89, 600], [89, 2400]]",
    ]
    for axis in ["pins.tilt", "pins.pan"] {
      if path.hasPrefix("\(axis).servo.pwm") {
        flags.removeAll { flag in flag.hasPrefix("\(axis).servo.output=") }
        flags.append("\(axis).servo.output=pwm")
      }
      if path.hasPrefix("\(axis).detector") { flags.append("\(axis).sensor=detector") }
    }
    return flags.filter { flag in !flag.hasPrefix("\(path)=") }
  }

  /// Whatever the value, it comes through: the rig is another one exactly where the setting is.
  @Test(arguments: ScenarioKey.pins.map(\.path)) func `every key has its place in the rig`(path: String) throws {
    let key = try #require(ScenarioKey.key(at: path))
    var values = LegalValues(seed: 11)
    var found: [(value: ScenarioValue, rig: String)] = []
    for _ in 0..<60 {
      guard let drawn = try? scenario("", flags: flags(for: path) + ["\(path)=\(values.text(for: key))"]) else {
        continue
      }
      found.append((key.value(in: drawn), "\(drawn.pinRig)"))
    }
    #expect(found.contains { one in one.value != found[0].value }, "at least two values are legal")
    for one in found { #expect((one.rig == found[0].rig) == (one.value == found[0].value), "\(one.value)") }
  }

  @Test func `one rig in full`() throws {
    let text = """
      rig: {kind: pins, target: 3}
      loop: {frameRate: 20}
      pins:
        chip: rig
        pulseRate: 100
        idleDetach: 2
        watchdog: 8
        priority: 33
        laser: {line: 17, activeLow: true}
        interlock: {line: "side:LID", bias: up}
        tilt:
          servo: {line: GPIO18, calibration: [[-60, 2400], [60, 600]], travelFrom: -30, travelTo: 20, slewRate: 90,
            reversed: true, start: 5, park: -10}
          strip: {lines: [7, "rig:A", 9], pitch: 0.4, height: -2, activeLow: true, bias: down, snapshots: 5}
        pan:
          target: -4
          servo: {output: pwm, pwmChip: pca9685, pwmChannel: 6}
          sensor: detector
          detector: {device: mcp3008, lowerChannel: 3, upperChannel: 2, halfLength: 1.5, height: 6, minimum: 0.2}
      """
    let rig = try scenario(text).pinRig
    #expect(rig.pulses == PulseTrain.Settings(rateHz: 100, priority: 33))
    #expect(rig.idleSeconds == 2 && rig.patienceSeconds == 0.4)
    #expect(rig.laser == PinRigSettings.Line(LineAddress(chip: "rig", line: "17"), isActiveLow: true))
    #expect(rig.interlock == PinRigSettings.Line(LineAddress(chip: "side", line: "LID"), bias: .up))
    #expect(rig.axes.map(\.name) == ["tilt", "pan"])
    let calibration = try ServoCalibration([
      ServoCalibration.Point(angle: .degrees(-60), pulseMicroseconds: 2400),
      ServoCalibration.Point(angle: .degrees(60), pulseMicroseconds: 600),
    ])
    #expect(
      rig.axes[0].servo
        == PinRigSettings.Servo(
          output: .line(LineAddress(chip: "rig", line: "GPIO18")), calibration: calibration,
          travel: .degrees(-30) ... .degrees(20), slewRateDegreesPerSecond: 90, isReversed: true, start: .degrees(5),
          park: .degrees(-10)))
    #expect(
      rig.axes[1].servo
        == PinRigSettings.Servo(
          output: .pwm(PWMChannelAddress(chip: "pca9685", channel: 6)), calibration: nil,
          travel: .degrees(-45) ... .degrees(45)))
    guard case .strip(let lines, isActiveLow: true, bias: .down, let strip) = rig.axes[0].detector,
      case .positionDetector(let detector) = rig.axes[1].detector
    else {
      Issue.record("\(rig.axes)")
      return
    }
    #expect(lines == ["7", "A", "9"].map { line in LineAddress(chip: "rig", line: line) })
    #expect(
      strip
        == PhotodiodeStrip.Settings(
          pitch: .centimeters(0.4), height: .centimeters(-2), target: .centimeters(3), snapshots: 5))
    #expect(detector.device == "mcp3008" && detector.channels == (3, 2) && detector.minimumVolts == 0.2)
    #expect(detector.halfLength == .centimeters(1.5) && detector.height == .centimeters(6))
    #expect(detector.target == .centimeters(-4))
  }

  @Test func `lines as people write them`() throws {
    func lines(_ text: String) throws -> [String] {
      try scenario(realRig, flags: ["pins.tilt.strip.lines=\(text)"]).pins.tilt.stripLines
    }
    #expect(try lines("40..43") == ["40", "41", "42", "43"])
    #expect(try lines("b:40..42") == ["b:40", "b:41", "b:42"])
    #expect(try lines("40, GPIO5,rig:PIN 7 , 42..43") == ["40", "GPIO5", "rig:PIN 7", "42", "43"])
    #expect(try lines("[GPIO5, GPIO6]") == ["GPIO5", "GPIO6"])
  }

  @Test func `nobody who has no pins is shown any`() throws {
    #expect(!Scenario().yaml.contains("pins:") && !Scenario.firstLook.yaml.contains("pins:"))
    let one = try scenario("rig: {kind: pins}\npins: {chip: c, tilt: {servo: {line: 1}, strip: {lines: 2..9}}}").yaml
    #expect(one.contains("\npins:\n") && one.contains("\n  tilt:\n") && !one.contains("\n  pan:"))
    #expect(try scenario(realRig, flags: ["pins.pan.target=1"]).yaml.contains("\n  pan:\n"))
    // Whoever drives the same scenario as a simulation keeps the pins.
    let simulated = try scenario(
      "rig: {kind: pins}\npins: {chip: c, tilt: {servo: {line: 1}, strip: {lines: 2..9}}}",
      flags: ["rig.kind=singleAxis"])
    #expect(simulated.yaml.contains("\npins:\n"))
  }
}
