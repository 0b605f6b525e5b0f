public import RigCore

/// How a rule did on all the rigs of a comparison.
public struct Performance: Sendable, Equatable {
  /// What the rule is called.
  public let name: String
  /// How many rigs there were.
  public let rigs: Int
  /// How many of them settled: from some reading on, every true error was within the tolerance, and these readings were
  /// at least ``Comparison/hold``.
  public let settledRigs: Int
  /// The number of readings within which half of the rigs settled; nil where fewer than half did. A rig settles at
  /// reading k, counted from 1, where every true error after reading k is within the tolerance: k readings were needed.
  /// A dot that never was outside settles at 0.
  public let medianReadings: Int?
  /// The number of readings within which 95 of 100 rigs settled; nil where fewer did.
  public let percentile95Readings: Int?
  /// How far the beam was turned to and fro in all, in degrees: the median.
  public let medianTurnedDegrees: Double
  /// The root of the mean square of the true errors at the last reading; infinite where a beam missed the wall.
  public let finalError: Length
  /// The farthest that any dot was beyond its target, seen from where it began.
  public let largestOvershoot: Length
  /// On how many rigs the first move went beyond the target by more than the comparison's overshoot floor.
  public let firstMoveOvershoots: Int
  /// On how many rigs the rule's command lay beyond the travel when it reached the servo. The loop sees to it that it
  /// is none.
  public let rigsBeyondTravel: Int
  /// The true errors over the readings; nil where nobody asked for them.
  public let curves: ErrorCurves?

  /// The share of rigs that settled.
  public var settledShare: Double { Double(settledRigs) / Double(rigs) }
  /// Between which shares the true one lies.
  public var settledInterval: WilsonInterval { WilsonInterval(successes: settledRigs, trials: rigs) }
  /// The share of rigs whose first move overshoots.
  public var firstMoveOvershootShare: Double { Double(firstMoveOvershoots) / Double(rigs) }

  init(name: String, runs: [Run], readings: Int) {
    self.name = name
    rigs = runs.count
    let settled = runs.map { run in run.readingsToSettle ?? .max }.sorted()
    settledRigs = settled.prefix { reading in reading < .max }.count
    let median = Quantile.of(settled, 0.5)
    let percentile95 = Quantile.of(settled, 0.95)
    medianReadings = median == .max ? nil : median
    percentile95Readings = percentile95 == .max ? nil : percentile95
    medianTurnedDegrees = Quantile.of(runs.map(\.turnedDegrees).sorted(), 0.5)
    finalError = .centimeters(Self.rootMeanSquare(runs.map(\.finalError)))
    largestOvershoot = .centimeters(runs.map(\.overshoot).max() ?? 0)
    firstMoveOvershoots = runs.count(where: \.firstMoveOvershoots)
    rigsBeyondTravel = runs.count(where: \.leftTravel)
    curves = ErrorCurves(runs.map(\.sizes).filter { sizes in !sizes.isEmpty }, readings: readings)
  }

  fileprivate static func rootMeanSquare(_ numbers: [Double]) -> Double {
    (numbers.reduce(0) { sum, number in sum + number * number } / Double(numbers.count)).squareRoot()
  }
}

/// The true errors' sizes over the readings, the first reading first, over all rigs; with very many rigs over the first
/// of them.
public struct ErrorCurves: Sendable, Equatable {
  /// The size that half of the rigs did not exceed.
  public let median: [Length]
  /// The size that 95 of 100 rigs did not exceed.
  public let percentile95: [Length]
  /// The root of the mean square.
  public let rootMeanSquare: [Length]

  /// The curves of the rigs whose errors at each reading `sizes` holds, in cm; nil of no rigs.
  init?(_ sizes: [[Double]], readings: Int) {
    if sizes.isEmpty { return nil }
    var median: [Length] = []
    var percentile95: [Length] = []
    var rootMeanSquare: [Length] = []
    for reading in 0..<readings {
      var column = sizes.map { sizes in sizes[reading] }
      rootMeanSquare.append(.centimeters(Performance.rootMeanSquare(column)))
      column.sort()
      median.append(.centimeters(Quantile.of(column, 0.5)))
      percentile95.append(.centimeters(Quantile.of(column, 0.95)))
    }
    self.median = median
    self.percentile95 = percentile95
    self.rootMeanSquare = rootMeanSquare
  }
}
