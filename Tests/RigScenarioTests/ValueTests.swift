import RigCore
import Testing

@testable import RigScenario

/// A value that does not fit its key is refused, with its place, its key, and what would fit.
@Suite struct ValueTests {
  private func expectProblem(_ key: ScenarioKey, _ value: String, _ problem: String) {
    let path = key.path
    #expect(complaint(file(setting: path, to: value)) == "\(place(ofValueAt: path)): \(path): \(problem)")
  }

  private func unit(of key: ScenarioKey) -> String {
    switch key.type {
    case .number(_, let unit), .integer(_, let unit): unit.isEmpty ? "" : " \(unit)"
    case .distance, .height: " cm"
    default: ""
    }
  }

  @Test(arguments: ["nan", "inf", "-inf", "+infinity", "1e999"]) func `numbers are finite`(text: String) {
    for key in ScenarioKey.all {
      guard case .number = key.type else { continue }
      expectProblem(key, text, "must be finite, got '\(text)'")
    }
    #expect(
      complaint("rig: {distance: \(text)}") == "test.yaml:1:17: rig.distance: must be finite, got '\(text)'")
  }

  @Test(arguments: ["ten", "1,5", "1_000", "3 cm", "\"\"", "''", "--1", ".inf", "0x", "\"1 \"", "٣"])
  func `numbers are numbers`(text: String) {
    let quoted = text.filter { $0 != "\"" && $0 != "'" }
    for key in ScenarioKey.all {
      guard case .number = key.type, !(key.isOptional && quoted.isEmpty) else { continue }
      let unit = unit(of: key)
      expectProblem(key, text, "expected a number\(unit.isEmpty ? "" : " in\(unit)"), got '\(quoted)'")
    }
  }

  @Test(
    arguments: ["rig.servo", "rig.panTilt.panServo"], [("travelFrom", "-90"), ("travelTo", "180"), ("offset", "90")])
  func `an angle as servo makers count is told from where angles are counted`(
    section: String, setting: (name: String, value: String)
  ) {
    #expect(
      complaint("rig: {kind: panTilt}", flags: ["\(section).\(setting.name)=\(setting.value)"])
        == """
        --set: \(section).\(setting.name): must be between -89 and 89 °, got \(setting.value); \(angleConvention)
        """)
  }

  @Test func `numbers can be written in every usual form`() throws {
    for (text, value) in [
      "7": 7.0, "+7": 7, "7.": 7, "7.0": 7, "70e-1": 7, "0.7E1": 7, "0x7": 7, "\"7\"": 7, "-.5": -0.5,
    ] {
      #expect(try scenario("rig: {target: \(text)}").rig.target == .fixed(value), "\(text)")
    }
  }

  /// What a square, a ratio or a count of steps is made of must not be so small that it rounds to nothing.
  @Test func `no size is next to nothing`() {
    for key in ScenarioKey.all {
      guard case .number(let range, _) = key.type else { continue }
      switch range {
      case .zeroOr(let least, _): #expect(least >= 1e-12, "\(key.path)")
      case .between(let lowest, _) where lowest > 0: #expect(lowest >= 1e-12, "\(key.path)")
      case .between, .below: break
      }
    }
  }

  @Test func `numbers keep to their range`() {
    for key in ScenarioKey.all {
      guard case .number(let range, _) = key.type else { continue }
      let outside: [Double] =
        switch range {
        case .zeroOr(let least, let limit):
          [.leastNonzeroMagnitude, least.nextDown, -least, -1e300, limit.nextUp, 1e300]
        case .between(let lowest, let highest): [lowest.nextDown, highest.nextUp, -1e300, 1e300]
        case .below(let highest, let lowest): [lowest.nextDown, highest, highest + 1]
        }
      for number in outside {
        let advice = key.rangeAdvice.map { advice in "; \(advice)" } ?? ""
        expectProblem(key, "\(number)", "must be \(range.words)\(unit(of: key)), got \(number)\(advice)")
      }
    }
  }

  @Test func `the ends of a range belong to it, or not`() {
    for (assignment, isLegal) in [
      ("rig.sensor.noise=0", true), ("rig.sensor.noise=-0.1", false), ("rig.sensor.dropouts=0", true),
      ("rig.sensor.dropouts=1", true), ("controller.learningRate=0", false), ("controller.learningRate=1e-12", true),
      ("rig.servo.travelTo=89", true), ("rig.servo.travelTo=89.1", false), ("loop.window=100000", true),
      ("loop.window=100001", false), ("loop.steps=1", true), ("loop.steps=1000000000", true),
      ("loop.divergence.steps=2", true), ("loop.divergence.steps=1", false), ("loop.frameRate=10000", true),
      ("loop.frameRate=0.001", false),
    ] {
      let rule = "controller: {rule: gradientDescent}"
      #expect((complaint(rule, flags: [assignment]) == nil) == isLegal, "\(assignment)")
    }
    let rule = "controller: {rule: momentum}"
    #expect(complaint(rule, flags: ["controller.momentum=0"]) == nil)
    #expect(
      complaint(rule, flags: ["controller.momentum=1"])
        == "--set: controller.momentum: must be at least 0 and below 1, got 1")
  }

  @Test func `whole numbers are whole and keep to their range`() {
    for key in ScenarioKey.all {
      guard case .integer(let range, _) = key.type else { continue }
      for text in ["1.5", "ten", "1e3", "0x10", "1_0", "nan", "\"1 \""] {
        expectProblem(key, text, "expected a whole number, got '\(text.filter { $0 != "\"" })'")
      }
      for number in [range.lowerBound - 1, range.upperBound + 1, .min, .max] {
        expectProblem(
          key, "\(number)",
          "must be between \(range.lowerBound) and \(range.upperBound)\(unit(of: key)), got \(number)")
      }
      expectProblem(
        key, String(repeating: "9", count: 400),
        "must be between \(range.lowerBound) and \(range.upperBound)\(unit(of: key)), got 99999999999999999999…")
    }
  }

  @Test(arguments: ["-1", "1.0", "18446744073709551616", "x", "\"1 \""]) func `seeds are 64 bits`(text: String) {
    let number = text.filter { character in character != "\"" }
    #expect(
      complaint("seed: \(text)")
        == "test.yaml:1:7: seed: expected a whole number from 0 to 18446744073709551615, got '\(number)'")
  }

  @Test func `the largest seed`() throws {
    #expect(try scenario("seed: 18446744073709551615").seed == .max)
  }

  @Test(arguments: ["yes", "on", "1", "True", "\"\"", "none"]) func `flags are true or false`(text: String) {
    for key in ScenarioKey.all where key.type == .flag {
      expectProblem(key, text, "expected true or false, got '\(text.filter { $0 != "\"" })'")
    }
  }

  @Test func `a choice names the nearest word, or all`() {
    for (assignment, problem) in [
      ("controller.rule=momentm", "'momentm' is unknown, did you mean momentum?"),
      ("controller.rule=Nesterov", "'Nesterov' is unknown, did you mean nesterov?"),
      ("rig.servo.preset=hoby", "'hoby' is unknown, did you mean hobby?"),
      (
        "rig.servo.preset=steppermotor",
        "'steppermotor' is unknown; choose ideal, hobby, metalGear, galvo, steeringMirror"
      ),
      ("output.format=jsno", "'jsno' is unknown, did you mean json?"),
      ("output.format=parquet", "'parquet' is unknown; choose table, json, csv"),
      ("output.picture=", "'' is unknown; choose overview, descent, rig"),
      ("controller.steers=slpoe", "'slpoe' is unknown, did you mean slope?"),
    ] {
      let path = assignment.prefix { $0 != "=" }
      #expect(complaint("", flags: [assignment]) == "--set: \(path): \(problem)")
    }
  }

  @Test func `lists and sections are no values`() {
    for key in ScenarioKey.all where !key.isList {
      for value in ["[1, 2]", "[]", "{}", "{a: 1}"] {
        expectProblem(key, value, "expected a single value, got a list or a section")
      }
    }
  }

  @Test func `none is for keys that can do without`() {
    for key in ScenarioKey.all {
      guard key.type != .text, key.type != .faults, key.type != .lines else { continue }
      // Of some choices it is a word.
      if case .choice(let words) = key.type, words.contains("none") { continue }
      for value in ["none", "null", "~", ""] {
        #expect((complaint(file(setting: key.path, to: value)) == nil) == key.isOptional, "\(key.path): \(value)")
      }
    }
  }

  @Test func `no text has a byte-order mark`() {
    for path in ["title", "output.plot", "pins.chip"] {
      let found = complaint("", flags: ["\(path)=\u{FEFF}a"])
      #expect(found?.hasPrefix("--set: \(path): must have no byte-order mark") == true)
    }
  }

  @Test(arguments: ["a\nb", "a\u{1B}[31m", "a\u{0}", "\u{2028}", "a\r\n"]) func `texts are one line`(text: String) {
    for path in ["title", "output.plot"] {
      #expect(
        complaint("", flags: ["\(path)=\(text)"]) == "--set: \(path): must be one line without control characters")
    }
  }
}
