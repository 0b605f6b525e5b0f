public import RigCore

/// The parameters that only one kind of rig has. Each is a stored property, and so has a key.
public protocol OwnParameters: ParameterSet {}

extension OwnParameters {
  /// The keys of the parameters, in the order of the properties.
  static var keys: [ScenarioKey] {
    Mirror(reflecting: declarations).children.compactMap { property in (property.value as? any OwnParameter)?.key }
  }
}

/// A parameter with a value of any type.
private protocol OwnParameter {
  var key: ScenarioKey { get }
}

extension Parameter: OwnParameter {
  fileprivate var key: ScenarioKey { .own(self) }
}
