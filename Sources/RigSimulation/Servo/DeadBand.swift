public import RigCore

/// The change of command that a servo's electronics take for noise: closer than this to where it stands, it rests.
public struct DeadBand: Sendable, Equatable {
  /// The smallest change that is obeyed; 0 for all.
  public var width: Angle

  /// Ignores commands closer than `width` (at least 0) to the motor's angle.
  public init(width: Angle = .zero) {
    precondition(width >= .zero, "a dead band is at least 0")
    self.width = width
  }

  var isOn: Bool { width > .zero }

  func goal(command: Double, position: Double) -> Double {
    isOn && (command - position).magnitude < width.radians ? position : command
  }
}
