/// A control law: it computes the next command from the present command of the laser and the error of the dot.
///
/// A rule sees only these two. It works on the *command*, a plain number for each axis, which is the slope `a =
/// tan(angle)` unless the loop is told to steer the angle itself (see ``ControlVariable``).
///
/// This protocol has what every rule does. What only some rules do is a protocol of its own: to do without the side on
/// which the dot is off (``CostRule``), to draw random numbers (``RandomRule``), to halve the gain (``GainHalving``),
/// to learn the response to a turn (``ResponseLearning``), to stay at a command until a reading belongs to it
/// (``Dwelling``), to be linear (``LinearRule``).
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

  /// Takes note that a reading was lost while the actuator held `command`: time has passed all the same. By default a
  /// rule does nothing.
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
  /// A loop reaches ``CostRule/update(_:cost:)`` by this function at every step, without a cast. A rule does not
  /// declare it: ``CostRule`` and ``ForwardingRule`` do.
  mutating func answer(_ command: Command, cost: Double) -> Command?
}

extension UpdateRule {
  /// Does nothing: by default a rule ignores lost readings.
  @inlinable
  public mutating func skip(_ command: Command) {}

  /// Nil, since the rule needs the side.
  @inlinable
  public mutating func answer(_ command: Command, cost: Double) -> Command? { nil }
}

/// A rule that does not need the side on which the dot is off.
public protocol CostRule<Command, Errors>: UpdateRule {
  /// The next command if the sensor tells only the cost.
  ///
  /// - Parameters:
  ///   - command: the command at which the cost was read; within the actuator's travel.
  ///   - cost: the cost in cm², summed over the axes; at least 0.
  mutating func update(_ command: Command, cost: Double) -> Command
}

extension CostRule {
  /// The answer of ``update(_:cost:)``.
  @inlinable
  public mutating func answer(_ command: Command, cost: Double) -> Command? { update(command, cost: cost) }
}

/// A rule that draws random numbers.
public protocol RandomRule<Command, Errors>: UpdateRule {
  /// Restarts the rule's random numbers from `seed`, before its first update. A rule that is not reseeded draws the
  /// same numbers in every run.
  mutating func reseed(_ seed: UInt64)
}

/// A rule whose gain a loop can lower if the error swings ever wider.
public protocol GainHalving<Command, Errors>: UpdateRule {
  /// Halves the gain: the learning rate of a rule that has one; for any other rule the share of readings after which it
  /// moves.
  mutating func halveGain()
}

/// A rule that takes the ends of the travel into account: if one axis cannot go where it should, the others make up for
/// it.
public protocol TravelAware<Command, Errors>: UpdateRule {
  /// Takes note of the lowest and the highest command of each axis, before the first update.
  mutating func confine(to lowest: Command, _ highest: Command)
}

/// A rule that finds out by itself what a turn does to the dot, including its sense: it needs no probe before it
/// steers. It steers the slope; on a loop that steers the angle it stands in a ``TangentInversion``.
public protocol ResponseLearning<Command, Errors>: UpdateRule {}
