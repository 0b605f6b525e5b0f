public import RealModule

/// Learns the distance from the last two readings, as the way of the dot over the last move: the first rule that a user
/// would try.
///
/// `a[k+1] = a[k] - (sᵀs / sᵀy) e[k]`,  s = a[k] - a[k-1],  y = e[k] - e[k-1]
///
/// With one axis this is the secant method, which finds the zero of a line in two readings. With several axes it uses
/// one distance for all of them (the longer of the two steps of Barzilai and Borwein).
///
/// Noise enters only by a threshold: if the dot went less far than `threshold` standard deviations, nothing is learned
/// and the last distance stays in use. Nor is anything learned from a distance that is not plausible, or from a move of
/// which the servo may have rounded away, ignored or swallowed more than half. Close to the target the rule follows the
/// noise, since it forgets all but two readings.
///
/// Its standard error counts the noise, the servo's figures, how far a distance was outside the plausible range and the
/// bias of the threshold, which lets pass what the noise made larger. It grows if distances differ by more than that
/// (Birge). The rule stays at each command for its ``Dwell``. With a delay that it was not told each answer belongs to an
/// earlier move, the distance is wrong by its own size, and half of the time by more than two standard errors.
///
/// Sources: J. Barzilai and J. M. Borwein, "Two-Point Step Size Gradient Methods", IMA Journal of Numerical Analysis
/// 8(1), 1988, eq. (5); R. T. Birge, "The Calculation of Errors by the Method of Least Squares", Physical Review 40(2),
/// 1932; H. Zhong and R. L. Prentice, "Bias-Reduced Estimators and Confidence Intervals for Odds Ratios in Genome-Wide
/// Association Studies", Biostatistics 9(4), 2008 (the bias of what passed a threshold).
public struct Secant<let axes: Int>: ResponseLearning, Dwelling, Sendable {
  /// The distances at which the wall may stand.
  public let plausible: PlausibleDistance
  /// The standard deviation of a reading, at least 0.
  public let noise: Length
  /// The figures of the actuator's data sheet; its speed is that of the ``Dwell``.
  public let servo: ServoFigures
  /// How many standard deviations the dot must have moved for the move to be used.
  public static var threshold: Double { 3 }

  @usableFromInline
  var dwell: Dwell<axes>
  @usableFromInline
  var last: LastReading<axes>?
  /// The response in cm for each unit of command; negative for a reversed sense.
  @usableFromInline
  var distance: Double
  @usableFromInline
  var deviation: Double
  @usableFromInline
  var doubt: ServoDoubt<axes>
  @usableFromInline
  var hasLearned = false
  @usableFromInline
  var surprise = BirgeRatio()
  @usableFromInline
  var standstill = Standstill<axes>()

  /// Begins as if the wall stood at the farthest plausible distance; `noise` is at least 0, and the actuator has the
  /// figures `servo`. The rule stays at each command for `dwell`.
  @inlinable
  public init(
    plausible: PlausibleDistance, noise: Length, servo: ServoFigures = ServoFigures(), dwell: Dwell<axes> = Dwell()
  ) {
    precondition(noise >= .zero, "noise is at least 0 cm")
    self.plausible = plausible
    self.noise = noise
    self.servo = servo
    self.dwell = dwell
    doubt = ServoDoubt(servo, command: PerAxis(repeating: 0))
    distance = plausible.farthest.centimeters
    let bias = distance - plausible.meanCentimeters
    deviation = (plausible.varianceSquareCentimeters + bias * bias).squareRoot()
  }

  /// Forgets all that was learned.
  @inlinable
  mutating func startAnew() {
    self = Secant(plausible: plausible, noise: noise, servo: servo, dwell: dwell)
  }

  @inlinable
  public mutating func update(_ command: PerAxis<axes, Double>, error: PerAxis<axes, Length>) -> PerAxis<axes, Double> {
    guard error.isSensible, !dwell.isEarly(at: command) else { return command }
    let error = error.map { length in length.centimeters }
    if standstill.hasCome(to: command) { startAnew() }
    let reading = LastReading(command: command, error: error)
    if let last {
      let change = reading.change(since: last)
      learn(
        from: change.move, answer: change.answer, slack: doubt.variance(turningTo: command).squareRoot(),
        cause: last.error.norm)
    } else {
      doubt = ServoDoubt(servo, command: command)
    }
    last = reading
    let move = error.map { error in -error / distance }
    standstill.tell(move, from: command)
    return PerAxis { axis in command[axis] + move[axis] }
  }

  @inlinable
  mutating func learn(from move: PerAxis<axes, Double>, answer: PerAxis<axes, Double>, slack: Double, cause: Double) {
    let threshold = LastReading<axes>.threshold(noise: noise)
    let length = move.norm
    guard length > 0, answer.norm > threshold, slack < Self.greatestSlack * length else { return }
    let secant = move.dot(answer) / (length * length)
    let size = min(max(secant.magnitude, plausible.nearest.centimeters), plausible.farthest.centimeters)
    let learned = secant < 0 ? -size : size
    let ofNoise = 2.0.squareRoot() * max(noise.centimeters, LastReading<axes>.finestCentimeters) / length
    let ofServo = size * slack / (length - slack)
    let ofBounds = secant - learned
    // A move that was caused by noise is followed by a reading without that noise, which looks like an answer to the
    // move.
    let ofReturn = cause < threshold ? cause / length : 0
    let ofThreshold = min(Self.selectionBias((answer.norm - threshold) / (length * ofNoise)) * ofNoise, size)
    let square =
      ofNoise * ofNoise + ofServo * ofServo + ofBounds * ofBounds + ofReturn * ofReturn + ofThreshold * ofThreshold
    if hasLearned {
      let gap = learned - distance
      surprise.take(gap * gap / (square + deviation * deviation))
    }
    hasLearned = true
    deviation = square.squareRoot()
    distance = learned
  }

  /// The part of a move that the servo may lose, as a share of it, for a move that is used.
  @inlinable
  static var greatestSlack: Double { 0.5 }

  /// By how many standard deviations a value that lies `excess` (above 0) of them beyond its threshold is too large,
  /// since it is seen only beyond it: what it differs from the most likely mean of a normal distribution cut off there.
  ///
  /// `exp(-x²/2) / x` is at most 18 % above the true figure for x up to 2, and that is below 0.07 further on.
  @inlinable
  static func selectionBias(_ excess: Double) -> Double {
    excess > 6 ? 0 : Double.exp(-0.5 * excess * excess) / excess
  }

  @inlinable
  public mutating func reset() {
    dwell.reset()
    last = nil
  }

  public var termNames: [String] {
    ["estimatedDistanceCentimeters", "distanceStandardErrorCentimeters", "gainPerCentimeter"]
  }

  @inlinable
  public var terms: RuleTerms { RuleTerms(distance, surprise.factor * deviation, 1 / distance) }
}

extension Secant: DefinedRule {
  public static var definition: RuleDefinition { .secant }

  public init(_ setup: RuleSetup) {
    self.init(plausible: setup.plausible, noise: setup.scatter, servo: setup.servoFigures, dwell: setup.dwell())
  }
}

extension RuleDefinition {
  /// The definition of ``Secant``.
  public static let secant = RuleDefinition(
    of: Secant<1>.self, "secant",
    .distances + .servoErrors + .servoMotion
  ) { values, wall in
    "secant method, \(values.distances(of: wall))"
  }
}
