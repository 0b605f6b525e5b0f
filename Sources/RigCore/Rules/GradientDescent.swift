/// The article's rule: a step downhill on the cost `J = e²`, whose gradient is `2e`.
///
/// `a[k+1] = a[k] - (α / D₀) · 2 e[k]`
///
/// The learning rate α is a plain number. The assumed distance D₀ turns a height on the sheet into a slope: if it is
/// the true distance D this is `y_new = y_old - α · 2e`, number for number; if not, only the loop gain changes, to
/// `g = 2αD/D₀`. The error shrinks by `1 - g` a step: it converges for 0 < g < 2, in one step at g = 1, and changes
/// sides at every step above that.
///
/// Source: A.-L. Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées", Comptes rendus
/// 25, 1847, for the descent; the range of g is that of the pole `1 - g` inside the unit circle.
public struct GradientDescent<let axes: Int>: LinearRule, GainHalving, Sendable {
  /// The learning rate α, above 0.
  @inlinable
  public var learningRate: Double { storedLearningRate }
  /// The assumed distance D₀ of the wall, above 0.
  public let assumedDistance: Length

  @usableFromInline
  var storedLearningRate: Double
  @usableFromInline
  var correctionPerCentimeter: Double

  /// Descends with the rate `learningRate` as if the wall stood at `assumedDistance`; both must be finite and above 0.
  @inlinable
  public init(learningRate: Double, assumedDistance: Length) {
    precondition(learningRate > 0 && learningRate.isFinite, "a learning rate is finite and above 0")
    precondition(assumedDistance > .zero, "an assumed distance is above 0 cm")
    storedLearningRate = learningRate
    self.assumedDistance = assumedDistance
    correctionPerCentimeter = LinearForm.gain(learningRate: learningRate, assumedDistance: assumedDistance)
  }

  @inlinable
  public mutating func update(_ command: PerAxis<axes, Double>, error: PerAxis<axes, Length>) -> PerAxis<axes, Double> {
    command.downhill(error, correctionPerCentimeter: correctionPerCentimeter)
  }

  @inlinable
  public mutating func reset() {}

  @inlinable
  @inline(__always)
  public mutating func halveGain() {
    storedLearningRate /= 2
    correctionPerCentimeter /= 2
  }

  public var linearForm: LinearForm {
    LinearForm(learningRate: learningRate, assumedDistance: assumedDistance)
  }

  public var termNames: [String] { ["learningRate"] }

  @inlinable
  public var terms: RuleTerms {
    RuleTerms(learningRate)
  }
}

extension GradientDescent: LightRule {
  public static var definition: RuleDefinition { .gradientDescent }

  public init(_ setup: RuleSetup) {
    self.init(learningRate: setup.learningRate, assumedDistance: .centimeters(setup.assumedDistance))
  }
}

extension RuleDefinition {
  /// The definition of ``GradientDescent``, the article's rule.
  public static let gradientDescent = RuleDefinition(
    of: GradientDescent<1>.self, "gradientDescent", [\.learningRate.description, \.assumedDistance.description]
  ) { values, _ in
    "gradient descent, \(values.rateAndDistance)"
  }
}
