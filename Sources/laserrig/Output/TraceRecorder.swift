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
  private var axes = 1
  private var last: RunTrace.Sample?

  /// Takes the first axis of `step`; without a `truth` the angle is the commanded one.
  mutating func add(_ step: StepRecord, _ truth: SimulatedTruth?) {
    axes = step.anglesDegrees.count
    let sample = RunTrace.Sample(
      index: step.index, timeSeconds: step.timeSeconds, angleDegrees: truth?.beam.degrees ?? step.anglesDegrees[0],
      errorCentimeters: step.errorsCentimeters?[0],
      dotCentimeters: truth?.dot?.centimeters, targetCentimeters: truth?.target.centimeters)
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
    let title = scenario.title.isEmpty ? "Aiming a laser by gradient descent" : scenario.title
    return RunTrace(
      title: AxisNames.first(axes).map { name in "\(title) (\(name) only)" } ?? title, samples: samples,
      toleranceCentimeters: scenario.loop.tolerance, outcome: "\(result.ending.title): \(result.ending.reason)",
      ruleSummary: scenario.ruleSummary,
      truth: result.truth.map { truth in
        RunTrace.Truth(
          distanceCentimeters: truth.last.distance.centimeters, targetCentimeters: truth.last.target.centimeters,
          laserHeightCentimeters: truth.last.laserHeight.centimeters)
      })
  }
}
