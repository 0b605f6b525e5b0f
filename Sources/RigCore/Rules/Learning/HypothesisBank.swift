public import RealModule

/// Eight models of the same readings: a dead time of 0 to 3 steps, each with a target that stands still or one that
/// drifts. Each model is a ``ResponseModel``; its score is the log-likelihood of the readings under its predictions.
///
/// The drift changes at random from step to step. Its process noise is as large as the readings ask for: prediction
/// errors of the same sign in a row raise it, and those of changing sign lower it.
///
/// Sources: D. T. Magill, "Optimal Adaptive Estimation of Sampled Stochastic Processes", IEEE Transactions on Automatic
/// Control 10(4), 1965 (a bank of filters weighted by their likelihoods); R. K. Mehra, "On the Identification of
/// Variances and Adaptive Kalman Filtering", IEEE Transactions on Automatic Control 15(2), 1970 (process noise from the
/// correlation of prediction errors).
@usableFromInline
struct HypothesisBank<let axes: Int>: Sendable {
  /// The longest dead time of a model, in steps.
  @usableFromInline
  static var longestDeadTime: Int { 3 }
  @usableFromInline
  static var count: Int { 8 }
  @usableFromInline
  var models: InlineArray<8, ResponseModel<axes>>
  /// A model with a score below this one explains nothing.
  @usableFromInline
  static var unlikely: Double { -8 }
  /// The log-likelihood of each model, relative to the best one's.
  @usableFromInline
  var scores: InlineArray<8, Double>
  /// The number of readings that the models have taken in.
  @usableFromInline
  var age = 0
  /// The process noise of the drift: the standard deviation of its random change a step, as a share of the noise's.
  @usableFromInline
  var driftProcessNoise = Self.driftProcessNoises.lowerBound
  /// The latest prediction errors of the most likely model, and of the most likely one with a drift, in standard
  /// deviations.
  @usableFromInline
  var lastSurprise = PerAxis<axes, Double>(repeating: 0)
  @usableFromInline
  var lastSurpriseOfDrift = PerAxis<axes, Double>(repeating: 0)

  @usableFromInline
  static var driftProcessNoises: ClosedRange<Double> { 0.006...0.1 }

  /// The surprise and the likelihood of a reading.
  @usableFromInline
  struct Surprise: Sendable {
    /// By how many standard deviations the reading differs from the prediction of the best model.
    @usableFromInline
    let size: Double
    /// The log-likelihood of the reading under that model, limited so that a single outlier takes away only so much.
    @usableFromInline
    let logLikelihood: Double
    /// True if the noise of the reading is most of the uncertainty.
    @usableFromInline
    let isOfNoise: Bool
    /// The size of the noise in standard deviations, as the reading shows it: the difference from the surprise before,
    /// in which a slow change cancels, or the surprise itself after an outlier.
    @usableFromInline
    var noiseSize = 0.0
    /// By how many standard deviations the reading differs from the prediction of the likely model that foretold it
    /// best.
    @usableFromInline
    var leastSize = 0.0

    @inlinable
    init(size: Double, logLikelihood: Double, isOfNoise: Bool = false) {
      self.size = size
      self.logLikelihood = logLikelihood
      self.isOfNoise = isOfNoise
    }
  }

  /// Begins with the reading `error`, and with a `response` of the variance `responseVariance`.
  @inlinable
  init(
    response: SquareMatrix<axes>, responseVariance: Double, moves: RecentMoves<axes>, error: PerAxis<axes, Double>,
    noise: Double
  ) {
    models = InlineArray { index in
      ResponseModel(
        response: response, responseVariance: responseVariance, command: moves[Self.deadTime(index)].command,
        error: error,
        noise: noise, driftVariance: Self.drifts(index) ? 25 : 0)
    }
    scores = InlineArray { index in Self.initialScore(index) }
  }

  /// The dead time of the model `index`, in steps.
  @inlinable
  static func deadTime(_ index: Int) -> Int { index / 2 }

  @inlinable
  static func drifts(_ index: Int) -> Bool { !index.isMultiple(of: 2) }

  /// The score before the first reading: most sensors report at once and most targets stand still, so other models
  /// begin behind.
  @inlinable
  static func initialScore(_ index: Int) -> Double {
    let delay = deadTime(index)
    return (delay == 0 ? 0 : -4 - 0.5 * Double(delay - 1)) - (drifts(index) ? 4 : 0)
  }

  /// Takes the models one step on, past the latest of `moves`, with readings whose noise has the variance `noise`.
  @inlinable
  mutating func advance(past moves: RecentMoves<axes>, noise: Double, stepOfServo: Double) {
    let processNoise = driftProcessNoise * driftProcessNoise * noise
    for index in 0..<Self.count {
      models[index].advance()
      if Self.drifts(index) { models[index].driftVariance += processNoise }
      let move = moves[Self.deadTime(index)]
      if move.hasMoved { models[index].doubt(move, stepOfServo: stepOfServo) }
    }
  }

  /// The most likely model, by its score alone.
  @inlinable
  var mostLikely: Int {
    var best = 0
    for index in 1..<Self.count where scores[index] > scores[best] { best = index }
    return best
  }

  /// The most likely of the models with a drift, by its score alone.
  @inlinable
  var mostLikelyDrifting: Int {
    var best = 1
    for index in 2..<Self.count where Self.drifts(index) && scores[index] > scores[best] { best = index }
    return best
  }

  /// Adapts the process noise of the drift to a prediction error, in standard deviations. With the right one, such
  /// errors are not correlated from reading to reading.
  @inlinable
  mutating func judgeDrift(_ surprise: PerAxis<axes, Double>) {
    // An outlier, or a jump of the target, says nothing about the drift.
    guard surprise.dot(surprise) <= ResponseModel<axes>.outlierSquared else {
      lastSurpriseOfDrift = PerAxis(repeating: 0)
      return
    }
    // The first readings fit the unknown drift itself.
    if age > 3 {
      let correlation = surprise.dot(lastSurpriseOfDrift) / Double(axes)
      let adapted = driftProcessNoise * .exp(0.1 * correlation)
      driftProcessNoise = min(
        max(adapted, Self.driftProcessNoises.lowerBound), Self.driftProcessNoises.upperBound)
    }
    lastSurpriseOfDrift = surprise
  }

  /// The size of the noise as a prediction error shows it, in standard deviations.
  ///
  /// Source: J. von Neumann, R. H. Kent, H. R. Bellinson and B. I. Hart, "The Mean Square Successive Difference", Annals
  /// of Mathematical Statistics 12(2), 1941.
  @inlinable
  mutating func noiseSize(_ surprise: PerAxis<axes, Double>) -> Double {
    defer { lastSurprise = surprise }
    if lastSurprise.dot(lastSurprise) > ResponseModel<axes>.outlierSquared { return surprise.norm }
    let change = PerAxis<axes, Double> { axis in surprise[axis] - lastSurprise[axis] }
    return (0.5 * change.dot(change)).squareRoot()
  }

  /// Trusts the past less, since its noise had a `factor` times smaller variance than was taken for it: `factor` is
  /// above 0 and at most 1.
  @inlinable
  mutating func weaken(_ factor: Double, atMost most: Double) {
    forget(factor, atMost: most)
    for index in 0..<Self.count {
      let before = Self.initialScore(index)
      scores[index] = before + factor * (scores[index] - before)
    }
  }

  /// Takes in `error`, one step after the one before.
  ///
  /// An error farther off than three standard deviations weighs less the farther it is.
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
    let drifting = mostLikelyDrifting
    advance(past: moves, noise: noise, stepOfServo: stepOfServo)
    for index in 0..<Self.count {
      known[index] = models[index].variance(at: moves[Self.deadTime(index)].command)
      greatest = max(greatest, known[index] + noise)
    }
    // An outlier is equally likely under every model. If it were likelier under a model with narrow predictions, a
    // model that is narrow and wrong would outlive those that are wide and right.
    let ofOutlier = -0.5 * (worstSquared + Double(axes) * .log(greatest))
    var leastSquared = Double.infinity
    for index in 0..<Self.count {
      let move = moves[Self.deadTime(index)]
      let expected = models[index].error(at: move.command)
      let innovation = PerAxis<axes, Double> { axis in error[axis] - expected[axis] }
      let variance = known[index] + noise
      let standardized = innovation.scaled(by: 1 / variance.squareRoot())
      let sizeSquared = standardized.dot(standardized)
      let foretold = -0.5 * (sizeSquared + Double(axes) * .log(variance))
      if index == drifting, !move.isDoubtful { judgeDrift(standardized) }
      if scores[index] > Self.unlikely { leastSquared = min(leastSquared, sizeSquared) }
      if index == best {
        let logLikelihood =
          move.isDoubtful ? 0 : max(foretold, -0.5 * (worstSquared + Double(axes) * .log(variance)))
        surprise = Surprise(
          size: sizeSquared.squareRoot(), logLikelihood: logLikelihood,
          isOfNoise: !move.isDoubtful && known[index] < noise)
        surprise.noiseSize = noiseSize(standardized)
      }
      if !move.isDoubtful { scores[index] += max(foretold, ofOutlier) }
      models[index].correct(
        move.command, innovation: innovation,
        noise: ResponseModel<axes>.weightedNoise(noise, known: known[index], sizeSquared: sizeSquared))
    }
    surprise.leastSize = leastSquared.squareRoot()
    let top = scores[mostLikely]
    // No model is ever ruled out: a dead time can change.
    for index in 0..<Self.count { scores[index] = max(scores[index] - top, -40) }
    return surprise
  }
}

extension ResponseModel {
  /// Adds to the doubt about the dot after a move: by the rounding of the servo, and by the part of the move that the
  /// play of its gears may have swallowed.
  @inlinable
  mutating func doubt(_ move: RecentMoves<axes>.Move, stepOfServo: Double) {
    let rounding = stepOfServo * (1 + move.command.dot(move.command)) / 12.0.squareRoot()
    offsetVariance += distance * distance * (rounding * rounding + move.slackSquared)
    if axes > 1 { bend(from: move.origin, to: move.command) }
  }
}

/// The cost of the next step as the likely models of a bank expect it together: a quadratic form of the move Δ, `Δᵀ
/// curvature Δ + 2 slopeᵀ Δ`, with the expected error and its variance.
@usableFromInline
struct ExpectedCost<let axes: Int>: Sendable {
  @usableFromInline
  var curvature = SquareMatrix<axes>(diagonal: 0)
  @usableFromInline
  var slope = PerAxis<axes, Double>(repeating: 0)
  @usableFromInline
  var error = PerAxis<axes, Double>(repeating: 0)
  @usableFromInline
  var variance = 0.0

  @inlinable
  init() {}
}

extension HypothesisBank {
  /// Models that are less likely than this, relative to the best, do not steer.
  @inlinable
  static var leastWeight: Double { 0.3 }
  /// The share of the full caution that is used: full caution costs readings, none overshoots.
  @inlinable
  static var caution: Double { 0.3 }

  /// The log-likelihood of the model `index`, less a penalty if its distance is not plausible.
  @inlinable
  func plausibleScore(_ index: Int, _ plausible: PlausibleDistance) -> Double {
    let model = models[index]
    let size = model.distance.magnitude
    let beyond = axes == 1 ? max(0, size - plausible.farthest.centimeters) : 0
    let lack = max(plausible.nearest.centimeters - size, beyond) / max(model.distanceDeviation, 1e-9)
    return scores[index] - (lack > 0 ? min(0.5 * lack * lack, 30) : 0)
  }

  /// The most likely model whose distance is plausible.
  @inlinable
  func best(within plausible: PlausibleDistance) -> Int {
    var best = 0
    var top = plausibleScore(0, plausible)
    for index in 1..<Self.count {
      let score = plausibleScore(index, plausible)
      if score > top {
        top = score
        best = index
      }
    }
    return best
  }

  @inlinable
  func expectedCost(at command: PerAxis<axes, Double>, best: Int, plausible: PlausibleDistance) -> ExpectedCost<axes> {
    let top = plausibleScore(best, plausible)
    var expected = ExpectedCost<axes>()
    var total = 0.0
    for index in 0..<Self.count {
      let weight = Double.exp(plausibleScore(index, plausible) - top)
      if weight < Self.leastWeight { continue }
      let model = models[index].knowing(plausible)
      let error = model.nextError(at: command)
      let downhill = model.response.transposedTimes(error)
      let gram = model.response.gram
      total += weight
      expected.variance += weight * model.variance(at: command)
      for row in 0..<axes {
        expected.error[row] += weight * error[row]
        expected.slope[row] += weight * downhill[row]
        for column in 0..<axes {
          let caution = Self.caution * Double(axes) * model.responseCovariance[row, column]
          expected.curvature[row, column] += weight * (gram[row, column] + caution)
        }
      }
    }
    expected.variance /= total
    expected.error = expected.error.scaled(by: 1 / total)
    return expected
  }

  @inlinable
  mutating func forget(_ factor: Double, atMost most: Double) {
    for index in 0..<Self.count { models[index].forget(factor, atMost: most) }
  }
}
