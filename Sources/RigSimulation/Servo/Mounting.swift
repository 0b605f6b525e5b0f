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

  /// The command at which a servo without other effects sends the beam to `beam`.
  func command(beam: Angle) -> Angle {
    isOn ? Angle(radians: horn(beam: beam.radians)) : beam
  }

  /// How the slope of the beam changes with the slope of the horn, where the beam is at `beam`.
  func slopeGain(beam: Angle) -> Double {
    guard isOn else { return 1 }
    let horn = Angle(radians: horn(beam: beam.radians))
    let gain = (1 + beam.slope * beam.slope) / (1 + horn.slope * horn.slope)
    return isReversed ? -gain : gain
  }
}
