import RigCore
import Testing

@Suite struct ParameterTests {
  private let share = Parameter("share", default: 0.5, .below(1, from: 0), "a share")
  private let limit = Parameter<Double?>("limit", .between(1e-3, 10), unit: "cm", "a limit")
  private let steps = Parameter("steps", default: 3, 0...10, unit: "steps", "a count")
  private let isReversed = Parameter("isReversed", default: false, "a flag")

  @Test func valuesBeginWithTheDefaults() {
    let values = ParameterValues()
    #expect(values[share] == 0.5)
    #expect(values[limit] == nil)
    #expect(values[steps] == 3)
    #expect(!values[isReversed])
  }

  @Test func valuesKeepWhatIsSet() {
    var values = ParameterValues()
    values[share] = 0.25
    values[limit] = 4
    values[steps] = 7
    values[isReversed] = true
    #expect(values[share] == 0.25)
    #expect(values[limit] == 4)
    #expect(values[steps] == 7)
    #expect(values[isReversed])
    values[limit] = nil
    #expect(values[limit] == nil)
  }

  @Test func aDefaultThatIsSetEqualsOneThatIsNot() {
    var values = ParameterValues()
    values[share] = 0.25
    #expect(values != ParameterValues())
    values[share] = 0.5
    #expect(values == ParameterValues())
  }

  @Test func aSettingWithoutItsTypeIsTheSameValue() {
    var values = ParameterValues()
    values[limit.description] = .number(2)
    #expect(values[limit] == 2)
    #expect(values[share.description] == .number(0.5))
    #expect(limit.description.isOptional)
    #expect(limit.description.kind == .number(.between(1e-3, 10), unit: "cm"))
  }

  private enum Pull: String, ParameterValue, CaseIterable { case up, down }

  @Test func wordsAndNamesAreValuesToo() {
    let pull = Parameter("pull", default: Pull.up, "a choice")
    let device = Parameter<String?>("device", "a name")
    let lines = Parameter<[String]>("lines", "names")
    var values = ParameterValues()
    #expect(values[pull] == .up && values[device] == nil && values[lines] == [])
    values[pull.description] = .text("down")
    values[device.description] = .text("adc")
    values[lines.description] = .names(["4", "chip:5"])
    #expect(values[pull] == .down && values[device] == "adc" && values[lines] == ["4", "chip:5"])
    values[pull.description] = .text("sideways")
    #expect(values[pull] == .up, "a word that is no choice")
    #expect(pull.description.kind == .choice(["up", "down"]) && !pull.description.isOptional)
    #expect(device.description.kind == .name && device.description.isOptional)
    #expect(lines.description.kind == .names && !lines.description.isOptional)
  }

  @Test(arguments: [
    (NumberRange.zeroOr(1e-9, 10), 10.0, 1e-10), (.zeroOr(1, 10), 0, 0.5), (.zeroOr(1, 10), 1, -1),
    (.between(0, 1), 0, 1.5), (.below(1, from: 0), 0, 1),
  ]) func rangesTellWhatIsInside(range: NumberRange, inside: Double, outside: Double) {
    #expect(range.contains(inside))
    #expect(!range.contains(outside))
    #expect(!range.contains(.nan))
  }
}
