internal import ComplexModule

/// A root of a characteristic polynomial: each step multiplies its share of the error by it.
public struct Pole: Sendable, Equatable {
  /// The real part of the pole.
  public let real: Double
  /// The imaginary part of the pole.
  public let imaginary: Double

  /// A root at `real + i · imaginary`.
  public init(real: Double, imaginary: Double = 0) {
    self.real = real
    self.imaginary = imaginary
  }

  /// The factor by which a step multiplies the size of the error; the loop is stable if it is below 1.
  public var magnitude: Double { Complex(real, imaginary).length }

  /// The angle by which a step turns the error, in radians, in -π...π.
  public var angle: Double { magnitude == 0 ? 0 : Complex(real, imaginary).phase }
}
