/// How a rule that learns finds out that readings are not what it takes them for: it holds the laser still and watches
/// them until they have come to rest.
extension RecursiveLeastSquares {
  /// What a rule waits for at rest.
  @usableFromInline
  enum Watch: Sendable {
    case off
    /// The readings surprise.
    case alert
    /// The answers are known to be late.
    case patient
  }

  /// True if the dot has moved since the latest move, if that was too short to be seen, or if the distance is known:
  /// then a target that drifts may have gone as far as the dot.
  @inlinable
  func isAnswered(_ error: PerAxis<axes, Double>) -> Bool {
    let sigma = noiseVariance.squareRoot()
    // The models are asked last, since at rest there is no way to be answered.
    guard wayOfMove * leastReach > 9 * sigma, !isSwallowed, !isKnown else { return true }
    return hasMoved(error)
  }

  /// True if the dot has moved since the latest move by more than noise explains.
  @inlinable
  func hasMoved(_ error: PerAxis<axes, Double>) -> Bool {
    rest.distance(error, before) > 3 * (2 * noiseVariance).squareRoot()
  }

  /// Takes note of a move from `command`, where the error is `error`. A move that the dot has not answered yet counts
  /// as the first part of the next one.
  @inlinable
  mutating func noteMove(from command: PerAxis<axes, Double>, _ error: PerAxis<axes, Double>) {
    before = error
    commandBefore = command
    placeBefore = position.resting(told: command)
    if rest.count > RestMonitor<axes>.capacity { sinceRest = MovesSinceRest(from: placeBefore, error) }
    leastReach = knownReach
  }

  /// Tells no more of the distance than was known at first: the readings contradict what was learned since.
  @inlinable
  mutating func tellDoubt() {
    let told = shown.storage
    shown = RuleTerms(told[0], max(told[1], priorVariance.squareRoot()), told[2], told[3])
  }

  /// True if the error has the same size, to the last digit, as before the latest move: it has stopped at the end of
  /// the sensor's range, so to wait for a change of it would be in vain.
  @inlinable
  func isAtEndOfRange(_ error: PerAxis<axes, Double>) -> Bool {
    for axis in 0..<axes where error[axis].magnitude != before[axis].magnitude { return false }
    return true
  }

  /// True if the dot did not follow the latest move, which must be seen: the readings of this rest stand where they
  /// stood before it, and a target that drifts would have moved them on.
  @inlinable
  func isIgnored(by error: PerAxis<axes, Double>) -> Bool {
    let sigma = max(noiseVariance.squareRoot(), rest.scatter ?? 0)
    guard axes == 1, wayOfMove * leastReach > 9 * sigma, !isSwallowed, !isAtEndOfRange(error), let level = rest.level
    else {
      return false
    }
    return rest.count >= RestMonitor<axes>.capacity && rest.distance(level, before) < 5 * sigma
      && rest.distance(level, rest.firstLevel) < 3 * sigma
  }

  /// True if the dead band, the play and the step of the servo may have swallowed most of the latest move, so that a
  /// missing answer proves nothing.
  @inlinable
  var isSwallowed: Bool { isSwallowed(0.5 * wayOfMove) }

  /// True if the dead band, the play and the step of the servo may swallow a `way` in units of command.
  @inlinable
  func isSwallowed(_ way: Double) -> Bool {
    let most = servo.deadBand.radians + servo.backlash.radians + servo.resolution.radians
    return way < most * (1 + commandBefore.dot(commandBefore))
  }

  /// The way, in units of command, after which a move that is not answered is taken back: 2°, more than the play of
  /// most servos.
  @inlinable
  static var longestUnanswered: Double { 0.035 }

  /// The command after a move that was not answered. A short move goes on a little, since gears may have swallowed it.
  /// A longer one is taken back: a servo that is stuck may come free at any time, and would then throw the dot as far
  /// as the laser was turned.
  @inlinable
  mutating func press(_ command: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    hasPressed = true
    let way = PerAxis<axes, Double> { axis in command[axis] - commandBefore[axis] }
    if way.norm > 0, way.norm < 0.9 * Self.longestUnanswered {
      rest.begin()
      watch = .alert
      let share = Self.longestUnanswered / way.norm
      return PerAxis { axis in commandBefore[axis] + share * way[axis] }
    }
    forget()
    catchUp()
    return commandBefore
  }

  /// How far the horn has gone since the latest move, in units of command.
  @inlinable
  var wayOfMove: Double { rest.distance(position.horn, placeBefore) }

  /// True if the fit explains the readings again: the alarm was an outlier, a dead time that is now known, or a target
  /// that drifts.
  @inlinable
  func isCalmAgain(_ error: PerAxis<axes, Double>) -> Bool {
    guard isAnswered(error) else { return false }
    if exactReadings >= 4, HypothesisBank<axes>.drifts(fit.best(within: plausible)) { return true }
    return calmReadings >= calmNeeded && alarms < 2.5 && rest.lastChange <= Self.latestAnswer
  }

  /// Holds still if the reading is a surprise, or if a move that must be seen is not.
  @inlinable
  mutating func suspect(_ surprise: HypothesisBank<axes>.Surprise, _ error: PerAxis<axes, Double>) {
    alarms *= 0.93
    if isAtEndOfRange(error) { return }
    let isUnanswered = moves?[0].isDoubtful == false && !isAnswered(error)
    // A distance that rests on many readings is not in doubt: the target has moved. That of several axes differs from
    // place to place, so surprises are usual.
    let isFar = axes == 1 && surprise.leastSize > 3.5 && surprise.logLikelihood != 0
    farReadings = isFar ? farReadings + 1 : max(farReadings - 1, 0)
    let isSurprised = isFar && (!isMature || farReadings > Self.mostFarReadings)
    guard isUnanswered || isSurprised else { return }
    watch = .alert
    calmReadings = 0
    calmNeeded = isUnanswered ? 1 : 2
    alarms += 1
  }

  /// The most readings that surprise before a distance that rests on many readings is in doubt all the same: a new place
  /// of the target is found sooner.
  @inlinable
  static var mostFarReadings: Int { 5 }

  /// The model that steers: the most likely explanation of the readings whose distance could be.
  @inlinable
  var steering: ResponseModel<axes> { fit.models[fit.best(within: plausible)] }

  /// True if the distance is known to a quarter.
  @inlinable
  var isKnown: Bool { isKnown(steering) }

  /// True if `model` knows the distance to a quarter.
  @inlinable
  func isKnown(_ model: ResponseModel<axes>) -> Bool {
    model.distance.magnitude > 4 * model.distanceDeviation && !model.isTooNear(for: plausible)
  }

  /// The least way of the dot for a unit of command, in cm: by the nearest distance, or by one that is known.
  @inlinable
  var knownReach: Double {
    let model = steering
    return max(plausible.nearest.centimeters, model.distance.magnitude - 4 * model.distanceDeviation)
  }

  /// True if the learned distance is clearly nearer than the nearest that there could be: the dot does not follow.
  @inlinable
  var isRefuted: Bool {
    axes == 1 && !isSwallowed && steering.isTooNear(for: plausible)
  }

  /// True if the distance is known to a quarter and rests on many readings.
  @inlinable
  var isMature: Bool { fit.age >= Self.matureAge && isKnown }

  /// The last change of a rest that the models explain by their dead times: the median of three readings changes one
  /// reading after the dot.
  @inlinable
  static var latestAnswer: Int { HypothesisBank<axes>.longestDeadTime + 1 }

  /// Ends the waits after moves if the answer to a move that must be seen came early, and none came late in a wait that
  /// was long enough for it: the late answer before was an outlier.
  @inlinable
  mutating func trustPromptAnswer() {
    let isSeen = wayOfMove * plausible.nearest.centimeters > 20 * noiseVariance.squareRoot()
    if isSeen, rest.lastChange <= Self.latestAnswer, pause > 2 * Self.latestAnswer {
      pause = 0
      position.isSlowerThanTold = false
    }
  }

  /// Judges the readings of a rest. True if the rule has to begin anew.
  @inlinable
  mutating func conclude() -> Bool {
    let sigma = noiseVariance.squareRoot()
    let shown = max(sigma, rest.scatter ?? 0)
    let model = steering
    if rest.distance(position.horn, sinceRest.place) * max(model.distance.magnitude, leastReach) > 6 * shown,
      rest.hasLateShift(noise: shown, after: Self.latestAnswer), let level = rest.level
    {
      waitForAnswers()
      forget()
      if !hasPressed {
        knownResponse = sinceRest.response(
          to: level, at: position.horn, noise: noiseVariance, plausible: plausible)
      }
      hasPressed = false
      return true
    }
    guard shown > 2 * sigma, !isMature else { return false }
    scatter.jump(to: shown / dataSheetVariance.squareRoot())
    use(noise: shown)
    forget()
    return true
  }

  /// Waits after each move from now on: as long as answers take to begin, since a rest shows itself when they are over.
  @inlinable
  mutating func waitForAnswers() {
    let onset = sinceRest.onset > 0 ? sinceRest.onset : rest.lastChange
    pause = max(pause, rest.pause(forAnswersAfter: onset))
    // Those of a slow servo begin in time for the models, and take long.
    position.isSlowerThanTold = onset <= Self.latestAnswer
  }
}
