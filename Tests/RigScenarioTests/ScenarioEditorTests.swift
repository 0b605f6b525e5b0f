import Testing

@testable import RigScenario
@testable import RigSimulation

@Suite struct ScenarioEditorTests {
  private let points = ScenarioValue.calibration([
    CalibrationPoint(degrees: -30, microseconds: 1200), CalibrationPoint(degrees: 30.5, microseconds: 1800.25),
  ])
  private let written = "[[-30, 1200], [30.5, 1800.25]]"
  private let calibration = "pins.tilt.servo.calibration"

  private func edited(
    _ text: String, _ path: String, _ value: ScenarioValue
  ) throws(ScenarioEditError) -> String {
    var editor = try ScenarioEditor(text, from: "test.yaml")
    try editor.set(path, to: value)
    return editor.text
  }

  /// `old` and `new` are what stands behind the key.
  @Test(arguments: [
    (" [[-90, 500], [90, 2500]]", " {}"), (" [[-90, 500], [90, 2500]]   # mine", " {}   # mine"),
    (" [ [-90, 500],   # down\n      [90, 2500]\n    ] # up", " {} # up"), (" none", " {}"), (" none# x", nil),
    (" '~' # ~", " {} # ~"), (" \"none\"  ", " {}  "), ("", " {}"), (" # nothing yet", " {} # nothing yet"),
    (" !!seq [[-90, 500], [90, 2500]]", " {}"), ("\n        [[-90, 500], [90, 2500]]", "\n        {}"),
    (" # why\n        none", " # why\n        {}"), (" |-\n        none", " {}"), (" >-\n\n        none", " {}"),
    (" [[-90, 500], [90, 2500],]", " {}"), (" [['-90', 500], [\"90\", 2500]] # ]", " {} # ]"),
  ])
  func `a value is replaced where it stands, and a comment stays`(old: String, new: String?) throws {
    let head = "# head\nrig: {kind: pins}   \n\npins:\n  tilt:\n    servo:\n      line: 3\n      calibration:"
    for tail in ["", "\n", "\n      travelTo: 20   # far\n\n# end", "\n\n\n  chip: \"a # b\"\nloop: {steps: 3}\n"] {
      guard let new else {
        // A comment needs a space before it, so this is a value, and a bad one; it goes all the same.
        #expect(try edited(head + old + tail, calibration, points) == head + " " + written + tail)
        continue
      }
      #expect(
        try edited(head + old + tail, calibration, points) == head + new.replacing("{}", with: written) + tail)
    }
  }

  @Test(arguments: ["\n", "\r\n", "\r"]) func `a list over several lines stays one`(end: String) throws {
    func file(_ list: [String]) -> String {
      (["pins:", "  tilt:", "    servo:", "      calibration:  # measured"] + list + ["      travelTo: 20", ""])
        .joined(separator: end)
    }
    let new = ["- [-30, 1200]", "- [30.5, 1800.25]"]
    for indent in ["      ", "        "] {
      let lists = [
        ["- [-90, 500]", "- [0, 1500]", "- [90, 2500]  # up"],
        ["-  [-90, 500] # down", "# so", "-", "    - 90", "    - 2500  # up"],
        ["- - -90", "  - 500", "", "- - 90", "  - 2500  # up"],
      ]
      for list in lists {
        let found = try edited(file(list.map { line in line.isEmpty ? "" : indent + line }), calibration, points)
        #expect(found == file([indent + new[0], indent + new[1] + "  # up"]))
      }
      let plain = [indent + "- [-90, 500]", indent + "- [90, 2500]"]
      #expect(
        try edited(file(plain), calibration, .none) == file([]).replacing("calibration:", with: "calibration: none"))
    }
  }

  @Test(arguments: [
    // In its section, behind the last key and its comment.
    (
      "pins:\n  tilt:\n    servo:\n      line: 3 # a\n\n      # b\n    strip: {pitch: 1}\n",
      "pins:\n  tilt:\n    servo:\n      line: 3 # a\n      reversed: true\n\n      # b\n    strip: {pitch: 1}\n"
    ),
    // The file's own step of indentation.
    (
      "pins:\n   tilt:\n      sensor: strip",
      "pins:\n   tilt:\n      sensor: strip\n      servo:\n         reversed: true"
    ),
    ("pins:\n tilt:\n  servo:\n   line: 3\n", "pins:\n tilt:\n  servo:\n   line: 3\n   reversed: true\n"),
    // Sections with nothing in them.
    ("pins:\n  tilt:\n    servo: # none\nloop:\n", "pins:\n  tilt:\n    servo: # none\n      reversed: true\nloop:\n"),
    ("pins:\n  tilt: null # none\n", "pins:\n  tilt: # none\n    servo:\n      reversed: true\n"),
    ("pins:", "pins:\n  tilt:\n    servo:\n      reversed: true"),
    // Braces.
    ("pins: {tilt: {servo: {line: 0}}}", "pins: {tilt: {servo: {line: 0, reversed: true}}}"),
    ("pins: {tilt: {servo: {line: 0,}}}", "pins: {tilt: {servo: {line: 0, reversed: true,}}}"),
    ("pins: {tilt: {servo: {  }}}", "pins: {tilt: {servo: {reversed: true  }}}"),
    ("pins: {tilt: {servo: }}", "pins: {tilt: {servo: {reversed: true} }}"),
    ("pins: {\n  chip: a # b\n}\n", "pins: {\n  chip: a, tilt: {servo: {reversed: true}} # b\n}\n"),
    ("{}\n", "{pins: {tilt: {servo: {reversed: true}}}}\n"),
    ("pins: {tilt: {servo: {\"line\":0}}} # x", "pins: {tilt: {servo: {\"line\":0, reversed: true}}} # x"),
    // At the end of the file.
    ("", "pins:\n  tilt:\n    servo:\n      reversed: true\n"),
    ("# only words", "# only words\n\npins:\n  tilt:\n    servo:\n      reversed: true"),
    ("title: a\n# end\n", "title: a\n# end\n\npins:\n  tilt:\n    servo:\n      reversed: true\n"),
    ("title: a\r\n\r\n", "title: a\r\n\r\npins:\r\n  tilt:\r\n    servo:\r\n      reversed: true\r\n"),
    ("title: a", "title: a\n\npins:\n  tilt:\n    servo:\n      reversed: true"),
    ("---\ntitle: a\n...\n# x\n", "---\ntitle: a\n\npins:\n  tilt:\n    servo:\n      reversed: true\n...\n# x\n"),
    ("---\n...\n", "---\n\npins:\n  tilt:\n    servo:\n      reversed: true\n...\n"),
    ("  title: a\n", "  title: a\n\n  pins:\n    tilt:\n      servo:\n        reversed: true\n"),
    ("\u{FEFF}title: é🎯 # ü\n", "\u{FEFF}title: é🎯 # ü\n\npins:\n  tilt:\n    servo:\n      reversed: true\n"),
    ("title: |-\n  one\n", "title: |-\n  one\n\npins:\n  tilt:\n    servo:\n      reversed: true\n"),
  ])
  func `a key that is missing is put into its section`(old: String, new: String) throws {
    #expect(try edited(old, "pins.tilt.servo.reversed", .flag(true)) == new)
  }

  @Test func `keys are what they say, however they are written`() throws {
    let text = "'pins': {\"tilt\": {? servo : {reversed: false}}}\n"
    #expect(try edited(text, "pins.tilt.servo.reversed", .flag(true)) == text.replacing("false", with: "true"))
    let explicit = "? pins\n: tilt:\n    servo: {reversed: false}\n"
    #expect(
      try edited(explicit, "pins.tilt.servo.reversed", .flag(true)) == explicit.replacing("false", with: "true"))
  }

  @Test func `text is quoted where it must be`() throws {
    #expect(try edited("title: a # t\n", "title", .text("b # c: [x]")) == "title: \"b # c: [x]\" # t\n")
    #expect(try edited("{title: a}", "title", .text("b, c")) == "{title: \"b, c\"}")
    #expect(try edited("title: a\n  b\n  c # d\n", "title", .text("e")) == "title: e # d\n")
  }

  @Test(arguments: [
    // There is no text for these.
    ("title: a\n", "title", ScenarioValue.text("a\nb")), ("", "rig.sensor.noise", .number(-1)),
    ("", "rig.target", .flag(true)),
    ("", "output.plot", .text("none")), ("pins: {tilt}\n", "pins.tilt.servo.line", .text("3")),
    ("", "rig.distance", .drawn(9, 3)), ("", "rig.target", .height(.drawn(from: 9, to: -3))),
  ])
  func `what cannot be written is refused, and nothing changes`(text: String, path: String, value: ScenarioValue) throws
  {
    var editor = try ScenarioEditor(text, from: "test.yaml")
    #expect(throws: ScenarioEditError.refused(name: "test.yaml", key: path)) { try editor.set(path, to: value) }
    #expect(editor.text == text)
  }

  @Test func `an anchor is written over`() throws {
    #expect(try edited("rig: {target: &a 60}\n", "rig.target", .height(5)).contains("5}"))
  }

  @Test func `a text that is no scenario is not touched`() {
    for text in ["rig: [", "rigg: 1\n", "- a\n", "rig: 1\n", "rig:\n  target: 1\n  target: 2\n"] {
      #expect(throws: ScenarioEditError.self, "\(text)") { _ = try ScenarioEditor(text, from: "test.yaml") }
    }
    #expect(throws: ScenarioEditError.unknownKey("rig.targt")) { _ = try edited("", "rig.targt", .number(1)) }
    #expect("\(ScenarioEditError.unknownKey("rig.targt"))".contains("did you mean rig.target"))
  }

  @Test func `what is wrong elsewhere stays as it is`() throws {
    let text = "rig: {distance: far, target: 3} # x\n"
    #expect(try edited(text, "rig.target", .height(4)) == "rig: {distance: far, target: 4} # x\n")
  }

  /// Any key of any scenario to any value, in a file with comments all over, and in one of braces.
  @Test(arguments: 0..<12 as Range<UInt64>) func `random scenarios`(seed: UInt64) throws {
    var values = LegalValues(seed: seed)
    var order = SplitMix64(seed: seed)
    var reader = ScenarioReader()
    for key in ScenarioKey.all where values.chance(0.3) {
      try reader.set(key.path, to: values.text(for: key), by: "--set")
    }
    var scenario = Scenario()
    for (path, value) in reader.values { ScenarioKey.key(at: path)?.write(&scenario, try value.get()) }
    var editor = try ScenarioEditor(scenario.yaml, from: "test.yaml")
    var braces = try ScenarioEditor("{}", from: "test.yaml")
    var sparse = try ScenarioEditor("# nothing yet", from: "test.yaml")
    for key in ScenarioKey.all.shuffled(using: &order).prefix(12) {
      let value = try RawValue.text(values.text(for: key)).parsed(as: key.type, isOptional: key.isOptional)
      let before = editor.text.split(separator: "\n", omittingEmptySubsequences: false)
      try editor.set(key.path, to: value)
      try braces.set(key.path, to: value)
      try sparse.set(key.path, to: value)
      #expect(try braces.value(at: key.path) == value && sparse.value(at: key.path) == value)
      #expect(try editor.value(at: key.path) == value)
      // Nothing but the key's own line, and what its list had below it, differs.
      let after = editor.text.split(separator: "\n", omittingEmptySubsequences: false)
      let same = zip(before, after).prefix { pair in pair.0 == pair.1 }.count
      let sameEnd = zip(before.reversed(), after.reversed()).prefix { pair in pair.0 == pair.1 }.count
      let changed = after.count - same - sameEnd
      let sections = key.path.split(separator: ".").count
      #expect(changed <= max(sections + 1, key.type == .faults ? 5 : 0), "\(key.path): \(changed) lines")
    }
    #expect(sparse.text.hasPrefix("# nothing yet\n\n") && !sparse.text.hasSuffix("\n"))
    #expect(!braces.text.contains("\n"))
  }
}

extension ScenarioEditor {
  /// What the text says of the key at `path`.
  fileprivate func value(at path: String) throws -> ScenarioValue? {
    var reader = ScenarioReader()
    try reader.read(text, from: "test.yaml")
    return try reader.values[path]?.get()
  }
}

extension ScenarioValue {
  fileprivate static func drawn(_ from: Double, _ to: Double) -> ScenarioValue {
    .distance(.drawn(from: from, to: to))
  }
}
