public import RigCore

/// How the laser sits on the servo's horn.
public struct Mounting: Sendable, Equatable {
  /// How much higher the beam points than the horn says.
  public var offset: Angle
  /// True where a larger command lowers the beam.
  public var isReversed: Bool

  /// A laser that is `offset` off its horn and, if `isReversed`, on the wrong side of it.
  public init(offset: Angle = .zero, isReversed: Bool = false) {
    self.offset = offset
    self.isReversed = isReversed
  }

  var isOn: Bool { isReversed || offset != .zero }

  func beam(horn: Double) -> Double {
    (isReversed ? -horn : horn) + offset.radians
  }

  func horn(beam: Double) -> Double {
    isReversed ? offset.radians - beam : beam - offset.radians
  }
}
