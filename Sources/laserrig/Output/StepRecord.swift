internal import RigCore

/// A step of a loop with any number of axes, in the units of the reports; lists hold one value an axis, the first axis
/// first.
struct StepRecord {
  let index: Int
  let timeSeconds: Double
  let anglesDegrees: [Double]
  /// Nil where the spot is lost, as are gradients and cost.
  let errorsCentimeters: [Double]?
  let gradientsCentimeters: [Double]?
  let costSquareCentimeters: Double?
  let isRailed: Bool
  let isSearching: Bool
  /// The rule's own figures.
  let terms: [Double]

  init<let axes: Int>(_ step: Step<axes>) {
    index = step.index
    timeSeconds = step.timeSeconds
    anglesDegrees = step.angles.map { angle in angle.degrees }.values
    errorsCentimeters = step.reading.error.map { error in error.map { length in length.centimeters }.values }
    gradientsCentimeters = step.gradientCentimeters?.values
    costSquareCentimeters = step.costSquareCentimeters
    isRailed = step.isRailed
    isSearching = step.isSearching
    terms = step.terms.values
  }
}
