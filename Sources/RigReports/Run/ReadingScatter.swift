internal import RealModule
internal import RigCore
internal import RigScenario

/// Readings that scatter much more than the noise that the loop was told, at the end of a run of a rule that learns.
///
/// The readings of such a rule show the noise as it is, since near the target the rule does not answer it.
public struct ReadingScatter: Sendable, Equatable {
  /// The standard deviation of the readings of the axis that scatters the most, in cm.
  public let centimeters: Double
  /// The standard deviation that the rule was to expect, in cm.
  public let toldCentimeters: Double
  /// The period of the readings in steps, at least 2; nil if they are not periodic.
  public let periodSteps: Double?

  /// The fewest readings that show it, and the most that are looked at.
  private static let readings = 16...256
  /// The least scatter that is told, as a multiple of the expected one: chance and the moves of a rule explain less.
  private static let leastRatio = 2.5

  /// The scatter in the second half of `steps`, the latest of a run of `scenario`; nil if the noise that was told
  /// explains it, or if the rule does not learn.
  init?(_ steps: [StepRecord], _ scenario: Scenario, axes: Int) {
    guard scenario.controller.rule.family == .learner else { return nil }
    let late = steps.suffix(min(steps.count / 2, Self.readings.upperBound))
    guard late.count >= Self.readings.lowerBound else { return nil }
    let told = scenario.scatterToLearnFrom
    let found = (0..<axes).map { axis in
      let errors = late.compactMap { step in step.errorsCentimeters?[axis] }
      return (scatter: Self.scatter(of: errors), errors: errors)
    }
    guard let widest = found.max(by: { left, right in left.scatter < right.scatter }),
      widest.scatter > Self.leastRatio * told
    else { return nil }
    centimeters = widest.scatter
    toldCentimeters = told
    periodSteps = Self.period(of: widest.errors)
  }

  /// The standard deviation of `numbers`: the usual one, or that by the median of their distances from the median if it
  /// is smaller, so that outliers do not count.
  private static func scatter(of numbers: [Double]) -> Double {
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let squares = numbers.reduce(0) { sum, number in sum + (number - mean) * (number - mean) }
    let usual = (squares / Double(numbers.count - 1)).squareRoot()
    guard let middle = numbers.median,
      let distance = numbers.map({ number in (number - middle).magnitude }).median
    else { return usual }
    return min(usual, distance / MedianDeviation.ofNormal)
  }

  /// The period of `numbers` in steps: that of the highest line of the periodogram, if chance makes such a line less
  /// than once in ten thousand times.
  ///
  /// Source: R. A. Fisher, "Tests of Significance in Harmonic Analysis", Proceedings of the Royal Society A 125, 1929:
  /// among m lines of white noise one has a share of g or more of their sum with a probability of at most m(1 - g)^(m-1).
  private static func period(of numbers: [Double]) -> Double? {
    let count = numbers.count
    let mean = numbers.reduce(0, +) / Double(count)
    let lines = (1...count / 2).map { line in
      let turn = 2 * Double.pi * Double(line) / Double(count)
      var (cosines, sines) = (0.0, 0.0)
      for (place, number) in numbers.enumerated() {
        cosines += (number - mean) * .cos(turn * Double(place))
        sines += (number - mean) * .sin(turn * Double(place))
      }
      // The last line of an even number of readings has no sine, and so half of the mean power of the others.
      return (cosines * cosines + sines * sines) * (2 * line == count ? 0.5 : 1)
    }
    guard let highest = lines.indices.max(by: { left, right in lines[left] < lines[right] }) else { return nil }
    let share = lines[highest] / lines.reduce(0, +)
    let others = Double(lines.count - 1)
    let chance = Double(lines.count) * .pow(max(0, 1 - share), others)
    // A line that is not clearly the highest, or one so slow that it passes for a drift, is no period.
    guard share > 0.4, chance < 1e-4, highest > 0 else { return nil }
    return Double(count) / Double(highest + 1)
  }

  /// The scatter and what to do about it, in words.
  func text(_ scenario: Scenario) -> String {
    let size = centimeters.formatted(significantDigits: 2)
    let told = toldCentimeters.formatted(significantDigits: 2)
    let ratio = (centimeters / toldCentimeters).formatted(significantDigits: 2)
    let scatter = "the readings scatter by \(size) cm, \(ratio) times as much as the rule was told (\(told) cm)"
    guard let periodSteps else { return "\(scatter): set loop.noise=\(size), or find the cause" }
    let rate = scenario.loop.frameRate / periodSteps
    return """
      \(scatter), with a period of \(periodSteps.formatted(significantDigits: 3)) steps \
      (\(rate.formatted(significantDigits: 3)) Hz, or a faster hum that the frame rate makes look like it): find the cause, \
      or set loop.noise=\(size)
      """
  }

  /// The scatter as a JSON object on one line.
  var json: String {
    JSON.object([
      ("centimeters", JSON.number(centimeters)), ("toldCentimeters", JSON.number(toldCentimeters)),
      ("periodSteps", JSON.number(periodSteps)),
    ])
  }
}
