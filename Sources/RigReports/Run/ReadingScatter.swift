internal import RealModule
internal import RigCore
internal import RigScenario

/// Readings that scatter much more than the noise that the loop was told, at the end of a run of a rule that learns.
///
/// Near the target such a rule lets the laser rest for most readings, so that their changes show the noise as it is.
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

  /// The scatter at the end of `steps`, the latest of a run of `scenario`; nil if the noise that was told explains it, if
  /// the laser rested too seldom to tell, or if the rule does not learn.
  init?(_ steps: [StepRecord], _ scenario: Scenario, axes: Int) {
    guard scenario.controller.rule.family == .learner else { return nil }
    let late = Array(steps.suffix(Self.readings.upperBound))
    let told = scenario.scatterToLearnFrom
    // A turn that moves the dot less than the noise on the farthest wall counts as none.
    let rests = late.indices.dropFirst().filter { place in
      (0..<axes).allSatisfy { axis in
        let before = Angle(degrees: late[place - 1].anglesDegrees[axis]).slope
        let way = Angle(degrees: late[place].anglesDegrees[axis]).slope - before
        return way.magnitude * scenario.controller.farthestDistance <= told
      }
    }
    guard rests.count >= Self.readings.lowerBound else { return nil }
    let scatters = (0..<axes).map { axis in
      let errors = late.compactMap { step in step.errorsCentimeters?[axis] }
      return Self.scatter(ofChanges: rests.map { place in errors[place] - errors[place - 1] })
    }
    guard let axis = scatters.indices.max(by: { left, right in scatters[left] < scatters[right] }),
      scatters[axis] > Self.leastRatio * told
    else { return nil }
    centimeters = scatters[axis]
    toldCentimeters = told
    periodSteps = Self.period(of: late.dropFirst(late.count / 2).compactMap { step in step.errorsCentimeters?[axis] })
  }

  /// The standard deviation of readings that change by `changes`: that by the mean of the squares, or by the median of
  /// the sizes if it is smaller, so that outliers do not count.
  ///
  /// Source: J. von Neumann, R. H. Kent, H. R. Bellinson and B. I. Hart, "The Mean Square Successive Difference", Annals
  /// of Mathematical Statistics 12(2), 1941.
  private static func scatter(ofChanges changes: [Double]) -> Double {
    let squares = changes.reduce(0) { sum, change in sum + change * change }
    let usual = (squares / Double(changes.count)).squareRoot()
    let robust = changes.map(\.magnitude).median.map { size in size / MedianDeviation.ofNormal } ?? usual
    return min(usual, robust) / 2.0.squareRoot()
  }

  /// The period of `numbers` in steps: that of the highest line of the periodogram, if chance makes such a line less
  /// than once in ten thousand times.
  ///
  /// Source: R. A. Fisher, "Tests of Significance in Harmonic Analysis", Proceedings of the Royal Society A 125, 1929:
  /// among m lines of white noise one has a share of g or more of their sum with a probability of at most m(1 - g)^(m-1).
  private static func period(of numbers: [Double]) -> Double? {
    let count = numbers.count
    guard count >= readings.lowerBound else { return nil }
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
    guard share > 0.4, chance < 1e-4, highest > 1 else { return nil }
    return Double(count) / Double(highest + 1)
  }

  /// The scatter and what to do about it, in words.
  func text(_ scenario: Scenario) -> String {
    let size = centimeters.formatted(significantDigits: 2)
    let told = toldCentimeters.formatted(significantDigits: 2)
    let ratio = (centimeters / toldCentimeters).formatted(significantDigits: 2)
    let scatter = "at rest the readings scatter by \(size) cm, \(ratio) times as much as the rule was told (\(told) cm)"
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
