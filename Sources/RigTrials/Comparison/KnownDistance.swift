internal import RigCore

/// A rule that is told the distance, which no controller can be. Each reading then gives the place of the target to
/// within the noise, and the mean of all of them is its best estimate: after k readings its error is σ/√k.
///
/// The mean of k readings with independent normal noise reaches the Cramér–Rao bound, and a controller that has to
/// learn the distance as well cannot do better.
///
/// Source: H. Cramér, *Mathematical Methods of Statistics*, 1946, chapter 32.
struct KnownDistance: UpdateRule {
  /// The rise of the dot for each unit of slope, in cm: the distance, negative if the laser turns the other way.
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
