public import RigCore

/// Noise on every reading, independent from one to the next.
public struct GaussianNoise: Sendable, Equatable {
  /// The standard deviation, at least 0.
  public var standardDeviation: Length

  /// Normally distributed noise with mean 0.
  public init(standardDeviation: Length = .zero) {
    precondition(standardDeviation >= .zero, "a standard deviation is at least 0 cm")
    self.standardDeviation = standardDeviation
  }

  @usableFromInline
  var isOn: Bool { standardDeviation > .zero }
}
