public import RigCore

// Limits of the reports of a sensor: saturation and rounding.

// MARK: Saturation

extension SensorParameters {
  /// The largest error that is reported, in cm; nil for no limit.
  public var saturation: Parameter<Double?> {
    Parameter("saturation", .extent, unit: "cm", "the largest error that is reported")
  }
}

/// The largest error that a sensor can report, in each direction.
public struct Saturation: SensorEffect {
  /// The largest report, in either direction; infinite for no limit.
  public var limit = Length.centimeters(.infinity)

  public static let declaration = EffectDeclaration(
    "saturation",
    [
      EffectParameter(
        SensorParameters().saturation,
        theory: .unmodelled("the end of sight", inSentence: "where the sensor's sight ends"))
    ])

  public init() {}

  /// Reports errors beyond `limit` (above 0) as the limit.
  public init(limit: Length) {
    precondition(limit > .zero, "a limit is above 0 cm")
    self.limit = limit
  }

  public init(_ values: ParameterValues) {
    self.init(limit: .centimeters(values[SensorParameters().saturation] ?? .infinity))
  }
}

extension Saturation: SensorStage {
  typealias State = NoState

  @inline(__always)
  func apply<Seen: SeenError>(to reading: inout ReadingInWork<Seen>, _: inout NoState) {
    reading.error = reading.error.map { _, error in min(max(error, -limit.centimeters), limit.centimeters) }
  }
}

extension SensorModel {
  /// The largest error that is reported.
  public var saturation: Saturation {
    get { chain[Saturation.self] }
    set { chain[Saturation.self] = newValue }
  }
}

// MARK: Rounding

extension SensorParameters {
  /// The unit in cm that readings are rounded to.
  public var rounding: Parameter<Double> {
    Parameter("rounding", default: 0, .size, unit: "cm", "what readings are rounded to")
  }
}

/// The unit of reports: 1 cm for a person who calls out whole centimetres, the pitch for a row of photodiodes.
public struct Rounding: SensorEffect {
  /// The unit; 0 for none.
  public var unit = Length.zero

  public static let declaration = EffectDeclaration(
    "rounding",
    [
      EffectParameter(
        SensorParameters().rounding, theory: .unmodelled("rounded readings", inSentence: "the rounding of readings"))
    ])

  public init() {}

  /// Rounds reports to multiples of `unit`, at least 0; halves go away from zero.
  public init(unit: Length) {
    precondition(unit >= .zero, "a unit is at least 0 cm")
    self.unit = unit
  }

  public init(_ values: ParameterValues) { self.init(unit: .centimeters(values[SensorParameters().rounding])) }
}

extension Rounding: SensorStage {
  typealias State = NoState

  @inline(__always)
  func apply<Seen: SeenError>(to reading: inout ReadingInWork<Seen>, _: inout NoState) {
    if unit > .zero { reading.error = reading.error.map { _, error in round(error) } }
  }

  private func round(_ error: Double) -> Double {
    let units = (error / unit.centimeters).rounded()
    // A unit that is too small to count in counts as none.
    return units.isFinite ? units * unit.centimeters : error
  }
}

extension SensorModel {
  /// The unit of reports.
  public var rounding: Rounding {
    get { chain[Rounding.self] }
    set { chain[Rounding.self] = newValue }
  }
}
