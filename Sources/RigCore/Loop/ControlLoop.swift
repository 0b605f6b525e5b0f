/// The one control loop: look, judge, update, turn.
///
/// Frame k reads the sensor at the angle that was commanded at the end of frame k - 1, so step 0 shows the start. The
/// loop keeps the exact aim and sends it clamped to the travel: what the actuator makes of it (rounding, play) is seen
/// through the sensor only. A step allocates nothing and counts no references.
///
/// ```swift
/// var loop = ControlLoop(
///   rig: rig, rule: GradientDescent(learningRate: 0.5, assumedDistance: .centimeters(1000)),
///   pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(.zero))
/// let outcome = try loop.run { step in print(step.index, step.reading); return .proceed }
/// ```
public struct ControlLoop<let axes: Int, Plant: Rig & ~Copyable, Rule: UpdateRule, Time: Pacer & ~Copyable>: ~Copyable
where
  Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes>,
  Rule.Aim == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length>
{
  /// What the loop drives.
  public var rig: Plant
  /// What paces the frames.
  public var pacer: Time
  /// How long the loop runs and what it takes for an end.
  public let settings: LoopSettings

  /// The rule in use, with what it has learned.
  public var rule: Rule { lawInUse }
  /// Why the run ended; nil while it goes on.
  public var outcome: Outcome? { ending }
  /// The number of updates made so far, those of a probe included.
  public var updates: Int { index }
  /// How often the rule has halved its rate because the loop swung ever wider.
  public var rateHalvings: Int { halvings }

  @usableFromInline
  var lawInUse: Rule
  @usableFromInline
  var ending: Outcome?
  @usableFromInline
  var index = 0

  @usableFromInline
  let lowest: PerAxis<axes, Double>
  @usableFromInline
  let highest: PerAxis<axes, Double>
  @usableFromInline
  var aim: PerAxis<axes, Double>
  @usableFromInline
  var isRailed = false

  @usableFromInline
  var settling: SettlingMonitor<axes>?
  @usableFromInline
  var divergence: DivergenceMonitor<axes>
  @usableFromInline
  var rails = RailMonitor<axes>()
  @usableFromInline
  var hasSeen = false
  @usableFromInline
  var lastSighting: PerAxis<axes, Double>
  @usableFromInline
  var lostReadings = 0
  @usableFromInline
  var halvings = 0

  /// A loop that will first turn `rig` to `start` (clamped to its travel) and then follow `rule`.
  @inlinable
  public init(
    rig: consuming Plant, rule: Rule, pacer: consuming Time, start: PerAxis<axes, Angle>,
    settings: LoopSettings = LoopSettings()
  ) {
    let variable = settings.controlVariable
    let travel = rig.travel
    let lowest = travel.lower.map { angle in variable.aim(at: angle) }
    let highest = travel.upper.map { angle in variable.aim(at: angle) }
    var aim = start.map { angle in variable.aim(at: angle) }
    for axis in 0..<axes {
      precondition(lowest[axis] <= highest[axis], "a travel's lower end lies below its upper")
      precondition(!aim[axis].isNaN, "a start is an angle")
      aim[axis] = min(max(aim[axis], lowest[axis]), highest[axis])
    }
    self.lowest = lowest
    self.highest = highest
    self.aim = aim
    lastSighting = aim
    self.rig = rig
    lawInUse = rule
    self.pacer = pacer
    self.settings = settings
    settling = settings.settling.map { criterion in SettlingMonitor(criterion) }
    divergence = DivergenceMonitor(settings.divergence)
  }

  /// Runs to the end and hands every step to `observe`, which may stop the run before the laser moves again. A run that
  /// has ended makes no more steps.
  /// - Throws: what the rig throws; the rig is then left as it is, for its owner to park.
  @inlinable
  public mutating func run(
    _ observe: (Step<axes>) -> LoopDirective = { _ in .proceed }
  ) throws(Plant.Failure) -> Outcome {
    while true {
      let outcome = try runWithOneRate(observe)
      if !(try goesOnSlower()) { return outcome }
    }
  }

  /// Runs until the loop decides something. The rate is halved from outside: a way back from there into the loop, on
  /// which its registers would have to agree, would cost every step of it a third of its speed.
  @inlinable
  mutating func runWithOneRate(
    _ observe: (Step<axes>) -> LoopDirective
  ) throws(Plant.Failure) -> Outcome {
    if let ending { return ending }
    // A local value can live in registers; what lies behind `self` is written to memory at every step. Each way out
    // puts it back by itself: were there only one, at the end, the compiler would work on `self` after all.
    var loop = consume self
    do throws(Plant.Failure) {
      try loop.turnToStart()
      while true {
        let (step, next) = try loop.look()
        let directive = observe(step)
        if next == nil, let ending = loop.ending {
          self = loop
          guard case .stop(let cause) = directive else { return ending }
          return stop(cause, insteadOf: ending)
        }
        if case .stop(let cause) = directive {
          loop.ending = .stopped(cause)
          self = loop
          return .stopped(cause)
        }
        if let next { try loop.turn(to: next) }
      }
    } catch {
      self = loop
      throw error
    }
  }

  /// A stop at the step that ends a run comes too late, unless the run would go on with half the rate.
  @usableFromInline
  mutating func stop(_ cause: Outcome.StopCause, insteadOf ending: Outcome) -> Outcome {
    // Asked of a copy: a run that stops keeps the rate that it had.
    var law = lawInUse
    guard mayGoOnSlower, law.slowDown() else { return ending }
    self.ending = .stopped(cause)
    return .stopped(cause)
  }

  /// Makes one step; after the step that ends the run, ``outcome`` says why. Not to be called after that.
  /// - Throws: what the rig throws; the actuator then holds its last command, and so does the loop's aim.
  @inlinable
  @discardableResult
  public mutating func advance() throws(Plant.Failure) -> Step<axes> {
    precondition(ending == nil, "this run has ended")
    try turnToStart()
    let (step, next) = try look()
    if let next { try turn(to: next) } else { _ = try goesOnSlower() }
    return step
  }

  /// After a swing that grows: has the rule halve its rate, if it can and still may, and makes the update that is due.
  @usableFromInline
  mutating func goesOnSlower() throws(Plant.Failure) -> Bool {
    guard mayGoOnSlower, lawInUse.slowDown() else { return false }
    ending = nil
    halvings += 1
    divergence.interrupt()
    rails = RailMonitor()
    try turn(to: lawInUse.update(aim, error: divergence.last))
    return true
  }

  /// True after a swing that grows, as long as a halving is left; whether the rule has a rate to halve is another
  /// question.
  private var mayGoOnSlower: Bool {
    guard case .diverged(let runaway, _) = ending, runaway.isSwing else { return false }
    // A swing that was read as costs has no error to update by.
    return halvings < settings.divergence.halvings && index < settings.stepLimit && divergence.steps != nil
  }

  @inlinable
  @inline(__always)
  mutating func turnToStart() throws(Plant.Failure) {
    if index == 0 { try rig.move(to: angles(of: aim)) }
  }

  /// Looks and decides, but does not move yet: nil where the run has ended with this look.
  @inlinable
  @inline(__always)
  mutating func look() throws(Plant.Failure) -> (step: Step<axes>, next: PerAxis<axes, Double>?) {
    let time = pacer.begin(frame: index)
    let reading = try rig.read()

    let held = angles(of: aim)
    let wasRailed = isRailed
    let wasSearching = lostReadings > settings.search.hold
    let next: PerAxis<axes, Double>?
    if let error = reading.error, !error.sumOfSquares.isNaN {
      next = follow(error)
    } else if let cost = reading.costAlone, cost >= 0 {
      next = follow(cost: cost)
    } else {
      next = search()
    }
    let step = Step(
      index: index, timeSeconds: time, angles: held, isRailed: wasRailed, isSearching: wasSearching,
      reading: reading, terms: lawInUse.terms, rateHalvings: halvings)
    return (step, next)
  }

  @inlinable
  @inline(__always)
  func angles(of aim: PerAxis<axes, Double>) -> PerAxis<axes, Angle> {
    let variable = settings.controlVariable
    return aim.map { value in variable.angle(of: value) }
  }

  /// Where to aim after an error, or nil if the run has ended with it.
  @inlinable
  @inline(__always)
  mutating func follow(_ error: PerAxis<axes, Length>) -> PerAxis<axes, Double>? {
    let cost = error.sumOfSquares
    if lostReadings > settings.search.hold { lawInUse.reset() }
    lostReadings = 0
    lastSighting = aim
    hasSeen = true
    if let criterion = settings.settling, settling?.settles(with: error, cost: cost) == true, !isRailed {
      return end(.converged(criterion.settled))
    }
    if let divergence = divergence.divergence(with: error, cost: cost, index: index) {
      return end(.diverged(divergence, proportionalRate: lawInUse.proportionalRate))
    }
    if rails.swings >= settings.divergence.railSwings {
      return end(.diverged(.swinging(swings: rails.swings), proportionalRate: lawInUse.proportionalRate))
    }
    if index >= settings.stepLimit { return end(stepLimitReached) }
    return lawInUse.update(aim, error: error)
  }

  /// Where to aim after a cost, or nil if the run has ended with it. Without a side nothing tells growth from a rule
  /// that feels its way, so only the bound and the swings of the actuator count as running away.
  @inlinable
  @inline(__always)
  mutating func follow(cost: Double) -> PerAxis<axes, Double>? {
    if lostReadings > settings.search.hold { lawInUse.reset() }
    lostReadings = 0
    lastSighting = aim
    hasSeen = true
    if let criterion = settings.settling, settling?.settles(withCost: cost, criterion) == true, !isRailed {
      return end(.converged(criterion.settled(byCostOf: axes)))
    }
    if let divergence = divergence.divergence(withCost: cost) {
      return end(.diverged(divergence, proportionalRate: lawInUse.proportionalRate))
    }
    if rails.swings >= settings.divergence.railSwings {
      return end(.diverged(.swinging(swings: rails.swings), proportionalRate: lawInUse.proportionalRate))
    }
    if index >= settings.stepLimit { return end(stepLimitReached) }
    return lawInUse.update(aim, cost: cost)
  }

  /// Where to aim while no dot is in sight, or nil if the search has ended.
  @inlinable
  @inline(__always)
  mutating func search() -> PerAxis<axes, Double>? {
    lostReadings += 1
    settling?.interrupt(isDropout: lostReadings <= settings.search.hold)
    divergence.interrupt()
    if lostReadings >= settings.search.patience {
      return end(.spotLost(lostReadings: lostReadings, everSeen: hasSeen))
    }
    if index >= settings.stepLimit { return end(stepLimitReached) }
    if lostReadings <= settings.search.hold { lawInUse.skip(aim) }
    let variable = settings.controlVariable
    return PerAxis { axis in
      guard let offset = settings.search.offsetRadians(afterLost: lostReadings, axis: axis) else { return aim[axis] }
      // Kept within the travel as an angle: beyond 90° the slope would change its sign.
      let wish = variable.angle(of: lastSighting[axis]).radians + offset
      let lower = variable.angle(of: lowest[axis]).radians
      let upper = variable.angle(of: highest[axis]).radians
      if wish <= lower { return lowest[axis] }
      return wish >= upper ? highest[axis] : variable.aim(at: Angle(radians: wish))
    }
  }

  /// Turns the rig to `wish`, or as far in its direction as the travel goes. If that fails, the aim stays as it is.
  @inlinable
  @inline(__always)
  mutating func turn(to wish: PerAxis<axes, Double>) throws(Plant.Failure) {
    var next = aim
    var isClamped = false
    for axis in 0..<axes {
      // Written so that a rule that gives NaN ends here too, and leaves the laser where it is.
      if _slowPath(!(wish[axis] >= lowest[axis] && wish[axis] <= highest[axis])) {
        if wish[axis].isNaN { continue }
        isClamped = true
        let isHigh = wish[axis] > highest[axis]
        next[axis] = isHigh ? highest[axis] : lowest[axis]
        rails.record(axis: axis, isHigh: isHigh, index: index)
      } else {
        next[axis] = wish[axis]
      }
    }
    try rig.move(to: angles(of: next))
    aim = next
    isRailed = isClamped
    index &+= 1
  }

  @inlinable
  @inline(__always)
  mutating func end(_ outcome: Outcome) -> PerAxis<axes, Double>? {
    ending = outcome
    return nil
  }
}

extension ControlLoop where Plant: ~Copyable, Time: ~Copyable {
  // Inlinable, like all that the loop calls: a call that takes the loop's address would keep it in memory.
  @inlinable
  @inline(__always)
  var stepLimitReached: Outcome {
    let lastError = hasSeen ? Length(centimeters: divergence.lastCost.squareRoot()) : nil
    return .stepLimit(
      Outcome.StepLimit(
        limit: settings.stepLimit, lastError: lastError, isRailed: isRailed, isLost: lostReadings > 0))
  }
}

extension ControlLoop: Copyable where Plant: Copyable, Time: Copyable {}
