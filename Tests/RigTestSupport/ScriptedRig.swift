public import RigCore

/// What a ``ScriptedRig`` was told to fail with.
public enum ScriptedFailure: Error, Equatable {
  /// The command with this number, counted from 0, could not be handed over.
  case move(Int)
  /// The reading with this number, counted from 0, could not be taken.
  case read(Int)
}

/// A rig that reads from a script, whatever it is told, and remembers what it was told.
public struct ScriptedRig<let axes: Int>: Rig {
  public let travel: Travel<PerAxis<axes, Angle>>
  /// The readings to come; the last one is repeated for ever.
  public var script: [Reading<axes>]
  /// The number of the command that fails, if any.
  public var failingMove: Int?
  /// The number of the reading that fails, if any.
  public var failingRead: Int?
  /// The commands that came, failed ones included.
  public private(set) var commands: [PerAxis<axes, Angle>] = []
  /// How many readings were asked for, failed ones included.
  public private(set) var readings = 0

  /// A rig that can turn by `reach` to either side and gives the readings of `script`, at least one.
  public init(_ script: [Reading<axes>], reach: Angle = .degrees(60)) {
    precondition(!script.isEmpty, "a script holds at least one reading")
    self.script = script
    travel = Travel(
      lower: PerAxis(repeating: Angle(radians: -reach.radians)), upper: PerAxis(repeating: reach))
  }

  public mutating func move(to angles: PerAxis<axes, Angle>) throws(ScriptedFailure) {
    commands.append(angles)
    if commands.count - 1 == failingMove { throw .move(commands.count - 1) }
  }

  public mutating func read() throws(ScriptedFailure) -> Reading<axes> {
    readings += 1
    if readings - 1 == failingRead { throw .read(readings - 1) }
    return script[min(readings, script.count) - 1]
  }
}

extension ScriptedRig where axes == 1 {
  /// A rig with one axis that sees these errors, in cm; nil for a lost spot.
  public init(errors: [Double?], reach: Angle = .degrees(60)) {
    self.init(
      errors.map { error in error.map { error in .error(PerAxis(.centimeters(error))) } ?? .spotLost }, reach: reach)
  }
}
