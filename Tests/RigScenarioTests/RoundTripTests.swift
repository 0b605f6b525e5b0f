import RigCore
import RigSimulation
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

  @Test func `a scenario that is shown has each key with its value and its meaning`() throws {
    let shown = try scenario("controller: {rule: momentum}\nrig: {sensor: {noise: 0.25}, servo: {lag: 0.1}}")
    let lines = shown.yaml.split(separator: "\n")
    for key in shown.shownKeys where key.path != "rig.faults" {
      let name = key.path.split(separator: ".").last ?? ""
      let setting = "\(name): \(key.value(in: shown).yaml) "
      let depth = String(repeating: "  ", count: key.path.count { character in character == "." })
      let line = depth + (key.isUsed(by: shown.controller.rule) ? "" : "# ") + setting
      #expect(
        lines.contains { other in other.hasPrefix(line) && other.hasSuffix(" # " + key.comment) }, "\(key.path)")
    }
  }

  /// Settings that are legal each by itself can still contradict each other, or belong to another rule. Nothing else
  /// may be wrong with them.
  private func expectContradiction(_ error: ScenarioError) {
    let words = [
      "it, but the rule is", "the travel from", "servo would have to stand", "does nothing alone",
      "does nothing; set both", "of the CSV",
      "no file to draw it to", "has it, but rig.kind is", "a real rig needs", "say which",
      "the travel", "the loop looks", "of silence", "is not nearer than the farthest", "must stand beyond the near one",
      "no beam leads to the start",
      "does not tell the side", "wider than the widest",
    ]
    // What a device may object to, its own tests know; the value of a key is not at fault.
    if error.key?.hasPrefix("pins.") == true, !["must be", "expected"].contains(where: error.problem.hasPrefix) {
      return
    }
    #expect(words.contains { words in error.problem.contains(words) }, "\(error)")
  }

  /// Draws flags until `count` scenarios have come of them, and wants each of those back from its text.
  private func expectRoundTrips(_ count: Int, of flags: () -> [String]) {
    var found = 0
    while found < count {
      let flags = flags()
      do throws(ScenarioError) {
        let written = try scenario("", flags: flags)
        do {
          try expectRoundTrip(written, "\(flags)")
        } catch {
          Issue.record("\(error): \(flags)")
        }
        found += 1
      } catch {
        expectContradiction(error)
      }
    }
  }

  private static let companions = [
    "rig.sensor.outliers": "rig.sensor.outlierSize=5", "rig.sensor.outlierSize": "rig.sensor.outliers=0.1",
    "rig.distanceJump": "rig.distanceJumpStep=5", "rig.distanceJumpStep": "rig.distanceJump=5",
    "rig.targetJump": "rig.targetJumpStep=5", "rig.targetJumpStep": "rig.targetJump=5",
    "pins.tilt.servo.output": "pins.tilt.servo.pwmChip=0", "pins.tilt.sensor": "pins.tilt.detector.device=0",
    "pins.tilt.servo.travelFrom": "pins.tilt.servo.start=45", "pins.tilt.servo.travelTo": "pins.tilt.servo.start=-45",
    "controller.nearestDistance": "controller.farthestDistance=1e6",
    "controller.farthestDistance": "controller.nearestDistance=0.1",
    "rig.sensor.reports": "controller.rule=spsa", "rig.start": "rig.distance=1e6",
    "rig.startAcross": "rig.distance=1e6",
    "rig.targetAcrossJump": "rig.targetAcrossJumpStep=5", "rig.targetAcrossJumpStep": "rig.targetAcrossJump=5",
    "rig.beamWalk.nearDistance": "rig.beamWalk.farDistance=1e6", "output.picture": "output.plot=a.svg",
  ]

  @Test func `the defaults`() throws {
    try expectRoundTrip(Scenario())
  }

  @Test func `the scenario that runs when none is named`() throws {
    try expectRoundTrip(.firstLook)
  }

  @Test(arguments: RuleDefinition.all) func `the defaults with every rule`(rule: RuleDefinition) throws {
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

  @Test(arguments: ScenarioKey.all.map(\.path)) func `every key by itself, with many values`(path: String) throws {
    let key = try #require(ScenarioKey.key(at: path))
    var values = LegalValues(seed: 1)
    var seen: [ScenarioValue] = []
    for _ in 0..<10 {
      let text = values.text(for: key)
      var written = Scenario()
      do throws(ScenarioError) {
        // Some keys do nothing without others.
        let needed = completed([key]).filter { other in other.path != path }.map { other in
          "\(other.path)=\(other.path == "rig.sensor.powerJumpStep" ? "5" : "0.1")"
        }
        let companions = Self.companions[path].map { flag in [flag] } ?? needed
        written = try scenario(key.company, flags: companions + ["\(path)=\(text)"])
      } catch {
        expectContradiction(error)
        continue
      }
      seen.append(key.value(in: written))
      try expectRoundTrip(written, "\(path)=\(text)")
    }
    #expect(seen.contains { value in value != key.value(in: Scenario()) }, "\(path) never left its default")
  }

  /// The `keys`, and those without which they do nothing.
  private func completed(_ keys: [ScenarioKey]) -> [ScenarioKey] {
    var paths = Set(keys.map(\.path))
    while true {
      let found = ScenarioKey.all.filter { key in paths.contains(key.path) }
      let needed = found.flatMap(\.companions)
      guard !paths.isSuperset(of: needed) else { return found }
      paths.formUnion(needed)
    }
  }

  @Test func `random scenarios`() throws {
    var values = LegalValues(seed: 2)
    var count = 0
    while count < 60 {
      // The rule comes first, since a key of another rule is refused.
      let rule = values.element(of: RuleDefinition.all)
      var flags = ["controller.rule=\(rule.name)"]
      var environment: [String: String] = [:]
      let keys = ScenarioKey.all.filter { key in
        !["rig.kind", "controller.rule"].contains(key.path) && key.isUsed(by: rule) && values.chance(0.3)
      }
      for key in completed(keys) where key.path != "controller.rule" {
        let text = values.text(for: key)
        // A flag for another kind of rig is refused.
        if !(key.kinds ?? [.singleAxis]).contains(.singleAxis) || values.chance(0.5) {
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

  @Test(arguments: RigKind.allCases.filter { kind in kind.axes ?? 1 > 1 }) func `random rigs with several axes`(
    kind: RigKind
  ) throws {
    var values = LegalValues(seed: 5)
    expectRoundTrips(60) {
      let keys = ScenarioKey.all.filter { key in
        (key.kinds ?? []).contains(kind) && values.chance(0.2)
      }
      return ["rig.kind=\(kind.rawValue)"] + completed(keys).map { key in "\(key.path)=\(values.text(for: key))" }
    }
  }

  private static let realRig = [
    "rig.kind=pins", "pins.chip=rig", "pins.laser.line=1", "pins.tilt.servo.line=2", "pins.tilt.strip.lines=4..27",
  ]

  @Test func `random real rigs`() throws {
    var values = LegalValues(seed: 4)
    expectRoundTrips(60) {
      let keys = ScenarioKey.pins.filter { key in
        !Self.realRig.contains { flag in flag.hasPrefix("\(key.path)=") } && values.chance(0.05)
      }
      return Self.realRig + keys.map { key in "\(key.path)=\(values.text(for: key))" }
    }
  }

  @Test func `a value in a file and in a flag mean the same`() throws {
    var values = LegalValues(seed: 3)
    for key in ScenarioKey.all where key.type != .text {
      let text = values.text(for: key)
      let flag = Result { try scenario(key.company, flags: ["\(key.path)=\(text)"]) }
      var reader = ScenarioReader()
      try reader.read(key.company, from: "company.yaml")
      try reader.read(file(setting: key.path, to: text), from: "test.yaml")
      let inFile = Result { try reader.scenario() }
      #expect((try? flag.get()) == (try? inFile.get()), "\(key.path): \(text)")
    }
  }

  @Test func `every key stands in the file, once, with its comment`() {
    var scenario = Scenario()
    scenario.rig.kind = .pins
    scenario.pins.panTarget = 1
    // A file has the keys of other kinds of rig only if one of them was set.
    for kinds in Set(ScenarioKey.all.compactMap(\.kinds)) where !kinds.contains(.singleAxis) && kinds != [.pins] {
      for key in ScenarioKey.all where key.kinds == kinds {
        guard case .number(let value) = key.value(in: scenario) else { continue }
        key.write(&scenario, .number(value + 1))
        break
      }
    }
    let lines = scenario.yaml.split(separator: "\n")
    let shown = scenario.shownKeys
    #expect(shown.count == ScenarioKey.all.count)
    for key in ScenarioKey.all {
      let word = (key.path.split(separator: ".").last.map(String.init) ?? "") + ":"
      let found = lines.filter { line in
        line.drop { " #".contains($0) }.hasPrefix(word) && line.hasSuffix("# " + key.comment)
      }
      let namesakes = shown.filter { other in
        other.comment == key.comment && other.path.hasSuffix("." + word.dropLast())
      }
      #expect(found.count == max(1, namesakes.count), "\(key.path)")
    }
  }
}
