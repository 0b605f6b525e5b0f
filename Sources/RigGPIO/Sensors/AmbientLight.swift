/// The light of other sources on a detector, as measured while the laser was off.
public struct AmbientLight: Sendable, Equatable {
  /// The voltages of both inputs at one instant, in volts.
  struct Sample: Sendable, Equatable {
    let lower: Double
    let upper: Double

    var sum: Double { lower + upper }
  }

  /// The voltage of the input for the lower end, by the last measurement, in volts.
  public private(set) var lowerVolts = 0.0
  /// The voltage of the input for the upper end, by the last measurement, in volts.
  public private(set) var upperVolts = 0.0
  /// How much the sum of both inputs varied during the last measurement, in volts: lamps flicker with the mains.
  public private(set) var flickerVolts = 0.0
  /// The greatest change of the sum of both inputs since the first measurement, in volts.
  public private(set) var greatestChangeVolts = 0.0
  /// The number of measurements.
  public private(set) var measurements = 0
  private var firstSum = 0.0

  /// The light of the first measurement, which took `samples`, at least one.
  init(_ samples: [Sample]) {
    measure(samples)
    firstSum = sumVolts
    greatestChangeVolts = 0
  }

  /// Takes the samples of a measurement, at least one.
  mutating func measure(_ samples: [Sample]) {
    let count = Double(samples.count)
    lowerVolts = samples.reduce(0) { sum, sample in sum + sample.lower } / count
    upperVolts = samples.reduce(0) { sum, sample in sum + sample.upper } / count
    let sums = samples.map(\.sum)
    flickerVolts = (sums.max() ?? 0) - (sums.min() ?? 0)
    greatestChangeVolts = max(greatestChangeVolts, (sumVolts - firstSum).magnitude)
    measurements += 1
  }

  /// The sum of both inputs, in volts.
  public var sumVolts: Double { lowerVolts + upperVolts }

  /// The share of other light below which light counts as a change of it and as no dot.
  private static let leastShare = 0.25

  /// The least light of a dot beside this light, in volts: with less, a change of the other light could be the dot.
  var leastDotVolts: Double { max(flickerVolts, Self.leastShare * sumVolts) }
}
