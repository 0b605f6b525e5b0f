public import RealModule

/// The same readings explained in eight ways: a dead time of 0 to 3 steps, each with a target that stands still or one
/// that drifts. Each way is a ``ResponseModel``; its score is the log-likelihood of what it foretold.
///
/// Source: D. T. Magill, "Optimal Adaptive Estimation of Sampled Stochastic Processes", IEEE Transactions on Automatic
/// Control 10(4), 1965 (a bank of filters weighted by their likelihoods).
@usableFromInline
struct HypothesisBank<let axes: Int>: Sendable {
  /// The longest dead time that is thought of, in steps.
  @usableFromInline
  static var longestDeadTime: Int { 3 }
  @usableFromInline
  static var count: Int { 8 }
  /// Beyond this many variances a reading is a surprise: the 99.7 % quantile of chi-square over the axes, nearly.
  @inlinable
  static var outlierSquared: Double { 9 + 2.4 * Double(axes - 1) }

  @usableFromInline
  var models: InlineArray<8, ResponseModel<axes>>
  /// Relative to the best one's.
  @usableFromInline
  var scores: InlineArray<8, Double>
  /// How many readings the models have been corrected by.
  @usableFromInline
  var age = 0

  /// What the bank made of a reading.
  @usableFromInline
  struct Surprise: Sendable {
    /// How many standard deviations the reading was off what the best model foretold.
    @usableFromInline
    let size: Double
    /// The log-likelihood of the reading under that model, of which a single outlier can take away only so much.
    @usableFromInline
    let logLikelihood: Double

    @inlinable
    init(size: Double, logLikelihood: Double) {
      self.size = size
      self.logLikelihood = logLikelihood
    }
  }

  /// Begins with the reading `error`, and with `response` known to within `responseVariance`.
  @inlinable
  init(
    response: SquareMatrix<axes>, responseVariance: Double, moves: RecentMoves<axes>, error: PerAxis<axes, Double>,
    noise: Double
  ) {
    models = InlineArray { index in
      ResponseModel(
        response: response, responseVariance: responseVariance, aim: moves[Self.deadTime(index)].aim, error: error,
        noise: noise, driftVariance: Self.drifts(index) ? 25 : 0)
    }
    scores = InlineArray { index in Self.initialScore(index) }
  }

  /// The dead time of the model `index`, in steps.
  @inlinable
  static func deadTime(_ index: Int) -> Int { index / 2 }

  @inlinable
  static func drifts(_ index: Int) -> Bool { !index.isMultiple(of: 2) }

  /// Most sensors report at once and most targets stand still: the rest has to be shown.
  @inlinable
  static func initialScore(_ index: Int) -> Double {
    let delay = deadTime(index)
    return (delay == 0 ? 0 : -4 - 0.5 * Double(delay - 1)) - (drifts(index) ? 5 : 0)
  }

  @inlinable
  mutating func advance() {
    for index in 0..<Self.count { models[index].advance() }
  }

  /// The most likely model, by its score alone.
  @inlinable
  var mostLikely: Int {
    var best = 0
    for index in 1..<Self.count where scores[index] > scores[best] { best = index }
    return best
  }

  /// Takes in `error`, one step after the one before.
  ///
  /// An error farther off than three standard deviations weighs less the farther it is (Huber's weights, in several
  /// dimensions by the length of the error).
  @inlinable
  mutating func take(
    _ error: PerAxis<axes, Double>, moves: RecentMoves<axes>, noise: Double, stepOfServo: Double
  ) -> Surprise {
    age += 1
    let best = mostLikely
    var surprise = Surprise(size: 0, logLikelihood: 0)
    let worstSquared = 16 + 3 * Double(axes - 1)
    var known = InlineArray<8, Double>(repeating: 0)
    var greatest = noise
    for index in 0..<Self.count {
      models[index].advance()
      let move = moves[Self.deadTime(index)]
      if move.hasMoved { models[index].doubt(move, stepOfServo: stepOfServo) }
      known[index] = models[index].variance(at: move.aim)
      greatest = max(greatest, known[index] + noise)
    }
    // An outlier is as likely whoever has to explain it. Were it likelier under an explanation that foretells narrowly,
    // one that is narrow and wrong would outlive those that are wide and right.
    let ofOutlier = -0.5 * (worstSquared + Double(axes) * .log(greatest))
    for index in 0..<Self.count {
      let move = moves[Self.deadTime(index)]
      let expected = models[index].error(at: move.aim)
      let innovation = PerAxis<axes, Double> { axis in error[axis] - expected[axis] }
      let variance = known[index] + noise
      let sizeSquared = innovation.dot(innovation) / variance
      let foretold = -0.5 * (sizeSquared + Double(axes) * .log(variance))
      if index == best {
        let logLikelihood =
          move.isDoubtful ? 0 : max(foretold, -0.5 * (worstSquared + Double(axes) * .log(variance)))
        surprise = Surprise(size: sizeSquared.squareRoot(), logLikelihood: logLikelihood)
      }
      if !move.isDoubtful { scores[index] += max(foretold, ofOutlier) }
      let excess = (sizeSquared / Self.outlierSquared).squareRoot()
      models[index].correct(
        move.aim, innovation: innovation, noise: excess > 1 ? variance * excess - known[index] : noise)
    }
    let top = scores[mostLikely]
    // None is ever out of the question: a dead time can change.
    for index in 0..<Self.count { scores[index] = max(scores[index] - top, -40) }
    return surprise
  }
}

extension ResponseModel {
  /// After a move the dot may be off by what the servo rounds, and by what the play of its gears swallowed.
  @inlinable
  mutating func doubt(_ move: RecentMoves<axes>.Move, stepOfServo: Double) {
    let rounding = stepOfServo * (1 + move.aim.dot(move.aim)) / 12.0.squareRoot()
    offsetVariance += distance * distance * (rounding * rounding + move.slackSquared)
    if axes > 1 { bend(from: move.origin, to: move.aim) }
  }
}
