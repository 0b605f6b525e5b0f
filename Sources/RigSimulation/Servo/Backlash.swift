public import RigCore

/// The play between motor and horn: when the motor turns back, the horn waits until the play is taken up.
public struct Backlash: Sendable, Equatable {
  /// The width of the play; 0 for none.
  public var play: Angle

  /// Gears with a play of `play`, at least 0.
  public init(play: Angle = .zero) {
    precondition(play >= .zero, "a play is at least 0")
    self.play = play
  }

  var isOn: Bool { play > .zero }

  /// Where a horn at `horn` is pushed by the motor at `motor`, both in radians.
  func push(horn: Double, motor: Double) -> Double {
    Play(half: play.radians / 2).driven(from: horn, by: motor)
  }
}
