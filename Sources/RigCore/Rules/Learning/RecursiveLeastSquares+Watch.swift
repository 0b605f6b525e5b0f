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
    guard wayOfMove * plausible.nearest.centimeters > 9 * sigma, !isKnown else { return true }
    return rest.distance(error, before) > 3 * 2.0.squareRoot() * sigma
  }

  /// True if the error has the same size, to the last digit, as before the latest move: it has stopped at the end of
  /// the sensor's range, so to wait for a change of it would be in vain.
  @inlinable
  func isAtEndOfRange(_ error: PerAxis<axes, Double>) -> Bool {
    for axis in 0..<axes where error[axis].magnitude != before[axis].magnitude { return false }
    return true
  }

  /// How far the horn has gone since the latest move, in units of command.
  @inlinable
  var wayOfMove: Double {
    var way = 0.0
    for axis in 0..<axes { way = max(way, (position.horn[axis] - placeBefore[axis]).magnitude) }
    return way
  }

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
    let isSurprised = axes == 1 && surprise.leastSize > 3.5 && surprise.logLikelihood != 0 && !isMature
    guard isUnanswered || isSurprised else { return }
    watch = .alert
    calmReadings = 0
    calmNeeded = isUnanswered ? 1 : 2
    alarms += 1
  }

  /// True if the distance is known to a quarter.
  @inlinable
  var isKnown: Bool {
    let model = fit.models[fit.best(within: plausible)]
    return model.distance.magnitude > 4 * model.distanceDeviation
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
    if isSeen, rest.lastChange <= Self.latestAnswer, pause > 2 * Self.latestAnswer { pause = 0 }
  }

  /// Judges the readings of a rest. True if the rule has to begin anew.
  @inlinable
  mutating func conclude() -> Bool {
    let sigma = noiseVariance.squareRoot()
    let shown = max(sigma, rest.scatter ?? 0)
    let model = fit.models[fit.best(within: plausible)]
    if wayOfMove * model.distance.magnitude > 6 * shown, rest.hasLateShift(noise: shown, after: Self.latestAnswer) {
      pause = max(pause, rest.pause)
    } else {
      guard shown > 2 * sigma, !isMature else { return false }
      scatter.jump(to: shown / dataSheetVariance.squareRoot())
      use(noise: shown)
    }
    forget()
    return true
  }
}
