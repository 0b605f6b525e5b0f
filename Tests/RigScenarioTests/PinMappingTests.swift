import RigCore
import RigWiring
import Testing

@testable import RigScenario

/// What a file says of a real rig is what the rig is made of.
@Suite struct PinMappingTests {
  /// A rig in which the key at `path` counts for something, on lines that no drawn value has.
  private func flags(for path: String) -> [String] {
    var flags = [
      "rig.kind=pins", "pins.chip=rig", "pins.laser.line=100", "pins.interlock.line=other:2",
      "pins.tilt.servo.calibration=[[-89, 600], [89, 2400]]",
    ]
    for (number, axis) in ["pins.tilt", "pins.pan"].enumerated() {
      let output = DeviceKinds.outputs.first { kind in isOf(kind, path, in: "\(axis).servo") }
      let detector = DeviceKinds.detectors.first { kind in isOf(kind, path, in: "\(axis).\(kind.word)") }
      flags += [
        "\(axis).servo.output=\((output ?? PulseLineSettings.self).word)",
        "\(axis).sensor=\((detector ?? PhotodiodeStripSettings.self).word)",
      ]
      for kind in DeviceKinds.outputs { flags += names(of: kind, in: "\(axis).servo", from: 100 * number + 110) }
      for kind in DeviceKinds.detectors {
        flags += names(of: kind, in: "\(axis).\(kind.word)", from: 100 * number + 120)
      }
    }
    return flags.filter { flag in !flag.hasPrefix("\(path)=") }
  }

  private func isOf(_ kind: any DeviceSettings.Type, _ path: String, in section: String) -> Bool {
    kind.parameters.contains { parameter in path == "\(section).\(parameter.name)" }
  }

  /// What a kind of device needs to be told: lines, chips and converters have no defaults.
  private func names(of kind: any DeviceSettings.Type, in section: String, from number: Int) -> [String] {
    kind.parameters.enumerated().compactMap { place, parameter in
      switch parameter.kind {
      case .name: "\(section).\(parameter.name)=\(number + place)"
      case .names: "\(section).\(parameter.name)=\(number)..\(number + 23)"
      case .number, .integer, .flag, .choice: nil
      }
    }
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
          detector:
            {device: mcp3008, lowerChannel: 3, upperChannel: 2, halfLength: 1.5, height: 6, minimum: 0.2, maximum: 3,
            scale: 0.8}
      """
    let rig = try scenario(text).pinRig
    #expect(rig.pulses == PulseTiming(rateHz: 100, priority: 33))
    #expect(rig.idleSeconds == 2 && rig.patienceSeconds == 0.4)
    #expect(rig.laser == PinRigSettings.Line(LineAddress(chip: "rig", line: "17"), isActiveLow: true))
    #expect(rig.interlock == PinRigSettings.Line(LineAddress(chip: "side", line: "LID"), bias: .up))
    #expect(rig.axes.map(\.name) == ["tilt", "pan"])
    let calibration = try ServoCalibration([
      ServoCalibration.Point(angle: .degrees(-60), pulseMicroseconds: 2400),
      ServoCalibration.Point(angle: .degrees(60), pulseMicroseconds: 600),
    ])
    let tilt = rig.axes[0].servo
    #expect(tilt.output as? PulseLineSettings == PulseLineSettings(LineAddress(chip: "rig", line: "GPIO18")))
    #expect(tilt.calibration == calibration && tilt.travel == .degrees(-30) ... .degrees(20))
    #expect(tilt.slewRateDegreesPerSecond == 90 && tilt.isReversed)
    #expect(tilt.start == .degrees(5) && tilt.park == .degrees(-10))
    let pan = rig.axes[1].servo
    #expect(pan.output as? PWMChannelSettings == PWMChannelSettings(chip: "pca9685", channel: 6))
    #expect(pan.calibration == nil && pan.travel == .degrees(-45) ... .degrees(45))
    #expect(pan.slewRateDegreesPerSecond == nil && !pan.isReversed && pan.start == .zero && pan.park == nil)
    #expect(
      rig.axes[0].detector as? PhotodiodeStripSettings
        == PhotodiodeStripSettings(
          ["7", "A", "9"].map { line in LineAddress(chip: "rig", line: line) }, pitch: .centimeters(0.4),
          height: .centimeters(-2), isActiveLow: true, bias: .down, snapshots: 5))
    #expect(
      rig.axes[1].detector as? PositionDetectorSettings
        == PositionDetectorSettings(
          device: "mcp3008", channels: (3, 2), halfLength: .centimeters(1.5), height: .centimeters(6),
          minimumVolts: 0.2, maximumVolts: 3, scaleMillivolts: 0.8))
    #expect(rig.axes.map(\.target) == [.centimeters(3), .centimeters(-4)])
    #expect(rig.darkIntervalSeconds == 10 && rig.interlockProof == .seen)
    #expect(try scenario(realRig, flags: ["pins.interlock.proof=none"]).pinRig.interlockProof == .none)
    #expect(try scenario(realRig, flags: ["pins.laser.darkInterval=2.5"]).pinRig.darkIntervalSeconds == 2.5)
    #expect(try scenario(realRig, flags: ["pins.laser.darkInterval=none"]).pinRig.darkIntervalSeconds == nil)
  }

  @Test func `lines as people write them`() throws {
    func lines(_ text: String) throws -> [String] {
      let tilt = try scenario(realRig, flags: ["pins.tilt.strip.lines=\(text)"]).pins.tilt
      return tilt.detectors[PhotodiodeStripSettings.word][PhotodiodeStripSettings.Parameters.lines]
    }
    #expect(try lines("40..43") == ["40", "41", "42", "43"])
    #expect(try lines("b:40..42") == ["b:40", "b:41", "b:42"])
    #expect(try lines("40, GPIO5,rig:PIN 7 , 42..43") == ["40", "GPIO5", "rig:PIN 7", "42", "43"])
    #expect(try lines("[GPIO5, GPIO6]") == ["GPIO5", "GPIO6"])
  }

  @Test func `a scenario without pins shows none`() throws {
    #expect(!Scenario().yaml.contains("pins:") && !Scenario.firstLook.yaml.contains("pins:"))
    let one = try scenario("rig: {kind: pins}\npins: {chip: c, tilt: {servo: {line: 1}, strip: {lines: 2..9}}}").yaml
    #expect(one.contains("\npins:\n") && one.contains("\n  tilt:\n") && !one.contains("\n  pan:"))
    #expect(try scenario(realRig, flags: ["pins.pan.target=1"]).yaml.contains("\n  pan:\n"))
    // The same scenario as a simulation keeps its pins.
    let simulated = try scenario(
      "rig: {kind: pins}\npins: {chip: c, tilt: {servo: {line: 1}, strip: {lines: 2..9}}}",
      flags: ["rig.kind=singleAxis"])
    #expect(simulated.yaml.contains("\npins:\n"))
  }
}
