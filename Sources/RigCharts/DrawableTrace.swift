internal import RigCore

/// One axis of a trace with nothing in it that cannot be drawn: every number finite, and its square too.
struct DrawableTrace: Sendable {
  struct Sample: Sendable {
    let index: Int
    let angleDegrees: Double
    let error: Double?
    /// How much lower the target stands at the end of the run than at this reading, in cm.
    let targetOffset: Double

    /// The dot's height above where the target stands at the end, in cm; nil if the spot is lost.
    let dotOffset: Double?
    /// True if the rule did not steer yet.
    let isProbing: Bool
  }

  /// The truth about this axis.
  struct Truth: Sendable {
    let distanceCentimeters: Double
    let targetCentimeters: Double
    let laserHeightCentimeters: Double
  }

  /// Errors beyond this are drawn here, because the cost is their square and has to stay finite.
  static let largestError = 1e150

  let samples: [Sample]
  /// In cm; nil if there is no line to draw.
  let tolerance: Double?
  let truth: Truth?

  init(_ trace: RunTrace, axis: Int = 0) {
    let truth = trace.truth.flatMap { truth in Self.drawable(truth, axis) }
    self.truth = truth
    samples = trace.samples.map { sample in Self.drawable(sample, axis, truth) }
    let tolerance = trace.toleranceCentimeters
    self.tolerance = tolerance > 0 && tolerance <= Self.largestError ? tolerance : nil
  }

  private static func drawable(_ sample: RunTrace.Sample, _ axis: Int, _ truth: Truth?) -> Sample {
    let error = sample.errorsCentimeters?.value(of: axis).flatMap(bounded)
    func offset(_ places: AxisValues?) -> Double? {
      guard let truth, let place = places?.value(of: axis) else { return nil }
      return bounded(place - truth.targetCentimeters)
    }
    let targetOffset = offset(sample.truth?.targetCentimeters) ?? 0
    let dotOffset = offset(sample.truth?.dotCentimeters)
    let angle = sample.anglesDegrees.value(of: axis) ?? 0
    return Sample(
      index: sample.step.index, angleDegrees: angle.isFinite ? angle : 0, error: error, targetOffset: targetOffset,
      dotOffset: error.map { error in dotOffset ?? error + targetOffset }, isProbing: sample.step.isProbing)
  }

  private static func bounded(_ length: Double) -> Double? {
    length.isNaN ? nil : min(max(length, -largestError), largestError)
  }

  private static func drawable(_ truth: TruthRecord, _ axis: Int) -> Truth? {
    let reach = 1e9
    // A rig without a wall has no scene; its detectors are drawn without a distance.
    let distance = truth.distanceCentimeters ?? 1
    let laserHeight = truth.laserHeightCentimeters ?? 0
    guard let target = truth.targetCentimeters.value(of: axis), target.magnitude < reach, distance > 0,
      distance < reach, laserHeight.magnitude < reach
    else { return nil }
    return Truth(distanceCentimeters: distance, targetCentimeters: target, laserHeightCentimeters: laserHeight)
  }

  /// The height of the target in cm, or 0 if heights are unknown and the axes speak of the error.
  var targetHeight: Double {
    truth?.targetCentimeters ?? 0
  }

  /// True if the target was elsewhere at some reading.
  var hasMovingTarget: Bool {
    samples.contains { sample in sample.targetOffset != 0 }
  }

  /// True if each reading is the dot's height above the target that stands still, so that errors can be drawn as
  /// heights.
  var readingsAreHeights: Bool {
    samples.allSatisfy { sample in
      guard let error = sample.error, let offset = sample.dotOffset else { return true }
      return (error - offset).magnitude <= 1e-6 * max(error.magnitude, smallestHalfSpan)
    }
  }

  /// The name of the quantity on an axis along the sheet.
  var heightName: String {
    truth == nil ? "error" : "height of the dot"
  }

  /// The largest |error| in cm, or nil if every reading lost the spot.
  var largestMagnitude: Double? {
    samples.compactMap { sample in sample.error?.magnitude }.max()
  }

  /// The samples that the rule went by: those after a probe, or all if the run ended with it.
  var led: [Sample] {
    let led = samples.filter { sample in !sample.isProbing }
    return led.isEmpty ? samples : led
  }

  /// The steps of the probe, which are the first of a run; nil if there was no probe.
  var probeSteps: ClosedRange<Int>? {
    let steps = samples.filter(\.isProbing).map(\.index)
    return steps.min().flatMap { first in steps.max().map { last in first...last } }
  }

  /// True if some reading that saw the dot is of a probe.
  var hasProbe: Bool {
    samples.contains { sample in sample.isProbing && sample.error != nil }
  }

  var hasLostReadings: Bool {
    samples.contains { sample in sample.error == nil }
  }

  /// Half of the smallest stretch of sheet, in cm, that is worth an axis: errors far below the tolerance are one dot.
  var smallestHalfSpan: Double {
    let floor = targetHeight.magnitude * 1e-6
    if let tolerance { return max(2 * tolerance, floor) }
    return max(largestMagnitude.map { $0 > 0 ? $0 : 1 } ?? 1, floor)
  }
}

extension AxisValues {
  /// The number of `axis`; nil if there is no such axis.
  fileprivate func value(of axis: Int) -> Double? {
    indices.contains(axis) ? self[axis] : nil
  }
}
