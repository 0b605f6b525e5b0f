internal import RigCore

/// What no controller can have: a rule that is told the distance. Each reading then tells where the target is, up to
/// the noise, and the mean of all of them is the best that can be known of it: after k readings its error is σ/√k.
///
/// The mean of k readings with independent normal noise reaches the Cramér–Rao bound, and nobody who has to learn the
/// distance as well can do better.
///
/// Source: H. Cramér, *Mathematical Methods of Statistics*, 1946, chapter 32.
struct KnownDistance: UpdateRule {
  /// How much the dot rises for each unit of slope, in cm: the distance, negative where the laser turns the other way.
  private let response: Double
  private var sum = 0.0
  private var count = 0

  init(response: Length) {
    precondition(response != .zero, "a wall is not at the laser")
    self.response = response.centimeters
  }

  mutating func update(_ command: PerAxis<1, Double>, error: PerAxis<1, Length>) -> PerAxis<1, Double> {
    sum += command[0] - error[0].centimeters / response
    count += 1
    return PerAxis(sum / Double(count))
  }

  mutating func reset() {}

  var termNames: [String] { [] }

  var terms: RuleTerms { RuleTerms() }
}
