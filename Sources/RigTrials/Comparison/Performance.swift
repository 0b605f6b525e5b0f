public import RigCore

/// The results of a rule on all the rigs of a comparison.
public struct Performance: Sendable, Equatable {
  /// The name of the rule.
  public let name: String
  /// The number of rigs that the rule steered.
  public let rigs: Int
  /// The number of rigs that settled: from some reading on, every true error was within the tolerance, and these
  /// readings were at least ``Comparison/hold``.
  public let settledRigs: Int
  /// The number of readings within which half of the rigs settled; nil if fewer than half did. A rig settles at reading
  /// k, counted from 1, if every true error after reading k is within the tolerance: k readings were needed. A dot that
  /// never was outside settles at 0.
  public let medianReadings: Int?
  /// The number of readings within which 95 of 100 rigs settled; nil if fewer did.
  public let percentile95Readings: Int?
  /// The total turning of the beam in a run, in degrees: the median over the rigs.
  public let medianTurnedDegrees: Double
  /// The root of the mean square of the true errors at the last reading; infinite if a beam missed the wall.
  public let finalError: Length
  /// The greatest distance of any dot beyond its target, as seen from its start.
  public let largestOvershoot: Length
  /// The number of rigs on which the first move went beyond the target by more than the comparison's overshoot floor.
  public let firstMoveOvershoots: Int
  /// The true errors over the readings; nil if they are not kept.
  public let curves: ErrorCurves?

  /// The share of rigs that settled.
  public var settledShare: Double { Double(settledRigs) / Double(rigs) }
  /// The interval of the true share of rigs that settle.
  public var settledInterval: WilsonInterval { WilsonInterval(successes: settledRigs, trials: rigs) }
  /// The share of rigs on which the first move overshoots.
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
    curves = ErrorCurves(runs.map(\.sizes).filter { sizes in !sizes.isEmpty }, readings: readings)
  }

  fileprivate static func rootMeanSquare(_ numbers: [Double]) -> Double {
    (numbers.reduce(0) { sum, number in sum + number * number } / Double(numbers.count)).squareRoot()
  }
}

/// The true errors' sizes over the readings, the first reading first, over all rigs, or over the first of very many.
public struct ErrorCurves: Sendable, Equatable {
  /// The size that half of the rigs did not exceed.
  public let median: [Length]
  /// The size that 95 of 100 rigs did not exceed.
  public let percentile95: [Length]
  /// The root of the mean square of the errors.
  public let rootMeanSquare: [Length]

  /// The curves of rigs with the errors `sizes` at each reading, in cm; nil if there are no rigs.
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
