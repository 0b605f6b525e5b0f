package import RigCharts
internal import RigCore
package import RigScenario

/// Keeps the steps that a picture needs, in constant memory: if a run grows long, every second one, then every fourth,
/// and so on, and always the last.
package struct TraceRecorder {
  private static let capacity = 4096

  private var samples: [RunTrace.Sample] = []
  private var stride = 1
  private var axes = 1
  // What most steps are kept as, for the next to replace: a sample has lists, and a list is memory to ask for.
  private var last: (step: StepRecord, truth: TruthRecord?)?

  package init() {}

  /// Takes `step`; without a `truth` the angles are the commanded ones.
  package mutating func add(_ step: StepRecord, _ truth: TruthRecord?) {
    axes = step.anglesDegrees.count
    last = (step, truth)
    guard step.index.isMultiple(of: stride) else { return }
    samples.append(Self.sample(step, truth))
    if samples.count == Self.capacity {
      stride *= 2
      samples.removeAll { sample in !sample.index.isMultiple(of: stride) }
    }
  }

  private static func sample(_ step: StepRecord, _ truth: TruthRecord?) -> RunTrace.Sample {
    var sample = RunTrace.Sample(
      index: step.index, timeSeconds: step.timeSeconds,
      anglesDegrees: Array(truth?.beamDegrees ?? step.anglesDegrees),
      // If the side is unknown only the size can be drawn.
      errorsCentimeters: step.errorsCentimeters.map { errors in Array(errors) }
        ?? (step.costSquareCentimeters == nil ? nil : truth?.errorCentimeters.map { errors in Array(errors) }),
      dotsCentimeters: truth?.dotCentimeters.map { dots in Array(dots) },
      targetsCentimeters: truth.map { truth in Array(truth.targetCentimeters) })
    sample.isProbing = step.isProbing
    return sample
  }

  package func trace(of result: RunResult, in scenario: Scenario) -> RunTrace {
    var samples = samples
    if let last, samples.last?.index != last.step.index { samples.append(Self.sample(last.step, last.truth)) }
    return RunTrace(
      title: scenario.title.isEmpty ? "Aiming a laser by gradient descent" : scenario.title,
      axes: RunTrace.AxisName.standard(axes), samples: samples, toleranceCentimeters: scenario.loop.tolerance,
      outcome: "\(result.ending.title): \(result.reason)", ruleSummary: scenario.ruleSummary,
      truth: result.truth.map { truth in
        // A beam walk has no wall, and its picture shows the detectors only.
        RunTrace.Truth(
          distanceCentimeters: truth.last.distanceCentimeters ?? 1,
          targetsCentimeters: Array(truth.last.targetCentimeters),
          laserHeightCentimeters: truth.last.laserHeightCentimeters ?? 0)
      })
  }
}
