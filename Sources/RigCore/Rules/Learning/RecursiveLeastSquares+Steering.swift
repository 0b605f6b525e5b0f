/// How a rule that learns turns what it has learned into the next command.
extension RecursiveLeastSquares {
  /// The next command, given what has been learned; a move is noted, and waited for if answers are late. There is
  /// nothing to wait for if the answer is slow and the move too short for it to be seen.
  @inlinable
  mutating func steer(from command: PerAxis<axes, Double>, _ error: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    let next = step(from: command)
    guard next != command else { return next }
    if isKnown || hasMoved(error) { noteMove(from: command, error) }
    if pause > 0, !position.isSlowerThanTold || canBeSeen(from: command, to: next) {
      watch = .patient
      rest.begin()
    }
    return next
  }

  /// True if the way of the dot for a move is longer than its noise.
  @inlinable
  func canBeSeen(from command: PerAxis<axes, Double>, to next: PerAxis<axes, Double>) -> Bool {
    let move = PerAxis<axes, Double> { axis in next[axis] - command[axis] }
    return move.norm * max(steering.distance.magnitude, leastReach) > 3 * noiseVariance.squareRoot()
  }

  /// The next command, given what has been learned.
  @inlinable
  mutating func step(from command: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    guard let moves else { return command }
    let mostLikely = fit.best(within: plausible)
    let model = fit.models[mostLikely]
    let rest = position.resting(told: command)
    let expected = fit.expectedCost(at: rest, best: mostLikely, plausible: plausible)
    let size = expected.error.norm
    let deviation = (Double(axes) * expected.variance).squareRoot()
    let scale = model.distance.magnitude
    let scaleDeviation = model.distanceDeviation
    // A turn by one radian moves the dot at least this far.
    let reach = max(plausible.nearest.centimeters, scale - 2 * scaleDeviation) * (1 + command.dot(command))
    let lead = lead(before: model)
    let best = expected.curvature.bestMove(down: expected.slope, from: rest, within: limits)
    let raw = PerAxis<axes, Double> { axis in best[axis] + (lead ?? 0) }
    let isUnknown = scale < 4 * scaleDeviation
    let nearEnough = 0.6 * tolerance.centimeters
    shown = RuleTerms(
      model.distance, scaleDeviation, size > 0 ? best.norm / size : 0,
      Double(HypothesisBank<axes>.deadTime(mostLikely)))
    plausibility.standstill.wish = nil
    if position.isSlowerThanTold, size < nearEnough { return command }
    if size < max(0.25 * deviation, 0.6 * reach * servo.resolution.radians) { return command }
    if position.ignores(raw) {
      guard lead == nil, size > max(nearEnough, 2 * deviation, scale * position.doubtOfPlay) else {
        position.arrive()
        return command
      }
      // While the distance is unknown, a move that is too long tells it.
      return isUnknown
        ? position.overshoot(from: rest, along: raw) : position.runUp(from: rest, against: raw)
    }
    var limit = size / plausible.nearest.centimeters
    if isUnknown { limit = min(limit, max(8 * longestMove, 0.002)) }
    let shrink = raw.norm > limit ? limit / raw.norm : 1
    var move = raw.scaled(by: shrink)
    if isUnknown { move = position.lengthened(move) }
    if servo.backlash > .zero && size < 2 * deviation {
      // A turn of direction costs the play, so it must not be caused by noise.
      for axis in 0..<axes where move[axis] * moves.untaken[axis].direction < 0 { move[axis] = 0 }
    }
    longestMove = max(longestMove, move.norm)
    plausibility.standstill.tell(move, from: command)
    position.judgePlay(by: move, doubt: scaleDeviation / scale)
    return position.command(toMove: rest, by: move)
  }

  /// How far to go beyond a target that drifts, in units of command: half of the dead band, so that the target passes
  /// the dot before the servo has to move again. Nil for a target that takes long to cross the dead band, and has to be
  /// hit; for several axes too.
  @inlinable
  func lead(before model: ResponseModel<axes>) -> Double? {
    guard axes == 1, servo.deadBand > .zero, !position.isSlowerThanTold, isKnown(model) else { return nil }
    let width = position.commandPerRadian * servo.deadBand.radians
    let drift = model.drift[0]
    guard drift.magnitude * Self.longestCrossing > width * model.distance.magnitude,
      drift * drift > 9 * model.driftVariance
    else { return nil }
    return (drift > 0) == (model.distance > 0) ? 0.5 * width : -0.5 * width
  }

  /// The most readings that a target may take to cross the dead band for a rule to go ahead of it.
  @inlinable
  static var longestCrossing: Double { 400 }
}
