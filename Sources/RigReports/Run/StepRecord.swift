package import RigCore

/// A step of a loop with any number of axes, in the units of the reports.
package struct StepRecord {
  package let index: Int
  package let timeSeconds: Double
  package let anglesDegrees: AxisValues
  /// The error; nil if the spot is lost or its side unknown, as are the gradients.
  package let errorsCentimeters: AxisValues?
  package let gradientsCentimeters: AxisValues?
  /// The cost; nil if the spot is lost.
  package let costSquareCentimeters: Double?
  package let isRailed: Bool
  package let isSearching: Bool
  package let isProbing: Bool
  package let rateHalvings: Int
  /// The rule's own figures.
  package let terms: RuleTerms

  package init<let axes: Int>(_ step: Step<axes>) {
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
