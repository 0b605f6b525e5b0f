internal import RigCore

/// A step of a loop with any number of axes, in the units of the reports.
struct StepRecord {
  let index: Int
  let timeSeconds: Double
  let anglesDegrees: AxisValues
  /// Nil where the spot is lost or its side unknown, as are the gradients.
  let errorsCentimeters: AxisValues?
  let gradientsCentimeters: AxisValues?
  /// Nil where the spot is lost.
  let costSquareCentimeters: Double?
  let isRailed: Bool
  let isSearching: Bool
  let isProbing: Bool
  let rateHalvings: Int
  /// The rule's own figures.
  let terms: RuleTerms

  init<let axes: Int>(_ step: Step<axes>) {
    index = step.index
    timeSeconds = step.timeSeconds
    anglesDegrees = AxisValues(step.angles) { angle in angle.degrees }
    errorsCentimeters = step.reading.error.map { error in AxisValues(error) { length in length.centimeters } }
    gradientsCentimeters = step.gradientCentimeters.map { gradient in AxisValues(gradient) { number in number } }
    costSquareCentimeters = step.costSquareCentimeters
    isRailed = step.isRailed
    isSearching = step.isSearching
    isProbing = step.isProbing
    rateHalvings = step.rateHalvings
    terms = step.terms
  }
}
