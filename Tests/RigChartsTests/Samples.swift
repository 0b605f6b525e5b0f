import RigCore

@testable import RigCharts

extension RunTrace.Sample {
  /// A reading of any number of axes; the commanded angles are the true ones.
  init(
    index: Int, timeSeconds: Double, anglesDegrees: [Double], errorsCentimeters: [Double]?,
    dotsCentimeters: [Double]? = nil, targetsCentimeters: [Double]? = nil
  ) {
    let errors = errorsCentimeters.map { errors in AxisValues(errors) }
    let step = StepRecord(
      index: index, timeSeconds: timeSeconds, anglesDegrees: AxisValues(anglesDegrees), errorsCentimeters: errors,
      costSquareCentimeters: errors.map { errors in errors.reduce(0) { sum, error in sum + error * error } })
    guard dotsCentimeters != nil || targetsCentimeters != nil else {
      self.init(step)
      return
    }
    self.init(
      step,
      truth: TruthRecord(
        distanceCentimeters: nil, targetCentimeters: AxisValues(targetsCentimeters ?? []),
        dotCentimeters: dotsCentimeters.map { dots in AxisValues(dots) }))
  }

  /// A reading of a single axis.
  init(
    index: Int, timeSeconds: Double, angleDegrees: Double, errorCentimeters: Double?, targetCentimeters: Double? = nil
  ) {
    self.init(
      index: index, timeSeconds: timeSeconds, anglesDegrees: [angleDegrees],
      errorsCentimeters: errorCentimeters.map { error in [error] },
      targetsCentimeters: targetCentimeters.map { target in [target] })
  }
}

extension TruthRecord {
  /// The truth about a single axis.
  init(distanceCentimeters: Double, targetCentimeters: Double, laserHeightCentimeters: Double = 0) {
    self.init(
      distanceCentimeters: distanceCentimeters, targetCentimeters: [targetCentimeters],
      laserHeightCentimeters: laserHeightCentimeters)
  }
}
