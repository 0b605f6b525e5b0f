/// A step of a loop with any number of axes, in centimetres and degrees: a ``Step`` without its type's axes.
///
/// Tables, JSON, CSV and pictures are made from records.
public struct StepRecord: Sendable, Equatable {
  /// The number of updates before this step.
  public var index: Int
  /// When the frame began, in seconds since step 0.
  public var timeSeconds: Double
  /// The commanded angle of each axis in degrees, above the horizontal or to the right of straight ahead.
  public var anglesDegrees: AxisValues
  /// The error `laser - target` of each axis in cm, positive if the dot is too high or too far to the right; nil if the
  /// spot is lost or its side unknown.
  public var errorsCentimeters: AxisValues?
  /// The cost in cm², summed over the axes; nil if the spot is lost.
  public var costSquareCentimeters: Double?
  /// True if the rule wanted an angle beyond the travel and got the limit.
  public var isRailed: Bool
  /// True if the angle came from the search for a lost spot and not from the rule.
  public var isSearching: Bool
  /// True if the step belongs to the probe that comes before the rule steers.
  public var isProbing: Bool
  /// The number of halvings of the rate up to this step.
  public var rateHalvings: Int
  /// The rule's own figures, in the order of its ``UpdateRule/termNames``.
  public var terms: RuleTerms

  /// The record of `step`.
  ///
  /// - Precondition: the step has at most ``AxisValues/capacity`` axes.
  public init<let axes: Int>(_ step: Step<axes>) {
    self.init(
      index: step.index, timeSeconds: step.timeSeconds,
      anglesDegrees: AxisValues(step.angles) { angle in angle.degrees },
      errorsCentimeters: step.reading.error.map { error in AxisValues(error) { length in length.centimeters } },
      costSquareCentimeters: step.costSquareCentimeters)
    isRailed = step.isRailed
    isSearching = step.isSearching
    isProbing = step.isProbing
    rateHalvings = step.rateHalvings
    terms = step.terms
  }

  /// The gradient `2e` of the cost in cm, on each axis; nil if the error is.
  public var gradientsCentimeters: AxisValues? {
    errorsCentimeters.map { errors in AxisValues(errors.map { error in 2 * error }) }
  }

  /// A step that the rule made within the travel, for a record from elsewhere.
  ///
  /// - Parameters:
  ///   - index: the number of updates before it.
  ///   - timeSeconds: when the frame began, in seconds since step 0.
  ///   - anglesDegrees: the commanded angle of each axis in degrees.
  ///   - errorsCentimeters: the error of each axis in cm; nil if the spot is lost or its side unknown.
  ///   - costSquareCentimeters: the cost in cm²; nil if the spot is lost.
  public init(
    index: Int, timeSeconds: Double, anglesDegrees: AxisValues, errorsCentimeters: AxisValues?,
    costSquareCentimeters: Double?
  ) {
    self.index = index
    self.timeSeconds = timeSeconds
    self.anglesDegrees = anglesDegrees
    self.errorsCentimeters = errorsCentimeters
    self.costSquareCentimeters = costSquareCentimeters
    isRailed = false
    isSearching = false
    isProbing = false
    rateHalvings = 0
    terms = RuleTerms()
  }
}
