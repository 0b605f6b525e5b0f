/// A sensor's effects, all off by default, each a small type of its own.
///
/// They apply in this order: dead time, field of view, dropouts, bias, noise, outliers, saturation, rounding, and last
/// fault injection, which sees finished readings. All of them work on the error. A sensor that reports the cost squares
/// what came of it, so that noise of standard deviation σ adds σ² to the mean cost, and scatters a cost `J` by about
/// `2σ√J`.
public struct SensorModel: Sendable, Equatable {
  /// What a sensor tells of the dot.
  public enum Report: String, CaseIterable, Sendable {
    /// How far above or below the target it is.
    case error
    /// The square of that, as a power meter behind a pinhole does, which does not know the side.
    case cost
  }

  /// The delay from the dot's place to the report of it.
  public var deadTime: DeadTime
  /// The part of the sheet that is in sight.
  public var fieldOfView: FieldOfView
  /// Readings that see no dot though there is one.
  public var dropouts: Dropouts
  /// The constant part of a reading's error.
  public var bias: Bias
  /// The random part of a reading's error.
  public var noise: GaussianNoise
  /// Readings that are far off now and then.
  public var outliers: Outliers
  /// The largest error that is reported.
  public var saturation: Saturation
  /// The unit that reports come in.
  public var rounding: Rounding
  /// What is reported in the end.
  public var reports: Report

  /// A sensor that reports the exact error at once, unless told otherwise.
  public init(
    deadTime: DeadTime = DeadTime(), fieldOfView: FieldOfView = FieldOfView(), dropouts: Dropouts = Dropouts(),
    bias: Bias = Bias(), noise: GaussianNoise = GaussianNoise(), outliers: Outliers = Outliers(),
    saturation: Saturation = Saturation(), rounding: Rounding = Rounding(), reports: Report = .error
  ) {
    self.deadTime = deadTime
    self.fieldOfView = fieldOfView
    self.dropouts = dropouts
    self.bias = bias
    self.noise = noise
    self.outliers = outliers
    self.saturation = saturation
    self.rounding = rounding
    self.reports = reports
  }

  /// True where a reading is the error and noise, if that is on, and nothing else.
  var isPlain: Bool {
    !deadTime.isOn && !fieldOfView.isOn && !dropouts.isOn && !bias.isOn && !outliers.isOn && !saturation.isOn
      && !rounding.isOn && reports == .error
  }
}
