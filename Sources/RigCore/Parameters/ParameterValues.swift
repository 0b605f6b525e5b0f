/// The values of parameters: those that were set, and the default of every other.
///
/// Two collections are equal if every parameter has the same value in both.
public struct ParameterValues: Sendable, Equatable {
  /// The values that differ from the parameter's default, by the parameter's name.
  private var changed: [String: ParameterSetting] = [:]

  /// Every parameter at its default.
  public init() {}

  /// The value of `parameter`. Setting it does not check the parameter's range.
  public subscript<Value>(parameter: Parameter<Value>) -> Value {
    get { changed[parameter.name].flatMap(Value.init) ?? parameter.defaultValue }
    set { self[parameter.description] = newValue.setting }
  }

  /// The value of the parameter that `description` declares.
  public subscript(description: ParameterDescription) -> ParameterSetting {
    get { changed[description.name] ?? description.defaultSetting }
    set { changed[description.name] = newValue == description.defaultSetting ? nil : newValue }
  }
}
