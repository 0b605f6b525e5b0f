/// A rule that takes each reading for the answer to its latest move. It stays at each command for its ``Dwell``.
public protocol Dwelling<Command, Errors>: UpdateRule {}

/// The stay at a command until a reading belongs to it: for the dead time of the sensor, and until a slow servo has all
/// but arrived.
///
/// A ``Dwelling`` rule holds its command for so long. Without that a dead time of a single step gives each answer to
/// another move, and what the rule learns of it is wrong. The dead time and the servo's motion have to be told: if the
/// rig is later than that, the stay is too short. Commands are slopes.
public struct Dwell<let axes: Int>: Sendable {
  /// The age of a reading in steps, at least 0.
  public let deadTime: Int
  /// The motion of the servo, in units of the time from one reading to the next.
  public let motion: MotorMotion

  /// The command that is held; nil before the first reading, and after a search.
  @usableFromInline
  var command: PerAxis<axes, Double>?
  /// The number of readings that are still to pass.
  @usableFromInline
  var left = 0

  /// The stay for readings that are `deadTime` steps old (at least 0) and a servo with this `motion`, in units of the
  /// time from one reading to the next. By default there is none.
  @inlinable
  public init(deadTime: Int = 0, motion: MotorMotion = MotorMotion()) {
    precondition(deadTime >= 0, "a dead time is at least 0 steps")
    self.deadTime = deadTime
    self.motion = motion
  }

  /// True if the reading at hand, taken while the laser is told `command`, belongs to an earlier place. The rule then
  /// keeps its command.
  @inlinable
  mutating func isEarly(at command: PerAxis<axes, Double>) -> Bool {
    if deadTime == 0 && motion.isPrompt { return false }
    return isStillEarly(at: command)
  }

  @usableFromInline
  mutating func isStillEarly(at command: PerAxis<axes, Double>) -> Bool {
    guard let held = self.command else {
      self.command = command
      left = deadTime
      return passes()
    }
    if (0..<axes).contains(where: { axis in (command[axis] - held[axis]).magnitude > Self.leastMove }) {
      self.command = command
      left = deadTime + framesOnTheWay(from: held, to: command)
    }
    return passes()
  }

  private mutating func passes() -> Bool {
    guard left > 0 else { return false }
    left -= 1
    return true
  }

  /// The number of readings that a servo makes on its way, before the first at its goal.
  private func framesOnTheWay(from held: PerAxis<axes, Double>, to command: PerAxis<axes, Double>) -> Int {
    if motion.isPrompt { return 0 }
    var longest = 0.0
    for axis in 0..<axes {
      let gap = (Angle(slope: command[axis]).radians - Angle(slope: held[axis]).radians).magnitude
      longest = max(longest, motion.time(for: gap, leaving: Self.leftOver))
    }
    return max(0, Int(min(longest - 1e-9, Self.longestStay)))
  }

  /// Begins anew, after a search that the rule did not steer.
  @inlinable
  mutating func reset() {
    command = nil
    left = 0
  }

  /// The share of a move that may be left when a servo counts as arrived.
  private static var leftOver: Double { 0.003 }
  /// The least change of a command that counts as a move, in units of slope: what rounding alone changes is none.
  private static var leastMove: Double { 1e-9 }
  /// The most readings to wait for a servo.
  private static var longestStay: Double { 1e6 }
}
