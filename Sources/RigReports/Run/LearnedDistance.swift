internal import RealModule
public import RigCore

/// The result of a rule that learns the distance, from its figures.
public struct LearnedDistance: Sendable {
  /// The distance of the wall in cm, negative if the laser turns the wrong way. For several axes it is the way of the
  /// dot for a unit of slope, the root mean square over the axes.
  public let centimeters: Double
  /// The standard error of ``centimeters``; nil for a rule that has no such figure.
  public let standardErrorCentimeters: Double?
  /// The age of the readings in steps; nil for a rule that has no such figure.
  public let deadTimeSteps: Int?
  /// The reason why the rule could not learn, if there is one.
  public var trouble: LearningTrouble?
  /// The reason why ``centimeters``, or its standard error, is not to be trusted, if there is one.
  public var caveat: LearningCaveat?

  /// The learned distance; nil for a rule that learns none.
  public init?(_ terms: RuleTerms, names: [String]) {
    let figures = Dictionary(uniqueKeysWithValues: zip(names, terms.values))
    guard let distance = figures["estimatedDistanceCentimeters"] else { return nil }
    centimeters = distance
    standardErrorCentimeters = figures["distanceStandardErrorCentimeters"]
    deadTimeSteps = figures["deadTimeSteps"].flatMap { steps in Int(exactly: steps.rounded()) }
  }

  /// The result as a JSON object on one line; the distance and its error are null if the dot did not respond.
  public var json: String {
    let isAnswered = if case .noResponse = trouble { false } else { true }
    return JSON.object([
      ("distanceCentimeters", JSON.number(isAnswered ? centimeters : nil)),
      ("standardErrorCentimeters", JSON.number(isAnswered ? standardErrorCentimeters : nil)),
      ("deadTimeSteps", deadTimeSteps.map(String.init) ?? "null"),
      ("trouble", trouble.map { trouble in Self.json(trouble.name, trouble.text) } ?? "null"),
      ("caveat", caveat.map { caveat in Self.json(caveat.name, caveat.text) } ?? "null"),
    ])
  }

  private static func json(_ name: String, _ text: String) -> String {
    JSON.object([("name", JSON.string(name)), ("text", JSON.string(text))])
  }

  /// The result in words, for a rig with this number of axes.
  public func text(axes: Int) -> String {
    if let trouble {
      switch trouble {
      case .noResponse: return "nothing: \(trouble.text)"
      case .beyondFarthest: return trouble.text
      }
    }
    guard isMeaningful else {
      return "nothing about the distance yet: \(size(of: centimeters)) cm cannot be told from none"
    }
    let size = size(of: centimeters.magnitude)
    var words = axes == 1 ? "the wall is \(size) cm away" : "a unit of slope moves the dot by \(size) cm"
    if centimeters < 0 { words += ", and the laser turns the wrong way" }
    if let steps = deadTimeSteps, steps > 0 {
      words += ", and the readings are \(steps.counted("step")) old"
    }
    if let caveat { words += standardErrorCentimeters == nil ? "; \(caveat.text)" : "; do not trust ±: \(caveat.text)" }
    return words
  }

  /// False if three standard errors reach down to no distance at all: then not even the sense is known.
  private var isMeaningful: Bool {
    // Written so that NaN shows nothing.
    centimeters.isFinite && (standardErrorCentimeters ?? 0) <= centimeters.magnitude / 3
  }

  private func size(of distance: Double) -> String {
    guard let error = standardErrorCentimeters else { return distance.formatted(significantDigits: 4) }
    return Self.text(distance, standardError: error)
  }

  /// The number without digits that the standard error makes meaningless.
  public static func text(_ distance: Double, standardError error: Double) -> String {
    let decimals = error > 0 && error.isFinite ? max(0, min(6, 1 - Int(Double.log10(error).rounded(.down)))) : 6
    return "\(distance.formatted(decimals: decimals)) ± \(error.formatted(decimals: decimals))"
  }
}
