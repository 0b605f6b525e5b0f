internal import RealModule
public import RigCore

extension SensorParameters {
  /// The standard deviation in cm of the pink part of a reading's noise.
  public var pinkNoise: Parameter<Double> {
    Parameter("pinkNoise", default: 0, .size, unit: "cm", "the standard deviation of slow noise, 1/f")
  }
}

extension RandomSeed.Purpose {
  static let pinkNoise = RandomSeed.Purpose(number: 8)
}

/// Pink noise on every reading, of which each octave of frequencies has the same part, as from air that moves or from an
/// amplifier that warms up: independent from one direction to the other.
///
/// It is the sum of six first-order autoregressive processes of equal variance with time constants of 1, 4, 16 … 1024
/// readings. Its power density falls as 1/f from 1/1000 to 1/10 of a turn a reading, and is flat below. The mean of many
/// readings hardly scatters less than a few do: patience does not help against it, only a calmer sensor does.
///
/// Source: A. van der Ziel, "On the noise spectra of semi-conductor noise and of flicker effect", Physica 16, 1950, for
/// 1/f noise as a sum of relaxations.
public struct PinkNoise: SensorEffect {
  /// The standard deviation, at least 0.
  public var standardDeviation = Length.zero

  public static let declaration = EffectDeclaration(
    "pink noise", [EffectParameter(SensorParameters().pinkNoise, theory: .unmodelled("pink noise"))],
    streams: [.pinkNoise])

  public init() {}

  /// Normally distributed pink noise with mean 0.
  public init(standardDeviation: Length) {
    precondition(standardDeviation >= .zero, "a standard deviation is at least 0 cm")
    self.standardDeviation = standardDeviation
  }

  public init(_ values: ParameterValues) {
    self.init(standardDeviation: .centimeters(values[SensorParameters().pinkNoise]))
  }
}

extension PinkNoise: SensorStage {
  struct State: Sendable {
    var sources: InlineArray<2, GaussianSource>
    /// The processes of one direction, then those of the other; none if the effect is off.
    var processes: [AutoregressiveProcess] = []
  }

  private static let count = 6

  func state(_ streams: DeviceStreams) -> State {
    var state = State(
      sources: InlineArray { direction in
        GaussianSource(streams.generator(for: .pinkNoise, ofAxis: min(direction, streams.axisCount - 1)))
      })
    guard standardDeviation > .zero else { return state }
    for direction in 0..<2 {
      for power in 0..<Self.count {
        // Time constants of 4⁰ … 4⁵ readings.
        let correlation = FirstOrderLag.remainder(after: 1, timeConstant: .pow(4, power))
        state.processes.append(
          AutoregressiveProcess(correlation: correlation, first: state.sources[direction].next()))
      }
    }
    return state
  }

  @inline(__always)
  func apply<Seen: SeenError>(to reading: inout ReadingInWork<Seen>, _ state: inout State) {
    guard standardDeviation > .zero else { return }
    reading.error = reading.error.map { direction, error in error + next(direction, &state) }
  }

  private func next(_ direction: Int, _ state: inout State) -> Double {
    var sum = 0.0
    for index in direction * Self.count..<(direction + 1) * Self.count {
      sum += state.processes[index].next(&state.sources[direction])
    }
    return standardDeviation.centimeters * sum / Double(Self.count).squareRoot()
  }
}

extension SensorModel {
  /// The slow part of a reading's noise.
  public var pinkNoise: PinkNoise {
    get { chain[PinkNoise.self] }
    set { chain[PinkNoise.self] = newValue }
  }
}
