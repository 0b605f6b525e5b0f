/// A type with a property of type ``Parameter`` for each parameter that a set has.
public protocol ParameterSet: Sendable {
  /// The declarations of the parameters, made once.
  static var declarations: Self { get }
}

/// The values of a set of parameters, each under the name of its property.
///
/// ```swift
/// var sensor = ParameterSettings<SensorParameters>()
/// sensor.noise = 0.2
/// ```
@dynamicMemberLookup
public struct ParameterSettings<Parameters: ParameterSet>: Sendable, Equatable {
  /// The values of the parameters; one without a value is at its default.
  public var values: ParameterValues

  /// The settings that hold `values`; without any, every parameter is at its default.
  public init(_ values: ParameterValues = ParameterValues()) {
    self.values = values
  }

  /// The value of the parameter that the property at `path` declares. Setting it does not check the parameter's range.
  public subscript<Value>(dynamicMember path: KeyPath<Parameters, Parameter<Value>>) -> Value {
    get { values[Parameters.declarations[keyPath: path]] }
    set { values[Parameters.declarations[keyPath: path]] = newValue }
  }
}
