internal import RealModule
internal import RigCore

/// A detector of one run that sees the dot in two directions: its model, its chance and what it remembers.
///
/// What belongs to the light is common to both directions, as on a real plane detector: how old the report is, whether
/// the dot lies in sight (a square, so far from the target in each of the detector's own axes), whether it is seen at
/// all, and whether a reflection is seen in its stead (off by the outliers' size in a direction of its own). What
/// belongs to the two pairs of electrodes or to rows and columns is separate: bias, noise, saturation and rounding.
struct SimulatedDetector: Sendable {
  private let model: SensorModel
  private let biasAcross: Double
  private let isPlain: Bool
  private let noise: Double
  private var heightNoise: GaussianSource
  private var acrossNoise: GaussianSource
  private var dropout: Chance
  private var outlier: Chance
  private var delay: DelayLine<PlaneVector?>
  private var faults: FaultInjector<PlaneVector?>

  /// A detector that serves the axes `firstAxis` and the one after it of a rig with these `faults`.
  init(_ model: SensorModel, biasAcross: Length, faults: [Fault], firstAxis: Int = 0, seed: RandomSeed) {
    self.model = model
    self.biasAcross = biasAcross.centimeters
    self.faults = FaultInjector(faults, on: .sensor, of: firstAxis..<firstAxis + 2, seed: seed)
    isPlain = model.isPlain && biasAcross == .zero && self.faults.isEmpty
    noise = model.noise.standardDeviation.centimeters
    heightNoise = GaussianSource(seed.generator(for: .noise, axis: firstAxis))
    acrossNoise = GaussianSource(seed.generator(for: .noise, axis: firstAxis + 1))
    dropout = Chance(model.dropouts.probability, generator: seed.generator(for: .dropout, axis: firstAxis))
    outlier = Chance(model.outliers.probability, generator: seed.generator(for: .outlier, axis: firstAxis))
    delay = DelayLine(turns: model.deadTime.steps)
  }

  /// What is read at `step` with the dot off by `error` cm in the detector's own axes, or nil where it does not hit it.
  mutating func observe(_ error: PlaneVector?, step: Int) -> PlaneVector? {
    if isPlain {
      let seen = noisy(error ?? PlaneVector(0, 0))
      return error == nil ? nil : seen
    }
    return faults.pass(report(delay.pass(error)), step: step)
  }

  private mutating func noisy(_ error: PlaneVector) -> PlaneVector {
    noise > 0
      ? PlaneVector(error.height + noise * heightNoise.next(), error.across + noise * acrossNoise.next()) : error
  }

  private mutating func report(_ seen: PlaneVector?) -> PlaneVector? {
    // Every effect draws at every step, so that a lost reading leaves the draws of the others where they were.
    let dropped = model.dropouts.isOn && dropout.strikes()
    var error = noisy((seen ?? PlaneVector(0, 0)) + PlaneVector(model.bias.offset.centimeters, biasAcross))
    if model.outliers.isOn, outlier.strikes() {
      let direction = 2 * Double.pi * outlier.share()
      error = error + model.outliers.size.centimeters * PlaneVector(.cos(direction), .sin(direction))
    }
    guard let seen, model.fieldOfView.sees(seen.height), model.fieldOfView.sees(seen.across), !dropped else {
      return nil
    }
    return PlaneVector(reported(error.height), reported(error.across))
  }

  private func reported(_ error: Double) -> Double {
    let error = model.saturation.clamp(error)
    return model.rounding.isOn ? model.rounding.round(error) : error
  }
}

extension PlaneVector: SeenError {
  func off(by centimeters: Double) -> PlaneVector { self + PlaneVector(centimeters, centimeters) }

  func taking(axis: Int, from other: PlaneVector) -> PlaneVector {
    axis == 0 ? PlaneVector(other.height, across) : PlaneVector(height, other.across)
  }
}
