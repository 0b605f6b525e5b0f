public import RigCore

/// Readings that are far off now and then: a reflection, a cloud, a friend who is not looking.
public struct Outliers: Sendable, Equatable {
  /// The probability, 0...1, that a reading is an outlier.
  public var probability: Double
  /// How far off an outlier is, up or down with even chances; at least 0.
  public var size: Length

  /// Readings that are off by `size` with the given probability.
  public init(probability: Double = 0, size: Length = .zero) {
    precondition((0...1).contains(probability) && size >= .zero, "a probability lies in 0...1, a size is at least 0 cm")
    self.probability = probability
    self.size = size
  }

  var isOn: Bool { probability > 0 && size > .zero }

  func apply(to error: Double, using chance: inout Chance) -> Double {
    guard chance.strikes() else { return error }
    return chance.coin() ? error + size.centimeters : error - size.centimeters
  }
}
