/// Tracks a wall and a target that move at random: a Kalman filter for the distance D and the target's place c.
///
/// `e[k] = D[k] · a[k] - c[k]`; the process noise of D and of c, random steps of known sizes, moves both at each
/// reading. The filter's two gains settle at the balance of measurement noise and process noise, so that it neither
/// follows the noise nor loses the target. It never stops weighing new readings, as ``RecursiveLeastSquares`` does on a
/// target that stands still.
///
/// `a[k+1] = a[k] - (DᵀD + n P)⁻¹ Dᵀ ê[k]`,  ê the error that the filter expects at a[k], P the variance of D
///
/// The part of a move that the servo may round away, ignore or swallow makes the filter less sure of the place of the
/// dot, by as much as that moves the dot on the wall. The standard error that it gives grows if readings differ from
/// what it expects by more than all that allows (Birge). It stays at each command for its ``Dwell``. With a delay that it
/// was not told the distance comes out wrong, by up to all of itself, and the standard error is too small for it.
///
/// With several axes caution alone would stop the loop while the sign of an axis' response is uncertain: too short a
/// step teaches nothing, and an uncertain response keeps the steps short. So no step is shorter than the farthest wall
/// asks for.
///
/// A reading that is far off the expected one weighs little, the less the farther it is, unless the next one agrees with
/// it: then the target has jumped.
///
/// Sources: R. E. Kalman, "A New Approach to Linear Filtering and Prediction Problems", Journal of Basic Engineering
/// 82(1), 1960, eqs. (28)–(32); the step with its caution, and how that turns itself off, as in K. J. Åström and B.
/// Wittenmark, *Adaptive Control*, 2nd ed., 1995, section 9.2; R. T. Birge, "The Calculation of Errors by the Method of
/// Least Squares", Physical Review 40(2), 1932.
public struct Kalman<let axes: Int>: ResponseLearning, Dwelling, TravelAware, Sendable {
  /// The distances at which the wall may stand.
  public let plausible: PlausibleDistance
  /// The standard deviation of a reading, above 0.
  public let noise: Length
  /// The standard deviation of the target's step from each reading to the next, at least 0.
  public let targetProcessNoise: Length
  /// The standard deviation of the wall's step from each reading to the next, at least 0.
  public let wallProcessNoise: Length
  /// The figures of the actuator's data sheet; its speed is that of the ``Dwell``.
  public let servo: ServoFigures

  @usableFromInline
  var dwell: Dwell<axes>
  @usableFromInline
  var limits = CommandLimits<axes>()
  @usableFromInline
  var model: ResponseModel<axes>?
  /// The command at the last reading, and the uncertainty about it.
  @usableFromInline
  var doubt: ServoDoubt<axes>
  /// True after a search: the target has to be found anew.
  @usableFromInline
  var hasLostTarget = false
  /// The prediction error of the latest reading if it was an outlier that weighed little, in cm.
  @usableFromInline
  var lastOutlier: PerAxis<axes, Double>?
  @usableFromInline
  var gain = 0.0
  @usableFromInline
  var standstill = Standstill<axes>()
  @usableFromInline
  var surprise = BirgeRatio()

  /// A filter for readings with `noise` (above 0), of a target and a wall with the given process noise a step (at least
  /// 0), turned to by an actuator with the figures `servo`. The filter stays at each command for `dwell`.
  @inlinable
  public init(
    plausible: PlausibleDistance, noise: Length, targetProcessNoise: Length, wallProcessNoise: Length = .zero,
    servo: ServoFigures = ServoFigures(), dwell: Dwell<axes> = Dwell()
  ) {
    precondition(noise > .zero, "a standard deviation is above 0 cm")
    precondition(targetProcessNoise >= .zero && wallProcessNoise >= .zero, "process noise is at least 0 cm")
    self.plausible = plausible
    self.noise = noise
    self.targetProcessNoise = targetProcessNoise
    self.wallProcessNoise = wallProcessNoise
    self.servo = servo
    self.dwell = dwell
    doubt = ServoDoubt(servo, command: PerAxis(repeating: 0))
  }

  @inlinable
  public mutating func update(_ command: PerAxis<axes, Double>, error: PerAxis<axes, Length>) -> PerAxis<axes, Double> {
    guard error.isSensible, !dwell.isEarly(at: command) else {
      skip(command)
      return command
    }
    let error = error.map { length in length.centimeters }
    let variance = noise.centimeters * noise.centimeters
    if standstill.hasCome(to: command) || isImpossible { startAnew() }
    guard var model else {
      model = ResponseModel(
        response: SquareMatrix(diagonal: plausible.meanCentimeters),
        responseVariance: plausible.varianceSquareCentimeters,
        command: command, error: error, noise: variance, driftVariance: 0)
      gain = 1 / plausible.farthest.centimeters
      doubt = ServoDoubt(servo, command: command)
      return PerAxis { axis in command[axis] - gain * error[axis] }
    }
    addProcessNoise(to: &model)
    if hasLostTarget {
      hasLostTarget = false
      if axes > 1 { model.doubtResponse() }
      model.findTarget(from: error, at: command, noise: variance)
      self.model = model
      doubt = ServoDoubt(servo, command: command)
      return step(from: command, model)
    }
    if axes > 1 { model.bend(from: doubt.command, to: command) }
    model.slip(doubt.variance(turningTo: command))
    let expected = model.error(at: command)
    let innovation = PerAxis<axes, Double> { axis in error[axis] - expected[axis] }
    let known = model.variance(at: command)
    let sizeSquared = innovation.dot(innovation) / (known + variance)
    let isOutlier = sizeSquared > ResponseModel<axes>.outlierSquared
    surprise.take(sizeSquared / Double(axes))
    // A second outlier at the same place is a target that has jumped.
    let hasJumped = isOutlier && agrees(innovation, variance: known + variance)
    model.correct(
      command, innovation: innovation,
      noise: hasJumped
        ? variance : ResponseModel<axes>.weightedNoise(variance, known: known, sizeSquared: sizeSquared))
    lastOutlier = isOutlier && !hasJumped ? innovation : nil
    self.model = model
    return step(from: command, model)
  }

  /// True if `innovation`, with this variance, lies where the outlier before it did.
  @inlinable
  func agrees(_ innovation: PerAxis<axes, Double>, variance: Double) -> Bool {
    guard let lastOutlier else { return false }
    let gap = PerAxis<axes, Double> { axis in innovation[axis] - lastOutlier[axis] }
    return gap.dot(gap) <= 2 * ResponseModel<axes>.outlierSquared * variance
  }

  @inlinable
  func addProcessNoise(to model: inout ResponseModel<axes>) {
    model.advance()
    model.offsetVariance += targetProcessNoise.centimeters * targetProcessNoise.centimeters
    for axis in 0..<axes {
      model.responseCovariance[axis, axis] += wallProcessNoise.centimeters * wallProcessNoise.centimeters
    }
  }

  @inlinable
  mutating func step(from command: PerAxis<axes, Double>, _ model: ResponseModel<axes>) -> PerAxis<axes, Double> {
    let error = model.error(at: command)
    var curvature = model.response.gram
    for row in 0..<axes {
      for column in 0..<axes {
        curvature[row, column] += Double(axes) * model.responseCovariance[row, column]
      }
    }
    var move = curvature.bestMove(down: model.response.transposedTimes(error), from: command, within: limits)
    let size = error.norm
    let longest = size / plausible.nearest.centimeters
    if move.norm > longest { move = move.scaled(by: longest / move.norm) }
    // Once the response is known, no step is shorter than the error divided by the norm of the response.
    let shortest = size / max(plausible.farthest.centimeters, model.response.norm)
    if axes > 1, move.norm > 0, move.norm < shortest {
      move = move.scaled(by: shortest / move.norm)
    }
    gain = size > 0 ? move.norm / size : 0
    standstill.tell(move, from: command)
    return PerAxis { axis in command[axis] + move[axis] }
  }

  @inlinable
  public mutating func confine(to lowest: PerAxis<axes, Double>, _ highest: PerAxis<axes, Double>) {
    limits = CommandLimits(lowest: lowest, highest: highest)
  }

  @inlinable
  public mutating func skip(_ command: PerAxis<axes, Double>) {
    guard var model else { return }
    addProcessNoise(to: &model)
    self.model = model
  }

  /// True if no wall could give the response of the filter: a reading was wrong.
  @inlinable
  var isImpossible: Bool {
    guard let model else { return false }
    let greatest = (axes == 1 ? 1.5 : 100) * plausible.farthest.centimeters
    return !(model.distance.magnitude - 3 * model.distanceDeviation <= greatest)
  }

  /// Forgets all that was learned.
  @inlinable
  mutating func startAnew() {
    model = nil
    surprise = BirgeRatio()
    lastOutlier = nil
    hasLostTarget = false
    standstill = Standstill()
  }

  /// Keeps the distance and the sense, and forgets the place of the target. With several axes the response becomes
  /// uncertain as well.
  @inlinable
  public mutating func reset() {
    dwell.reset()
    guard let model, model.distanceDeviation < 0.99 * plausible.varianceSquareCentimeters.squareRoot() else {
      // Nothing has been learned yet, so the first move keeps its full caution.
      startAnew()
      return
    }
    hasLostTarget = true
    standstill = Standstill()
  }

  public var termNames: [String] {
    ["estimatedDistanceCentimeters", "distanceStandardErrorCentimeters", "gainPerCentimeter"]
  }

  @inlinable
  public var terms: RuleTerms {
    RuleTerms(
      model?.distance ?? plausible.meanCentimeters,
      surprise.factor * (model?.distanceDeviation ?? plausible.varianceSquareCentimeters.squareRoot()), gain)
  }
}

extension RuleParameters {
  /// The process noise of the target: the standard deviation of its random step from each reading to the next, in cm.
  public var targetProcessNoise: Parameter<Double> {
    Parameter(
      "targetProcessNoise", default: 0.1, .size, unit: "cm",
      "the process noise of the target: its random move a step, as a standard deviation")
  }

  /// The process noise of the wall: the standard deviation of its random step from each reading to the next, in cm.
  public var wallProcessNoise: Parameter<Double> {
    Parameter(
      "wallProcessNoise", default: 0, .size, unit: "cm",
      "the process noise of the wall: its random move a step, as a standard deviation")
  }
}

extension Kalman: DefinedRule {
  public static var definition: RuleDefinition { .kalman }

  public init(_ setup: RuleSetup) {
    self.init(
      plausible: setup.plausible, noise: setup.scatterToLearnFrom,
      targetProcessNoise: .centimeters(setup.targetProcessNoise),
      wallProcessNoise: .centimeters(setup.wallProcessNoise), servo: setup.servoFigures, dwell: setup.dwell())
  }
}

extension RuleDefinition {
  /// The definition of ``Kalman``.
  public static let kalman = RuleDefinition(
    of: Kalman<1>.self, "kalman",
    .distances + .servoErrors + .servoMotion + [\.targetProcessNoise.description, \.wallProcessNoise.description]
  ) { values, wall in
    "Kalman filter, \(values.distances(of: wall))"
  }
}
