package import RigCore
internal import RigSimulation

extension Scenario {
  /// The scenario as a configuration file with every key, each with its meaning.
  public var yaml: String { yaml(isExplained: true) }

  /// The scenario as a configuration file with exactly the keys that it uses; a ``ScenarioReader`` makes the same
  /// scenario from it.
  public var plainYAML: String { yaml(isExplained: false) }

  private func yaml(isExplained: Bool) -> String {
    var lines: [String] = []
    var sections: [Substring] = []
    for key in shownKeys where isExplained || key.isUsed(by: controller.rule) {
      let parts = key.path.split(separator: ".")
      let parents = Array(parts.dropLast())
      let shared = zip(sections, parents).prefix { pair in pair.0 == pair.1 }.count
      if parents.count == 1, shared == 0, !lines.isEmpty, isExplained { lines.append("") }
      for depth in shared..<parents.count {
        lines.append(String(repeating: "  ", count: depth) + parents[depth] + ":")
      }
      sections = parents
      let indent = String(repeating: "  ", count: parents.count)
      let value = key.value(in: self)
      // A key of another rule would be refused, so it is written as a comment.
      let isUsed = key.isUsed(by: controller.rule)
      let line = "\(indent)\(isUsed ? "" : "# ")\(parts.last ?? ""): \(value.yaml)"
      let padding = String(repeating: " ", count: max(1, 40 - line.count))
      lines.append(isExplained ? line + padding + "# " + key.comment : line)
      if case .faults(let faults) = value {
        lines += faults.map { fault in "\(indent)  - \(fault.yaml)" }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Scenario {
  /// A key with a different value in `other`, among those that either of the two uses; nil if there is none.
  package func difference(from other: Scenario) -> ScenarioKey? {
    ScenarioKey.all.first { key in
      (key.isUsed(by: controller.rule) || key.isUsed(by: other.controller.rule))
        && key.value(in: self) != key.value(in: other)
    }
  }

  /// The keys that are worth a line. Most scenarios have no pins, and most rigs no second axis: keys of another kind of
  /// rig are left out if they are at their defaults.
  var shownKeys: [ScenarioKey] {
    let defaults = Scenario()
    let hasPan = pins.pan != defaults.pins.pan || pins.panTarget != defaults.pins.panTarget
    let hasPins = rig.kind == .pins || pins != defaults.pins
    let touched = ScenarioKey.all.filter { key in
      key.isOfSeveralAxes
        && (key.isOfPanServo ? rig.panServo != nil : key.value(in: self) != key.value(in: defaults))
    }.compactMap(\.kinds)
    return ScenarioKey.all.filter { key in
      if key.path.hasPrefix("pins.pan.") { return hasPan }
      guard let kinds = key.kinds, !kinds.contains(.singleAxis), !kinds.contains(rig.kind) else { return true }
      return kinds == [.pins] ? hasPins : touched.contains(kinds)
    }
  }
}

extension ScenarioKey {
  /// False for a parameter that belongs to other rules than `rule`.
  package func isUsed(by rule: RuleDefinition) -> Bool { rules?.contains(rule) ?? true }

  /// The meaning of the key, its unit and its range, for a line of a file.
  var comment: String {
    switch type {
    case .number(let range, let unit):
      let details = [unit, range.words].filter { detail in !detail.isEmpty }
      return details.isEmpty ? summary : "\(summary) (\(details.joined(separator: ", ")))"
    case .integer(let range, let unit):
      let unit = unit.isEmpty ? "" : "\(unit), "
      return "\(summary) (\(unit)\(range.lowerBound) to \(range.upperBound))"
    case .choice(let words): return "\(summary): \(words.joined(separator: ", "))"
    case .distance, .height: return "\(summary) (cm)"
    case .seed, .flag, .text, .name, .faults, .lines, .calibration: return summary
    }
  }
}

extension ScenarioValue {
  /// The value as a file has it.
  package var text: String { yamlInline(isInFlow: false) }

  var yaml: String {
    switch self {
    case .number(let number): NumberRange.text(number)
    case .integer(let number): String(number)
    case .seed(let seed): String(seed)
    case .flag(let flag): String(flag)
    case .text(let text): Self.quoted(text)
    case .distance(.fixed(let length)), .height(.fixed(let length)): NumberRange.text(length)
    case .distance(.drawn(let from, let to)), .height(.drawn(let from, let to)):
      "\(NumberRange.text(from))..\(NumberRange.text(to))"
    case .faults(let faults): faults.isEmpty ? "[]" : ""
    case .lines, .calibration: Self.flow(yamlItems ?? [])
    case .none: "none"
    }
  }

  /// The value on one line; within brackets or braces a comma has a meaning of its own.
  func yamlInline(isInFlow: Bool) -> String {
    switch self {
    case .text(let text): Self.quoted(text, isInFlow: isInFlow)
    case .faults(let faults): Self.flow(faults.map(\.yaml))
    default: yaml
    }
  }

  /// The entries of a list, each on one line; nil for a value that is not a list.
  var yamlItems: [String]? {
    switch self {
    case .faults(let faults): faults.map(\.yaml)
    case .lines(let lines): lines.map { line in Self.quoted(line, isInFlow: true) }
    case .calibration(let points): points.map(\.yaml)
    default: nil
    }
  }

  private static func flow(_ entries: [String]) -> String { "[\(entries.joined(separator: ", "))]" }

  private static func quoted(_ text: String, isInFlow: Bool = false) -> String {
    let marks = isInFlow ? " _-." : " _-.,"
    let isPlain = text.first?.isLetter == true && text.allSatisfy { $0.isLetter || $0.isNumber || marks.contains($0) }
    let words = ["true", "false", "null", "none"]
    if isPlain, text.last != " ", !words.contains(text) { return text }
    return "\"" + text.unicodeScalars.map(escaped).joined() + "\""
  }

  /// The scalar as it stands between double quotes: one that YAML has no place for is spelt out.
  ///
  /// Source: O. Ben-Kiki, C. Evans, I. döt Net, "YAML Ain't Markup Language", version 1.1, 2005, section 4.1.1 (the set of
  /// characters), without the byte-order mark.
  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x22, 0x5C: return "\\" + String(scalar)
    case 0x0A: return "\\n"
    case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...: return String(scalar)
    default:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }
}

extension CalibrationPoint {
  fileprivate var yaml: String { "[\(NumberRange.text(degrees)), \(NumberRange.text(microseconds))]" }
}

extension Fault {
  fileprivate var yaml: String {
    var parts = ["part: \(part.rawValue)", "kind: \(kind.name)", "from: \(firstStep)"]
    if let lastStep { parts.append("to: \(lastStep)") }
    if let axis { parts.append("axis: \(axis + 1)") }
    if let name = kind.form.amount?.name, let amount = kind.amount {
      parts.append("\(name): \(NumberRange.text(amount))")
    }
    return "{" + parts.joined(separator: ", ") + "}"
  }
}
