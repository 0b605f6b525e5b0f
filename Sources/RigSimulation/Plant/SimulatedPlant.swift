public import RigCore

/// A simulated rig: a rig that cannot fail and whose truth is known.
///
/// Comparisons, sweeps, reports and pictures take any rig of this kind. A rig of your own needs its ``truth``, the
/// command at which its actuators rest, and the length of a frame. Code that is generic over the number of axes is
/// constrained by `Plant.Truth == PlantTruth<axes>`, which determines the types of commands, readings and errors too.
public protocol SimulatedPlant<Truth>: Rig, Sendable
where Failure == Never, Angles == Truth.Angles, Output == Truth.Output {
  /// A ``PlantTruth``.
  associatedtype Truth: RigTruth

  /// The command at which the actuators rest before the first one.
  var restCommand: Angles { get }
  /// The time from one reading to the next in seconds, above 0.
  var frameSeconds: Double { get }

  /// The truth at the latest reading; before the first one, the truth at rest. Controllers have no access to it.
  var truth: Truth { get }
  /// The errors of ``truth``. A rig that can compute them at less cost than the whole truth does so here, for loops
  /// that ask at every step.
  var trueErrors: Truth.Errors? { get }
  /// The beams of ``truth``. A rig that can compute them at less cost than the whole truth does so here.
  var beams: Angles { get }

  /// The command at which actuators that have arrived put the dot on the target as it stands now, rounding and play
  /// aside; it may lie beyond the travel. Nil if no command does, or if the rig does not provide it.
  var commandOnTarget: Angles? { get }
  /// True if the command that puts the dot on the target, as it stands now, lies within the travel.
  var hasTargetInReach: Bool { get }
  /// The error of the dot, as wall and target stand now, with the actuator of one axis at the end of its travel that is
  /// nearer to the target, and all others at the commands that make the error least; the least over all axes. Nil if it
  /// is not known.
  var errorAtNearerEnd: Length? { get }
}

extension SimulatedPlant {
  /// The errors of ``truth``.
  @inlinable
  public var trueErrors: Truth.Errors? { truth.errors }
  /// The beams of ``truth``.
  @inlinable
  public var beams: Angles { truth.beams }

  /// Nil, since the rig does not provide it.
  public var commandOnTarget: Angles? { nil }
  /// True: a rig that does not provide ``commandOnTarget`` counts as able to reach its target.
  public var hasTargetInReach: Bool { true }
  /// Nil, since it is not known.
  public var errorAtNearerEnd: Length? { nil }
}

extension Travel {
  /// True if every axis of `command` lies within the travel.
  func contains<let axes: Int>(_ command: PerAxis<axes, Angle>) -> Bool where Angles == PerAxis<axes, Angle> {
    for axis in 0..<axes {
      // Written so that a command that is NaN lies outside.
      guard command[axis] >= lower[axis], command[axis] <= upper[axis] else { return false }
    }
    return true
  }
}

/// Simulated rigs that differ in their random numbers alone: those of one scenario.
public struct PlantSource<Plant: SimulatedPlant>: Sendable {
  /// The rig with the random numbers of a seed, at rest at the command, or at the one at which it rests by itself.
  private let make: @Sendable (RandomSeed, Plant.Angles?) -> Plant
  /// The command at which a rig is to rest; nil leaves the rig at its own rest command.
  private let start: (@Sendable (Plant) -> Plant.Angles?)?

  /// Rigs that `make` makes from a seed and from the command at which the actuators rest; nil is the one at which they
  /// rest by themselves. `start` gives the command at which a rig is to rest, which may depend on its wall; if it is
  /// missing or returns nil, the rig rests at its own rest command.
  public init(
    start: (@Sendable (Plant) -> Plant.Angles?)? = nil,
    make: @escaping @Sendable (RandomSeed, Plant.Angles?) -> Plant
  ) {
    self.start = start
    self.make = make
  }

  /// The rig with the random numbers of `seed`.
  public func plant(seed: RandomSeed) -> Plant {
    let plant = make(seed, nil)
    guard let start, let command = start(plant) else { return plant }
    return make(seed, command)
  }

  /// The rig with the random numbers of `seed`, at rest at `command`.
  public func plant(seed: RandomSeed, at command: Plant.Angles) -> Plant { make(seed, command) }
}

/// Work on simulated rigs of a type that is known only at run time.
///
/// The maker of the rigs, such as the kind of rig of a configuration, calls ``visit(_:)`` with their type; the visitor
/// is generic over the number of axes and over the rig.
public protocol PlantVisitor {
  /// The result of the work.
  associatedtype Result

  /// Works on the rigs of `plants`.
  func visit<let axes: Int, Plant: SimulatedPlant>(_ plants: PlantSource<Plant>) -> Result
  where Plant.Truth == PlantTruth<axes>
}
