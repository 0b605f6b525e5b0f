/// Something that turns the laser: a hobby servo, a galvo mirror, a simulation of either.
///
/// Pins, buses and calibration belong to a conformer's initialiser; this protocol is what every one of them can do.
/// A conformer passes `checkActuator` of the test-support module.
public protocol Actuator<Angles, Failure>: ~Copyable {
  /// The failure of a move; `Never` for an actuator that cannot fail.
  associatedtype Failure: Error
  /// One command, a `PerAxis` of `Angle`.
  associatedtype Angles: Sendable

  /// The commands that the actuator can reach. They do not change while a loop runs.
  var travel: Travel<Angles> { get }

  /// Commands the actuator to turn to `angles` and returns at once.
  ///
  /// The call promises neither that the actuator has arrived when it returns nor that it arrives at all: a servo is
  /// slow, rounds the command and has play in its gears. A command beyond the travel ends at the limit.
  /// - Throws: if the command could not be handed over; the actuator then holds its last command.
  mutating func move(to angles: Angles) throws(Failure)
}

/// The two ends that an actuator can reach on each axis; `lower` lies below `upper` on all of them.
public struct Travel<Angles> {
  /// The lowest command that the actuator can reach, on each axis.
  public let lower: Angles
  /// The highest command that the actuator can reach, on each axis.
  public let upper: Angles

  /// The travel from `lower` to `upper`.
  @inlinable
  public init(lower: Angles, upper: Angles) {
    self.lower = lower
    self.upper = upper
  }
}

extension Travel: Sendable where Angles: Sendable {}
extension Travel: Equatable where Angles: Equatable {}
