/// The values of parameters: those that were set, and the default of every other.
///
/// Two collections are equal if every parameter has the same value in both.
public struct ParameterValues: Sendable, Equatable {
  /// The value of a parameter that differs from its default.
  @usableFromInline
  struct Change: Sendable, Equatable {
    @usableFromInline
    let name: String
    @usableFromInline
    var setting: ParameterSetting
  }

  /// The values that differ from the parameter's default, in the order of the parameters' names. There are so few that to
  /// look at each takes less time than to hash a name.
  @usableFromInline
  var changes: [Change] = []

  /// Every parameter at its default.
  public init() {}

  /// True if the parameter that `description` declares is at its default.
  public func isDefault(_ description: ParameterDescription) -> Bool { setting(named: description.name) == nil }

  /// The value of `parameter`. Setting it does not check the parameter's range.
  @inlinable
  public subscript<Value>(parameter: Parameter<Value>) -> Value {
    get {
      if changes.isEmpty { return parameter.defaultValue }
      return setting(named: parameter.description.name).flatMap(Value.init) ?? parameter.defaultValue
    }
    set { self[parameter.description] = newValue.setting }
  }

  /// The value of the parameter that `description` declares.
  public subscript(description: ParameterDescription) -> ParameterSetting {
    get { setting(named: description.name) ?? description.defaultSetting }
    set {
      let place = changes.firstIndex { change in change.name >= description.name } ?? changes.endIndex
      let isThere = place < changes.endIndex && changes[place].name == description.name
      switch (isThere, newValue == description.defaultSetting) {
      case (true, true): changes.remove(at: place)
      case (true, false): changes[place].setting = newValue
      case (false, true): break
      case (false, false): changes.insert(Change(name: description.name, setting: newValue), at: place)
      }
    }
  }

  /// The value of the parameter with this name; nil if it is at its default.
  @usableFromInline
  func setting(named name: String) -> ParameterSetting? {
    for change in changes where change.name == name { return change.setting }
    return nil
  }
}
