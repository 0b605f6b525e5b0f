internal import RigCore
internal import RigSimulation
internal import Yams

/// Reads the list of faults: mappings with the keys part, kind, from, to, axis and the one that the kind asks for.
enum FaultList {
  /// The key of each amount.
  static let amountNames = FaultForm.all.compactMap(\.amount?.name)
  static let words = ["part", "kind", "from", "to", "axis"] + amountNames

  /// The most faults: each has a memory of its own, as long as its delay.
  static let most = 100

  static func parse(_ value: RawValue) throws(ValueProblem) -> [Fault] {
    guard case .sequence(let entries) = try value.node else {
      throw ValueProblem("expected a list such as [{part: sensor, kind: stuck, from: 10, to: 20}]")
    }
    guard entries.count <= most else { throw ValueProblem("takes at most \(most) faults, got \(entries.count)") }
    var faults: [Fault] = []
    for (index, entry) in entries.enumerated() {
      do throws(ValueProblem) {
        faults.append(try fault(entry))
      } catch {
        throw ValueProblem("entry \(index + 1): \(error.words)")
      }
    }
    return faults
  }

  private static func fault(_ node: Node) throws(ValueProblem) -> Fault {
    guard case .mapping(let mapping) = node else { throw ValueProblem("expected a mapping with part and kind") }
    var texts: [String: String] = [:]
    for (key, value) in mapping {
      guard let word = key.scalar?.string, words.contains(word) else {
        throw ValueProblem(RawValue.unknownWord(key.scalar?.string ?? "", words))
      }
      guard let text = value.scalar?.string else { throw ValueProblem("\(word): expected a single value") }
      texts[word] = text
    }
    let part: Fault.Part = try choice("part", texts, Fault.Part.allCases, \.rawValue)
    let form = try choice("kind", texts, FaultForm.all, \.name)
    var fault = Fault(part: part, kind: form.kind(0))
    if let text = texts["from"] {
      fault.firstStep = try named("from") { () throws(ValueProblem) in
        try RawValue.integer(text, ScenarioKey.counts, unit: "")
      }
    }
    if let text = texts["to"], text != "none" {
      fault.lastStep = try named("to") { () throws(ValueProblem) in
        try RawValue.integer(text, ScenarioKey.counts, unit: "")
      }
    }
    if let last = fault.lastStep, last < fault.firstStep {
      throw ValueProblem("to: \(last) lies before from: \(fault.firstStep)")
    }
    if let text = texts["axis"], text != "all" {
      fault.axis = try named("axis") { () throws(ValueProblem) in
        try RawValue.integer(text, 1...RigKind.mostAxes, unit: "") - 1
      }
    }
    if let amount = try amount(of: form, on: part, from: texts) { fault.kind = form.kind(amount) }
    return fault
  }

  private static func amount(
    of form: FaultForm, on part: Fault.Part, from texts: [String: String]
  ) throws(ValueProblem) -> Double? {
    for word in amountNames where word != form.amount?.name && texts[word] != nil {
      throw ValueProblem("\(word) does not go with the kind \(form.name)")
    }
    guard let amount = form.amount else { return nil }
    guard let text = texts[amount.name] else { throw ValueProblem("the kind \(form.name) needs \(amount.name)") }
    return try named(amount.name) { () throws(ValueProblem) in
      switch amount.kind(part) {
      case .number(let range, let unit): try RawValue.number(text, range, unit: unit)
      case .integer(let range, let unit): Double(try RawValue.integer(text, range, unit: unit))
      case .flag, .choice, .name, .names: preconditionFailure("the amount \(amount.name) is a number")
      }
    }
  }

  private static func choice<Choice>(
    _ word: String, _ texts: [String: String], _ choices: [Choice], _ name: (Choice) -> String
  ) throws(ValueProblem) -> Choice {
    guard let text = texts[word] else { throw ValueProblem("\(word) is missing") }
    guard let choice = choices.first(where: { choice in name(choice) == text }) else {
      throw ValueProblem("\(word): " + RawValue.unknownWord(text, choices.map(name)))
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
