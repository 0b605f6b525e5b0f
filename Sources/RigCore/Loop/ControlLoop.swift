/// The one control loop: look, judge, update, turn.
///
/// A ``LoopKernel`` makes the steps and a rule says where to turn; a supervisor beside them tells when the run has
/// settled or runs away, and looks for a lost dot. Frame k reads the sensor at the angle that was commanded at the end
/// of frame k - 1, so step 0 shows the start. A step allocates nothing and counts no references.
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
  Rule.Command == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length>
{
  /// The frames of the loop.
  public var pacer: Time

  @usableFromInline
  var kernel: LoopKernel<axes, Plant>
  @usableFromInline
  var steering: Steering<axes, Rule>
  @usableFromInline
  var supervisor: LoopSupervisor<axes>
  @usableFromInline
  var ending: Outcome?
  @usableFromInline
  var updateCount = 0
  /// True if the latest command is a limit of the travel because the rule asked for more.
  @usableFromInline
  var isClamped = false

  /// The rig that the loop drives.
  @inlinable
  public var rig: Plant {
    _read { yield kernel.rig }
    _modify { yield &kernel.rig }
  }
  /// The length of a run and what ends it.
  @inlinable
  public var settings: LoopSettings { supervisor.settings }
  /// The rule in use, with what it has learned.
  @inlinable
  public var rule: Rule { steering.rule }
  /// The reason why the run ended; nil while it goes on.
  @inlinable
  public var outcome: Outcome? { ending }
  /// The number of updates made so far, those of a probe included.
  @inlinable
  public var updates: Int { updateCount }
  /// The number of times that the rule has halved its rate because the loop swung ever wider.
  @inlinable
  public var rateHalvings: Int { supervisor.halvings }
  /// The angles of the latest command.
  @inlinable
  public var angles: PerAxis<axes, Angle> { kernel.angles }

  /// A loop that will first turn `rig` to `start` (clamped to its travel) and then follow `rule`.
  @inlinable
  public init(
    rig: consuming Plant, rule: Rule, pacer: consuming Time, start: PerAxis<axes, Angle>,
    settings: LoopSettings = LoopSettings()
  ) {
    kernel = LoopKernel(rig: rig, start: start, controlVariable: settings.controlVariable)
    steering = Steering(rule, search: settings.search, kernel)
    supervisor = LoopSupervisor(settings, start: kernel.command)
    self.pacer = pacer
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
      if !(try goesOn()) { return ending ?? outcome }
    }
  }

  /// Runs as ``run(_:)``, and hands the rig to `observe` beside each step, in its state at that reading. An observer of
  /// a simulated rig can read the truth from it, which the rule cannot.
  /// - Throws: what the rig throws; the rig is then left as it is, for its owner to park.
  @inlinable
  public mutating func run(
    observing observe: (Step<axes>, borrowing Plant) -> LoopDirective
  ) throws(Plant.Failure) -> Outcome {
    while true {
      let outcome = try runWithOneRate(observing: observe)
      if !(try goesOn()) { return ending ?? outcome }
    }
  }

  // The rate is halved outside the loop: if the loop went on after a halving, its registers would have to be merged at
  // that point, which slows every step down by a third. Each kind of observer has a function of its own, because a
  // closure within a closure would be called instead of inlined.

  @inlinable
  mutating func runWithOneRate(_ observe: (Step<axes>) -> LoopDirective) throws(Plant.Failure) -> Outcome {
    try runToDecision { step, _ in observe(step) }
  }

  @inlinable
  mutating func runWithOneRate(
    observing observe: (Step<axes>, borrowing Plant) -> LoopDirective
  ) throws(Plant.Failure) -> Outcome {
    try runToDecision(observe)
  }

  /// Runs until the loop ends, or until a halving of the rate is due.
  @inlinable
  @inline(__always)
  mutating func runToDecision(
    _ observe: (Step<axes>, borrowing Plant) -> LoopDirective
  ) throws(Plant.Failure) -> Outcome {
    if let ending { return ending }
    supervisor.ensureUnique()
    return settings.settling == nil
      ? try runToDecision(watchesSettling: false, observe) : try runToDecision(watchesSettling: true, observe)
  }

  /// Runs as ``runToDecision(_:)``, with a loop of its own for each value of `watchesSettling`.
  @inlinable
  @inline(__always)
  mutating func runToDecision(
    watchesSettling: Bool, _ observe: (Step<axes>, borrowing Plant) -> LoopDirective
  ) throws(Plant.Failure) -> Outcome {
    // A local value can be kept in registers; a value behind `self` is written to memory at every step. Each way out
    // writes the value back by itself: with a single way out at the end the compiler would work on `self` again.
    var loop = consume self
    do throws(Plant.Failure) {
      try loop.turnToStart()
      while true {
        let (step, next, verdict) = try loop.look(watchesSettling: watchesSettling)
        let directive = observe(step, loop.kernel.rig)
        if let verdict {
          self = loop
          let outcome = end(verdict)
          guard let asked = directive.ending else { return outcome }
          return end(asked, insteadOf: outcome)
        }
        if let asked = directive.ending {
          self = loop
          ending = asked
          return asked
        }
        if let next { try loop.turn(to: next) }
      }
    } catch {
      self = loop
      throw error
    }
  }

  /// Ends the run with `verdict`. Done once the loop is left: a call that takes the rule's address would keep it in
  /// memory at every step.
  @usableFromInline
  mutating func end(_ verdict: LoopVerdict) -> Outcome {
    let outcome = supervisor.outcome(
      of: verdict, index: updates, lostReadings: steering.lostReadings &+ 1, isClamped: isClamped,
      proportionalRate: rule.proportionalRate)
    ending = outcome
    return outcome
  }

  /// The outcome of a run that the observer ends with `asked` at the latest step, which ended it with `ending`: the
  /// observer has no effect unless the run would go on.
  @usableFromInline
  mutating func end(_ asked: Outcome, insteadOf ending: Outcome) -> Outcome {
    // A copy is asked, since a run that stops keeps the rate that it had.
    var law = steering.rule
    guard updates < settings.stepLimit, wayOn(halving: &law) != nil else { return ending }
    self.ending = asked
    return asked
  }

  /// Makes one step; after the step that ends the run, ``outcome`` says why. Not to be called after that.
  /// - Throws: what the rig throws; the actuator then holds its last command, and so does the loop.
  @inlinable
  @discardableResult
  public mutating func advance() throws(Plant.Failure) -> Step<axes> {
    precondition(ending == nil, "this run has ended")
    supervisor.ensureUnique()
    try turnToStart()
    let (step, next, verdict) = try look(watchesSettling: settings.settling != nil)
    if let next { try turn(to: next) }
    if let verdict {
      _ = end(verdict)
      _ = try goesOn()
    }
    return step
  }

  /// After a swing that grows: makes the update that is due, if the run goes on.
  @usableFromInline
  mutating func goesOn() throws(Plant.Failure) -> Bool {
    var law = steering.rule
    guard let way = wayOn(halving: &law) else { return false }
    guard updates < settings.stepLimit else {
      if way != .slower { ending = supervisor.stepLimitReached(isClamped: isClamped, isLost: false) }
      return false
    }
    switch way {
    case .awaiting: break
    case .unchanged:
      supervisor.divergence.interrupt()
    case .slower:
      steering.rule = law
      supervisor.halvings += 1
      supervisor.divergence.interrupt()
      supervisor.rails = RailMonitor()
    }
    ending = nil
    try turn(to: steering.command(after: .error(supervisor.divergence.last), kernel))
    return true
  }

  /// How a run goes on whose error swings ever wider.
  private enum WayOn {
    /// At half the rate.
    case slower
    /// As before: the swing is no sign of divergence.
    case unchanged
    /// As before: a lower rate has not yet shown its effect.
    case awaiting
  }

  /// How the run goes on after the latest step; nil if it has ended. `law` halves its gain if that is the way.
  private func wayOn(halving law: inout Rule) -> WayOn? {
    // A swing that was seen in costs has no error to update by.
    guard case .diverged(let runaway, _) = ending, supervisor.divergence.steps != nil else { return nil }
    // The swing that led beyond the bound goes on for a while, and with a dead time the moves before still tell.
    if case .beyondBound = runaway, supervisor.halvings > 0, !supervisor.divergence.isStillGrowing { return .awaiting }
    guard runaway.isSwing else { return nil }
    if runaway.isOscillation && !settings.divergence.watchesOscillation { return .unchanged }
    // A rule that learns swings while it tries out its response.
    if case .oscillating = runaway, law.learnsResponse { return .unchanged }
    if supervisor.halvings < settings.divergence.halvings, law.tryHalvingGain() { return .slower }
    return runaway.isOscillation && law.rateFalls ? .unchanged : nil
  }

  @inlinable
  @inline(__always)
  mutating func turnToStart() throws(Plant.Failure) {
    if updates == 0 { try kernel.begin() }
  }

  /// Looks and decides, but does not move yet: there is either a next command or a verdict that ends the run.
  @inlinable
  @inline(__always)
  mutating func look(
    watchesSettling: Bool
  ) throws(Plant.Failure) -> (step: Step<axes>, next: PerAxis<axes, Double>?, verdict: LoopVerdict?) {
    let time = pacer.begin(frame: updates)
    let reading = try kernel.look()

    let held = kernel.angles
    let wasSearching = steering.isSearching
    let verdict = supervisor.verdict(
      on: reading, at: kernel.command, afterLost: steering.lostReadings, index: updates, isClamped: isClamped,
      watchesSettling: watchesSettling)
    let next = verdict == nil ? steering.command(after: reading, kernel) : nil
    let step = Step(
      index: updates, timeSeconds: time, angles: held, isRailed: isClamped, isSearching: wasSearching,
      reading: reading, terms: steering.rule.terms, rateHalvings: supervisor.halvings)
    return (step, next, verdict)
  }

  /// Turns the rig to `wish`, or as far in its direction as the travel allows. If that fails, the command stays as it
  /// is.
  @inlinable
  @inline(__always)
  mutating func turn(to wish: PerAxis<axes, Double>) throws(Plant.Failure) {
    try turnUnwatched(to: wish)
    if _slowPath(isClamped) { supervisor.noteRails(wish, kernel, index: updates &- 1) }
  }

  /// Turns the rig as ``turn(to:)``, but without the watch for swings from end to end of the travel.
  @inlinable
  @inline(__always)
  mutating func turnUnwatched(to wish: PerAxis<axes, Double>) throws(Plant.Failure) {
    isClamped = try kernel.turn(to: wish)
    updateCount &+= 1
  }
}

extension ControlLoop: Copyable where Plant: Copyable, Time: Copyable {}
