/// One value that a person may set: the rate of a rule, the size of an effect, the pitch of a detector.
///
/// A rule, an effect or a device declares its parameters in its own file. Configuration keys, command-line help, the
/// JSON Schema and the axes of a sweep are made from these declarations.
///
/// ```swift
/// extension RuleParameters {
///   /// β: the share of the last move that carries on.
///   public var momentum: Parameter<Double> {
///     Parameter("momentum", default: 0.5, .below(1, from: 0), "β: the share of the last move that carries on")
///   }
/// }
/// ```
public struct Parameter<Value: ParameterValue>: Sendable {
  /// The declaration without its type.
  public let description: ParameterDescription
  /// The value that holds until another is set.
  public let defaultValue: Value

  private init(
    _ name: String, default value: Value, _ kind: ParameterDescription.Kind, isOptional: Bool, _ summary: String
  ) {
    defaultValue = value
    description = ParameterDescription(
      name: name, kind: kind, isOptional: isOptional, defaultSetting: value.setting, summary: summary)
  }

  /// The name within its rule, effect or device, camelCase.
  public var name: String { description.name }
}

extension Parameter<Double> {
  /// A number in `range`, in `unit`; the unit of a plain number is empty.
  public init(_ name: String, default value: Double, _ range: NumberRange, unit: String = "", _ summary: String) {
    self.init(name, default: value, .number(range, unit: unit), isOptional: false, summary)
  }
}

extension Parameter<Double?> {
  /// A number in `range`, in `unit`, or none.
  public init(
    _ name: String, default value: Double? = nil, _ range: NumberRange, unit: String = "", _ summary: String
  ) {
    self.init(name, default: value, .number(range, unit: unit), isOptional: true, summary)
  }
}

extension Parameter<Int> {
  /// A whole number in `range`, in `unit`; the unit of a plain number is empty.
  public init(_ name: String, default value: Int, _ range: ClosedRange<Int>, unit: String = "", _ summary: String) {
    self.init(name, default: value, .integer(range, unit: unit), isOptional: false, summary)
  }
}

extension Parameter<Bool> {
  /// A parameter that is true or false.
  public init(_ name: String, default value: Bool, _ summary: String) {
    self.init(name, default: value, .flag, isOptional: false, summary)
  }
}

extension Parameter where Value: CaseIterable & RawRepresentable<String> {
  /// One of the cases of `Value`; a person writes the case's raw value.
  public init(_ name: String, default value: Value, _ summary: String) {
    self.init(name, default: value, .choice(Value.allCases.map(\.rawValue)), isOptional: false, summary)
  }
}

extension Parameter<String?> {
  /// The name or the number of a part of a device, or none.
  public init(_ name: String, default value: String? = nil, _ summary: String) {
    self.init(name, default: value, .name, isOptional: true, summary)
  }
}

extension Parameter<[String]> {
  /// The names or the numbers of several parts of a device, in order.
  public init(_ name: String, default value: [String] = [], _ summary: String) {
    self.init(name, default: value, .names, isOptional: false, summary)
  }
}

/// The declaration of a parameter without the type of its value, so that one list can hold parameters of different
/// types.
public struct ParameterDescription: Sendable, Equatable {
  /// The type of a value, with its range and its unit.
  public enum Kind: Sendable, Equatable {
    /// A number in a range; the unit of a plain number is empty.
    case number(NumberRange, unit: String)
    /// A whole number in a range; the unit of a plain number is empty.
    case integer(ClosedRange<Int>, unit: String)
    /// A value that is true or false.
    case flag
    /// One of a few words.
    case choice([String])
    /// The name or the number of a part of a device.
    case name
    /// A list of names or numbers; a run of numbers may be written as in 4..27.
    case names
  }

  /// The name within its rule, effect or device, camelCase.
  public let name: String
  /// The type of the value.
  public let kind: Kind
  /// True if "none" is a value.
  public let isOptional: Bool
  /// The value that holds until another is set.
  public let defaultSetting: ParameterSetting
  /// The meaning of the parameter, in one line.
  public let summary: String
}

/// The value of a parameter of any type.
public enum ParameterSetting: Sendable, Equatable {
  /// A number, finite.
  case number(Double)
  /// A whole number.
  case integer(Int)
  /// A value that is true or false.
  case flag(Bool)
  /// One of a few words, or a name.
  case text(String)
  /// A list of names.
  case names([String])
  /// No value, for a parameter that is optional.
  case none
}

/// A type of value that a ``Parameter`` can have: a number, a whole number, a flag, a name, a list of names, the cases
/// of an enumeration; or the optional of one of these.
public protocol ParameterValue: Sendable, Equatable {
  /// The value that `setting` holds; nil if `setting` is of another type.
  init?(_ setting: ParameterSetting)
  /// The value without its type.
  var setting: ParameterSetting { get }
}

extension Double: ParameterValue {
  public init?(_ setting: ParameterSetting) {
    guard case .number(let number) = setting else { return nil }
    self = number
  }

  public var setting: ParameterSetting { .number(self) }
}

extension Int: ParameterValue {
  public init?(_ setting: ParameterSetting) {
    guard case .integer(let number) = setting else { return nil }
    self = number
  }

  public var setting: ParameterSetting { .integer(self) }
}

extension Bool: ParameterValue {
  public init?(_ setting: ParameterSetting) {
    guard case .flag(let flag) = setting else { return nil }
    self = flag
  }

  public var setting: ParameterSetting { .flag(self) }
}

extension String: ParameterValue {
  public init?(_ setting: ParameterSetting) {
    guard case .text(let text) = setting else { return nil }
    self = text
  }

  public var setting: ParameterSetting { .text(self) }
}

extension [String]: ParameterValue {
  public init?(_ setting: ParameterSetting) {
    guard case .names(let names) = setting else { return nil }
    self = names
  }

  public var setting: ParameterSetting { .names(self) }
}

extension Optional: ParameterValue where Wrapped: ParameterValue {
  public init?(_ setting: ParameterSetting) {
    if case .none = setting {
      self = Self.none
    } else if let value = Wrapped(setting) {
      self = value
    } else {
      return nil
    }
  }

  public var setting: ParameterSetting { map(\.setting) ?? .none }
}

extension ParameterValue where Self: RawRepresentable<String> {
  public init?(_ setting: ParameterSetting) {
    guard case .text(let word) = setting, let value = Self(rawValue: word) else { return nil }
    self = value
  }

  public var setting: ParameterSetting { .text(rawValue) }
}
