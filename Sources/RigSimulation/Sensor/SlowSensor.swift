public import RigCore

extension SensorParameters {
  /// The number of steps from one new reading to the next.
  public var newReadingEvery: Parameter<Int> {
    Parameter(
      "newReadingEvery", default: 1, 1...10_000, unit: "steps", "how often a reading is new; those between repeat it")
  }
}

/// A sensor slower than the loop: it takes a new reading at every n-th step from the first one on and repeats it in
/// between, as a camera's driver hands out its latest frame.
///
/// A reading is repeated as it was, with its noise, and lost if it was lost. A loop that corrects by each reading corrects
/// n times by the same one: it is stable only below about the n-th part of its gain.
public struct SlowSensor: SensorEffect {
  /// The number of steps n from one new reading to the next, at least 1.
  public var steps = 1

  public static let declaration = EffectDeclaration(
    "repeated readings",
    [EffectParameter(SensorParameters().newReadingEvery, theory: .unmodelled("repeated readings"))])

  public init() {}

  /// A new reading at every `steps`-th step, at least 1.
  public init(newReadingEvery steps: Int) {
    precondition(steps >= 1, "a reading is new at every step at most")
    self.steps = steps
  }

  public init(_ values: ParameterValues) { self.init(newReadingEvery: values[SensorParameters().newReadingEvery]) }
}

extension SlowSensor: SensorStage {
  struct State: Sendable {
    /// The reading that is repeated; nil for a lost one.
    var held: PlaneVector?
    /// The number of steps until the next new reading.
    var wait = 0
  }

  func state(_ streams: DeviceStreams) -> State { State() }

  @inline(__always)
  func apply<Seen: SeenError>(to reading: inout ReadingInWork<Seen>, _ state: inout State) {
    if steps == 1 { return }
    if state.wait == 0 {
      state.held = reading.report?.plane
      state.wait = steps
    } else {
      reading = ReadingInWork(state.held.map { plane in Seen(plane) })
    }
    state.wait -= 1
  }
}

extension SensorModel {
  /// The repetition of readings by a sensor slower than the loop.
  public var slowSensor: SlowSensor {
    get { chain[SlowSensor.self] }
    set { chain[SlowSensor.self] = newValue }
  }
}
