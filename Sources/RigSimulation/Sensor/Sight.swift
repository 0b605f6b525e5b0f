public import RigCore

// Effects that decide whether and when a sensor sees the dot: dead time, field of view and dropouts.

// MARK: Dead time

extension SensorParameters {
  /// The age of the reported error in steps.
  public var deadTime: Parameter<Int> {
    Parameter("deadTime", default: 0, 0...10_000, unit: "steps", "how old the reported error is")
  }
}

/// The delay between the dot's position and its report.
public struct DeadTime: SensorEffect {
  /// The age of the reported error in steps, 0 for no delay. Before an error is that old, the first error is reported.
  public var steps = 0

  public static let declaration = EffectDeclaration(
    "dead time", [EffectParameter(SensorParameters().deadTime, theory: .modelled)])

  public init() {}

  /// Reports errors that are `steps` steps old, at least 0.
  public init(steps: Int) {
    precondition(steps >= 0, "a dead time is at least 0 steps")
    self.steps = steps
  }

  public init(_ values: ParameterValues) { self.init(steps: values[SensorParameters().deadTime]) }
}

extension DeadTime: SensorStage {
  func state(_ streams: DeviceStreams) -> DelayLine<PlaneVector?> { DelayLine(turns: steps) }

  @inline(__always)
  func apply<Seen: SeenError>(to reading: inout ReadingInWork<Seen>, _ delay: inout DelayLine<PlaneVector?>) {
    if steps == 0 { return }
    let old = delay.pass(reading.isLost ? nil : reading.error.plane)
    reading = ReadingInWork(old.map { plane in Seen(plane) })
  }
}

extension SensorModel {
  /// The delay between the dot's position and its report.
  public var deadTime: DeadTime {
    get { chain[DeadTime.self] }
    set { chain[DeadTime.self] = newValue }
  }
}

// MARK: Field of view

extension SensorParameters {
  /// The largest error in sight, in cm; nil for no limit.
  public var fieldOfView: Parameter<Double?> {
    Parameter("fieldOfView", .extent, unit: "cm", "the largest error in sight")
  }
}

/// The part of the sheet that the sensor sees: up to a distance from the target, up and down. For a sensor that sees
/// two directions it is a square.
public struct FieldOfView: SensorEffect {
  /// The largest error in sight; infinite for all of the sheet.
  public var halfHeight = Length.centimeters(.infinity)

  public static let declaration = EffectDeclaration(
    "field of view",
    [
      EffectParameter(
        SensorParameters().fieldOfView,
        theory: .unmodelled("the end of sight", inSentence: "where the sensor's sight ends"))
    ])

  public init() {}

  /// Sees the dot no farther than `halfHeight` (above 0) from the target.
  public init(halfHeight: Length) {
    precondition(halfHeight > .zero, "a field of view is above 0 cm")
    self.halfHeight = halfHeight
  }

  public init(_ values: ParameterValues) {
    self.init(halfHeight: .centimeters(values[SensorParameters().fieldOfView] ?? .infinity))
  }
}

extension FieldOfView: SensorStage {
  typealias State = NoState

  @inline(__always)
  func apply<Seen: SeenError>(to reading: inout ReadingInWork<Seen>, _: inout NoState) {
    let seen = reading.error.plane
    let edge = halfHeight.centimeters
    if !(seen.height.magnitude <= edge && seen.across.magnitude <= edge) { reading.isLost = true }
  }
}

extension SensorModel {
  /// The part of the sheet that is in sight.
  public var fieldOfView: FieldOfView {
    get { chain[FieldOfView.self] }
    set { chain[FieldOfView.self] = newValue }
  }
}

// MARK: Dropouts

extension SensorParameters {
  /// The probability that a reading sees no dot.
  public var dropouts: Parameter<Double> {
    Parameter("dropouts", default: 0, .share, "the share of readings that see no dot")
  }
}

extension RandomSeed.Purpose {
  static let dropout = RandomSeed.Purpose(number: 3)
}

/// Readings that see no dot although there is one.
public struct Dropouts: SensorEffect {
  /// The probability that a reading is lost, 0...1.
  public var probability = 0.0

  public static let declaration = EffectDeclaration(
    "dropouts", [EffectParameter(SensorParameters().dropouts, theory: .unmodelled("lost readings"))],
    streams: [.dropout])

  public init() {}

  /// Loses readings with the given probability.
  public init(probability: Double) {
    precondition((0...1).contains(probability), "a probability lies in 0...1")
    self.probability = probability
  }

  public init(_ values: ParameterValues) { self.init(probability: values[SensorParameters().dropouts]) }
}

extension Dropouts: SensorStage {
  func state(_ streams: DeviceStreams) -> Chance { streams.chance(probability, for: .dropout) }

  @inline(__always)
  func apply<Seen: SeenError>(to reading: inout ReadingInWork<Seen>, _ chance: inout Chance) {
    if probability > 0, chance.strikes() { reading.isLost = true }
  }
}

extension SensorModel {
  /// Readings that see no dot although there is one.
  public var dropouts: Dropouts {
    get { chain[Dropouts.self] }
    set { chain[Dropouts.self] = newValue }
  }
}
