/// A place of the laser and the error that was read there, for a rule that learns from one move at a time.
@usableFromInline
struct LastReading<let axes: Int>: Sendable {
  @usableFromInline
  let command: PerAxis<axes, Double>
  /// The error that was read there, in cm.
  @usableFromInline
  let error: PerAxis<axes, Double>

  @inlinable
  init(command: PerAxis<axes, Double>, error: PerAxis<axes, Double>) {
    self.command = command
    self.error = error
  }

  /// The move since an earlier reading, and how the error answered it.
  @inlinable
  func change(since earlier: LastReading) -> (move: PerAxis<axes, Double>, answer: PerAxis<axes, Double>) {
    (
      PerAxis { axis in command[axis] - earlier.command[axis] }, PerAxis { axis in error[axis] - earlier.error[axis] }
    )
  }

  /// The smallest change of the error, in cm, that readings with `noise` do not explain.
  @inlinable
  static func threshold(noise: Length) -> Double {
    Secant<axes>.threshold * (2.0 * Double(axes)).squareRoot() * max(noise.centimeters, finestCentimeters)
  }

  /// The noise of a reading is taken to be at least this, since the arithmetic of an exact reading rounds as well.
  @inlinable
  static var finestCentimeters: Double { 1e-9 }
}

extension PerAxis where Element == Length {
  /// False if the error is NaN, or too large for its square to be finite: a rule that remembers its readings would
  /// never recover from it.
  @inlinable
  var isSensible: Bool { sumOfSquares.isFinite }
}
