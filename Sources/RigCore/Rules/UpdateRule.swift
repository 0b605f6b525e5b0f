/// A control law: from where the laser aims and how far off the dot is, where to aim next.
///
/// A rule sees only this. It works on the *aim*, a plain number for each axis, which is the slope `a = tan(angle)`
/// unless the loop is told to steer the angle itself (see ``ControlVariable``).
public protocol UpdateRule<Aim, Errors> {
  /// The aim on each axis, a `PerAxis` of `Double`.
  associatedtype Aim
  /// The error on each axis, a `PerAxis` of `Length`.
  associatedtype Errors

  /// The next aim.
  ///
  /// - Parameters:
  ///   - aim: where the laser was told to aim when the error was read; within the actuator's travel.
  ///   - error: the dot's height above the target.
  mutating func update(_ aim: Aim, error: Errors) -> Aim

  /// The next aim where the sensor tells only the cost. Not to be called unless ``servesCost``.
  ///
  /// - Parameters:
  ///   - aim: where the laser was told to aim when the cost was read; within the actuator's travel.
  ///   - cost: the cost in cm², summed over the axes; at least 0.
  mutating func update(_ aim: Aim, cost: Double) -> Aim

  /// Takes note that a reading was lost while the actuator held `aim`: time has passed all the same.
  mutating func skip(_ aim: Aim)

  /// Forgets the past moves, after a search that the rule did not steer. Keeps its parameters; a rule without a memory
  /// does nothing.
  mutating func reset()

  /// Halves the rate, because the loop swings ever wider; false where the rule cannot.
  mutating func slowDown() -> Bool

  /// Has the rule's own chance begin with `seed`, before its first update; a rule that leaves nothing to chance does
  /// nothing. Without it a rule meets the same chance in every run.
  mutating func reseed(_ seed: UInt64)

  /// The learning rate α of a rule that is exactly `a[k+1] = a[k] - (α / D₀) · 2 e[k]`, so that the growth of the error
  /// tells the loop gain; nil for any other rule.
  var proportionalRate: Double? { get }

  /// True for a rule that can do without the side on which the dot is off. A configuration asks before it lets a rule
  /// loose on a sensor that tells only the cost.
  static var servesCost: Bool { get }

  /// True for a rule that finds out by itself what a turn does to the dot, its sense included: it needs no probe
  /// before it is let loose.
  static var learnsResponse: Bool { get }

  /// What the figures in ``terms`` are called in table, CSV and JSON: camelCase with the unit in it, as in
  /// `learningRate` or `estimatedDistanceCentimeters`.
  static var termNames: [String] { get }

  /// The figures behind the latest update, for people: the rate in use, an estimate and its error.
  var terms: RuleTerms { get }
}

extension UpdateRule {
  /// Nothing to take note of.
  @inlinable
  public mutating func skip(_ aim: Aim) {}

  /// It cannot.
  @inlinable
  public mutating func slowDown() -> Bool { false }

  /// Nothing is left to chance.
  @inlinable
  public mutating func reseed(_ seed: UInt64) {}

  /// No such rate.
  @inlinable
  public var proportionalRate: Double? { nil }

  /// It needs the side.
  @inlinable
  public static var servesCost: Bool { false }

  /// It is told beforehand.
  @inlinable
  public static var learnsResponse: Bool { false }

  /// Ends the program: whoever joins a rule to a sensor asks ``servesCost`` first.
  @inlinable
  public mutating func update(_ aim: Aim, cost: Double) -> Aim {
    preconditionFailure(
      "\(Self.self) needs to know on which side the dot is off, but the sensor tells only the cost: use ExtremumSeeking"
    )
  }
}
