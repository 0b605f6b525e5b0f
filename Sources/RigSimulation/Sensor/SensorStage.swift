internal import RealModule

/// An imperfection of a sensor.
public protocol SensorEffect: DeviceEffect {}

/// Sensor effects at work.
protocol SensorStage: EffectChain {
  /// Changes one reading.
  ///
  /// An effect that draws random numbers draws them in every reading, lost or not, so that one effect does not change
  /// the draws of another.
  func apply<Seen: SeenError>(to reading: inout ReadingInWork<Seen>, _ state: inout State)
}

extension Then: SensorStage where First: SensorStage, Next: SensorStage {
  @inline(__always)
  func apply<Seen: SeenError>(to reading: inout ReadingInWork<Seen>, _ state: inout State) {
    first.apply(to: &reading, &state.first)
    next.apply(to: &reading, &state.next)
  }
}

/// A reading on its way through the effects of a sensor.
struct ReadingInWork<Seen: SeenError>: Sendable {
  /// The error in cm after the effects so far; while no dot is seen, zero and what they made of it.
  var error: Seen
  /// True if the sensor sees no dot.
  var isLost: Bool

  /// A reading of a dot that is `error` cm off the target; nil if there is no dot.
  init(_ error: Seen?) {
    self.error = error ?? .zero
    isLost = error == nil
  }

  /// What the sensor reports; nil for a lost dot.
  var report: Seen? { isLost ? nil : error }
}

/// The error of a dot as a sensor sees it, in cm: how far it is off the target in each direction that the sensor tells
/// apart.
protocol SeenError: Sendable {
  /// A dot on the target.
  static var zero: Self { get }
  /// The error with the directions of `plane`.
  init(_ plane: PlaneVector)
  /// The error in height and across; 0 across for a sensor of one direction.
  var plane: PlaneVector { get }
  /// The error with each direction, counted from 0, changed by `change`.
  func map(_ change: (_ direction: Int, _ error: Double) -> Double) -> Self
  /// The error moved by `size` in a random direction.
  func displaced(by size: Double, using chance: inout Chance) -> Self
  /// The error with the direction `axis` taken from `other`.
  func taking(axis: Int, from other: Self) -> Self
}

extension Double: SeenError {
  init(_ plane: PlaneVector) { self = plane.height }
  var plane: PlaneVector { PlaneVector(self, 0) }

  @inline(__always)
  func map(_ change: (_ direction: Int, _ error: Double) -> Double) -> Double { change(0, self) }

  /// The number moved up or down with even chances.
  func displaced(by size: Double, using chance: inout Chance) -> Double { chance.coin() ? self + size : self - size }

  func taking(axis: Int, from other: Double) -> Double { other }
}

extension PlaneVector: SeenError {
  static var zero: PlaneVector { PlaneVector(0, 0) }
  init(_ plane: PlaneVector) { self = plane }
  var plane: PlaneVector { self }

  @inline(__always)
  func map(_ change: (_ direction: Int, _ error: Double) -> Double) -> PlaneVector {
    PlaneVector(change(0, height), change(1, across))
  }

  func displaced(by size: Double, using chance: inout Chance) -> PlaneVector {
    let direction = 2 * Double.pi * chance.share()
    return self + size * PlaneVector(.cos(direction), .sin(direction))
  }

  func taking(axis: Int, from other: PlaneVector) -> PlaneVector {
    axis == 0 ? PlaneVector(other.height, across) : PlaneVector(height, other.across)
  }
}
