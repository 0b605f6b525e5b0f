/// A control law: from the latest command and the error that was read there it makes the next command.
///
/// A rule sees only this. It works on the *command*, a plain number for each axis, which is the slope `a = tan(angle)`
/// unless the loop is told to steer the angle itself (see ``ControlVariable``).
///
/// This is what every rule does. What only some do is a protocol of its own: to do without the side on which the dot is
/// off (``CostRule``), to draw chance (``RandomRule``), to halve the gain (``GainHalving``), to learn by itself what a
/// turn does (``ResponseLearning``), to be linear (``LinearRule``).
public protocol UpdateRule<Command, Errors> {
  /// The command on each axis, a `PerAxis` of `Double`.
  associatedtype Command
  /// The error on each axis, a `PerAxis` of `Length`.
  associatedtype Errors

  /// The next command.
  ///
  /// - Parameters:
  ///   - command: the command at which the error was read; within the actuator's travel.
  ///   - error: the dot's height above the target.
  mutating func update(_ command: Command, error: Errors) -> Command

  /// Takes note that a reading was lost while the actuator held `command`: time has passed all the same. By default a rule
  /// has nothing to take note of.
  mutating func skip(_ command: Command)

  /// Forgets the past moves, after a search that the rule did not steer. Keeps its parameters; a rule without a memory
  /// does nothing.
  mutating func reset()

  /// The names of the figures in ``terms`` in table, CSV and JSON: camelCase with the unit in it, as in `learningRate`
  /// or `estimatedDistanceCentimeters`.
  var termNames: [String] { get }

  /// The figures behind the latest update, for people: the rate in use, an estimate and its error.
  var terms: RuleTerms { get }

  /// The next command after a reading that tells only the cost; nil if the rule needs the side.
  ///
  /// This is how a loop reaches ``CostRule/update(_:cost:)`` at every step without a cast. A rule does not declare it:
  /// ``CostRule`` and ``ForwardingRule`` do.
  mutating func answer(_ command: Command, cost: Double) -> Command?
}

extension UpdateRule {
  /// Nothing to take note of.
  @inlinable
  public mutating func skip(_ command: Command) {}

  /// It needs the side.
  @inlinable
  public mutating func answer(_ command: Command, cost: Double) -> Command? { nil }
}

/// A rule that can do without the side on which the dot is off.
public protocol CostRule<Command, Errors>: UpdateRule {
  /// The next command if the sensor tells only the cost.
  ///
  /// - Parameters:
  ///   - command: the command at which the cost was read; within the actuator's travel.
  ///   - cost: the cost in cm², summed over the axes; at least 0.
  mutating func update(_ command: Command, cost: Double) -> Command
}

extension CostRule {
  /// The rule's own answer.
  @inlinable
  public mutating func answer(_ command: Command, cost: Double) -> Command? { update(command, cost: cost) }
}

/// A rule that leaves something to chance.
public protocol RandomRule<Command, Errors>: UpdateRule {
  /// Has the rule's own chance begin with `seed`, before its first update. A rule that is not reseeded meets the same
  /// chance in every run.
  mutating func reseed(_ seed: UInt64)
}

/// A rule whose gain a loop can lower if the error swings ever wider.
public protocol GainHalving<Command, Errors>: UpdateRule {
  /// Halves the gain: the learning rate of a rule that has one, and of any other the share of readings that it moves
  /// after.
  mutating func halveGain()
}

/// A rule that finds out by itself what a turn does to the dot, its sense included: it needs no probe before it steers.
public protocol ResponseLearning<Command, Errors>: UpdateRule {}
