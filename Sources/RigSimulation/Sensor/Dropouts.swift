/// Readings that see no dot though there is one.
public struct Dropouts: Sendable, Equatable {
  /// The probability of each reading to be lost, 0...1.
  public var probability: Double

  /// Loses readings with the given probability.
  public init(probability: Double = 0) {
    precondition((0...1).contains(probability), "a probability lies in 0...1")
    self.probability = probability
  }

  var isOn: Bool { probability > 0 }
}
