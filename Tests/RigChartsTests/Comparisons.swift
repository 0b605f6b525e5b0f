import RealModule

@testable import RigCharts

/// Comparisons to draw: a plausible one, and those that are hard to draw.
///
/// The curves are those of little models of the rules on a wall at an unknown distance, with the distance in units of
/// the one that a rate is made for; no rule of the program is run.
enum Comparisons {
  /// The error that is left after each reading, of one rig whose gain is `gain` for the safe rate.
  private typealias Model = (_ start: Double, _ gain: Double, _ noise: Double, _ draw: () -> Double) -> [Double]

  private static let readings = 200

  private static func fixedRate(_ factor: Double) -> Model {
    { start, gain, noise, draw in
      var error = start
      return (0...readings).map { _ in
        defer { error = min(max(error - factor * gain * (error + noise * draw()), -1700), 1700) }
        return error
      }
    }
  }

  /// One careful move, then `factor` times the noise of an average of the readings.
  private static func learning(_ factor: Double, lag: Double = 0) -> Model {
    { start, gain, noise, draw in
      let first = start * (1 - gain)
      var sum = 0.0
      return (0...readings).map { index in
        if index == 0 { return start }
        sum += draw()
        let scatter = noise * factor * sum / Double(index)
        if index == 1 { return first + gain * noise * draw() }
        let left = lag == 0 ? 0 : first * Double.pow(lag, index - 1)
        return left + scatter * (1 + 1.2 / Double(index))
      }
    }
  }

  private static func secant() -> Model {
    { start, gain, noise, draw in
      var error = start
      return (0...readings).map { index in
        defer {
          let slope = index == 0 ? gain : 1 + 0.2 * noise / max(error.magnitude, noise + 1e-12) * draw()
          error -= slope * (error + noise * draw())
        }
        return error
      }
    }
  }

  private static func blind(_ rate: Double) -> Model {
    { start, gain, noise, draw in
      var error = start
      return (0...readings).map { index in
        defer {
          error = error * (1 - min(1, rate * gain)) + 0.02 * start * draw() / Double(index + 1) + 0.2 * noise * draw()
        }
        return error
      }
    }
  }

  private static let levels = [(0.0, 0.1), (0.1, 0.3), (0.5, 1.5), (2, 6)]

  static let plausible: RuleComparison = {
    let models: [(String, RuleComparison.Family, Model)] = [
      ("least squares (default)", .learning, learning(1)), ("Kalman", .learning, learning(1.25)),
      ("secant", .learning, secant()), ("Broyden", .learning, learning(1.6, lag: 0.35)),
      ("descent, safe rate", .fixedRate, fixedRate(1)), ("descent, usual rate", .fixedRate, fixedRate(1000 / 224)),
      ("integral", .fixedRate, fixedRate(0.8)), ("extremum seeking", .costOnly, blind(0.25)),
    ]
    return RuleComparison(
      title: "How many readings until the dot is on the target?",
      setUp:
        "Each rule on the same 1000 rigs: walls 50 to 1000 cm away, targets up to 100 cm high or low, start at 0°.",
      explanation: """
        A rule that learns how far a move carries the dot is on target after 2 or 3 readings, on every wall. A fixed \
        rate has to be safe for the farthest wall, and then crawls on the near ones; made for a usual wall, it runs \
        away on the far ones.
        """,
      levels: levels.map { noise, tolerance in .init(noiseCentimeters: noise, toleranceCentimeters: tolerance) },
      rules: models.map { name, family, model in
        .init(name: name, family: family, results: levels.map { level in result(model, level) })
      },
      bound: .init(
        name: "bound: distance known", family: .learning,
        results: levels.map { level in
          result(
            { start, _, noise, draw in
              var sum = 0.0
              return (0...readings).map { index in
                if index == 0 { return start }
                sum += draw()
                return noise * sum / Double(index)
              }
            }, level)
        }), landmark: .init(readings: 2, label: "two readings can tell the distance"))
  }()

  /// A comparison with one rule, one level and this curve.
  static func single(
    _ curve: [Double], tolerance: Double = 0.1, readings: Int? = 2, family: RuleComparison.Family = .learning
  ) -> RuleComparison {
    RuleComparison(
      title: "One rule", setUp: "", explanation: "",
      levels: [.init(noiseCentimeters: 0.5, toleranceCentimeters: tolerance)],
      rules: [.init(name: "rule", family: family, results: [result(curve, readings: readings)])])
  }

  static func result(_ curve: [Double], share: Double = 1, readings: Int? = 2) -> RuleComparison.Result {
    .init(
      curve: .init(medianCentimeters: curve, percentile95Centimeters: curve.map { size in 2 * size }),
      settledShare: share, medianReadings: readings, percentile95Readings: readings, turnedDegrees: 12,
      finalErrorCentimeters: 0.01)
  }

  static let hard: [RuleComparison] = {
    var wide = plausible
    wide.levels += [
      .init(noiseCentimeters: 5, toleranceCentimeters: 15), .init(noiseCentimeters: 1e-9, toleranceCentimeters: 0),
    ]
    wide.rules += plausible.rules.map { rule in
      .init(name: "another rule with a very long name: " + rule.name, family: rule.family, results: rule.results)
    }
    var wordy = plausible
    wordy.title = String(repeating: "a long title ", count: 30)
    wordy.explanation = String(repeating: "a reason and ", count: 60)
    wordy.landmark?.label = String(repeating: "many words ", count: 30)
    var bare = plausible
    bare.rules = []
    var unbound = plausible
    unbound.bound = nil
    unbound.levels = Array(plausible.levels.prefix(3))
    unbound.landmark = .init(readings: 1e9, label: "never")
    let odd = RuleComparison.Result(
      curve: .init(medianCentimeters: [.nan], percentile95Centimeters: []), settledShare: .nan, medianReadings: -3,
      percentile95Readings: .max, turnedDegrees: .infinity, finalErrorCentimeters: -.infinity)
    return [
      plausible, wide, wordy, bare, unbound,
      RuleComparison(title: "", setUp: "", explanation: "", levels: [], rules: []),
      RuleComparison(
        title: "", setUp: "", explanation: "", levels: [.init(noiseCentimeters: .nan, toleranceCentimeters: .infinity)],
        rules: [.init(name: "", family: .costOnly, results: [odd, odd])], landmark: .init(readings: .nan, label: "x")),
      single([]), single([5]), single([0, 0, 0]), single([.nan, .nan]), single([.infinity, 3, -.infinity]),
      single([50, .nan, 1, 0, .nan, 1e-300]), single([1e300, 1e-300, 1e300]), single([3, 1e-9], tolerance: 0),
      single([3, 1], tolerance: .nan), single([3, 1], tolerance: 1e300), single([1e-200, 1e-250], tolerance: 1e-220),
      single((0...20000).map { index in 1 / Double(index + 1) }, readings: 19999), single([3, 1], readings: nil),
    ]
  }()

  private static func result(_ model: Model, _ level: (noise: Double, tolerance: Double)) -> RuleComparison.Result {
    var rng = SplitMix(seed: 11)
    var sizes: [[Double]] = []
    var settled: [Int] = []
    let rigs = 300
    for rig in 0..<rigs {
      // Distances with equal shares of each decade, heights with equal shares of each centimetre.
      let gain = 0.05 * Double.pow(20, (Double(rig) + 0.5) / Double(rigs))
      let start = Double.random(in: -100...100, using: &rng)
      let errors = model(start, gain, level.noise) { AxisTraces.gaussian(using: &rng) }.map(\.magnitude)
      sizes.append(errors)
      settled.append((errors.lastIndex { size in size > level.tolerance } ?? -1) + 1)
    }
    func quantile(_ values: [Double], _ share: Double) -> Double { values.sorted()[Int(share * Double(rigs))] }
    func readings(_ share: Double) -> Int? {
      let count = settled.sorted()[Int(share * Double(rigs))]
      return count > Self.readings ? nil : count
    }
    return .init(
      curve: .init(
        medianCentimeters: (0...Self.readings).map { index in quantile(sizes.map { $0[index] }, 0.5) },
        percentile95Centimeters: (0...Self.readings).map { index in quantile(sizes.map { $0[index] }, 0.95) }),
      settledShare: Double(settled.count { $0 <= Self.readings }) / Double(rigs), medianReadings: readings(0.5),
      percentile95Readings: readings(0.95), turnedDegrees: 20 + 900 * level.noise,
      finalErrorCentimeters: quantile(sizes.map { $0[Self.readings] }, 0.68))
  }
}
