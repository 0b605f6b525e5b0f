public import RigCore

/// One key of a configuration: its path, its type, its meaning, and the place of its value in a ``Scenario``.
///
/// One table of all keys is used to read, override, check and show settings and to make the JSON Schema, so that these
/// cannot differ.
public struct ScenarioKey: Sendable {
  /// The path, as in `rig.sensor.noise`.
  public let path: String
  /// The type of the value.
  public let type: ScenarioType
  /// True if `none` is a value.
  public let isOptional: Bool
  /// The meaning of the key, in one line.
  public let summary: String
  /// The rules that use the key; nil if all do.
  public let rules: [RuleDefinition]?

  /// True for a key of the loop that has an effect in a trial of a sweep, which goes on to its last step.
  public private(set) var isOfTrials = false

  /// The part of a rig that the key describes; nil for a key that only one kind of rig has, or none.
  var part: RigPart?
  /// The keys without which this one has no effect, each of them away from its default.
  var companions: [String] = []
  /// The keys of the presets that set this key too.
  var presets: [String] = []
  /// The advice for a value out of the key's range; nil if the range says all.
  var rangeAdvice: String?

  let read: @Sendable (Scenario) -> ScenarioValue
  let write: @Sendable (inout Scenario, ScenarioValue) -> Void

  init(
    _ path: String, _ type: ScenarioType, isOptional: Bool = false, rules: [RuleDefinition]? = nil, _ summary: String,
    read: @escaping @Sendable (Scenario) -> ScenarioValue,
    write: @escaping @Sendable (inout Scenario, ScenarioValue) -> Void
  ) {
    self.path = path
    self.type = type
    self.isOptional = isOptional
    self.rules = rules
    self.summary = summary
    self.read = read
    self.write = write
  }

  /// The name of the environment variable that sets the key: `LASERRIG_RIG_SENSOR_NOISE`.
  public var environmentVariable: String {
    var name = "LASERRIG_"
    for character in path {
      if character == "." {
        name.append("_")
      } else {
        if character.isUppercase { name.append("_") }
        name.append(character.uppercased())
      }
    }
    return name
  }

  /// The value that the key has in `scenario`.
  public func value(in scenario: Scenario) -> ScenarioValue { read(scenario) }

  /// The key at `path`; nil if there is none.
  public static func key(at path: String) -> ScenarioKey? { byPath[path] }

  /// The keys that have no effect without another.
  static let dependent = all.filter { key in !key.companions.isEmpty }

  private static let byPath = Dictionary(uniqueKeysWithValues: all.map { key in (key.path, key) })
}

extension ScenarioKey {
  /// The key as one that has no effect without the key `other`.
  func needing(_ other: String) -> ScenarioKey {
    var key = self
    key.companions.append(other)
    return key
  }

  /// The key as one of the loop that has an effect in trials too.
  func ofTrials() -> ScenarioKey {
    var key = self
    key.isOfTrials = true
    return key
  }

  /// The key as one that describes `part` of a rig.
  func of(_ part: RigPart) -> ScenarioKey {
    var key = self
    key.part = part
    return key
  }

  /// The key of a parameter that only one kind of rig has: `rig.` and the parameter's name.
  static func own<Value>(_ parameter: Parameter<Value>) -> ScenarioKey {
    ScenarioKey(parameter.description, at: "rig.\(parameter.name)", in: \.rig.own)
  }
}

extension ScenarioKey {
  /// The key with advice for a value out of its range.
  func advising(_ advice: String) -> ScenarioKey {
    var key = self
    key.rangeAdvice = advice
    return key
  }

  /// The value of the key as it was written.
  /// - Throws: `ValueProblem` for a value of the wrong type or out of its range.
  func value(of raw: RawValue) throws(ValueProblem) -> ScenarioValue {
    do throws(ValueProblem) {
      return try raw.parsed(as: type, isOptional: isOptional)
    } catch {
      guard error.isOutOfRange, let rangeAdvice else { throw error }
      throw ValueProblem("\(error.words); \(rangeAdvice)", isOutOfRange: true)
    }
  }
}

extension [ScenarioKey] {
  /// The keys as those that describe `part` of a rig.
  func of(_ part: RigPart) -> [ScenarioKey] { map { key in key.of(part) } }
}

extension NumberRange {
  /// The range of the angle by which a plane or an axis is out of square, in degrees.
  static var slant: NumberRange { .between(-89, 89) }
  /// The range of the angle by which a device is turned, in degrees.
  static var turn: NumberRange { .between(-180, 180) }
}

typealias Place<Value> = any WritableKeyPath<Scenario, Value> & Sendable

extension ScenarioKey {
  static func number(
    _ path: String, _ place: Place<Double>, _ range: NumberRange, unit: String = "", rules: [RuleDefinition]? = nil,
    _ summary: String
  ) -> ScenarioKey {
    ScenarioKey(path, .number(range, unit: unit), rules: rules, summary) { scenario in
      .number(scenario[keyPath: place])
    } write: { scenario, value in
      if case .number(let number) = value { scenario[keyPath: place] = number }
    }
  }

  static func optionalNumber(
    _ path: String, _ place: Place<Double?>, _ range: NumberRange, unit: String = "", rules: [RuleDefinition]? = nil,
    _ summary: String
  ) -> ScenarioKey {
    ScenarioKey(path, .number(range, unit: unit), isOptional: true, rules: rules, summary) { scenario in
      scenario[keyPath: place].map { number in .number(number) } ?? .none
    } write: { scenario, value in
      if case .number(let number) = value { scenario[keyPath: place] = number } else { scenario[keyPath: place] = nil }
    }
  }

  static func integer(
    _ path: String, _ place: Place<Int>, _ range: ClosedRange<Int>, unit: String = "", _ summary: String
  ) -> ScenarioKey {
    ScenarioKey(path, .integer(range, unit: unit), summary) { scenario in
      .integer(scenario[keyPath: place])
    } write: { scenario, value in
      if case .integer(let number) = value { scenario[keyPath: place] = number }
    }
  }

  static func optionalInteger(
    _ path: String, _ place: Place<Int?>, _ range: ClosedRange<Int>, unit: String = "", _ summary: String
  ) -> ScenarioKey {
    ScenarioKey(path, .integer(range, unit: unit), isOptional: true, summary) { scenario in
      scenario[keyPath: place].map { number in .integer(number) } ?? .none
    } write: { scenario, value in
      if case .integer(let number) = value { scenario[keyPath: place] = number } else { scenario[keyPath: place] = nil }
    }
  }

  static func optionalText(_ path: String, _ place: Place<String?>, _ summary: String) -> ScenarioKey {
    optional(.text, path, place, summary)
  }

  static func optionalName(_ path: String, _ place: Place<String?>, _ summary: String) -> ScenarioKey {
    optional(.name, path, place, summary)
  }

  private static func optional(
    _ type: ScenarioType, _ path: String, _ place: Place<String?>, _ summary: String
  ) -> ScenarioKey {
    ScenarioKey(path, type, isOptional: true, summary) { scenario in
      scenario[keyPath: place].map { text in .text(text) } ?? .none
    } write: { scenario, value in
      if case .text(let text) = value { scenario[keyPath: place] = text } else { scenario[keyPath: place] = nil }
    }
  }

  static func flag(_ path: String, _ place: Place<Bool>, _ summary: String) -> ScenarioKey {
    ScenarioKey(path, .flag, summary) { scenario in
      .flag(scenario[keyPath: place])
    } write: { scenario, value in
      if case .flag(let flag) = value { scenario[keyPath: place] = flag }
    }
  }

  static func choice<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    _ path: String, _ place: Place<Choice>, _ summary: String
  ) -> ScenarioKey {
    ScenarioKey(path, .choice(Choice.allCases.map(\.rawValue)), summary) { scenario in
      .text(scenario[keyPath: place].rawValue)
    } write: { scenario, value in
      if case .text(let word) = value, let choice = Choice(rawValue: word) { scenario[keyPath: place] = choice }
    }
  }
}
