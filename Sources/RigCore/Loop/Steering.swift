/// A rule and the search for a lost dot: how a loop answers a reading. It does not decide when the run ends.
///
/// After an error or a cost the rule says where to turn. After a lost reading the laser holds still at first, then
/// sweeps around the last sighting, as ``SpotSearch`` says; a rule that did not steer such a sweep forgets its past
/// moves.
public struct Steering<let axes: Int, Rule: UpdateRule>
where Rule.Command == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length> {
  /// The rule that steers after an error or a cost.
  public var rule: Rule
  /// The search for a lost dot.
  public let search: SpotSearch

  @usableFromInline
  var lastSighting: PerAxis<axes, Double>
  @usableFromInline
  var lostInARow = 0

  /// Steers `kernel` by `rule`, from its start.
  @inlinable
  public init<Plant: Rig & ~Copyable>(
    _ rule: Rule, search: SpotSearch, _ kernel: borrowing LoopKernel<axes, Plant>
  ) {
    self.rule = rule
    self.search = search
    lastSighting = kernel.command
    // A single axis has no other that could make up for it.
    if axes > 1 { self.rule.tryConfining(to: kernel.lowest, kernel.highest) }
  }

  /// The number of lost readings in a row up to now.
  @inlinable
  public var lostReadings: Int { lostInARow }
  /// True while the commands come from the sweep for a lost dot.
  @inlinable
  public var isSearching: Bool { search.isSweeping(afterLost: lostInARow) }
  /// True once every place of the sweep has been looked at.
  @inlinable
  public var hasGivenUp: Bool { search.isOver(afterLost: lostInARow) }

  /// The command after `reading`, which `kernel` has read: the rule's after an error or a cost, that of the search after
  /// a lost reading. A rule that needs the side of the target stays where it is after a cost.
  @inlinable
  @inline(__always)
  public mutating func command<Plant: Rig & ~Copyable>(
    after reading: Reading<axes>, _ kernel: borrowing LoopKernel<axes, Plant>
  ) -> PerAxis<axes, Double> {
    if let error = reading.followableError {
      see(at: kernel.command)
      return rule.update(kernel.command, error: error)
    }
    if let cost = reading.followableCost {
      see(at: kernel.command)
      return rule.answer(kernel.command, cost: cost) ?? kernel.command
    }
    lose()
    return hasGivenUp ? kernel.command : searchCommand(kernel)
  }

  /// Takes note that the dot is in sight under `command`. Must be called before the rule is asked.
  @inlinable
  @inline(__always)
  mutating func see(at command: PerAxis<axes, Double>) {
    if _slowPath(isSearching) { rule.reset() }
    note(sighting: command)
  }

  /// Takes note that the dot is in sight under `command`, as it was at the reading before, or that the rule will not be
  /// asked. The rule keeps its past moves.
  @inlinable
  @inline(__always)
  public mutating func note(sighting command: PerAxis<axes, Double>) {
    lostInARow = 0
    lastSighting = command
  }

  /// Takes note of a lost reading.
  @inlinable
  @inline(__always)
  mutating func lose() {
    lostInARow &+= 1
  }

  /// Forgets the lost readings: the laser is turned back to a place with the dot in sight.
  mutating func forgetLost() { lostInARow = 0 }

  /// The command of `kernel` after as many lost readings as there are now: held at first, then swept around the last
  /// sighting.
  @inlinable
  @inline(__always)
  mutating func searchCommand<Plant: Rig & ~Copyable>(
    _ kernel: borrowing LoopKernel<axes, Plant>
  ) -> PerAxis<axes, Double> {
    if !isSearching { rule.skip(kernel.command) }
    return sweepCommand(kernel)
  }

  @inlinable
  @inline(__always)
  func sweepCommand<Plant: Rig & ~Copyable>(
    _ kernel: borrowing LoopKernel<axes, Plant>
  ) -> PerAxis<axes, Double> {
    let variable = kernel.controlVariable
    let (command, lowest, highest) = (kernel.command, kernel.lowest, kernel.highest)
    return PerAxis { axis in
      guard let offset = search.offsetRadians(afterLost: lostInARow, axis: axis) else { return command[axis] }
      // Kept within the travel as an angle: beyond 90° the slope would change its sign.
      let wish = variable.angle(of: lastSighting[axis]).radians + offset
      if wish <= variable.angle(of: lowest[axis]).radians { return lowest[axis] }
      let upper = variable.angle(of: highest[axis]).radians
      return wish >= upper ? highest[axis] : variable.command(at: Angle(radians: wish))
    }
  }
}

extension Steering: Sendable where Rule: Sendable {}
