internal import RealModule
public import RigCore

extension SensorParameters {
  /// The time constant in seconds of a low-pass filter on readings.
  public var smoothing: Parameter<Double> {
    Parameter("smoothing", default: 0, .duration, unit: "s", "the time constant by which readings are smoothed")
  }
}

/// A smoothing filter in the sensor: the exponential moving average of its readings, a first-order low pass.
///
/// `s[k] = a s[k-1] + (1 - a) r[k]` with `a = exp(-T/τ)`, the reading r, the time T of a step and the time constant τ.
/// It scatters white noise less, by `√((1 - a) / (1 + a))`, and adds a pole at a to the loop, which is the pole that a
/// servo's lag of the same time constant adds: `LinearLoop` of the theory includes it.
///
/// It comes before saturation and rounding, as a filter before a converter does. A lost reading leaves it as it is; the
/// first reading is taken as it comes.
///
/// Source: K. J. Åström and B. Wittenmark, *Computer-Controlled Systems*, 3rd ed., 1997, section 2.3, for a first-order
/// lag that is sampled.
public struct Smoothing: SensorEffect {
  /// The time constant τ in seconds; 0 for none.
  public var seconds = 0.0

  public static let declaration = EffectDeclaration(
    "smoothing",
    [EffectParameter(SensorParameters().smoothing, theory: .modelled)])

  public init() {}

  /// Smooths readings with the time constant `seconds`, at least 0.
  public init(seconds: Double) {
    precondition(seconds >= 0, "a time constant is at least 0 s")
    self.seconds = seconds
  }

  public init(_ values: ParameterValues) { self.init(seconds: values[SensorParameters().smoothing]) }
}

extension Smoothing: SensorStage {
  struct State: Sendable {
    /// The share a of the average that stays after an even frame.
    let kept: Double
    /// The average; nil before the first reading.
    var average: PlaneVector?
    /// The length of the frame before this reading, in even frames.
    var frame = 1.0
    var clock: FrameClock
  }

  func state(_ streams: DeviceStreams) -> State {
    State(kept: FirstOrderLag.remainder(after: streams.frameSeconds, timeConstant: seconds), clock: streams.clock)
  }

  @inline(__always)
  func apply<Seen: SeenError>(to reading: inout ReadingInWork<Seen>, _ state: inout State) {
    guard seconds > 0 else { return }
    let frame = state.frame
    state.frame = state.clock.advance()
    guard !reading.isLost else { return }
    let seen = reading.error.plane
    let kept = frame == 1 ? state.kept : .pow(state.kept, frame)
    let average = state.average.map { average in seen + kept * (average - seen) } ?? seen
    state.average = average
    reading.error = Seen(average)
  }
}

extension SensorModel {
  /// The low-pass filter on readings.
  public var smoothing: Smoothing {
    get { chain[Smoothing.self] }
    set { chain[Smoothing.self] = newValue }
  }
}
