internal import RealModule

/// Simultaneous perturbation stochastic approximation: descends on the cost alone, with two readings a step.
///
/// All axes are pushed by ±c at once, each to a random side Δ, and the gradient is computed from the two costs:
///
/// `ĝ[k] = (J(a[k] + c[k]Δ) - J(a[k] - c[k]Δ)) / (2 c[k]) · Δ`,  `a[k+1] = a[k] - (α[k] / D₀²) · ĝ[k]`
/// `α[k] = α · ((1 + A) / (k + 1 + A))^0.602`,  `c[k] = c / (k + 1)^0.101`,  A = 10
///
/// With one axis the loop gain of a whole step is `2αD²/D₀²`: it is twice as uncertain as with a known side, since the
/// distance counts twice. The laser stands beside the centre of the pair at every reading, and the dot stays away from
/// the target by c[k] times the distance: an error within a tolerance needs a ``perturbation`` well below it. With
/// noise on the costs a small perturbation makes the gradient mostly noise. The rule stays at each command for its
/// ``Dwell``.
///
/// Source: J. C. Spall, "Multivariate Stochastic Approximation Using a Simultaneous Perturbation Gradient
/// Approximation", IEEE Transactions on Automatic Control 37(3), 1992; the sequences are those of his "Implementation
/// of the Simultaneous Perturbation Algorithm for Stochastic Optimization", IEEE Transactions on Aerospace and
/// Electronic Systems 34(3), 1998.
public struct SPSA<let axes: Int>: CostRule, RandomRule, ResponseLearning, Dwelling, Sendable {
  /// The learning rate α of the first step, above 0.
  public let learningRate: Double
  /// The assumed distance D₀ of the wall, above 0.
  public let assumedDistance: Length
  /// How far the first push moves the dot if the wall stands at ``assumedDistance``, above 0.
  public let perturbation: Length

  private var dwell: Dwell<axes>
  private var steps = 0
  private var chance: UInt64 = 0
  private var center: PerAxis<axes, Double>?
  private var sides = PerAxis<axes, Double>(repeating: 1)
  private var upperCommand = PerAxis<axes, Double>(repeating: 0)
  private var upperCost: Double?
  private var gradient = 0.0
  private var rate: Double
  private var push: Double

  /// Descends with a rate that starts at `learningRate`, as if the wall stood at `assumedDistance`, and pushes the dot
  /// by `perturbation` at first. The rule stays at each command for `dwell`.
  public init(
    learningRate: Double, assumedDistance: Length, perturbation: Length, dwell: Dwell<axes> = Dwell()
  ) {
    precondition(learningRate > 0 && learningRate.isFinite, "a learning rate is finite and above 0")
    precondition(assumedDistance > .zero, "an assumed distance is above 0 cm")
    precondition(perturbation > .zero, "a perturbation is above 0 cm")
    self.learningRate = learningRate
    self.assumedDistance = assumedDistance
    self.perturbation = perturbation
    self.dwell = dwell
    rate = learningRate
    push = perturbation / assumedDistance
  }

  /// Uses the cost of `error` only, although the side is known.
  public mutating func update(_ command: PerAxis<axes, Double>, error: PerAxis<axes, Length>) -> PerAxis<axes, Double> {
    update(command, cost: error.sumOfSquares)
  }

  public mutating func update(_ command: PerAxis<axes, Double>, cost: Double) -> PerAxis<axes, Double> {
    if dwell.isEarly(at: command) { return command }
    // The first look is at the start itself, and belongs to no pair.
    guard let center else { return begin(around: command) }
    guard let upperCost else {
      upperCost = cost
      upperCommand = command
      return PerAxis { axis in center[axis] - push * sides[axis] }
    }
    let difference = upperCost - cost
    gradient = 0
    let distance = assumedDistance.centimeters
    let next = PerAxis<axes, Double> { axis in
      // The turn that was really made: less than the push at the end of the travel.
      let turned = upperCommand[axis] - command[axis]
      // The centre at which the pair really stood. If the next pair began at a wish beyond the travel, both readings of
      // every pair would be taken at the end; from the end itself one of the next two is taken inside.
      let middle = (upperCommand[axis] + command[axis]) / 2
      guard turned != 0 else { return middle }
      gradient = difference / turned
      return middle - rate / (distance * distance) * gradient
    }
    steps += 1
    return begin(around: next)
  }

  private mutating func begin(around command: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    rate = learningRate * .pow((1 + Self.calmSteps) / (Double(steps) + 1 + Self.calmSteps), 0.602)
    push = perturbation / assumedDistance / Self.pushDivisor(after: steps)
    // Knuth's linear congruential generator; its highest bits are the good ones.
    chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    sides = PerAxis { axis in (chance >> UInt64(63 - axis)).isMultiple(of: 2) ? 1 : -1 }
    center = command
    upperCost = nil
    return PerAxis { axis in command[axis] + push * sides[axis] }
  }

  /// The divisor of the first push after `pairs` pairs of readings: c / c[k].
  fileprivate static func pushDivisor(after pairs: Int) -> Double { .pow(Double(pairs) + 1, 0.101) }

  /// Spall's A: the number of steps over which the rate hardly falls.
  private static var calmSteps: Double { 10 }

  /// Begins a new pair of readings at the next command; the sequences go on.
  public mutating func reset() {
    dwell.reset()
    center = nil
    upperCost = nil
  }

  public mutating func reseed(_ seed: UInt64) { chance = seed }

  public var termNames: [String] { ["learningRate", "perturbationSlope", "gradientSquareCentimetersPerSlope"] }

  /// The rate, the push, and the gradient on the last axis.
  public var terms: RuleTerms {
    RuleTerms(rate, push, gradient)
  }
}

extension SPSA: DefinedRule {
  public static var definition: RuleDefinition { .spsa }

  public init(_ setup: RuleSetup) {
    self.init(
      learningRate: setup.learningRate, assumedDistance: .centimeters(setup.assumedDistance),
      perturbation: .centimeters(setup.perturbation), dwell: setup.dwell())
  }
}

extension RuleDefinition {
  /// The definition of ``SPSA``.
  public static let spsa = RuleDefinition(
    of: SPSA<1>.self, "spsa",
    [\.learningRate.description, \.assumedDistance.description, \.perturbation.description] + .servoMotion,
    gainRemark: "of a step that knows the side; by the cost alone the distances count twice",
    // Of each pair of readings one more step, and pushes that shrink as slowly as that.
    push: { values, updates in
      .centimeters(values.perturbation / SPSA<1>.pushDivisor(after: updates / 2))
    }
  ) { values, _ in
    "SPSA, \(values.rateAndDistance)"
  }
}
