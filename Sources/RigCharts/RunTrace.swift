public import RigCore

/// The data of a picture of a run: a plain value, so that a live run, a recorded one and one that is typed in can be
/// drawn.
///
/// Of two axes the first is the height on the sheet and the second the place across it; of four, two for each of two
/// detectors.
public struct RunTrace: Sendable, Equatable {
  /// One reading of the run: a step and, if the rig is simulated, the truth about it.
  public struct Sample: Sendable, Equatable {
    /// The step with the reading.
    public var step: StepRecord
    /// The truth at this reading; nil on real hardware.
    public var truth: TruthRecord?

    /// The reading of `step`, with the truth of that step if it is known.
    public init(_ step: StepRecord, truth: TruthRecord? = nil) {
      self.step = step
      self.truth = truth
    }

    /// The angle of the beam on each axis in degrees: the true one if it is known, else the commanded one.
    var anglesDegrees: AxisValues { truth?.beamDegrees ?? step.anglesDegrees }

    /// The error on each axis in cm; nil if the spot is lost. If the sensor does not tell the side, the true error is
    /// drawn.
    var errorsCentimeters: AxisValues? {
      step.errorsCentimeters ?? (step.costSquareCentimeters == nil ? nil : truth?.errorCentimeters)
    }
  }

  /// The names of an axis.
  public struct AxisName: Sendable, Equatable {
    /// The name of the angle that the actuator turns: `tilt`.
    public var angle: String
    /// The name of the error that the sensor reports: `height`.
    public var error: String

    /// An axis with these names.
    public init(angle: String, error: String) {
      self.angle = angle
      self.error = error
    }

    /// The names of a single axis.
    public static let only = AxisName(angle: "angle", error: "error")

    /// The names of `count` axes of which nothing is known but their number.
    static func numbered(_ count: Int) -> [AxisName] {
      count <= 1 ? [only] : (1...count).map { number in AxisName(angle: "axis \(number)", error: "axis \(number)") }
    }
  }

  /// The headline of the picture.
  public var title: String
  /// The axes that are drawn, at least one.
  public var axes: [AxisName]
  /// The readings in the order in which they were taken; they may be thinned, so indices need not be consecutive.
  public var samples: [Sample]
  /// The largest error in cm that counts as on target, of several axes together the largest distance; 0 or less if
  /// there is none.
  public var toleranceCentimeters: Double
  /// The reason why the run ended, in one sentence.
  public var outcome: String
  /// The update rule and its settings in a few words.
  public var ruleSummary: String
  /// The truth at the end, from which a picture has the wall, the laser and the place of the target; nil on real
  /// hardware: the picture then shows the error, and the target stands at 0.
  public var truth: TruthRecord?

  /// A trace of `samples`; see the properties for units.
  ///
  /// - Parameter axes: the names of the axes; nil to number as many axes as the samples have angles.
  public init(
    title: String, axes: [AxisName]? = nil, samples: [Sample], toleranceCentimeters: Double, outcome: String,
    ruleSummary: String, truth: TruthRecord? = nil
  ) {
    self.title = title
    self.axes = axes ?? AxisName.numbered(samples.map(\.step.anglesDegrees.count).max() ?? 1)
    self.samples = samples
    self.toleranceCentimeters = toleranceCentimeters
    self.outcome = outcome
    self.ruleSummary = ruleSummary
    self.truth = truth
  }
}
