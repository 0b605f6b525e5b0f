/// An actuator and the sensor that watches its dot: all that a control loop touches.
///
/// A simulated rig is both in one value; separate devices are joined by ``PairedRig``. Moving and reading share one
/// `Failure`.
/// A conformer passes `checkRig` of the test-support module.
public protocol Rig<Angles, Output, Failure>: Actuator, Sensor, ~Copyable {}

/// A rig made of an actuator and a sensor that are independent of each other.
public struct PairedRig<Turner: Actuator & ~Copyable, Watcher: Sensor & ~Copyable>: Rig, ~Copyable {
  /// Which of the two devices failed, and its own error.
  public enum Failure: Error {
    /// The actuator could not be commanded.
    case actuator(Turner.Failure)
    /// The sensor could not be read.
    case sensor(Watcher.Failure)
  }

  /// The actuator of the rig, which turns the laser.
  public var actuator: Turner
  /// The sensor of the rig, which sees the dot.
  public var sensor: Watcher

  /// Joins the two devices; the pair owns both.
  @inlinable
  public init(actuator: consuming Turner, sensor: consuming Watcher) {
    self.actuator = actuator
    self.sensor = sensor
  }

  @inlinable
  public var travel: Travel<Turner.Angles> { actuator.travel }

  @inlinable
  public mutating func move(to angles: Turner.Angles) throws(Failure) {
    do throws(Turner.Failure) {
      try actuator.move(to: angles)
    } catch {
      throw .actuator(error)
    }
  }

  @inlinable
  public mutating func read() throws(Failure) -> Watcher.Output {
    do throws(Watcher.Failure) {
      return try sensor.read()
    } catch {
      throw .sensor(error)
    }
  }
}

extension PairedRig: Copyable where Turner: Copyable, Watcher: Copyable {}
