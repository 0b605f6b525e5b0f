/// The data of a picture of several rules on the same rigs: a plain value.
public struct RuleComparison: Sendable, Equatable {
  /// The knowledge of a rule, given or found out, which decides how fast it can be.
  public enum Family: Sendable, CaseIterable {
    /// It learns from its own moves how far a move carries the dot.
    case learning
    /// It takes the distance for a fixed one.
    case fixedRate
    /// It is told how large the cost is, and not on which side of the target the dot is.
    case costOnly
  }

  /// The size of the true error over the readings, over all rigs.
  ///
  /// Element k of each list is the error in cm once k readings have been used: element 0 is the error that the first
  /// reading finds, element 1 what the move after it left. The lists may differ in length; infinite values are drawn
  /// above the picture, and NaN leaves a gap.
  public struct ErrorCurve: Sendable, Equatable {
    /// The median of |error| over the rigs, in cm, the first reading first.
    public var medianCentimeters: [Double]
    /// The 95th percentile of |error| over the rigs, in cm, the first reading first.
    public var percentile95Centimeters: [Double]

    /// The two quantiles of |error|, the first reading first.
    public init(medianCentimeters: [Double], percentile95Centimeters: [Double]) {
      self.medianCentimeters = medianCentimeters
      self.percentile95Centimeters = percentile95Centimeters
    }
  }

  /// The figures of a rule at one level of noise.
  public struct Result: Sendable, Equatable {
    /// The error over the readings.
    public var curve: ErrorCurve
    /// The share of rigs, 0 to 1, that were within the tolerance from some reading on.
    public var settledShare: Double
    /// The number of readings within which half of the rigs settled; nil if fewer did.
    public var medianReadings: Int?
    /// The number of readings within which 95 of 100 rigs settled; nil if fewer did.
    public var percentile95Readings: Int?
    /// The total turning of the beam to and fro, in degrees.
    public var turnedDegrees: Double
    /// The size of the error at the end, in cm.
    public var finalErrorCentimeters: Double

    /// A result; see the properties for units and ranges.
    public init(
      curve: ErrorCurve, settledShare: Double, medianReadings: Int?, percentile95Readings: Int?,
      turnedDegrees: Double, finalErrorCentimeters: Double
    ) {
      self.curve = curve
      self.settledShare = settledShare
      self.medianReadings = medianReadings
      self.percentile95Readings = percentile95Readings
      self.turnedDegrees = turnedDegrees
      self.finalErrorCentimeters = finalErrorCentimeters
    }
  }

  /// A rule, or the bound that none can beat.
  public struct Rule: Sendable, Equatable {
    /// The name of the rule, with its settings if they matter.
    public var name: String
    /// The family of the rule; rules of a family stand together and share hues.
    public var family: Family
    /// Its figures at each level of noise, in the order of the levels; nil if it was not run.
    public var results: [Result?]

    /// A rule of `family` with a result for each level.
    public init(name: String, family: Family, results: [Result?]) {
      self.name = name
      self.family = family
      self.results = results
    }
  }

  /// The noise of the readings of a panel.
  public struct Level: Sendable, Equatable {
    /// The standard deviation of a reading, in cm; 0 for none.
    public var noiseCentimeters: Double
    /// The largest error in cm that counts as on target; 0 or less if there is none.
    public var toleranceCentimeters: Double

    /// A level of noise and the tolerance that settling was judged by.
    public init(noiseCentimeters: Double, toleranceCentimeters: Double) {
      self.noiseCentimeters = noiseCentimeters
      self.toleranceCentimeters = toleranceCentimeters
    }
  }

  /// A number of readings at which something becomes possible: a thin line in every panel, named in the first.
  public struct Landmark: Sendable, Equatable {
    /// The number of readings used.
    public var readings: Double
    /// The name, in a few words.
    public var label: String

    /// A landmark at `readings`, called `label`.
    public init(readings: Double, label: String) {
      self.readings = readings
      self.label = label
    }
  }

  /// The headline of the picture.
  public var title: String
  /// On which rigs the rules were compared, in a sentence.
  public var setUp: String
  /// The point of the picture, in a sentence or two.
  public var explanation: String
  /// The levels of noise, one column of panels each; about four fit.
  public var levels: [Level]
  /// The rules, about eight of them.
  public var rules: [Rule]
  /// The bound that no rule can beat; its family is not used.
  public var bound: Rule?
  /// A number of readings to point out; nil for none.
  public var landmark: Landmark?

  /// A comparison of `rules` at `levels`; see the properties.
  public init(
    title: String, setUp: String, explanation: String, levels: [Level], rules: [Rule], bound: Rule? = nil,
    landmark: Landmark? = nil
  ) {
    self.title = title
    self.setUp = setUp
    self.explanation = explanation
    self.levels = levels
    self.rules = rules
    self.bound = bound
    self.landmark = landmark
  }
}
