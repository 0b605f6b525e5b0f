/// What a picture of a run is made from: a plain value, so that a picture can be drawn of a live run, a recorded one or
/// one that somebody typed in.
public struct RunTrace: Sendable, Equatable {
  /// One reading of the run.
  public struct Sample: Sendable, Equatable {
    /// How many updates came before.
    public var index: Int
    /// Seconds since the first step.
    public var timeSeconds: Double
    /// The beam's angle above the horizontal, in degrees.
    public var angleDegrees: Double
    /// The error `y_laser - y_target` in cm, positive where the dot is too high; nil where the spot was lost.
    public var errorCentimeters: Double?
    /// The dot's true height in cm, which a noisy or late reading misses; nil where the reading is all there is.
    public var dotCentimeters: Double?
    /// The target's height in cm at this reading, where it moves; nil where the truth's one height says all.
    public var targetCentimeters: Double?

    /// A reading of `errorCentimeters` (nil: no dot in sight) at `angleDegrees`.
    public init(
      index: Int, timeSeconds: Double, angleDegrees: Double, errorCentimeters: Double?, dotCentimeters: Double? = nil,
      targetCentimeters: Double? = nil
    ) {
      self.index = index
      self.timeSeconds = timeSeconds
      self.angleDegrees = angleDegrees
      self.errorCentimeters = errorCentimeters
      self.dotCentimeters = dotCentimeters
      self.targetCentimeters = targetCentimeters
    }
  }

  /// What a simulation knows and a controller does not.
  public struct Truth: Sendable, Equatable {
    /// From the laser to the sheet in cm, above 0.
    public var distanceCentimeters: Double
    /// The target's height in cm, at the end where it moves.
    public var targetCentimeters: Double
    /// The laser's height in cm.
    public var laserHeightCentimeters: Double

    /// A sheet at `distanceCentimeters`, a target at `targetCentimeters`, a laser at `laserHeightCentimeters`.
    public init(distanceCentimeters: Double, targetCentimeters: Double, laserHeightCentimeters: Double = 0) {
      self.distanceCentimeters = distanceCentimeters
      self.targetCentimeters = targetCentimeters
      self.laserHeightCentimeters = laserHeightCentimeters
    }
  }

  /// The picture's headline.
  public var title: String
  /// The readings in the order in which they were taken; they may be thinned, so indices need not be consecutive.
  public var samples: [Sample]
  /// The largest error in cm that counts as on target; 0 or less where there is none.
  public var toleranceCentimeters: Double
  /// Why the run ended, in one sentence.
  public var outcome: String
  /// The update rule and its settings in a few words.
  public var ruleSummary: String
  /// The hidden truth; nil on real hardware, where pictures speak of the error and the target stands at 0.
  public var truth: Truth?

  /// A trace of `samples`; see the properties for units.
  public init(
    title: String, samples: [Sample], toleranceCentimeters: Double, outcome: String, ruleSummary: String,
    truth: Truth? = nil
  ) {
    self.title = title
    self.samples = samples
    self.toleranceCentimeters = toleranceCentimeters
    self.outcome = outcome
    self.ruleSummary = ruleSummary
    self.truth = truth
  }
}
