/// Learns the distance from all moves made so far and goes to the place of the target that follows from it: the rule
/// for a wall of unknown distance.
///
/// `e = D · a - c` is a line through all readings so far; D is the distance (with several axes a matrix), c the place
/// of the target. Least squares fit both, one reading at a time, and the next command is the zero of the fitted line
/// (certainty equivalence), with a step a little shorter while D is uncertain (caution):
///
/// `a[k+1] = a[k] - (DᵀD + κ n P)⁻¹ Dᵀ ê[k]`,  ê the error that the line gives at a[k], P the variance of D
///
/// - The first move takes the wall to stand at the farthest distance there could be, so it never overshoots.
/// - While D is not known to a quarter, a move is a probe: at most eight times as long as the longest before it.
/// - Near the target ê is the mean of many readings, so noise does not shake the servo; an ê that is small beside its
///   own standard error, or beside the servo's step, causes no move.
/// - A reading far off the expected one weighs little (Huber). If the surprises go on, a fit that was begun anew at the
///   first of them takes over once it has explained the readings better: the target or the wall has moved.
/// - The same readings are explained with a dead time of 0 to 3 steps and with a target that drifts, at a rate that may
///   change; the most likely explanation steers.
/// - While little is known, a reading that no explanation foretold, or a move that is not answered, holds the laser
///   still until the readings have come to rest. They then tell noise that is larger than the data sheet says, and
///   answers that are later than three steps; after such answers the distance is that from rest to rest, and each move
///   waits for the readings to come to rest. A move with no answer at all is taken back, so that a servo that was stuck
///   does not throw the dot when it comes free.
/// - The position of a servo that is slow by its data sheet, or has play in its gears, is computed from its figures; a
///   command goes beyond its goal by half of the play, and one within the dead band takes a run-up, or goes ahead of a
///   target that drifts. Behind a servo that is slower than its data sheet the dead band counts as play of twice its
///   width, since it ends an approach early.
/// - While the readings contradict what was learned, the standard error that it tells is at least that of the beginning.
/// - A reversed sense is a negative D, and needs no special treatment.
///
/// After k readings the error of the dot is at least `σ/√k`, which only a controller that knows D reaches; this rule
/// spends the first two readings on learning D.
///
/// Sources: K. J. Åström and B. Wittenmark, *Adaptive Control*, 2nd ed., 1995, eqs. (2.15)–(2.17) for recursive least
/// squares and section 9.2 for certainty equivalence and caution; P. J. Huber, "Robust Estimation of a Location
/// Parameter", Annals of Mathematical Statistics 35(1), 1964, for the weights; A. S. Willsky and H. L. Jones, "A
/// Generalized Likelihood Ratio Approach to the Detection and Estimation of Jumps in Linear Systems", IEEE Transactions
/// on Automatic Control 21(1), 1976, for the fresh fit; for several axes the rule is the uncalibrated visual servoing
/// of J. A. Piepmeier, G. V. McMurray and H. Lipkin, "Uncalibrated Dynamic Visual Servoing", IEEE Transactions on
/// Robotics and Automation 20(1), 2004.
public struct RecursiveLeastSquares<let axes: Int>: ResponseLearning, GainHalving, TravelAware, Sendable {
  /// The distances at which the wall may stand.
  public let plausible: PlausibleDistance
  /// The standard deviation of a reading, above 0.
  public let noise: Length
  /// The figures of the actuator's data sheet.
  public let servo: ServoFigures
  /// The error that counts as small enough for a servo with a dead band, which cannot make a smaller move at once; at
  /// least 0.
  public let tolerance: Length
  /// The share of its weight that a reading keeps from each step to the next: 1 for all of it, less for a plant that
  /// changes continually.
  public let forgetting: Double

  @usableFromInline
  let priorResponse: Double
  @usableFromInline
  let priorVariance: Double
  @usableFromInline
  let dataSheetVariance: Double

  @usableFromInline
  var limits = CommandLimits<axes>()
  /// Nil before the first reading, and after a search.
  @usableFromInline
  var moves: RecentMoves<axes>?
  /// The positions of the servo's parts, as far as its figures tell.
  @usableFromInline
  var position: ServoPosition<axes>
  /// The least number of readings to wait after each move, since answers were late; 0 for none.
  @usableFromInline
  var pause = 0
  /// True after a move without an answer, until a late answer has come: the servo may stand elsewhere than it was told.
  @usableFromInline
  var hasPressed = false
  @usableFromInline
  var watch = Watch.off
  @usableFromInline
  var rest = RestMonitor<axes>()
  /// True after a search, until the readings have caught up with the laser.
  @usableFromInline
  var isCatchingUp = false
  /// The number of readings in a row that the fit explained, and how many end an alarm.
  @usableFromInline
  var calmReadings = 0
  @usableFromInline
  var calmNeeded = 2
  /// The number of readings that surprised, less that of the others since.
  @usableFromInline
  var farReadings = 0
  /// The number of readings in a row that the fit foretold more exactly than noise would let it.
  @usableFromInline
  var exactReadings = 0
  /// The recent alarms, each of which counts less with every reading.
  @usableFromInline
  var alarms = 0.0
  /// The error before the latest move, the command in force, and the place where the horn was.
  @usableFromInline
  var before: PerAxis<axes, Double>
  @usableFromInline
  var commandBefore: PerAxis<axes, Double>
  /// The least way of the dot for a unit of command, in cm, by what was known before the latest move.
  @usableFromInline
  var leastReach: Double
  @usableFromInline
  var placeBefore: PerAxis<axes, Double>
  @usableFromInline
  var sinceRest: MovesSinceRest<axes>
  @usableFromInline
  var fit: HypothesisBank<axes>
  @usableFromInline
  var detector: ChangeDetector<axes>
  /// The response with which the rule begins anew after a search or a late answer; nil if it has to learn that too.
  @usableFromInline
  var knownResponse: KnownResponse<axes>?
  @usableFromInline
  var noiseVariance: Double
  /// The largest noise variance in use since the fit began.
  @usableFromInline
  var greatestNoise: Double
  /// The scatter of the readings, as a share of the data sheet's.
  @usableFromInline
  var scatter = ScatterEstimate(axes: axes)
  @usableFromInline
  var plausibility = ImplausibilityMonitor<axes>()
  @usableFromInline
  var longestMove = 0.0
  @usableFromInline
  var shown: RuleTerms

  /// Learns the response of an actuator of the given figures; `forgetting` is above 0 and at most 1.
  @inlinable
  public init(
    plausible: PlausibleDistance, noise: Length, servo: ServoFigures = ServoFigures(), forgetting: Double = 1,
    tolerance: Length = .zero
  ) {
    precondition(tolerance >= .zero, "a tolerance is at least 0 cm")
    precondition(noise > .zero, "a standard deviation is above 0 cm")
    precondition(forgetting > 0 && forgetting <= 1, "a forgetting factor is above 0 and at most 1")
    self.plausible = plausible
    self.noise = noise
    self.servo = servo
    self.forgetting = forgetting
    self.tolerance = tolerance
    priorResponse = plausible.meanCentimeters
    priorVariance = plausible.varianceSquareCentimeters
    dataSheetVariance = noise.centimeters * noise.centimeters
    shown = RuleTerms(priorResponse, priorVariance.squareRoot(), 1 / plausible.farthest.centimeters, 0)
    noiseVariance = dataSheetVariance
    let nowhere = PerAxis<axes, Double>(repeating: 0)
    position = ServoPosition(servo, command: nowhere)
    before = nowhere
    commandBefore = nowhere
    leastReach = plausible.nearest.centimeters
    placeBefore = nowhere
    sinceRest = MovesSinceRest(from: nowhere, nowhere)
    greatestNoise = dataSheetVariance
    fit = HypothesisBank(
      response: SquareMatrix(diagonal: 0), responseVariance: 0, moves: RecentMoves(command: nowhere),
      error: nowhere, noise: 1)
    detector = ChangeDetector(fit)
  }

  @inlinable
  public mutating func update(_ command: PerAxis<axes, Double>, error: PerAxis<axes, Length>) -> PerAxis<axes, Double> {
    guard error.isSensible else {
      skip(command)
      return command
    }
    let error = error.map { length in length.centimeters }
    let sigma = noiseVariance.squareRoot()
    guard moves != nil else {
      guard isCatchingUp else { return begin(command, error) }
      rest.add(error, noise: sigma)
      guard rest.isSteady(atLeast: max(pause, HypothesisBank<axes>.longestDeadTime + 2), noise: sigma) else {
        return command
      }
      isCatchingUp = false
      if rest.hasLateShift(noise: sigma, after: Self.latestAnswer) { pause = max(pause, rest.pause) }
      return begin(command, error)
    }
    let old = position.horn
    record(command)
    if position.horn != old { rest.begin() }
    rest.add(error, noise: sigma)
    sinceRest.take(
      isAnswer: rest.distance(error, sinceRest.error) > 4 * sigma,
      isSwallowed: isSwallowed(rest.distance(position.horn, sinceRest.place)))
    if watch == .patient {
      passStep()
      guard rest.isSteady(atLeast: pause, noise: sigma) else { return command }
      watch = .off
      trustPromptAnswer()
    }
    if watch == .off, plausibility.isImplausible(at: command, fit: fit, plausible: plausible) {
      plausibility = ImplausibilityMonitor()
      forget()
      catchUp()
      return command
    }
    let surprise = learn(from: error)
    calmReadings = surprise.size < Self.outlier ? calmReadings + 1 : 0
    exactReadings = surprise.size < 0.3 ? exactReadings + 1 : 0
    // A move that has been explained for so long has been answered.
    if min(calmReadings, rest.count) >= RestMonitor<axes>.capacity, rest.lastChange <= Self.latestAnswer,
      !isIgnored(by: error)
    {
      placeBefore = position.horn
    }
    if watch == .off {
      suspect(surprise, error)
    } else if isAtEndOfRange(error) || isCalmAgain(error) {
      watch = .off
    }
    if watch == .alert {
      guard rest.isSteady(atLeast: isAnswered(error) ? RestMonitor<axes>.capacity : 16, noise: sigma) else {
        tellDoubt()
        return command
      }
      watch = .off
      if isIgnored(by: error) { return press(command) }
      if conclude() { return begin(command, error) }
    }
    if watch == .off, isRefuted, !isAtEndOfRange(error) { return press(command) }
    return steer(from: command, error)
  }

  /// Takes note of a lost reading; the actuator held `command` in the meantime.
  @inlinable
  public mutating func skip(_ command: PerAxis<axes, Double>) {
    guard moves != nil else { return }
    record(command)
    passStep()
  }

  /// Doubles the number of readings to skip after each move, and begins anew. A loop swings because of a dead time, or
  /// of a servo slower than its data sheet; both are over by the time of the next move.
  @inlinable
  public mutating func halveGain() {
    pause = max(2 * pause, 4)
    forget()
  }

  @inlinable
  public mutating func confine(to lowest: PerAxis<axes, Double>, _ highest: PerAxis<axes, Double>) {
    limits = CommandLimits(lowest: lowest, highest: highest)
  }

  @inlinable
  public mutating func reset() {
    guard moves != nil else { return }
    let model = steering
    knownResponse = isMature ? KnownResponse(response: model.response, variance: model.responseVariance) : nil
    moves = nil
    catchUp()
  }

  public var termNames: [String] {
    ["estimatedDistanceCentimeters", "distanceStandardErrorCentimeters", "gainPerCentimeter", "deadTimeSteps"]
  }

  @inlinable
  public var terms: RuleTerms { shown }
}

extension RecursiveLeastSquares {
  /// Forgets the moves and the response, so that the next reading begins anew.
  @inlinable
  mutating func forget() {
    moves = nil
    knownResponse = nil
  }

  /// Holds still, before the next beginning, until the readings have caught up with the laser.
  @inlinable
  mutating func catchUp() {
    isCatchingUp = true
    rest.begin()
  }

  @inlinable
  mutating func record(_ command: PerAxis<axes, Double>) {
    let doubt = position.obey(command)
    moves?.record(position.horn, doubt: doubt)
  }

  /// Takes what was learned one step on without a reading.
  @inlinable
  mutating func passStep() {
    guard let moves else { return }
    fit.advance(past: moves, noise: noiseVariance, stepOfServo: servo.resolution.radians)
    detector.bank.advance(past: moves, noise: noiseVariance, stepOfServo: servo.resolution.radians)
  }

  @inlinable
  mutating func begin(_ command: PerAxis<axes, Double>, _ error: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    position.rest(at: command)
    moves = RecentMoves(play: position.doubtfulPlay, command: command)
    guard let known = knownResponse else { return startAnew(command, error) }
    fit = bank(known.response, variance: known.variance, error)
    detector.isOver = true
    return steer(from: command, error)
  }

  /// Forgets all that was learned and moves as if the wall stood at the farthest plausible distance.
  @inlinable
  mutating func startAnew(_ command: PerAxis<axes, Double>, _ error: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    greatestNoise = noiseVariance
    fit = unlearnedBank(error)
    detector.isOver = true
    plausibility = ImplausibilityMonitor()
    let gain = 1 / plausible.farthest.centimeters
    let move = position.lengthened(error.map { error in -error * gain })
    longestMove = move.norm
    shown = RuleTerms(fit.models[0].distance, fit.models[0].distanceDeviation, gain, 0)
    noteMove(from: command, error)
    sinceRest = MovesSinceRest(from: placeBefore, error)
    leastReach = plausible.nearest.centimeters
    alarms = 0
    farReadings = 0
    watch = pause > 0 ? .patient : .off
    rest.begin()
    return PerAxis { axis in command[axis] + move[axis] }
  }

  @inlinable
  func unlearnedBank(_ error: PerAxis<axes, Double>) -> HypothesisBank<axes> {
    bank(SquareMatrix(diagonal: priorResponse), variance: priorVariance, error)
  }

  @inlinable
  func bank(
    _ response: SquareMatrix<axes>, variance: Double, _ error: PerAxis<axes, Double>
  ) -> HypothesisBank<axes> {
    guard let moves else { return fit }
    return HypothesisBank(
      response: response, responseVariance: variance, moves: moves, error: error, noise: noiseVariance)
  }

  @inlinable
  mutating func learn(from error: PerAxis<axes, Double>) -> HypothesisBank<axes>.Surprise {
    guard let moves else { return HypothesisBank<axes>.Surprise(size: 0, logLikelihood: 0) }
    if forgetting < 1 { fit.forget(forgetting, atMost: priorVariance) }
    let surprise = fit.take(error, moves: moves, noise: noiseVariance, stepOfServo: servo.resolution.radians)
    let isOutlier = surprise.size > Self.outlier
    judgeNoise(surprise)
    if detector.isOver || detector.bank.age >= ChangeDetector<axes>.longestLife
      || (isOutlier && detector.bank.age > 3)
    {
      doubtFit(with: error)
      return surprise
    }
    let other = detector.bank.take(
      error, moves: moves, noise: noiseVariance, stepOfServo: servo.resolution.radians)
    detector.lead += other.logLikelihood - surprise.logLikelihood
    if detector.lead > ChangeDetector<axes>.decisiveLead {
      let age = fit.age
      fit = detector.bank
      // The response was taken over from the old fit.
      if age >= Self.matureAge { fit.age += age }
      detector.isOver = true
      detector.doubtsWall = false
    }
    return surprise
  }

  /// A fit with this many readings keeps its response when it is doubted.
  @inlinable
  static var matureAge: Int { 8 }

  /// A reading counts as a surprise beyond this many standard deviations.
  @inlinable
  static var outlier: Double { ResponseModel<axes>.outlierSquared.squareRoot() }

  /// Brings the noise in use nearer to what the readings show, but not below the data sheet.
  @inlinable
  mutating func judgeNoise(_ surprise: HypothesisBank<axes>.Surprise) {
    guard surprise.isOfNoise else { return }
    scatter.take(surprise.noiseSize)
    use(noise: scatter.shareInUse * dataSheetVariance.squareRoot())
  }

  /// Learns with the standard deviation `noise` from now on. What was learned with less noise becomes less certain.
  @inlinable
  mutating func use(noise: Double) {
    noiseVariance = noise * noise
    guard noiseVariance > greatestNoise else { return }
    fit.weaken(greatestNoise / noiseVariance, atMost: priorVariance)
    greatestNoise = noiseVariance
  }

  /// Begins a fresh fit beside the one in use. It takes the distance of the wall as known and the target to be
  /// elsewhere; every other time the distance counts as uncertain too. While little has been learned it forgets all.
  @inlinable
  mutating func doubtFit(with error: PerAxis<axes, Double>) {
    detector.lead = 0
    detector.isOver = false
    guard fit.age >= Self.matureAge else {
      detector.bank = unlearnedBank(error)
      return
    }
    let model = fit.models[fit.mostLikely]
    let doubt = (detector.doubtsWall ? 0.1 : 0.02) * model.distance
    detector.doubtsWall.toggle()
    detector.bank = bank(
      model.response, variance: max(model.responseVariance, doubt * doubt), error)
  }
}

extension RuleParameters {
  /// The share of its weight that a reading keeps from each step to the next.
  public var forgetting: Parameter<Double> {
    Parameter("forgetting", default: 1, .between(0.5, 1), "λ: what a reading keeps of its weight from step to step")
  }
}

extension RecursiveLeastSquares: DefinedRule {
  public static var definition: RuleDefinition { .recursiveLeastSquares }

  public init(_ setup: RuleSetup) {
    self.init(
      plausible: setup.plausible, noise: setup.scatterToLearnFrom, servo: setup.servoFigures,
      forgetting: setup.forgetting, tolerance: setup.tolerance)
  }
}

extension RuleDefinition {
  /// The definition of ``RecursiveLeastSquares``.
  public static let recursiveLeastSquares = RuleDefinition(
    of: RecursiveLeastSquares<1>.self, "recursiveLeastSquares",
    .distances + [\.forgetting.description] + .servoErrors + .servoMotion
  ) { values, wall in
    "recursive least squares, \(values.distances(of: wall))"
  }
}
