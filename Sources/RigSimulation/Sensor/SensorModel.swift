public import RigCore

/// The effects of a sensor in the order in which they apply. A new effect takes a place in one of the chains below.
typealias SensorEffects = Then<Sight, Then<Misreadings, ReportLimits>>
/// The effects that decide whether and when a sensor sees the dot.
typealias Sight = Then<DeadTime, Then<VaryingDeadTime, Then<FieldOfView, Dropouts>>>
/// The effects between the light and a reading.
typealias Misreadings = Then<LightEffects, Then<ReadingErrors, Smoothing>>
/// The effects of what kind of sensor looks at the light.
typealias LightEffects = Then<QuadrantResponse, PowerMeter>
/// The effects that add an error to a reading.
typealias ReadingErrors = Then<Bias, Then<Hum, Then<GaussianNoise, Then<PinkNoise, Outliers>>>>
/// The effects that limit the reports of a sensor.
typealias ReportLimits = Then<Saturation, Then<Rounding, SlowSensor>>

/// The parameters of sensor effects. Each effect declares its own in an extension.
public struct SensorParameters: ParameterSet {
  public static let declarations = SensorParameters()

  public init() {}
}

/// A sensor: its effects, all off by default, and what it reports.
///
/// The effects apply in the order of ``effects``, and after them the faults, which change finished readings. All of
/// them work on the error. A sensor that reports the cost squares the result: noise of standard deviation σ adds σ² to
/// the mean cost, and scatters a cost `J` by about `2σ√J`.
public struct SensorModel: Sendable, Equatable {
  /// The quantity that a sensor reports.
  public enum Report: String, CaseIterable, Sendable {
    /// The error: how far above or below the target the dot is.
    case error
    /// The square of the error, as from a power meter behind a pinhole, which does not know the side.
    case cost
  }

  /// The effects, each with its settings.
  var chain = SensorEffects()
  /// The quantity that the sensor reports.
  public var reports: Report

  /// A sensor with the given effects; without any it reports the exact error at once. Of several effects of one type
  /// the last is used.
  public init(_ effects: any SensorEffect..., reports: Report = .error) {
    self.reports = reports
    for effect in effects {
      let isKnown = chain.replace(effect)
      precondition(isKnown, "\(effect) is not among the effects of a sensor")
    }
  }

  /// The sensor with the parameters of ``effects`` at `values`.
  public init(_ values: ParameterValues, reports: Report = .error) {
    chain = SensorEffects(values)
    self.reports = reports
  }

  /// The effects in the order in which they apply.
  public static var effects: [EffectDeclaration] { SensorEffects.declarations }

  /// The parameters of all effects in the order in which a configuration lists them: first those that most scenarios
  /// set, then the others in the order in which they apply.
  public static let parameters: [EffectParameter] = {
    let first = [GaussianNoise.declaration, Bias.declaration, Rounding.declaration]
    let names = first.map(\.name)
    return (first + effects.filter { effect in !names.contains(effect.name) }).flatMap(\.parameters)
  }()

  /// True if a reading is the error, with white Gaussian noise if that is on, and nothing else.
  public var isPlain: Bool {
    // The whole model is compared, so that no effect can be forgotten here.
    var plain = SensorModel()
    plain.noise = noise.white
    return self == plain
  }
}
