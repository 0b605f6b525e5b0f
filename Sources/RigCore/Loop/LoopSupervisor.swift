/// The monitors that end a run, or lower its rate: settling, divergence, the step limit.
@usableFromInline
struct LoopSupervisor<let axes: Int>: Sendable {
  @usableFromInline
  let settings: LoopSettings
  @usableFromInline
  var settling: SettlingMonitor<axes>?
  @usableFromInline
  var divergence: DivergenceMonitor<axes>
  @usableFromInline
  var rails = RailMonitor<axes>()
  @usableFromInline
  var halvings = 0
  /// True once a reading has seen the dot.
  @usableFromInline
  var hasSeen = false

  @usableFromInline
  init(_ settings: LoopSettings, start command: PerAxis<axes, Double>) {
    self.settings = settings
    settling = settings.settling.map { criterion in SettlingMonitor(criterion, start: command) }
    divergence = DivergenceMonitor(settings.divergence)
  }

  /// Gives this supervisor a state of its own, if it is a copy of another one. To be called before a loop goes on.
  @usableFromInline
  mutating func ensureUnique() {
    if !isKnownUniquelyReferenced(&settling), let shared = settling { settling = SettlingMonitor(shared) }
  }

  /// The outcome of a run with `reading`, read after `index` updates, or nil if the run goes on.
  /// - Parameters:
  ///   - command: the command in force.
  ///   - lost: the number of readings in a row that were lost before this one.
  ///   - isClamped: true if the command was a limit of the travel.
  ///   - watchesSettling: true unless the settings ask for no settling: a constant, so that a loop without it has no call
  ///     for it, around which each step would have to keep its values in memory.
  @inlinable
  @inline(__always)
  mutating func outcome(
    of reading: Reading<axes>, at command: PerAxis<axes, Double>, afterLost lost: Int, index: Int, isClamped: Bool,
    watchesSettling: Bool
  ) -> Outcome? {
    if let error = reading.followableError {
      return outcome(of: error, at: command, index: index, isClamped: isClamped, watchesSettling: watchesSettling)
    }
    if let cost = reading.followableCost { return outcome(ofCost: cost, index: index, isClamped: isClamped) }
    return outcome(afterLost: lost &+ 1, at: command, index: index, isClamped: isClamped)
  }

  /// The outcome of a run with `error`, read after `index` updates, or nil if the run goes on.
  @inlinable
  @inline(__always)
  mutating func outcome(
    of error: PerAxis<axes, Length>, at command: PerAxis<axes, Double>, index: Int, isClamped: Bool,
    watchesSettling: Bool
  ) -> Outcome? {
    hasSeen = true
    let cost = error.sumOfSquares
    if watchesSettling, let settled = settling?.settled(with: error, cost: cost, at: command), !isClamped {
      return .converged(settled)
    }
    if let divergence = divergence.divergence(with: error, cost: cost, index: index) {
      return .diverged(divergence, proportionalRate: nil)
    }
    return outcome(index: index, isClamped: isClamped)
  }

  /// The outcome of a run with a cost of unknown side, or nil if the run goes on. Without the side, growth cannot be
  /// told from the pushes of a rule that probes, so only the bound and the swings of the actuator count as diverging.
  @inlinable
  @inline(__always)
  mutating func outcome(
    ofCost cost: Double, index: Int, isClamped: Bool
  ) -> Outcome? {
    hasSeen = true
    if let settled = settling?.settled(withCost: cost), !isClamped { return .converged(settled) }
    if let divergence = divergence.divergence(withCost: cost) {
      return .diverged(divergence, proportionalRate: nil)
    }
    return outcome(index: index, isClamped: isClamped)
  }

  @inlinable
  @inline(__always)
  func outcome(index: Int, isClamped: Bool) -> Outcome? {
    if rails.swings >= settings.divergence.railSwings {
      return .diverged(.railToRail(swings: rails.swings), proportionalRate: nil)
    }
    return index >= settings.stepLimit ? stepLimitReached(isClamped: isClamped) : nil
  }

  /// The outcome of a run in which `lostReadings` readings in a row have been lost, or nil if the search goes on.
  @inlinable
  @inline(__always)
  mutating func outcome(
    afterLost lostReadings: Int, at command: PerAxis<axes, Double>, index: Int, isClamped: Bool
  ) -> Outcome? {
    let isDropout = !settings.search.isSweeping(afterLost: lostReadings)
    settling?.interrupt(isDropout: isDropout, command: command)
    divergence.interrupt()
    if settings.search.isOver(afterLost: lostReadings) {
      return .spotLost(lostReadings: lostReadings, everSeen: hasSeen)
    }
    return index >= settings.stepLimit ? stepLimitReached(isClamped: isClamped, isLost: true) : nil
  }

  /// The course of the error up to now.
  @inlinable
  @inline(never)
  var trend: Outcome.StepLimit.Trend? {
    if let motion = settling?.restlessMotion { return .restless(motion: Length(centimeters: motion.squareRoot())) }
    return divergence.trend
  }

  // Inlinable, like all that the loop calls: a call that takes the loop's address would keep it in memory.
  @inlinable
  @inline(__always)
  func stepLimitReached(isClamped: Bool, isLost: Bool = false) -> Outcome {
    let lastError = hasSeen ? Length(centimeters: divergence.lastCost.squareRoot()) : nil
    let tolerance = settings.settling?.tolerance
    return .stepLimit(
      Outcome.StepLimit(
        limit: settings.stepLimit, lastError: lastError, isRailed: isClamped, isLost: isLost,
        isWithinTolerance: lastError.flatMap { error in tolerance.map { tolerance in error <= tolerance } } ?? false,
        trend: isClamped || isLost ? nil : trend))
  }
}

extension LoopSupervisor {
  /// Takes note of the axes on which `wish` lay beyond the travel of `kernel`, in the step `index`.
  // Inlinable: the generic code would look up its types at run time, and allocate when it first does so.
  @inlinable
  mutating func noteRails<Plant: Rig & ~Copyable>(
    _ wish: PerAxis<axes, Double>, _ kernel: borrowing LoopKernel<axes, Plant>, index: Int
  ) {
    for axis in 0..<axes {
      guard let end = kernel.end(of: wish[axis], axis: axis) else { continue }
      rails.record(axis: axis, isHigh: end == .upper, index: index)
    }
  }
}
