internal import RealModule
public import RigCore

extension SensorParameters {
  /// The radius in cm of the peak that a power meter sees; nil for a reading that grows without end.
  public var peakRadius: Parameter<Double?> {
    Parameter("peakRadius", .extent, unit: "cm", "a power meter's peak, to 1/e² of its height; none: no power meter")
  }

  /// The light beside the peak, as a share of its height.
  public var background: Parameter<Double> {
    Parameter("background", default: 0, .between(0, 1000), "a power meter's constant light, as a share of its peak")
  }

  /// The standard deviation of the power, as a share of it.
  public var powerFluctuation: Parameter<Double> {
    Parameter("powerFluctuation", default: 0, .share, "the standard deviation of the laser's power, as a share of it")
  }

  /// The sudden change of the power, as a share of it.
  public var powerJump: Parameter<Double> {
    Parameter("powerJump", default: 0, .between(-1, 10), "the share by which the laser's power jumps up")
  }

  /// The step at which the power jumps.
  public var powerJumpStep: Parameter<Int> {
    Parameter("powerJumpStep", default: 0, 0...1_000_000_000, "the step at which the laser's power jumps")
  }
}

extension RandomSeed.Purpose {
  static let power = RandomSeed.Purpose(number: 10)
}

/// A power meter behind a pinhole as it is: a bell-shaped peak over a constant background, with a laser whose power
/// fluctuates and may jump.
///
/// With the distance r of a Gaussian beam of the radius w from the pinhole the meter gets the power
/// `P = (1 + η) (exp(-2 r² / w²) + b)`, with the background b and a normally distributed η, and more or less of it after
/// a jump. It reports how much of its full reading 1 + b is missing, as a cost, `J = (w²/2) (1 - P / (1 + b))`, and no
/// less than 0, as a meter at the end of its range. Near the peak J is r² / (1 + b); beyond some w it is flat, and no rule
/// feels there which way to go. Where a sensor tells the error, it is the root of J with the side of the dot.
///
/// Source: A. E. Siegman, *Lasers*, 1986, section 17.1, for the Gaussian beam.
public struct PowerMeter: SensorEffect {
  /// The radius w of the peak; infinite for none.
  public var peakRadius = Length.centimeters(.infinity)
  /// The constant light b as a share of the peak's height, at least 0.
  public var background = 0.0
  /// The standard deviation of η, at least 0.
  public var fluctuation = 0.0
  /// By which share of it the power jumps up, at least -1.
  public var jump = 0.0
  /// The step at which it does; 0 for none.
  public var jumpStep = 0

  private static let coverage = TheoryCoverage.unmodelled("power meter", inSentence: "the peak of the power meter")

  public static let declaration = EffectDeclaration(
    "power meter",
    [
      EffectParameter(SensorParameters().peakRadius, theory: coverage),
      EffectParameter(SensorParameters().background, theory: coverage, companions: ["peakRadius"]),
      EffectParameter(SensorParameters().powerFluctuation, theory: coverage, companions: ["peakRadius"]),
      EffectParameter(SensorParameters().powerJump, theory: coverage, companions: ["powerJumpStep", "peakRadius"]),
      EffectParameter(SensorParameters().powerJumpStep, theory: coverage, companions: ["powerJump"]),
    ], streams: [.power])

  public init() {}

  /// A meter with a peak of the radius `peakRadius`, above 0, and with the other figures as they are described.
  public init(
    peakRadius: Length, background: Double = 0, fluctuation: Double = 0, jump: Double = 0, jumpStep: Int = 0
  ) {
    precondition(peakRadius > .zero && background >= 0 && fluctuation >= 0 && jump >= -1, "a power is at least 0")
    self.peakRadius = peakRadius
    self.background = background
    self.fluctuation = fluctuation
    self.jump = jump
    self.jumpStep = jumpStep
  }

  public init(_ values: ParameterValues) {
    self.init(
      peakRadius: .centimeters(values[SensorParameters().peakRadius] ?? .infinity),
      background: values[SensorParameters().background], fluctuation: values[SensorParameters().powerFluctuation],
      jump: values[SensorParameters().powerJump], jumpStep: values[SensorParameters().powerJumpStep])
  }
}

extension PowerMeter: SensorStage {
  struct State: Sendable {
    var source: GaussianSource
    var step = 0
  }

  func state(_ streams: DeviceStreams) -> State { State(source: GaussianSource(streams.generator(for: .power))) }

  @inline(__always)
  func apply<Seen: SeenError>(to reading: inout ReadingInWork<Seen>, _ state: inout State) {
    let radius = peakRadius.centimeters
    if radius == .infinity { return }
    var power = fluctuation > 0 ? 1 + fluctuation * state.source.next() : 1
    if jumpStep > 0, state.step >= jumpStep { power *= 1 + jump }
    state.step += 1
    let seen = reading.error.plane
    let distance = Double.hypot(seen.height, seen.across)
    let share = distance / radius
    let received = power * (.exp(-2 * share * share) + background) / (1 + background)
    let root = radius * (max(0, 1 - received) / 2).squareRoot()
    // On the peak itself there is no side.
    reading.error = Seen(distance > 0 ? (root / distance) * seen : PlaneVector(root, 0))
  }
}

extension SensorModel {
  /// The peak of a power meter.
  public var powerMeter: PowerMeter {
    get { chain[PowerMeter.self] }
    set { chain[PowerMeter.self] = newValue }
  }
}
