/// What a picture of a run is made from: a plain value, so that a picture can be drawn of a live run, a recorded one or
/// one that somebody typed in.
///
/// Lists with a value for each axis begin with the first axis. Of two axes the first is the height on the sheet and the
/// second the place across it; of four, two for each of two detectors.
public struct RunTrace: Sendable, Equatable {
  /// One reading of the run.
  public struct Sample: Sendable, Equatable {
    /// How many updates came before.
    public var index: Int
    /// Seconds since the first step.
    public var timeSeconds: Double
    /// The beam's angle on each axis, in degrees: above the horizontal for a height.
    public var anglesDegrees: [Double]
    /// The error `laser - target` of each axis in cm, positive where the dot is too high or too far to the right; nil
    /// where the spot was lost.
    public var errorsCentimeters: [Double]?
    /// Where the dot truly is on each axis, in cm, which a noisy or late reading misses; nil where the reading is all
    /// there is.
    public var dotsCentimeters: [Double]?
    /// Where the target is on each axis at this reading, in cm, where it moves; nil where the truth's one place says
    /// all.
    public var targetsCentimeters: [Double]?
    /// True where the laser was turned to try out the axes, before the rule had anything to say.
    public var isProbing = false

    /// A reading of `errorsCentimeters` (nil: no dot in sight) at `anglesDegrees`.
    public init(
      index: Int, timeSeconds: Double, anglesDegrees: [Double], errorsCentimeters: [Double]?,
      dotsCentimeters: [Double]? = nil, targetsCentimeters: [Double]? = nil
    ) {
      self.index = index
      self.timeSeconds = timeSeconds
      self.anglesDegrees = anglesDegrees
      self.errorsCentimeters = errorsCentimeters
      self.dotsCentimeters = dotsCentimeters
      self.targetsCentimeters = targetsCentimeters
    }

    /// A reading of an only axis: `errorCentimeters` (nil: no dot in sight) at `angleDegrees`.
    public init(
      index: Int, timeSeconds: Double, angleDegrees: Double, errorCentimeters: Double?, dotCentimeters: Double? = nil,
      targetCentimeters: Double? = nil
    ) {
      self.init(
        index: index, timeSeconds: timeSeconds, anglesDegrees: [angleDegrees],
        errorsCentimeters: errorCentimeters.map { error in [error] },
        dotsCentimeters: dotCentimeters.map { dot in [dot] },
        targetsCentimeters: targetCentimeters.map { target in [target] })
    }
  }

  /// What a simulation knows and a controller does not.
  public struct Truth: Sendable, Equatable {
    /// From the laser straight ahead to the sheet in cm, above 0.
    public var distanceCentimeters: Double
    /// Where the target is on each axis in cm, at the end where it moves.
    public var targetsCentimeters: [Double]
    /// The laser's height in cm.
    public var laserHeightCentimeters: Double

    /// A sheet at `distanceCentimeters`, a target at `targetsCentimeters`, a laser at `laserHeightCentimeters`.
    public init(distanceCentimeters: Double, targetsCentimeters: [Double], laserHeightCentimeters: Double = 0) {
      self.distanceCentimeters = distanceCentimeters
      self.targetsCentimeters = targetsCentimeters
      self.laserHeightCentimeters = laserHeightCentimeters
    }

    /// The truth about an only axis.
    public init(distanceCentimeters: Double, targetCentimeters: Double, laserHeightCentimeters: Double = 0) {
      self.init(
        distanceCentimeters: distanceCentimeters, targetsCentimeters: [targetCentimeters],
        laserHeightCentimeters: laserHeightCentimeters)
    }
  }

  /// What an axis is called.
  public struct AxisName: Sendable, Equatable {
    /// What the actuator turns: `tilt`.
    public var angle: String
    /// What the sensor sees move: `height`.
    public var error: String

    /// An axis whose angle and whose error are called so.
    public init(angle: String, error: String) {
      self.angle = angle
      self.error = error
    }

    /// The usual names of so many axes (at least one): tilt and pan for two, two mirrors and two detectors for four.
    public static func standard(_ count: Int) -> [AxisName] {
      switch count {
      case ...1: [AxisName(angle: "angle", error: "error")]
      case 2: [AxisName(angle: "tilt", error: "height"), AxisName(angle: "pan", error: "across")]
      case 4:
        [
          AxisName(angle: "mirror 1 tilt", error: "near height"), AxisName(angle: "mirror 1 pan", error: "near across"),
          AxisName(angle: "mirror 2 tilt", error: "far height"), AxisName(angle: "mirror 2 pan", error: "far across"),
        ]
      default: (1...count).map { number in AxisName(angle: "axis \(number)", error: "axis \(number)") }
      }
    }
  }

  /// The picture's headline.
  public var title: String
  /// The axes that are drawn, at least one.
  public var axes: [AxisName]
  /// The readings in the order in which they were taken; they may be thinned, so indices need not be consecutive.
  public var samples: [Sample]
  /// The largest error in cm that counts as on target, of several axes together the largest distance; 0 or less where
  /// there is none.
  public var toleranceCentimeters: Double
  /// Why the run ended, in one sentence.
  public var outcome: String
  /// The update rule and its settings in a few words.
  public var ruleSummary: String
  /// The hidden truth; nil on real hardware, where pictures speak of the error and the target stands at 0.
  public var truth: Truth?

  /// A trace of `samples`; see the properties for units.
  ///
  /// - Parameter axes: what the axes are called; where it is left out, as many axes as the samples have angles, by
  ///   their usual names.
  public init(
    title: String, axes: [AxisName]? = nil, samples: [Sample], toleranceCentimeters: Double, outcome: String,
    ruleSummary: String, truth: Truth? = nil
  ) {
    self.title = title
    self.axes = axes ?? AxisName.standard(samples.map(\.anglesDegrees.count).max() ?? 1)
    self.samples = samples
    self.toleranceCentimeters = toleranceCentimeters
    self.outcome = outcome
    self.ruleSummary = ruleSummary
    self.truth = truth
  }
}
