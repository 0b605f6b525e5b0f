internal import RealModule

extension ControlLoop where Plant: ~Copyable, Time: ~Copyable {
  /// Finds out, before ``run(_:)``, what each axis does to the dot. Without this, a fixed-rate rule would drive a
  /// reversed servo into its end stop.
  ///
  /// Each reading is a step like any other, with ``Step/isProbing`` true, and counts against the step limit. The laser
  /// ends at its start, or at the place at which a search first saw the dot. It never leaves the travel.
  /// - Returns: the response of the rig; nil if the run has ended, in which case ``outcome`` holds the reason.
  /// - Throws: what the rig throws; the rig is then left as it is, for its owner to park.
  public mutating func probe(
    _ probe: ResponseProbe, observing observe: (Step<axes>, borrowing Plant) -> LoopDirective
  ) throws(Plant.Failure) -> ProbedResponse<axes>? {
    precondition(updates == 0 && ending == nil, "a probe comes before the run")
    supervisor.ensureUnique()
    try turnToStart()
    var noise = ProbeNoise(probe.noise)
    guard var before = try findHome(probe, &noise, observe) else { return nil }
    var responses = PerAxis<axes, AxisResponse>(
      repeating: AxisResponse(centimetersPerSlope: 0, standardError: 0))
    var matrix = SquareMatrix<axes>(diagonal: 0)
    var turns = PerAxis<axes, Unresponsive.Turn>(repeating: Unresponsive.Turn(axis: nil, turned: .zero))
    for axis in 0..<axes {
      guard let found = try response(of: axis, probe, from: before, &noise, observe) else { return nil }
      responses[axis] = found.response
      turns[axis] = found.turn
      for row in 0..<axes {
        matrix[row, axis] = found.column[row]
      }
      before = found.after
    }
    try turnUnwatched(to: kernel.command)
    let found = ProbedResponse(own: responses, matrix: matrix)
    if !rule.learnsResponse, found.followed.greatestPhase > ResponseProbe.greatestPhase.radians {
      return give(up: .crosswise(turns[matrix.axisMostAskew]))
    }
    return found
  }

  /// Probes, as ``probe(_:observing:)``, and lets the rule follow the senses that were found.
  public mutating func arm<Base: UpdateRule>(
    _ probe: ResponseProbe, observing observe: (Step<axes>, borrowing Plant) -> LoopDirective
  ) throws(Plant.Failure) -> ProbedResponse<axes>? where Rule == SenseCorrected<axes, Base> {
    let responses = try self.probe(probe, observing: observe)
    if let responses { steering.rule.follow(responses.own) }
    return responses
  }

  /// Probes, as ``arm(_:observing:)``, and hands each step alone to `observe`.
  /// - Throws: what the rig throws; the rig is then left as it is, for its owner to park.
  public mutating func arm<Base: UpdateRule>(
    _ probe: ResponseProbe, _ observe: (Step<axes>) -> LoopDirective = { _ in .proceed }
  ) throws(Plant.Failure) -> ProbedResponse<axes>? where Rule == SenseCorrected<axes, Base> {
    try arm(probe, observing: { step, _ in observe(step) })
  }

  // MARK: One frame

  private enum Sighting {
    case seen(PerAxis<axes, Length>)
    case lost
    case ended
  }

  /// Reads once. The caller gives the next command.
  private mutating func look(
    probing observe: (Step<axes>, borrowing Plant) -> LoopDirective
  ) throws(Plant.Failure) -> Sighting {
    let time = pacer.begin(frame: updates)
    let reading = try kernel.look()
    let step = Step(
      index: updates, timeSeconds: time, angles: kernel.angles, isRailed: false,
      isSearching: steering.isSearching, reading: reading, terms: steering.rule.terms, isProbing: true)
    var sighting = Sighting.lost
    if let error = reading.followableError {
      sighting = .seen(error)
      steering.note(sighting: kernel.command)
      supervisor.hasSeen = true
      if supervisor.divergence.isBeyondBound(withCost: error.sumOfSquares) {
        ending = .diverged(supervisor.divergence.excess(index: updates), proportionalRate: nil)
      }
    } else {
      steering.lose()
    }
    if ending == nil, updates >= settings.stepLimit {
      ending = supervisor.stepLimitReached(isClamped: false, isLost: steering.lostReadings > 0)
    }
    if let asked = observe(step, kernel.rig).ending, ending == nil { ending = asked }
    return ending == nil ? sighting : .ended
  }

  // MARK: One place

  /// The median of the readings at a place, and its time: the number of the frame in the middle.
  private struct Level {
    let errors: PerAxis<axes, Length>
    let time: Double
    /// How fast the readings drifted, in cm a frame, and the variance of that for readings with a variance of 1.
    let drift: PerAxis<axes, Double>
    let driftVariance: Double
    /// True for an axis whose readings drifted evenly.
    let isEven: PerAxis<axes, Bool>

    /// The level of `plateau`, the last reading of which was that of the frame `last`.
    init(_ plateau: Plateau<axes>, last: Int, scatter: Length) {
      errors = plateau.median
      time = Double(last) - Double(plateau.count - 1) / 2
      drift = PerAxis { axis in plateau.drift(of: axis) }
      driftVariance = plateau.driftVariance
      isEven = PerAxis { axis in plateau.driftsEvenly(on: axis, scatter: scatter) }
    }

    /// The drift on `axis` that a turn to this level, and back to `after`, caused, in cm a frame; nil if the readings show
    /// none, or if the dot does not drift as evenly as before once the axis is turned back. `noise` is the standard
    /// deviation of a reading.
    func spin(from before: Level, backTo after: Level, _ axis: Int, noise: Length) -> Double? {
      let spin = drift[axis] - (before.drift[axis] + after.drift[axis]) / 2
      let variance = driftVariance + (before.driftVariance + after.driftVariance) / 4
      let error = noise.centimeters * variance.squareRoot()
      let change = (after.drift[axis] - before.drift[axis]).magnitude
      // A slow servo comes back as fast as it went.
      let sum = (drift[axis] + after.drift[axis]).magnitude
      guard spin.magnitude > max(ResponseProbe.clarity * error, 1e-6), isEven[axis], sum > spin.magnitude / 4,
        change <= max(ResponseProbe.clarity * 2 * error, spin.magnitude / 4)
      else { return nil }
      return spin
    }

    /// The difference of this level from the one interpolated between the two around it, if they drift evenly.
    func rise(over before: Level, and after: Level) -> PerAxis<axes, Length> {
      let share = (time - before.time) / (after.time - before.time)
      return PerAxis { axis in
        errors[axis] - before.errors[axis] - share * (after.errors[axis] - before.errors[axis])
      }
    }
  }

  /// The motion of the dot while the laser holds still.
  private struct Drift {
    private let centimetersPerFrame: PerAxis<axes, Double>

    static var none: Drift { Drift(centimetersPerFrame: PerAxis(repeating: 0)) }

    private init(centimetersPerFrame: PerAxis<axes, Double>) {
      self.centimetersPerFrame = centimetersPerFrame
    }

    init(from first: Level, to second: Level) {
      let frames = second.time - first.time
      centimetersPerFrame = PerAxis { axis in (second.errors[axis] - first.errors[axis]).centimeters / frames }
    }

    /// The distance of the dot from the place to which the drift alone has taken it.
    func strayed(from before: Level, to after: Level, _ axis: Int) -> Length {
      let drifted = Length(centimeters: centimetersPerFrame[axis] * (after.time - before.time))
      return after.errors[axis] - before.errors[axis] - drifted
    }
  }

  private enum Place {
    case seen(Level)
    case outOfSight
    case ended
  }

  /// Holds still until the readings have left `reference` and settled, or for as long as the probe's patience lasts,
  /// and then for the readings that count.
  private mutating func settle(
    _ probe: ResponseProbe, leaving reference: PerAxis<axes, Length>?, by least: Length = .zero,
    _ noise: inout ProbeNoise,
    _ observe: (Step<axes>, borrowing Plant) -> LoopDirective
  ) throws(Plant.Failure) -> Place {
    var plateau = Plateau<axes>()
    while plateau.count < probe.readings {
      switch try look(probing: observe) {
      case .ended: return .ended
      case .seen(let error):
        plateau.add(
          error, leaving: reference, by: least, noise: noise.standardDeviation, patience: probe.patience)
      case .lost:
        if steering.isSearching { return .outOfSight }
      }
      // The caller commands the frame of the last reading.
      if plateau.count < probe.readings { try turnUnwatched(to: kernel.command) }
    }
    noise.take(plateau)
    let scatter = ResponseProbe.clarity * noise.standardDeviation
    return .seen(Level(plateau, last: updates, scatter: scatter))
  }

  /// Holds at the start, or searches for the dot, until there is a place with the dot in sight. The probe's patience
  /// passes first: the servo may be on its way to the start, and the sensor may still report earlier places.
  private mutating func findHome(
    _ probe: ResponseProbe, _ noise: inout ProbeNoise, _ observe: (Step<axes>, borrowing Plant) -> LoopDirective
  ) throws(Plant.Failure) -> Level? {
    while true {
      switch try settle(probe, leaving: nil, &noise, observe) {
      case .ended: return nil
      case .seen(let level): return level
      case .outOfSight: break
      }
      repeat {
        let lost = steering.lostReadings
        if let verdict = supervisor.verdict(afterLost: lost, at: kernel.command, index: updates) {
          ending =
            verdict == .spotLost && !supervisor.hasSeen
            ? .unresponsive(.noDot(readings: lost))
            : supervisor.outcome(
              of: verdict, index: updates, lostReadings: lost, isClamped: isClamped, proportionalRate: nil)
          return nil
        }
        try turnUnwatched(to: steering.searchCommand(kernel))
        if case .ended = try look(probing: observe) { return nil }
      } while steering.lostReadings > 0
      try turnUnwatched(to: kernel.command)
    }
  }

  // MARK: One axis

  /// The effect of a turn of one axis.
  private struct Found {
    let response: AxisResponse
    /// The way of the dot in the direction of each axis, in cm for a unit of slope.
    let column: PerAxis<axes, Double>
    let turn: Unresponsive.Turn
    let after: Level
  }

  private mutating func response(
    of axis: Int, _ probe: ResponseProbe, from start: Level, _ noise: inout ProbeNoise,
    _ observe: (Step<axes>, borrowing Plant) -> LoopDirective
  ) throws(Plant.Failure) -> Found? {
    var home = kernel.command
    var before = start
    var turn = ProbeTurn(
      probe, at: radians(home[axis]), between: radians(kernel.lowest[axis]), and: radians(kernel.highest[axis]))
    guard turn.angle > .zero else {
      return give(up: .still(Unresponsive.Turn(axis: axes > 1 ? axis : nil, turned: turn.angle)))
    }
    var drift = Drift.none
    var strays = 0
    var lastSpin = 0.0
    while true {
      var turned = home
      turned[axis] = settings.controlVariable.command(at: turn.goal)
      try turnUnwatched(to: turned)
      turned = kernel.command
      let there: Level
      switch try settle(probe, leaving: before.errors, &noise, observe) {
      case .ended: return nil
      case .outOfSight:
        guard let back = try avoid(&turn, axis, from: home, probe, &noise, observe) else { return nil }
        (before, home) = (back, kernel.command)
        continue
      case .seen(let level): there = level
      }
      let count = Double(probe.readings)
      let error = noise.standardError(of: [count, count])
      if !Self.isClear(there.errors[axis] - before.errors[axis], error), turn.double() { continue }

      try turnUnwatched(to: home)
      let after: Level
      // The rest of a slow servo's way out must not be taken for its way back.
      let halfway = Length(centimeters: Plateau<axes>.greatest(there.errors, before.errors) / 2)
      switch try settle(probe, leaving: there.errors, by: halfway, &noise, observe) {
      case .ended: return nil
      case .outOfSight:
        guard let back = try avoid(&turn, axis, from: home, probe, &noise, observe) else { return nil }
        (before, home) = (back, kernel.command)
        continue
      case .seen(let level): after = level
      }
      let moved = there.rise(over: before, and: after)
      let standardError = noise.standardError(of: [count, 2 * count])
      // The way back must undo the way out. If it does not, something else moved the dot: an earlier turn, which shows
      // in the sensor or the servo only now.
      let strayed = drift.strayed(from: before, to: after, axis).magnitude
      if strayed > max(moved[axis].magnitude, 4 * standardError) {
        strays += 1
        let spin = there.spin(from: before, backTo: after, axis, noise: noise.standardDeviation)
        // The speed of such a servo is in proportion to its command; that of a servo at its slew rate is not.
        let isSpinning = spin.map { spin in lastSpin != 0 && spin / lastSpin > 1.5 } ?? false
        lastSpin = spin ?? 0
        if let spin, isSpinning {
          return give(
            up: .spinning(
              Unresponsive.Turn(
                axis: axes > 1 ? axis : nil, turned: turn.angle, moved: .centimeters(spin.magnitude),
                standardError: standardError)))
        }
        guard strays < 5 else {
          let told = Unresponsive.Turn(
            axis: axes > 1 ? axis : nil, turned: turn.angle, moved: strayed, standardError: standardError)
          return give(up: .notUndone(told))
        }
        guard let rest = try comeBack(to: home, probe, &noise, observe) else { return nil }
        // After a search that ended elsewhere the two places cannot be compared.
        drift = kernel.command == home ? Drift(from: before, to: rest) : .none
        (before, home) = (rest, kernel.command)
        turn.begin(at: radians(home[axis]))
        _ = turn.double()
        continue
      }
      if Self.isClear(moved[axis], standardError) {
        let slope = kernel.angles(of: turned)[axis].slope - kernel.angles(of: home)[axis].slope
        return Found(
          response: AxisResponse(
            centimetersPerSlope: moved[axis].centimeters / slope,
            standardError: standardError.centimeters / slope.magnitude),
          column: moved.map { moved in moved.centimeters / slope },
          turn: Unresponsive.Turn(
            axis: axes > 1 ? axis : nil, turned: turn.angle, moved: moved.norm, standardError: standardError,
            askew: moved.askew(of: axis)),
          after: after)
      }
      before = after
      guard turn.double() else { return give(up: Self.verdict(axis, turn.angle, moved, standardError)) }
    }
  }

  /// Comes back from a turn that led the dot out of sight, and plans the next turn elsewhere, if one is left.
  private mutating func avoid(
    _ turn: inout ProbeTurn, _ axis: Int, from home: PerAxis<axes, Double>, _ probe: ResponseProbe,
    _ noise: inout ProbeNoise, _ observe: (Step<axes>, borrowing Plant) -> LoopDirective
  ) throws(Plant.Failure) -> Level? {
    guard let back = try comeBack(to: home, probe, &noise, observe) else { return nil }
    guard turn.avoid(home: radians(kernel.command[axis])) else {
      return give(up: .outOfSight(Unresponsive.Turn(axis: axes > 1 ? axis : nil, turned: turn.angle)))
    }
    return back
  }

  /// Returns to the place at which the dot was last seen at rest, and searches for the dot if it is no longer there.
  private mutating func comeBack(
    to home: PerAxis<axes, Double>, _ probe: ResponseProbe, _ noise: inout ProbeNoise,
    _ observe: (Step<axes>, borrowing Plant) -> LoopDirective
  ) throws(Plant.Failure) -> Level? {
    steering.forgetLost()
    try turnUnwatched(to: home)
    return try findHome(probe, &noise, observe)
  }

  private mutating func give<Nothing>(up reason: Unresponsive) -> Nothing? {
    ending = .unresponsive(reason)
    return nil
  }

  private static func isClear(_ moved: Length, _ standardError: Length) -> Bool {
    moved.magnitude.centimeters > max(ResponseProbe.clarity * standardError.centimeters, 1e-6)
  }

  private static func verdict(
    _ axis: Int, _ turned: Angle, _ moved: PerAxis<axes, Length>, _ standardError: Length
  ) -> Unresponsive {
    let axis = axes > 1 ? axis : nil
    let still = moved[axis ?? 0].magnitude
    for other in 0..<axes where other != axis && isClear(moved[other], standardError) {
      return .crosswise(
        Unresponsive.Turn(
          axis: axis, turned: turned, moved: moved.norm, standardError: standardError, askew: moved.askew(of: axis ?? 0)
        ))
    }
    let turn = Unresponsive.Turn(axis: axis, turned: turned, moved: still, standardError: standardError)
    return still.centimeters <= max(2 * standardError.centimeters, 1e-6) ? .still(turn) : .unclear(turn)
  }

  private func radians(_ command: Double) -> Double { settings.controlVariable.angle(of: command).radians }
}

extension PerAxis where Element == Length {
  /// The angle of this way of the dot from the direction of `axis`, to either side of which it may lead: 0...90°.
  fileprivate func askew(of axis: Int) -> Angle {
    let (own, size) = (self[axis].centimeters.magnitude, norm.centimeters)
    return Angle(radians: size > 0 ? .acos(min(own / size, 1)) : 0)
  }
}

extension SquareMatrix {
  /// The column with the least share of its own row.
  fileprivate var axisMostAskew: Int {
    let shares = (0..<axes).map { axis in
      let column = PerAxis<axes, Double> { row in self[row, axis] }
      return column.norm > 0 ? self[axis, axis].magnitude / column.norm : 0
    }
    return shares.indices.min { left, right in shares[left] < shares[right] } ?? 0
  }
}
