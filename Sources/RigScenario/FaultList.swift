internal import RigCore
internal import RigSimulation
internal import Yams

/// Reads the list of faults: mappings with the keys part, kind, from, to, axis and the one that the kind asks for.
enum FaultList {
  static let words = ["part", "kind", "from", "to", "axis", "by", "steps", "probability"]

  static func parse(_ value: RawValue) throws(ValueProblem) -> [FaultSettings] {
    guard case .sequence(let entries) = try value.node else {
      throw ValueProblem("expected a list such as [{part: sensor, kind: stuck, from: 10, to: 20}]")
    }
    var faults: [FaultSettings] = []
    for (index, entry) in entries.enumerated() {
      do throws(ValueProblem) {
        faults.append(try fault(entry))
      } catch {
        throw ValueProblem("entry \(index + 1): \(error.words)")
      }
    }
    return faults
  }

  private static func fault(_ node: Node) throws(ValueProblem) -> FaultSettings {
    guard case .mapping(let mapping) = node else { throw ValueProblem("expected a mapping with part and kind") }
    var texts: [String: String] = [:]
    for (key, value) in mapping {
      guard let word = key.scalar?.string, words.contains(word) else {
        throw ValueProblem(RawValue.unknownWord(key.scalar?.string ?? "", words))
      }
      guard let text = value.scalar?.string else { throw ValueProblem("\(word): expected a single value") }
      texts[word] = text
    }
    var fault = FaultSettings()
    fault.part = try choice("part", texts, Fault.Part.self)
    fault.kind = try choice("kind", texts, FaultSettings.Kind.self)
    if let text = texts["from"] {
      fault.from = try named("from") { () throws(ValueProblem) in
        try RawValue.integer(text, ScenarioKey.counts, unit: "")
      }
    }
    if let text = texts["to"], text != "none" {
      fault.to = try named("to") { () throws(ValueProblem) in try RawValue.integer(text, ScenarioKey.counts, unit: "") }
    }
    if let to = fault.to, to < fault.from { throw ValueProblem("to: \(to) lies before from: \(fault.from)") }
    if let text = texts["axis"], text != "all" {
      fault.axis = try named("axis") { () throws(ValueProblem) in try RawValue.integer(text, 1...RigKind.mostAxes, unit: "") }
    }
    try readAmount(of: &fault, from: texts)
    return fault
  }

  private static func readAmount(of fault: inout FaultSettings, from texts: [String: String]) throws(ValueProblem) {
    let needed: String? =
      switch fault.kind {
      case .ok, .stuck: nil
      case .wrong: "by"
      case .delayed: "steps"
      case .intermittent: "probability"
      }
    for word in ["by", "steps", "probability"] where word != needed && texts[word] != nil {
      throw ValueProblem("\(word) does not go with the kind \(fault.kind.rawValue)")
    }
    guard let needed else { return }
    guard let text = texts[needed] else { throw ValueProblem("the kind \(fault.kind.rawValue) needs \(needed)") }
    try named(needed) { () throws(ValueProblem) in
      switch fault.kind {
      case .wrong: fault.by = try RawValue.number(text, NumberRange.length, unit: fault.part == .actuator ? "°" : "cm")
      case .delayed: fault.steps = try RawValue.integer(text, 0...10_000, unit: "steps")
      default: fault.probability = try RawValue.number(text, .between(0, 1), unit: "")
      }
    }
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ word: String, _ texts: [String: String], _: Choice.Type
  ) throws(ValueProblem) -> Choice {
    guard let text = texts[word] else { throw ValueProblem("\(word) is missing") }
    guard let choice = Choice(rawValue: text) else {
      throw ValueProblem("\(word): " + RawValue.unknownWord(text, Choice.allCases.map(\.rawValue)))
    }
    return choice
  }

  private static func named<Result>(
    _ word: String, _ body: () throws(ValueProblem) -> Result
  ) throws(ValueProblem) -> Result {
    do throws(ValueProblem) {
      return try body()
    } catch {
      throw ValueProblem("\(word): \(error.words)")
    }
  }
}
