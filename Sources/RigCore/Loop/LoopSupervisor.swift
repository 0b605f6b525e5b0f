/// The way in which a step ends a run. The figures of the ``Outcome`` are asked for once the loop is left, since a loop
/// whose step makes an outcome does not fit into registers, which makes every step a third slower.
@usableFromInline
enum LoopVerdict: UInt8, Sendable {
  case settled, beyondBound, growing, oscillating, railToRail, stepLimit, spotLost
  /// The steps are used up, and the latest reading saw no dot.
  case stepLimitOutOfSight
}

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
    divergence.ensureUnique()
  }

  /// The end of a run with `reading`, read after `index` updates, or nil if the run goes on.
  /// - Parameters:
  ///   - command: the command in force.
  ///   - lost: the number of readings in a row that were lost before this one.
  ///   - isClamped: true if the command was a limit of the travel.
  ///   - watchesSettling: true unless the settings ask for no settling: a constant, so that a loop without it has no call
  ///     for it, around which each step would have to keep its values in memory.
  @inlinable
  @inline(__always)
  mutating func verdict(
    on reading: Reading<axes>, at command: PerAxis<axes, Double>, afterLost lost: Int, index: Int, isClamped: Bool,
    watchesSettling: Bool
  ) -> LoopVerdict? {
    if let error = reading.followableError {
      return verdict(on: error, at: command, index: index, isClamped: isClamped, watchesSettling: watchesSettling)
    }
    if let cost = reading.followableCost { return verdict(onCost: cost, index: index, isClamped: isClamped) }
    return verdict(afterLost: lost &+ 1, at: command, index: index)
  }

  /// The end of a run with `error`, read after `index` updates, or nil if the run goes on.
  @inlinable
  @inline(__always)
  mutating func verdict(
    on error: PerAxis<axes, Length>, at command: PerAxis<axes, Double>, index: Int, isClamped: Bool,
    watchesSettling: Bool
  ) -> LoopVerdict? {
    hasSeen = true
    let cost = error.sumOfSquares
    if watchesSettling, settling?.settles(with: error, cost: cost, at: command) == true, !isClamped {
      return .settled
    }
    return divergence.verdict(with: error, cost: cost, index: index) ?? verdict(index: index)
  }

  /// The end of a run with a cost of unknown side, or nil if the run goes on. Without the side, growth cannot be told
  /// from the pushes of a rule that probes, so only the bound and the swings of the actuator count as diverging.
  @inlinable
  @inline(__always)
  mutating func verdict(onCost cost: Double, index: Int, isClamped: Bool) -> LoopVerdict? {
    hasSeen = true
    if settling?.settles(withCost: cost) == true, !isClamped { return .settled }
    return divergence.isBeyondBound(withCost: cost) ? .beyondBound : verdict(index: index)
  }

  @inlinable
  @inline(__always)
  func verdict(index: Int) -> LoopVerdict? {
    if rails.swings >= settings.divergence.railSwings { return .railToRail }
    return index >= settings.stepLimit ? .stepLimit : nil
  }

  /// The end of a run in which `lostReadings` readings in a row have been lost, or nil if the search goes on.
  @inlinable
  @inline(__always)
  mutating func verdict(afterLost lostReadings: Int, at command: PerAxis<axes, Double>, index: Int) -> LoopVerdict? {
    let isDropout = !settings.search.isSweeping(afterLost: lostReadings)
    settling?.interrupt(isDropout: isDropout, command: command)
    divergence.interrupt()
    if settings.search.isOver(afterLost: lostReadings) { return .spotLost }
    return index >= settings.stepLimit ? .stepLimitOutOfSight : nil
  }

  /// The outcome of a run that ended with `verdict` after `index` updates.
  /// - Parameters:
  ///   - lostReadings: the number of readings in a row that are lost.
  ///   - isClamped: true if the command is a limit of the travel.
  ///   - proportionalRate: the rule's rate, for advice; nil if it has none.
  @usableFromInline
  mutating func outcome(
    of verdict: LoopVerdict, index: Int, lostReadings: Int, isClamped: Bool, proportionalRate: Double?
  ) -> Outcome {
    let divergence: Divergence
    switch verdict {
    case .settled:
      guard let settled = settling?.latest else { preconditionFailure("a loop settles only if it is watched") }
      return .converged(settled)
    case .stepLimit: return stepLimitReached(isClamped: isClamped, isLost: false)
    case .stepLimitOutOfSight: return stepLimitReached(isClamped: isClamped, isLost: true)
    case .spotLost: return .spotLost(lostReadings: lostReadings, everSeen: hasSeen)
    case .growing: divergence = self.divergence.growth()
    case .oscillating: divergence = self.divergence.oscillation.divergence
    case .railToRail: divergence = .railToRail(swings: rails.swings)
    case .beyondBound:
      let excess = self.divergence.excess(index: index)
      // With the ends of the travel beyond the bound, nothing grows any more.
      divergence = rails.swings >= settings.divergence.railSwings ? .railToRail(swings: rails.swings) : excess
    }
    return .diverged(divergence, proportionalRate: proportionalRate)
  }

  /// The outcome of a run that used up its steps.
  func stepLimitReached(isClamped: Bool, isLost: Bool) -> Outcome {
    let lastError = hasSeen ? Length(centimeters: divergence.lastCost.squareRoot()) : nil
    let tolerance = settings.settling?.tolerance
    return .stepLimit(
      Outcome.StepLimit(
        limit: settings.stepLimit, lastError: lastError, isRailed: isClamped, isLost: isLost,
        isWithinTolerance: lastError.flatMap { error in tolerance.map { tolerance in error <= tolerance } } ?? false,
        trend: isClamped || isLost ? nil : trend))
  }

  /// The course of the error up to now.
  private var trend: Outcome.StepLimit.Trend? {
    if let motion = settling?.restlessMotion { return .restless(motion: Length(centimeters: motion.squareRoot())) }
    return divergence.trend
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
