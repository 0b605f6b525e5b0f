/// The parameters of all rules. Each rule declares its own in its file, in an extension of this type; parameters that
/// several rules share are declared here and beside the rules that learn.
public struct RuleParameters: Sendable {
  /// The set of parameters; it holds declarations and no values.
  public init() {}
}

/// The values of the parameters of rules. Every parameter that was not set has its default.
///
/// ```swift
/// var values = RuleValues()
/// values.momentum = 0.8
/// ```
@dynamicMemberLookup
public struct RuleValues: Sendable, Equatable {
  /// The values by the parameters' declarations.
  public var values = ParameterValues()

  /// Every parameter at its default.
  public init() {}

  /// The value of a parameter. Setting it does not check the parameter's range.
  @inlinable
  public subscript<Value>(dynamicMember parameter: KeyPath<RuleParameters, Parameter<Value>>) -> Value {
    get { values[RuleParameters()[keyPath: parameter]] }
    set { values[RuleParameters()[keyPath: parameter]] = newValue }
  }
}

// MARK: Parameters that several rules share

extension RuleParameters {
  /// The learning rate α; for a rule with two rates, the one on the target.
  public var learningRate: Parameter<Double> {
    Parameter("learningRate", default: 0.1, .rate, "α: how big a share of the gradient to go")
  }

  /// The assumed distance D₀ of the wall in cm.
  public var assumedDistance: Parameter<Double> {
    Parameter("assumedDistance", default: 300, .distance, unit: "cm", "D₀: how far the rule takes the wall to be")
  }

  /// How far the first probe of the cost moves the dot at the assumed distance, in cm.
  public var perturbation: Parameter<Double> {
    Parameter(
      "perturbation", default: 10, .extent, unit: "cm",
      "how far the first probe moves the dot at the assumed distance")
  }
}

extension RuleValues {
  /// The values of a rule with a learning rate in words: `learning rate 0.1, assumed distance 300 cm`.
  var rateAndDistance: String {
    "learning rate \(NumberRange.text(self.learningRate)), assumed distance \(NumberRange.text(self.assumedDistance)) cm"
  }
}
