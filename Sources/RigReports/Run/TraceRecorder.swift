internal import RigCharts
internal import RigCore
internal import RigScenario

/// Keeps the steps that a picture needs, in constant memory: if a run grows long, every second one, then every fourth,
/// and so on, and always the last.
struct TraceRecorder {
  private static let capacity = 4096

  private var samples: [RunTrace.Sample] = []
  private var stride = 1
  private var last: RunTrace.Sample?

  init() {}

  /// Takes `step`; without a `truth` the angles are the commanded ones.
  mutating func take(_ step: StepRecord, truth: TruthRecord?) {
    let sample = RunTrace.Sample(step, truth: truth)
    last = sample
    guard step.index.isMultiple(of: stride) else { return }
    samples.append(sample)
    if samples.count == Self.capacity {
      stride *= 2
      samples.removeAll { sample in !sample.step.index.isMultiple(of: stride) }
    }
  }

  func trace(of result: RunResult, in scenario: Scenario) -> RunTrace {
    var samples = samples
    if let last, samples.last?.step.index != last.step.index { samples.append(last) }
    return RunTrace(
      title: scenario.title.isEmpty ? "Aiming a laser by gradient descent" : scenario.title,
      axes: result.axes.map { axis in
        .init(angle: axis.name ?? RunTrace.AxisName.only.angle, error: axis.place ?? RunTrace.AxisName.only.error)
      },
      samples: samples,
      toleranceCentimeters: scenario.loop.tolerance, outcome: "\(result.ending.title): \(result.reason)",
      ruleSummary: scenario.ruleSummary, truth: result.truth?.last)
  }
}
