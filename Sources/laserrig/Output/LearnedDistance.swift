internal import RealModule
internal import RigCore

/// What a rule that learns the distance has found out, as its figures tell.
struct LearnedDistance {
  let centimeters: Double
  let standardErrorCentimeters: Double?
  let deadTimeSteps: Int?

  /// Nil for a rule that learns no distance.
  init?(_ terms: RuleTerms, names: [String]) {
    let figures = Dictionary(uniqueKeysWithValues: zip(names, terms.values))
    guard let distance = figures["estimatedDistanceCentimeters"] else { return nil }
    centimeters = distance
    standardErrorCentimeters = figures["distanceStandardErrorCentimeters"]
    deadTimeSteps = figures["deadTimeSteps"].map { steps in Int(steps) }
  }

  var json: String {
    JSON.object([
      ("distanceCentimeters", JSON.number(centimeters)),
      ("standardErrorCentimeters", JSON.number(standardErrorCentimeters)),
      ("deadTimeSteps", deadTimeSteps.map(String.init) ?? "null"),
    ])
  }

  func text(axes: Int) -> String {
    let size = standardErrorCentimeters.map(size(with:)) ?? centimeters.magnitude.formatted(significantDigits: 4)
    var words = axes == 1 ? "the wall is \(size) cm away" : "a unit of slope moves the dot by \(size) cm"
    if centimeters < 0 { words += ", and the laser turns the wrong way" }
    if let steps = deadTimeSteps, steps > 0 {
      words += ", and the readings are \(steps) \(steps == 1 ? "step" : "steps") old"
    }
    return words
  }

  /// No digit that the standard error makes worthless.
  private func size(with error: Double) -> String {
    let decimals = error > 0 ? max(0, min(6, 1 - Int(Double.log10(error).rounded(.down)))) : 6
    return "\(centimeters.magnitude.formatted(decimals: decimals)) ± \(error.formatted(decimals: decimals))"
  }
}
