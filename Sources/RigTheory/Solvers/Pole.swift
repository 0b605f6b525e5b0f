internal import ComplexModule

/// A root of a characteristic polynomial: each step multiplies its share of the error by it.
public struct Pole: Sendable, Equatable {
  /// The real part.
  public let real: Double
  /// The imaginary part.
  public let imaginary: Double

  /// A root at `real + i · imaginary`.
  public init(real: Double, imaginary: Double = 0) {
    self.real = real
    self.imaginary = imaginary
  }

  /// By what a step multiplies the size of the error; the loop is stable where it is below 1.
  public var magnitude: Double { Complex(real, imaginary).length }

  /// By what angle a step turns it, in radians, in -π...π.
  public var angle: Double { magnitude == 0 ? 0 : Complex(real, imaginary).phase }
}
