public import RigCore

/// The effects of a sensor in one run: turns the true error into a report that has passed them and the faults.
private struct SensorPipeline<Seen: SeenError>: Sendable {
  private let effects: SensorEffects
  private var state: SensorEffects.State
  private var faults: FaultInjector<Seen?>

  init(_ model: SensorModel, _ streams: DeviceStreams, faults: FaultInjector<Seen?>) {
    effects = model.chain
    state = effects.state(streams)
    self.faults = faults
  }

  /// The reading at `step` of a dot that is `error` cm off the target, or nil if it does not hit the sheet.
  @inline(__always)
  mutating func read(_ error: Seen?, step: Int) -> Seen? {
    var reading = ReadingInWork(error)
    effects.apply(to: &reading, &state)
    return faults.pass(reading.report, step: step)
  }
}

/// A sensor of one run that sees the dot in one direction: its model, its random numbers and its memory.
@usableFromInline
struct SimulatedSensor: Sendable {
  /// True if only noise, and no other effect or fault, comes between error and reading.
  @usableFromInline
  let isPlain: Bool
  @usableFromInline
  let noise: Double
  @usableFromInline
  var gaussian: GaussianSource
  private let reports: SensorModel.Report
  /// The effects and faults; nil for a plain sensor.
  private var pipeline: SensorPipeline<Double>?

  init(
    _ model: SensorModel, frameSeconds: Double, frameJitter: Double, seed: RandomSeed, faults: FaultInjector<Double?>
  ) {
    let streams = DeviceStreams(
      seed: seed, axis: 0, axisCount: 1, frameSeconds: frameSeconds, frameJitter: frameJitter)
    isPlain = model.isPlain && faults.isEmpty
    noise = model.noise.standardDeviation.centimeters
    gaussian = GaussianSource(streams.generator(for: .noise))
    reports = model.reports
    pipeline = isPlain ? nil : SensorPipeline(model, streams, faults: faults)
  }

  @inlinable
  @inline(__always)
  mutating func noisy(_ error: Double) -> Double {
    noise > 0 ? error + noise * gaussian.next() : error
  }

  /// The reading at `step` with the dot `error` cm above the target, or nil if it does not hit the sheet.
  @usableFromInline
  mutating func observe(_ error: Double?, step: Int) -> Reading<1> {
    guard let seen = read(error, step: step) else { return .spotLost }
    return reports == .cost ? .cost(seen * seen) : .error(PerAxis(Length(centimeters: seen)))
  }

  private mutating func read(_ error: Double?, step: Int) -> Double? {
    if isPlain {
      // Noise is drawn for a lost dot too.
      let seen = noisy(error ?? 0)
      return error == nil ? nil : seen
    }
    return pipeline?.read(error, step: step)
  }
}

/// A detector of one run that sees the dot in two directions.
///
/// Effects on the light are common to both directions, as on a real plane detector: the age of the report, whether the
/// dot lies in sight, whether it is seen at all, and whether a reflection is seen in its place. Effects of the two
/// pairs of electrodes, or of rows and columns, are separate: bias, noise, saturation and rounding.
struct SimulatedDetector: Sendable {
  private let isPlain: Bool
  private let noise: Double
  private var heightNoise: GaussianSource
  private var acrossNoise: GaussianSource
  /// The effects and faults; nil for a plain detector.
  private var pipeline: SensorPipeline<PlaneVector>?

  /// A detector that serves the axes `firstAxis` and the one after it of a rig with these `faults`. It reports the
  /// error, whatever `model` says.
  init(
    _ model: SensorModel, frameSeconds: Double, frameJitter: Double, faults: [Fault], firstAxis: Int = 0,
    seed: RandomSeed
  ) {
    let streams = DeviceStreams(
      seed: seed, axis: firstAxis, axisCount: 2, frameSeconds: frameSeconds, frameJitter: frameJitter)
    let faults = FaultInjector<PlaneVector?>(faults, on: .sensor, of: firstAxis..<firstAxis + 2, seed: seed)
    isPlain = model.isPlain && faults.isEmpty
    noise = model.noise.standardDeviation.centimeters
    heightNoise = GaussianSource(streams.generator(for: .noise))
    acrossNoise = GaussianSource(streams.generator(for: .noise, ofAxis: 1))
    pipeline = isPlain ? nil : SensorPipeline(model, streams, faults: faults)
  }

  /// The reading at `step` with the dot off by `error` cm in the detector's own axes, or nil if the beam misses the
  /// detector.
  mutating func observe(_ error: PlaneVector?, step: Int) -> PlaneVector? {
    if isPlain {
      let seen = noisy(error ?? PlaneVector(0, 0))
      return error == nil ? nil : seen
    }
    return pipeline?.read(error, step: step)
  }

  private mutating func noisy(_ error: PlaneVector) -> PlaneVector {
    noise > 0
      ? PlaneVector(error.height + noise * heightNoise.next(), error.across + noise * acrossNoise.next()) : error
  }
}
