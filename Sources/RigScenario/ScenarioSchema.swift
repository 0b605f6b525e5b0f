internal import RigCore
internal import RigSimulation

extension Scenario {
  /// The JSON Schema (draft 2020-12) of a configuration file.
  public static var jsonSchema: String {
    let root = SchemaNode()
    for key in ScenarioKey.all {
      root.add(key, at: key.path.split(separator: ".")[...])
    }
    let head = """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "LaserRig scenario",

      """
    return head + root.body(indent: "  ") + "\n}\n"
  }
}

/// A section of the configuration, on the way to its schema.
private final class SchemaNode {
  private var names: [Substring] = []
  private var sections: [Substring: SchemaNode] = [:]
  private var keys: [Substring: ScenarioKey] = [:]

  func add(_ key: ScenarioKey, at path: ArraySlice<Substring>) {
    guard let name = path.first else { return }
    if !names.contains(name) { names.append(name) }
    if path.count == 1 {
      keys[name] = key
    } else {
      let section = sections[name] ?? SchemaNode()
      sections[name] = section
      section.add(key, at: path.dropFirst())
    }
  }

  func body(indent: String) -> String {
    let members = names.map { name in
      if let section = sections[name] {
        return "\(indent)  \"\(name)\": {\n" + section.body(indent: indent + "    ") + "\n\(indent)  }"
      }
      return "\(indent)  \"\(name)\": \(keys[name].map(Self.schema) ?? "{}")"
    }
    return """
      \(indent)"type": "object",
      \(indent)"additionalProperties": false,
      \(indent)"properties": {
      \(members.joined(separator: ",\n"))
      \(indent)}
      """
  }

  private static func schema(of key: ScenarioKey) -> String {
    var members = [typeMember(of: key)] + constraints(of: key)
    members.append("\"default\": \(defaultValue(of: key))")
    members.append("\"description\": \(quoted(key.comment))")
    return "{ " + members.joined(separator: ", ") + " }"
  }

  private static func typeMember(of key: ScenarioKey) -> String {
    let name: String
    switch key.type {
    case .number: name = "number"
    case .integer, .seed: name = "integer"
    case .flag: name = "boolean"
    case .choice, .text: name = "string"
    case .name: return "\"type\": [\"string\", \"integer\", \"null\"]"
    case .distance, .height: return "\"type\": [\"number\", \"string\"]"
    case .faults: return "\"type\": \"array\""
    case .lines: return "\"type\": [\"array\", \"string\", \"integer\"]"
    case .calibration: return "\"type\": [\"array\", \"string\", \"null\"]"
    }
    // `none` is a word in YAML, as is null.
    guard key.isOptional else { return "\"type\": \"\(name)\"" }
    let names = name == "string" ? [name, "null"] : [name, "string", "null"]
    return "\"type\": [\(names.map(quoted).joined(separator: ", "))]"
  }

  private static func constraints(of key: ScenarioKey) -> [String] {
    var found: [String] = []
    switch key.type {
    case .number(let range, _): found += limits(of: range)
    case .integer(let range, _): found += limits(of: range)
    case .seed: found.append("\"minimum\": 0")
    case .choice(let words): found.append("\"enum\": [\(words.map(quoted).joined(separator: ", "))]")
    case .distance:
      found += limits(of: .distance) + [rangePattern]
    case .height: found += limits(of: .length) + [rangePattern]
    case .faults: found += ["\"items\": \(faultSchema)", "\"maxItems\": \(FaultList.most)"]
    case .lines: found.append("\"items\": { \"type\": [\"string\", \"integer\"] }")
    case .calibration:
      found += [
        "\"minItems\": 2",
        "\"items\": { \"type\": \"array\", \"items\": { \"type\": \"number\" }, \"minItems\": 2, \"maxItems\": 2 }",
      ]
    case .flag, .text, .name: break
    }
    // A constraint on numbers says nothing of strings, so "none" needs one of its own.
    if key.isOptional, key.type != .text, key.type != .name { found.append("\"pattern\": \"^none$\"") }
    return found
  }

  private static func limits(of range: NumberRange) -> [String] {
    switch range {
    case .zeroOr(let least, let highest):
      [
        "\"minimum\": 0", "\"maximum\": \(NumberRange.text(highest))",
        "\"anyOf\": [{ \"const\": 0 }, { \"minimum\": \(NumberRange.text(least)) }]",
      ]
    case .between(let lowest, let highest):
      ["\"minimum\": \(NumberRange.text(lowest))", "\"maximum\": \(NumberRange.text(highest))"]
    case .below(let highest, let lowest):
      ["\"minimum\": \(NumberRange.text(lowest))", "\"exclusiveMaximum\": \(NumberRange.text(highest))"]
    }
  }

  private static func limits(of range: ClosedRange<Int>) -> [String] {
    ["\"minimum\": \(range.lowerBound)", "\"maximum\": \(range.upperBound)"]
  }

  /// Two numbers with two dots between.
  private static let rangePattern = "\"pattern\": \"^[0-9.eE+-]+[.][.][0-9.eE+-]+$\""

  private static var faultSchema: String {
    let parts = Fault.Part.allCases.map { part in quoted(part.rawValue) }.joined(separator: ", ")
    // The range of an amount is the same for both parts.
    let amounts = FaultForm.all.compactMap(\.amount).map { amount in
      let members: [String] =
        switch amount.kind(.sensor) {
        case .number(let range, _): ["\"type\": \"number\""] + limits(of: range)
        case .integer(let range, _): ["\"type\": \"integer\""] + limits(of: range)
        case .flag, .choice, .name, .names: []
        }
      return "\(quoted(amount.name)): { \(members.joined(separator: ", ")) }"
    }
    let kinds = FaultForm.all.map { form in quoted(form.name) }.joined(separator: ", ")
    return """
      { "type": "object", "additionalProperties": false, "required": ["part", "kind"], "properties": { \
      "part": { "enum": [\(parts)] }, "kind": { "enum": [\(kinds)] }, \
      "from": \(integer(in: ScenarioKey.counts)), "to": \(integer(in: ScenarioKey.counts, or: "none")), \
      "axis": \(integer(in: 1...RigKind.mostAxes, or: "all")), \
      \(amounts.joined(separator: ", ")) } }
      """
  }

  /// A whole number of `range`, or the `word` that stands for none or for all of them.
  private static func integer(in range: ClosedRange<Int>, or word: String? = nil) -> String {
    let types = word == nil ? "\"integer\"" : "[\"integer\", \"string\"]"
    let pattern = word.map { word in ["\"pattern\": \"^\(word)$\""] } ?? []
    return "{ \((["\"type\": \(types)"] + limits(of: range) + pattern).joined(separator: ", ")) }"
  }

  private static func defaultValue(of key: ScenarioKey) -> String {
    switch key.value(in: Scenario()) {
    case .text(let text): quoted(text)
    case .none: "null"
    case .distance(.drawn(let from, let to)), .height(.drawn(let from, let to)):
      quoted("\(NumberRange.text(from))..\(NumberRange.text(to))")
    case let value: value.yaml
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"") + "\""
  }
}
