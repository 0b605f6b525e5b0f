public import RealModule

/// Gradient descent with one rate far from the target and another close to it.
///
/// `α(e) = (α₀ - α∞) · exp(-s |e| / |α₀ - α∞|) + α∞`,  `a[k+1] = a[k] - (α(e[k]) / D₀) · 2 e[k]`
///
/// α₀ is the rate at no error, α∞ the rate far away, and s how fast the one turns into the other as the error leaves
/// zero. With α₀ > α∞ the loop finishes quickly without a violent start; with α₀ < α∞ it covers long ways quickly and
/// follows the noise less near the target.
///
/// Source: the adaptive gain λ(x) = a·exp(-b·x) + c of ViSP (class `vpAdaptiveGain`), here also for α₀ < α∞.
public struct ErrorDependentRate<let axes: Int>: LinearRule, GainHalving, Sendable {
  /// The learning rate α₀ on the target, above 0.
  @inlinable
  public var rateNear: Double { storedRateNear }
  /// The learning rate α∞ far from the target, above 0.
  @inlinable
  public var rateFar: Double { storedRateFar }
  /// How fast the rate changes with a small error, s, in 1/cm; at least 0.
  public let changePerCentimeter: Double
  /// The assumed distance D₀ of the wall, above 0.
  public let assumedDistance: Length

  @usableFromInline
  var storedRateNear: Double
  @usableFromInline
  var storedRateFar: Double
  @usableFromInline
  var rate: Double

  /// Descends with `rateNear` on the target and `rateFar` far from it.
  @inlinable
  public init(rateNear: Double, rateFar: Double, changePerCentimeter: Double, assumedDistance: Length) {
    precondition(rateNear > 0 && rateNear.isFinite, "a learning rate is finite and above 0")
    precondition(rateFar > 0 && rateFar.isFinite, "a learning rate is finite and above 0")
    precondition(changePerCentimeter >= 0, "a rate changes by at least 0 a centimetre")
    precondition(assumedDistance > .zero, "an assumed distance is above 0 cm")
    storedRateNear = rateNear
    storedRateFar = rateFar
    self.changePerCentimeter = changePerCentimeter
    self.assumedDistance = assumedDistance
    rate = rateFar
  }

  /// The learning rate for an error of the size `error`.
  @inlinable
  public func learningRate(at error: Length) -> Double {
    FarRate(rate: rateFar, changePerCentimeter: changePerCentimeter).rate(near: rateNear, at: error)
  }

  @inlinable
  public mutating func update(_ command: PerAxis<axes, Double>, error: PerAxis<axes, Length>) -> PerAxis<axes, Double> {
    rate = learningRate(at: error.norm)
    let correction = LinearForm.gain(learningRate: rate, assumedDistance: assumedDistance)
    return command.downhill(error, correctionPerCentimeter: correction)
  }

  @inlinable
  public mutating func reset() {}

  @inlinable
  @inline(__always)
  public mutating func halveGain() {
    storedRateNear /= 2
    storedRateFar /= 2
  }

  /// The linear form of the rule near the target.
  public var linearForm: LinearForm {
    LinearForm(
      learningRate: rateNear, assumedDistance: assumedDistance,
      farRate: FarRate(rate: rateFar, changePerCentimeter: changePerCentimeter))
  }

  public var termNames: [String] { ["learningRate"] }

  @inlinable
  public var terms: RuleTerms {
    RuleTerms(rate)
  }
}

/// A learning rate that changes with the error: `α(e) = (α₀ - α∞) · exp(-s |e| / |α₀ - α∞|) + α∞`, with α₀ on the target.
public struct FarRate: Sendable, Equatable {
  /// The learning rate α∞ far from the target, above 0.
  public let rate: Double
  /// How fast the rate changes with a small error, s, in 1/cm; at least 0.
  public let changePerCentimeter: Double

  /// A rate that is `rate`, above 0, far from the target, and turns into it by `changePerCentimeter` (at least 0) for
  /// each centimetre of a small error.
  @inlinable
  public init(rate: Double, changePerCentimeter: Double) {
    self.rate = rate
    self.changePerCentimeter = changePerCentimeter
  }

  /// The learning rate for an error of the size `error`, if it is `near` on the target.
  @inlinable
  public func rate(near: Double, at error: Length) -> Double {
    let difference = near - rate
    if difference == 0 { return rate }
    let exponent = -changePerCentimeter * error.magnitude.centimeters / difference.magnitude
    return difference * .exp(exponent) + rate
  }

  /// The size of the error at which the rate is `wanted`, if it is `near` on the target; nil if it is so at no error.
  public func error(near: Double, rate wanted: Double) -> Length? {
    let share = (wanted - rate) / (near - rate)
    guard share > 0, share <= 1, changePerCentimeter > 0 else { return nil }
    return .centimeters(-(near - rate).magnitude * .log(share) / changePerCentimeter)
  }
}

extension RuleParameters {
  /// The learning rate far from the target.
  public var rateFar: Parameter<Double> {
    Parameter(
      "rateFar", default: 0.1, .rate, "α far from the target; learningRate is the one on it")
  }

  /// How fast the rate changes with the error, in 1/cm.
  public var rateChange: Parameter<Double> {
    Parameter("rateChange", default: 0.05, .zeroOr(1e-12, 1e6), unit: "1/cm", "how fast the one turns into the other")
  }
}

extension ErrorDependentRate: DefinedRule {
  public static var definition: RuleDefinition { .errorDependentRate }

  public init(_ setup: RuleSetup) {
    self.init(
      rateNear: setup.learningRate, rateFar: setup.rateFar, changePerCentimeter: setup.rateChange,
      assumedDistance: .centimeters(setup.assumedDistance))
  }
}

extension RuleDefinition {
  /// The definition of ``ErrorDependentRate``.
  public static let errorDependentRate = RuleDefinition(
    of: ErrorDependentRate<1>.self, "errorDependentRate",
    [
      \.learningRate.description, \.assumedDistance.description, \.rateFar.description, \.rateChange.description,
    ]
  ) { values, _ in
    "error-dependent rate, \(values.rateAndDistance)"
  }
}
