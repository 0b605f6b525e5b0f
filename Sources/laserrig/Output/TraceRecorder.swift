internal import RigCharts
internal import RigCore
internal import RigScenario
internal import RigSimulation

/// Keeps the steps that a picture needs, in constant memory: where a run grows long, every second one, then every
/// fourth, and so on, and always the last.
struct TraceRecorder {
  private static let capacity = 4096

  private var samples: [RunTrace.Sample] = []
  private var stride = 1
  private var last: RunTrace.Sample?

  mutating func add(_ step: Step<1>, _ truth: SimulatedTruth) {
    let sample = RunTrace.Sample(
      index: step.index, timeSeconds: step.timeSeconds, angleDegrees: truth.beam.degrees,
      errorCentimeters: step.reading.error?[0].centimeters,
      dotCentimeters: truth.dot?.centimeters, targetCentimeters: truth.target.centimeters)
    last = sample
    guard step.index.isMultiple(of: stride) else { return }
    samples.append(sample)
    if samples.count == Self.capacity {
      stride *= 2
      samples.removeAll { sample in !sample.index.isMultiple(of: stride) }
    }
  }

  func trace(of result: RunResult, in scenario: Scenario) -> RunTrace {
    var samples = samples
    if let last, samples.last?.index != last.index { samples.append(last) }
    return RunTrace(
      title: scenario.title.isEmpty ? "Aiming a laser by gradient descent" : scenario.title, samples: samples,
      toleranceCentimeters: scenario.loop.tolerance, outcome: "\(result.outcome.title): \(result.outcome.reason)",
      ruleSummary: scenario.ruleSummary,
      truth: RunTrace.Truth(
        distanceCentimeters: result.truth.distance.centimeters, targetCentimeters: result.truth.target.centimeters,
        laserHeightCentimeters: result.truth.laserHeight.centimeters))
  }
}
