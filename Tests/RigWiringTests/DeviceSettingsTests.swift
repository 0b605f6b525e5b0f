import RigCore
import RigWiring
import Testing

/// What a file says of a device is what the device is made of, and what cannot be meant is told with its keys.
@Suite struct DeviceSettingsTests {
  @Test func `addresses as people write them`() {
    #expect(LineAddress("17", defaultChip: "rig") == LineAddress(chip: "rig", line: "17"))
    #expect(LineAddress("a:b:GPIO17", defaultChip: "rig") == LineAddress(chip: "a:b", line: "GPIO17"))
    #expect(LineAddress("/dev/gpiochip0:4", defaultChip: "rig").description == "/dev/gpiochip0:4")
    #expect(LineAddress(":4", defaultChip: "rig") == LineAddress(chip: "", line: "4"))
  }

  @Test func `each kind has a word of its own, and each parameter a name and a meaning`() {
    for kinds in [DeviceKinds.outputs as [any DeviceSettings.Type], DeviceKinds.detectors] {
      let words = kinds.map { kind in kind.word }
      #expect(!words.isEmpty && Set(words).count == words.count && !words.contains("none"))
      for kind in kinds {
        #expect(Set(kind.parameters.map(\.name)).count == kind.parameters.count, "\(kind)")
        #expect(kind.parameters.allSatisfy { parameter in !parameter.name.isEmpty && !parameter.summary.isEmpty })
      }
    }
  }

  /// Every parameter counts: the device is another one if it has another value.
  @Test func `each parameter has its place in the device`() {
    for kind in DeviceKinds.outputs as [any DeviceSettings.Type] + DeviceKinds.detectors {
      for parameter in kind.parameters {
        var values = ParameterValues()
        let before = kind.init(values, defaultChip: "rig")
        values[parameter] = other(than: parameter)
        #expect(values != ParameterValues(), "\(kind): \(parameter.name)")
        #expect("\(kind.init(values, defaultChip: "rig"))" != "\(before)", "\(kind): \(parameter.name)")
      }
    }
  }

  private func other(than parameter: ParameterDescription) -> ParameterSetting {
    switch (parameter.kind, parameter.defaultSetting) {
    case (_, .number(let number)): .number(number + 1)
    case (_, .integer(let number)): .integer(number + 1)
    case (_, .flag(let flag)): .flag(!flag)
    case (.choice(let words), .text(let word)): .text(words.first { other in other != word } ?? "")
    case (.number, _): .number(1)
    case (.integer, _): .integer(1)
    case (.names, _): .names(["3", "other:4"])
    default: .text("5")
    }
  }

  @Test func `a device that nothing was said of names the keys to set`() {
    func blamed(_ kind: any DeviceSettings.Type) -> [DeviceProblem.Key]? {
      kind.init(ParameterValues(), defaultChip: "rig").problem?.keys
    }
    #expect(blamed(PulseLineSettings.self) == [.parameter("line"), .kind, .rig])
    #expect(blamed(PWMChannelSettings.self) == [.parameter("pwmChip"), .kind, .rig])
    #expect(blamed(PhotodiodeStripSettings.self) == [.parameter("lines"), .rig])
    #expect(blamed(PositionDetectorSettings.self) == [.parameter("device"), .kind, .rig])
  }

  @Test func `lines, so that no other device takes them`() {
    let line = LineAddress(chip: "rig", line: "7")
    #expect(PulseLineSettings(line).lines == LineUse("servo line", parameter: "line", [line], bias: nil))
    #expect(
      PhotodiodeStripSettings([line, line], pitch: .centimeters(1), bias: .up).lines
        == LineUse("strip lines", parameter: "lines", [line, line], bias: .up))
    #expect(PWMChannelSettings(chip: "0", channel: 1).lines == nil)
    #expect(PositionDetectorSettings(device: "0").lines == nil)
  }

  @Test(arguments: [
    (false, LineBias.up, true), (false, .down, false), (true, .down, true), (true, .up, false), (true, .asIs, false),
    (false, .asIs, false), (false, .off, false),
  ])
  func `an interlock whose broken wire reads closed is warned of`(isActiveLow: Bool, bias: LineBias, isWarned: Bool) {
    var rig = PinRigSettings(axes: [])
    #expect(rig.warnings.contains { words in words.hasPrefix("no interlock") })
    rig.interlock = PinRigSettings.Line(LineAddress(chip: "rig", line: "7"), isActiveLow: isActiveLow, bias: bias)
    #expect(rig.warnings.contains { words in words.hasPrefix("a broken wire at the interlock") } == isWarned)
    #expect(!rig.warnings.contains { words in words.contains("need not prove itself") })
    rig.interlockProof = .none
    #expect(rig.warnings.contains { words in words.contains("need not prove itself") })
  }

  @Test func `two servos on one channel`() {
    let one = PWMChannelSettings(chip: "a", channel: 3)
    #expect(one.conflict(with: one)?.keys == [.parameter("pwmChannel"), .parameter("pwmChip")])
    #expect(one.conflict(with: PWMChannelSettings(chip: "a", channel: 4)) == nil)
    #expect(one.conflict(with: PWMChannelSettings(chip: "b", channel: 3)) == nil)
    #expect(one.conflict(with: PulseLineSettings(LineAddress(chip: "a", line: "3"))) == nil)
  }

  @Test func `hardware has the whole frame for each pulse, the program a part of it`() {
    let timing = PulseTiming(rateHz: 100)
    let chip = PWMChannelSettings(chip: "a", channel: 3)
    let line = PulseLineSettings(LineAddress(chip: "a", line: "3"))
    #expect(timing.widestPulseNanoseconds(on: chip, among: [chip, line, line]) == 10_000_000)
    #expect(timing.widestPulseNanoseconds(on: line, among: [chip, line]) == 9_800_000)
    #expect(timing.widestPulseNanoseconds(on: line, among: [chip, line, line]) == 4_800_000)
  }
}
