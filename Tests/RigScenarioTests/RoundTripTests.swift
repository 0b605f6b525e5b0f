import Testing

@testable import RigScenario

/// What `Scenario.yaml` writes, the reader reads.
@Suite struct RoundTripTests {
  private func expectRoundTrip(_ written: Scenario, _ comment: Comment? = nil) throws {
    let text = written.yaml
    // Read on top of two scenarios, so that a key that was not written would show.
    for defaults in [Scenario(), .firstLook] {
      let found = try scenario(text, from: defaults)
      let wrong = ScenarioKey.all.filter { key in
        // What the rule in use has no need of is not written.
        (key.rules?.contains(written.controller.rule) ?? true) && key.value(in: found) != key.value(in: written)
      }
      #expect(wrong.map(\.path) == [], comment)
    }
  }

  /// Settings that are legal each by itself can still contradict each other, or belong to another rule. Nothing else may
  /// be wrong with them.
  private func expectContradiction(_ error: ScenarioError) {
    let words = [
      "it, but the rule is", "the travel from", "the servo would have to stand", "does nothing alone", "of the CSV",
      "no file to draw it to",
    ]
    #expect(words.contains { words in error.problem.contains(words) }, "\(error)")
  }

  private static let companions = [
    "rig.sensor.outliers": "rig.sensor.outlierSize=5", "rig.sensor.outlierSize": "rig.sensor.outliers=0.1",
    "rig.distanceJump": "rig.distanceJumpStep=5", "rig.distanceJumpStep": "rig.distanceJump=5",
    "rig.targetJump": "rig.targetJumpStep=5", "rig.targetJumpStep": "rig.targetJump=5",
    "rig.start": "rig.distance=1e6", "output.picture": "output.plot=a.svg",
  ]

  @Test func `the defaults`() throws {
    try expectRoundTrip(Scenario())
  }

  @Test func `the scenario that runs when none is named`() throws {
    try expectRoundTrip(.firstLook)
  }

  @Test(arguments: RuleName.allCases) func `the defaults with every rule`(rule: RuleName) throws {
    var written = Scenario()
    written.controller.rule = rule
    try expectRoundTrip(written)
  }

  @Test(arguments: ServoPreset.allCases) func `every servo`(preset: ServoPreset) throws {
    let written = try scenario("rig: {servo: {preset: \(preset.rawValue)}}")
    #expect(written.rig.servo.preset == preset)
    try expectRoundTrip(written)
  }

  @Test(arguments: [
    "", "a ", " a", "a  b", "é", "yes", "true", "null", "none", "~", "1", "1..2", "-", "- a", "a: b", "a:", "a #b", "#",
    "{", "[a]",
    "*a", "&a", "!a", "@", "'", "\"", "\\", "a\\nb", "%", "| a", "> a", "? a", "...", "---",
  ]) func `titles that mean something else in YAML`(title: String) throws {
    var written = Scenario()
    written.title = title
    #expect(try scenario(written.yaml).title == title)
    written.output.plot = title + "x"
    #expect(try scenario(written.yaml).output.plot == title + "x")
  }

  @Test func `every key by itself, with many values`() throws {
    var values = LegalValues(seed: 1)
    for key in ScenarioKey.all {
      var seen: [ScenarioValue] = []
      for _ in 0..<5 {
        let text = values.text(for: key)
        var written = Scenario()
        do throws(ScenarioError) {
          // Rule parameters need their rule, and some keys another.
          let rule = key.rules?.first.map { rule in ["controller.rule=\(rule.rawValue)"] } ?? []
          let companion = Self.companions[key.path].map { flag in [flag] } ?? []
          written = try scenario("", flags: rule + companion + ["\(key.path)=\(text)"])
        } catch {
          expectContradiction(error)
          continue
        }
        seen.append(key.value(in: written))
        try expectRoundTrip(written, "\(key.path)=\(text)")
      }
      #expect(seen.contains { value in value != key.value(in: Scenario()) }, "\(key.path) never left its default")
    }
  }

  @Test func `random scenarios`() throws {
    var values = LegalValues(seed: 2)
    var count = 0
    while count < 60 {
      var flags: [String] = []
      var environment: [String: String] = [:]
      for key in ScenarioKey.all where values.chance(0.3) {
        let text = values.text(for: key)
        if values.chance(0.5) {
          environment[key.environmentVariable] = text
        } else {
          flags.append("\(key.path)=\(text)")
        }
      }
      do throws(ScenarioError) {
        let written = try scenario("", environment: environment, flags: flags)
        do {
          try expectRoundTrip(written, "\(flags) \(environment)")
        } catch {
          Issue.record("\(error): \(flags) \(environment)")
        }
        count += 1
      } catch {
        expectContradiction(error)
      }
    }
  }

  @Test func `a value in a file and in a flag mean the same`() throws {
    var values = LegalValues(seed: 3)
    for key in ScenarioKey.all where key.type != .text {
      let text = values.text(for: key)
      let rule = "controller: {rule: \((key.rules ?? RuleName.allCases)[0].rawValue)}"
      let flag = Result { try scenario(rule, flags: ["\(key.path)=\(text)"]) }
      var reader = ScenarioReader()
      try reader.read(rule, from: "rule.yaml")
      try reader.read(file(setting: key.path, to: text), from: "test.yaml")
      let inFile = Result { try reader.scenario() }
      #expect((try? flag.get()) == (try? inFile.get()), "\(key.path): \(text)")
    }
  }

  @Test func `every key stands in the file, once, with its comment`() {
    let lines = Scenario().yaml.split(separator: "\n")
    for key in ScenarioKey.all {
      let word = (key.path.split(separator: ".").last.map(String.init) ?? "") + ":"
      let found = lines.filter { line in
        line.drop { " #".contains($0) }.hasPrefix(word) && line.hasSuffix("# " + key.comment)
      }
      #expect(found.count == 1, "\(key.path)")
    }
  }
}
