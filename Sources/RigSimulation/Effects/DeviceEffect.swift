public import RigCore

/// An imperfection of a simulated device.
///
/// One file holds all of an effect: the parameters that a person may set, the values that they become, and the code.
/// The device's model (``SensorModel``, ``ServoModel``) lists its effects in the order in which they apply.
/// Configuration keys, the JSON Schema and the axes of a sweep are made from ``declaration``.
public protocol DeviceEffect: Sendable, Equatable {
  /// The facts about the effect that a configuration and the theory need.
  static var declaration: EffectDeclaration { get }

  /// The effect, switched off.
  init()

  /// The effect that `values`, the values of its parameters, describe.
  init(_ values: ParameterValues)
}

/// The facts about an effect that a configuration and the theory need.
public struct EffectDeclaration: Sendable {
  /// The effect in words, as in "dead time".
  public let name: String
  /// The parameters of the effect.
  public let parameters: [EffectParameter]
  /// The streams of random numbers that the effect draws from.
  let streams: [RandomSeed.Purpose]

  init(_ name: String, _ parameters: [EffectParameter], streams: [RandomSeed.Purpose] = []) {
    self.name = name
    self.parameters = parameters
    self.streams = streams
  }
}

/// A parameter of an effect.
public struct EffectParameter: Sendable {
  /// The parameter without the type of its value.
  public let description: ParameterDescription
  /// How the theory of the loop treats the parameter.
  public let theory: TheoryCoverage
  /// The names of the parameters without which this one has no effect, each of them away from its default.
  public let companions: [String]
  /// True if only a sensor that sees two directions has the parameter.
  public let isOfPlane: Bool
  /// True if a servo's preset sets the parameter; false for a parameter that is not a figure of the servo, such as the
  /// way in which it is mounted.
  public let isInPresets: Bool
  /// True if a servo's beam may stay behind its command by more than rounding, so that a loop's gain alone does not
  /// determine the remaining error after a step.
  public let holdsBeamBack: Bool

  /// A parameter of an effect; unless `holdsBeamBack` says otherwise, a parameter that the theory does not include
  /// holds the beam back.
  init<Value>(
    _ parameter: Parameter<Value>, theory: TheoryCoverage, companions: [String] = [], isOfPlane: Bool = false,
    isInPresets: Bool = true, holdsBeamBack: Bool? = nil
  ) {
    description = parameter.description
    self.theory = theory
    self.companions = companions
    self.isOfPlane = isOfPlane
    self.isInPresets = isInPresets
    self.holdsBeamBack = holdsBeamBack ?? (theory != .modelled)
  }
}

/// How the theory of the loop treats a parameter that is not at its default.
public enum TheoryCoverage: Sendable, Equatable {
  /// The theory includes the parameter.
  case modelled
  /// A theory of its own includes it, but the edge of stability is that of a device without it. The text is its name.
  case modelledApart(String)
  /// The effect is unmodelled: the theory does not include it. The first text is its name; the second names it in a
  /// sentence that lists several, and nil stands for the name itself.
  case unmodelled(String, inSentence: String? = nil)
}
