public import RigCore

extension SensorParameters {
  /// The amplitude in cm of a periodic error of readings.
  public var hum: Parameter<Double> {
    Parameter("hum", default: 0, .size, unit: "cm", "the amplitude of a periodic error of readings, such as mains hum")
  }

  /// The frequency of that error in Hz.
  public var humFrequency: Parameter<Double> {
    Parameter("humFrequency", default: 0, .frequency, unit: "Hz", "the frequency of the hum")
  }

  /// The phase of that error at step 0, in degrees.
  public var humPhase: Parameter<Double> {
    Parameter("humPhase", default: 0, .phase, unit: "°", "the phase of the hum at step 0")
  }
}

/// A periodic error of readings, as from mains hum or from the flicker of a lamp. A sensor that sees two directions has
/// it in both.
///
/// A reading is taken at the moment of its step, so that a hum faster than half the frame rate is seen at another
/// frequency: 50 Hz at 10 frames a second as a constant error, at 12 frames a second as one of 2 Hz. The loop turns it
/// into a true error of `|L / (1 + L)|` times its amplitude, with the open loop L at the frequency that is seen.
public struct Hum: SensorEffect {
  /// The amplitude, at least 0.
  public var amplitude = Length.zero
  /// The frequency in Hz.
  public var hertz = 0.0
  /// The phase at step 0 in degrees.
  public var phaseDegrees = 0.0

  public static let declaration = EffectDeclaration(
    "hum",
    [
      EffectParameter(SensorParameters().hum, theory: .unmodelled("hum"), companions: ["humFrequency"]),
      EffectParameter(SensorParameters().humFrequency, theory: .unmodelled("hum"), companions: ["hum"]),
      EffectParameter(SensorParameters().humPhase, theory: .unmodelled("hum"), companions: ["hum"]),
    ])

  public init() {}

  /// A sine wave of `amplitude` (at least 0) in all readings, with `hertz` turns a second.
  public init(amplitude: Length, hertz: Double, phaseDegrees: Double = 0) {
    precondition(amplitude >= .zero, "an amplitude is at least 0 cm")
    self.amplitude = amplitude
    self.hertz = hertz
    self.phaseDegrees = phaseDegrees
  }

  public init(_ values: ParameterValues) {
    self.init(
      amplitude: .centimeters(values[SensorParameters().hum]), hertz: values[SensorParameters().humFrequency],
      phaseDegrees: values[SensorParameters().humPhase])
  }
}

extension Hum: SensorStage {
  func state(_ streams: DeviceStreams) -> RunningWave {
    RunningWave(
      Wave(
        amplitude: amplitude.centimeters, hertz: hertz, phaseDegrees: phaseDegrees,
        frameSeconds: streams.frameSeconds),
      streams.clock)
  }

  @inline(__always)
  func apply<Seen: SeenError>(to reading: inout ReadingInWork<Seen>, _ wave: inout RunningWave) {
    guard amplitude > .zero else { return }
    let now = wave.next()
    reading.error = reading.error.map { _, error in error + now }
  }
}

extension SensorModel {
  /// The periodic part of a reading's error.
  public var hum: Hum {
    get { chain[Hum.self] }
    set { chain[Hum.self] = newValue }
  }
}
