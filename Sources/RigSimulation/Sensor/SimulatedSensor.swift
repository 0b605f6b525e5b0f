public import RigCore

/// A sensor of one run: its model, its chance and what it remembers.
@usableFromInline
struct SimulatedSensor: Sendable {
  let model: SensorModel

  /// True where neither effects (but noise) nor faults come between error and reading.
  @usableFromInline
  let isPlain: Bool
  @usableFromInline
  let noise: Double
  @usableFromInline
  var gaussian: GaussianSource
  private var dropout: Chance
  private var outlier: Chance
  private var delay: DelayLine<Double?>
  private var faults: FaultInjector<Double?>

  init(_ model: SensorModel, seed: RandomSeed, faults: FaultInjector<Double?>) {
    self.model = model
    self.faults = faults
    isPlain = model.isPlain && faults.isEmpty
    noise = model.noise.standardDeviation.centimeters
    gaussian = GaussianSource(seed.generator(for: .noise))
    dropout = Chance(model.dropouts.probability, generator: seed.generator(for: .dropout))
    outlier = Chance(model.outliers.probability, generator: seed.generator(for: .outlier))
    delay = DelayLine(turns: model.deadTime.steps)
  }

  @inlinable
  @inline(__always)
  mutating func noisy(_ error: Double) -> Double {
    noise > 0 ? error + noise * gaussian.next() : error
  }

  /// What is read at `step` with the dot `error` cm above the target, or nil where it does not hit the sheet.
  @usableFromInline
  mutating func observe(_ error: Double?, step: Int) -> Reading<1> {
    let reading = faults.pass(report(delay.pass(error)), step: step)
    guard let error = reading else { return .spotLost }
    return model.reports == .cost ? .cost(error * error) : .error(PerAxis(Length(centimeters: error)))
  }

  private mutating func report(_ seen: Double?) -> Double? {
    // Every effect draws at every step, so that a lost reading leaves the draws of the others where they were.
    let dropped = model.dropouts.isOn && dropout.strikes()
    var error = noisy((seen ?? 0) + model.bias.offset.centimeters)
    if model.outliers.isOn { error = model.outliers.apply(to: error, using: &outlier) }
    guard let seen, model.fieldOfView.sees(seen), !dropped else { return nil }
    error = model.saturation.clamp(error)
    return model.rounding.isOn ? model.rounding.round(error) : error
  }
}
