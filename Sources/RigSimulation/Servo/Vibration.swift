public import RigCore

extension ServoParameters {
  /// The amplitude in degrees with which the beam vibrates.
  public var vibration: Parameter<Double> {
    Parameter("vibration", default: 0, .smallAngle, unit: "°", "the amplitude with which the beam vibrates")
  }

  /// The frequency of the vibration in Hz.
  public var vibrationFrequency: Parameter<Double> {
    Parameter("vibrationFrequency", default: 0, .frequency, unit: "Hz", "the frequency of the vibration")
  }

  /// The phase of the vibration at step 0, in degrees.
  public var vibrationPhase: Parameter<Double> {
    Parameter("vibrationPhase", default: 0, .phase, unit: "°", "the phase of the vibration at step 0")
  }
}

/// A periodic turn of the beam on top of what the horn does: a fan beside the bench, a gear out of round, a motor that
/// hunts.
///
/// The loop makes `|S| = |1 / (1 + L)|` times as much of it, as ``RigTheory/LinearLoop/sensitivity(at:)`` has it: little
/// of a slow one, and more than all of one near the frequency at which the loop would swing by itself.
public struct Vibration: ServoEffect {
  /// The amplitude, at least 0.
  public var amplitude = Angle.zero
  /// The frequency in Hz.
  public var hertz = 0.0
  /// The phase at step 0 in degrees.
  public var phaseDegrees = 0.0

  public static let declaration = EffectDeclaration(
    "vibration",
    [
      EffectParameter(
        ServoParameters().vibration, theory: .unmodelled("vibration"), companions: ["vibrationFrequency"],
        isInPresets: false),
      EffectParameter(
        ServoParameters().vibrationFrequency, theory: .unmodelled("vibration"), companions: ["vibration"],
        isInPresets: false),
      EffectParameter(
        ServoParameters().vibrationPhase, theory: .unmodelled("vibration"), companions: ["vibration"],
        isInPresets: false),
    ])

  public init() {}

  /// A sine wave of `amplitude` (at least 0) on top of the horn's angle, with `hertz` turns a second.
  public init(amplitude: Angle, hertz: Double, phaseDegrees: Double = 0) {
    precondition(amplitude >= .zero, "an amplitude is at least 0")
    self.amplitude = amplitude
    self.hertz = hertz
    self.phaseDegrees = phaseDegrees
  }

  public init(_ values: ParameterValues) {
    self.init(
      amplitude: .degrees(values[ServoParameters().vibration]), hertz: values[ServoParameters().vibrationFrequency],
      phaseDegrees: values[ServoParameters().vibrationPhase])
  }
}

extension Vibration: ServoStage {
  func state(_ streams: DeviceStreams) -> RunningWave {
    RunningWave(
      Wave(
        amplitude: amplitude.radians, hertz: hertz, phaseDegrees: phaseDegrees, frameSeconds: streams.frameSeconds),
      streams.clock)
  }

  @inline(__always)
  func apply(to parts: inout ServoParts, _ wave: inout RunningWave, seconds: Double) {
    if amplitude > .zero { parts.angle += wave.next() }
  }

  func rest(_ parts: inout ServoParts, _ wave: inout RunningWave) { apply(to: &parts, &wave, seconds: 0) }
}

extension ServoModel {
  /// The periodic turn of the beam.
  public var vibration: Vibration {
    get { chain[Vibration.self] }
    set { chain[Vibration.self] = newValue }
  }
}
