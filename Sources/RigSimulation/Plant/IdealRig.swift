public import RigCore

/// The plant of the article: a laser that is always exactly at its command, a wall that stands still, an error that is
/// exact or has Gaussian noise on it.
///
/// A ``SimulatedRig`` with all effects off, and with a loop that starts at its rest position, behaves the same to the
/// last bit. This one is small enough for a whole control loop to run in registers.
public struct IdealRig: SimulatedPlant {
  /// The laser's reach, ±89°.
  public static let reach = Angle.degrees(-89) ... .degrees(89)

  @usableFromInline
  let distance: Double
  @usableFromInline
  let laserHeight: Double
  @usableFromInline
  let target: Double
  @usableFromInline
  let noise: Double
  @usableFromInline
  let lowest: Double
  @usableFromInline
  let highest: Double
  /// The command at which the laser rests before the first one.
  public let start: Angle
  public let frameSeconds: Double
  @usableFromInline
  var slope: Double
  @usableFromInline
  var gaussian: GaussianSource

  /// A laser `distance` (above 0) from a wall with a target at the height `target`, watched with the standard deviation
  /// `noise` (at least 0). It rests at the command `start`, and a frame takes `frameSeconds` (above 0).
  public init(
    distance: Length, laserHeight: Length = .zero, target: Length, noise: Length = .zero,
    travel: ClosedRange<Angle> = Self.reach, start: Angle = .zero, frameSeconds: Double = 0.1, seed: RandomSeed
  ) {
    precondition(distance > .zero, "a distance is above 0 cm")
    precondition(frameSeconds > 0, "a frame takes more than 0 s")
    precondition(noise >= .zero, "noise is at least 0 cm")
    self.distance = distance.centimeters
    self.laserHeight = laserHeight.centimeters
    self.target = target.centimeters
    self.noise = noise.centimeters
    lowest = travel.lowerBound.slope
    highest = travel.upperBound.slope
    self.start = start
    self.frameSeconds = frameSeconds
    slope = start.slope
    gaussian = GaussianSource(seed.generator(for: .noise))
  }

  /// The ideal rig that behaves as `rig` does, before the first reading of `rig`; nil if `rig` has other effects than
  /// noise (see ``RigModel/isIdeal``), or has been read.
  public init?(_ rig: SimulatedRig) {
    guard rig.model.isIdeal, rig.step < 0 else { return nil }
    self.init(
      distance: rig.wall.distance, laserHeight: rig.wall.laserHeight, target: rig.wall.target,
      noise: rig.model.sensor.noise.standardDeviation, travel: rig.servo.lowest...rig.servo.highest, start: rig.start,
      frameSeconds: rig.model.frameSeconds, seed: rig.seed)
  }

  /// The state of `rig` before its first reading, but with noise from `seed`.
  public init(_ rig: IdealRig, seed: RandomSeed) {
    self = rig
    gaussian = GaussianSource(seed.generator(for: .noise))
  }

  @inlinable
  public var travel: Travel<PerAxis<1, Angle>> {
    Travel(lower: PerAxis(Angle(slope: lowest)), upper: PerAxis(Angle(slope: highest)))
  }

  @inlinable
  @inline(__always)
  public mutating func move(to angles: PerAxis<1, Angle>) {
    slope = angles[0].slope
    // Rarely true: a branch costs nothing then, a selection would lengthen every step.
    if _slowPath(slope < lowest || slope > highest) { slope = min(max(slope, lowest), highest) }
  }

  @inlinable
  @inline(__always)
  public mutating func read() -> Reading<1> {
    var error = distance * slope + laserHeight - target
    if noise > 0 { error += noise * gaussian.next() }
    return .error(PerAxis(Length(centimeters: error)))
  }
}

extension IdealRig {
  public var restCommand: PerAxis<1, Angle> { PerAxis(start) }

  public var truth: PlantTruth<1> {
    PlantTruth(
      dots: PerAxis(.centimeters(distance * slope + laserHeight)), targets: PerAxis(.centimeters(target)),
      errors: PerAxis(trueError), beams: PerAxis(beam), distance: .centimeters(distance),
      laserHeight: .centimeters(laserHeight), jacobian: SquareMatrix(diagonal: distance))
  }

  @inlinable
  @inline(__always)
  public var trueErrors: PerAxis<1, Length>? { PerAxis(trueError) }

  /// The dot's height above the target at the latest reading.
  @inlinable
  @inline(__always)
  public var trueError: Length { Length(centimeters: distance * slope + laserHeight - target) }

  @inlinable
  @inline(__always)
  public var beams: PerAxis<1, Angle> { PerAxis(beam) }

  /// The angle of the beam at the latest reading.
  @inlinable
  @inline(__always)
  public var beam: Angle { Angle(slope: slope) }

  public var commandOnTarget: PerAxis<1, Angle>? { PerAxis(Angle(slope: (target - laserHeight) / distance)) }

  public var hasTargetInReach: Bool { commandOnTarget.map(travel.contains) ?? false }

  public var errorAtNearerEnd: Length? {
    func size(_ slope: Double) -> Double { (distance * slope + laserHeight - target).magnitude }
    return Length(centimeters: min(size(lowest), size(highest)))
  }
}
