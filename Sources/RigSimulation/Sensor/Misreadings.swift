public import RigCore

// Additive errors of a reading: bias, noise and outliers.

// MARK: Bias

extension SensorParameters {
  /// The constant in cm by which readings are too high.
  public var bias: Parameter<Double> {
    Parameter("bias", default: 0, .length, unit: "cm", "how much too high readings are")
  }

  /// The constant in cm by which readings are too far across.
  public var biasAcross: Parameter<Double> {
    Parameter("biasAcross", default: 0, .length, unit: "cm", "how much too far across readings are")
  }
}

/// The error of a sensor that is not at its assumed place.
public struct Bias: SensorEffect {
  /// How much too high every reading is.
  public var offset = Length.zero
  /// How much too far across every reading of a sensor that sees two directions is.
  public var across = Length.zero

  public static let declaration = EffectDeclaration(
    "bias",
    [
      EffectParameter(SensorParameters().bias, theory: .unmodelled("bias", inSentence: "the bias of readings")),
      EffectParameter(
        SensorParameters().biasAcross, theory: .unmodelled("bias", inSentence: "the bias of readings"),
        isOfPlane: true),
    ])

  public init() {}

  /// Adds `offset` to the height of every reading, and `across` to its place across.
  public init(offset: Length = .zero, across: Length = .zero) {
    self.offset = offset
    self.across = across
  }

  public init(_ values: ParameterValues) {
    self.init(
      offset: .centimeters(values[SensorParameters().bias]), across: .centimeters(values[SensorParameters().biasAcross])
    )
  }
}

extension Bias: SensorStage {
  typealias State = NoState

  @inline(__always)
  func apply<Seen: SeenError>(to reading: inout ReadingInWork<Seen>, _: inout NoState) {
    reading.error = reading.error.map { direction, error in
      error + (direction == 0 ? offset.centimeters : across.centimeters)
    }
  }
}

extension SensorModel {
  /// The constant part of a reading's error.
  public var bias: Bias {
    get { chain[Bias.self] }
    set { chain[Bias.self] = newValue }
  }
}

// MARK: Noise

extension SensorParameters {
  /// The standard deviation of a reading in cm.
  public var noise: Parameter<Double> {
    Parameter("noise", default: 0, .size, unit: "cm", "the standard deviation of a reading")
  }

  /// The correlation of the noise from each reading to the next.
  public var noiseCorrelation: Parameter<Double> {
    Parameter(
      "noiseCorrelation", default: 0, .below(1, from: 0), "how much of its noise a reading has in common with the last")
  }
}

extension RandomSeed.Purpose {
  static let noise = RandomSeed.Purpose(number: 2)
}

/// Noise on every reading, independent from one direction to the other.
///
/// By default it is white: independent from one reading to the next. With a correlation ρ it is a first-order
/// autoregressive process of the same standard deviation, `z[k] = ρ z[k-1] + √(1 - ρ²) w[k]` with white noise w, whose
/// correlation over n readings is ρⁿ. The mean of many such readings scatters by about `√((1 + ρ) / (1 - ρ))` times as
/// much as that of white ones.
///
/// Source: G. E. P. Box, G. M. Jenkins and G. C. Reinsel, *Time Series Analysis*, 3rd ed., 1994, section 3.2.3.
public struct GaussianNoise: SensorEffect {
  /// The standard deviation, at least 0.
  public var standardDeviation = Length.zero
  /// The correlation ρ from each reading to the next, in 0..<1; 0 for white noise.
  public var correlation = 0.0

  public static let declaration = EffectDeclaration(
    "noise",
    [
      EffectParameter(SensorParameters().noise, theory: .modelled),
      EffectParameter(
        SensorParameters().noiseCorrelation,
        theory: .unmodelled("correlated noise", inSentence: "the correlation of the noise"), companions: ["noise"]),
    ], streams: [.noise])

  public init() {}

  /// Normally distributed noise with mean 0.
  public init(standardDeviation: Length, correlation: Double = 0) {
    precondition(standardDeviation >= .zero, "a standard deviation is at least 0 cm")
    precondition((0..<1).contains(correlation), "a correlation lies in 0..<1")
    self.standardDeviation = standardDeviation
    self.correlation = correlation
  }

  public init(_ values: ParameterValues) {
    self.init(
      standardDeviation: .centimeters(values[SensorParameters().noise]),
      correlation: values[SensorParameters().noiseCorrelation])
  }

  /// The noise without its correlation: what a loop that knows white noise alone may take.
  public var white: GaussianNoise { GaussianNoise(standardDeviation: standardDeviation) }
}

extension GaussianNoise: SensorStage {
  /// The noise in one direction, in standard deviations.
  struct Stream: Sendable {
    private var source: GaussianSource
    private var process: AutoregressiveProcess

    init(_ generator: Xoshiro256PlusPlus, correlation: Double) {
      source = GaussianSource(generator)
      process = AutoregressiveProcess(correlation: correlation, first: correlation > 0 ? source.next() : 0)
    }

    @inline(__always)
    mutating func next() -> Double { process.correlation == 0 ? source.next() : process.next(&source) }
  }

  /// A stream for each direction.
  func state(_ streams: DeviceStreams) -> InlineArray<2, Stream> {
    InlineArray { direction in
      Stream(
        streams.generator(for: .noise, ofAxis: min(direction, streams.axisCount - 1)), correlation: correlation)
    }
  }

  @inline(__always)
  func apply<Seen: SeenError>(to reading: inout ReadingInWork<Seen>, _ streams: inout InlineArray<2, Stream>) {
    let deviation = standardDeviation.centimeters
    guard deviation > 0 else { return }
    reading.error = reading.error.map { direction, error in
      error + deviation * streams[direction].next()
    }
  }
}

extension SensorModel {
  /// The random part of a reading's error.
  public var noise: GaussianNoise {
    get { chain[GaussianNoise.self] }
    set { chain[GaussianNoise.self] = newValue }
  }
}

// MARK: Outliers

extension SensorParameters {
  /// The probability that a reading is far off.
  public var outliers: Parameter<Double> {
    Parameter("outliers", default: 0, .share, "the share of readings that are far off")
  }

  /// How far off an outlier is, in cm.
  public var outlierSize: Parameter<Double> {
    Parameter("outlierSize", default: 0, .size, unit: "cm", "how far off those are")
  }
}

extension RandomSeed.Purpose {
  static let outlier = RandomSeed.Purpose(number: 4)
}

/// Readings that are far off now and then, as from a reflection or a passing cloud.
public struct Outliers: SensorEffect {
  /// The probability, 0...1, that a reading is an outlier.
  public var probability = 0.0
  /// How far off an outlier is, at least 0: up or down with even chances, or for a sensor that sees two directions in
  /// any direction.
  public var size = Length.zero

  public static let declaration = EffectDeclaration(
    "outliers",
    [
      EffectParameter(SensorParameters().outliers, theory: .unmodelled("outliers"), companions: ["outlierSize"]),
      EffectParameter(SensorParameters().outlierSize, theory: .unmodelled("outliers"), companions: ["outliers"]),
    ], streams: [.outlier])

  public init() {}

  /// Readings that are off by `size` with the given probability.
  public init(probability: Double, size: Length) {
    precondition((0...1).contains(probability) && size >= .zero, "a probability lies in 0...1, a size is at least 0 cm")
    self.probability = probability
    self.size = size
  }

  public init(_ values: ParameterValues) {
    self.init(
      probability: values[SensorParameters().outliers], size: .centimeters(values[SensorParameters().outlierSize]))
  }
}

extension Outliers: SensorStage {
  func state(_ streams: DeviceStreams) -> Chance { streams.chance(probability, for: .outlier) }

  @inline(__always)
  func apply<Seen: SeenError>(to reading: inout ReadingInWork<Seen>, _ chance: inout Chance) {
    guard probability > 0, size > .zero, chance.strikes() else { return }
    reading.error = reading.error.displaced(by: size.centimeters, using: &chance)
  }
}

extension SensorModel {
  /// Readings that are far off now and then.
  public var outliers: Outliers {
    get { chain[Outliers.self] }
    set { chain[Outliers.self] = newValue }
  }
}
