import Foundation
import RigCore
public import RigSimulation

// Random rigs for properties that hold for all of them. The generator is seeded, so a failure comes back.
extension RandomNumberGenerator {
  /// A number between `low` and `high`, every ratio equally likely; both above 0.
  public mutating func ratio(_ low: Double, _ high: Double) -> Double {
    low * pow(high / low, Double.random(in: 0...1, using: &self))
  }

  /// True or false, each with even chances.
  public mutating func coin() -> Bool { Bool.random(using: &self) }
}

extension WallModel {
  /// A wall that stands still at 20–1000 cm with a target within ±100 cm and a laser within ±30 cm.
  public static func random(using generator: inout some RandomNumberGenerator) -> WallModel {
    WallModel(
      distance: .fixed(.centimeters(generator.ratio(20, 1000))),
      laserHeight: .centimeters(.random(in: -30...30, using: &generator)),
      target: Trajectory(start: .centimeters(.random(in: -100...100, using: &generator))))
  }
}

extension Wave {
  /// A wave of 0.1 to 2 with a period of some 3 to 100 steps.
  public static func random(using generator: inout some RandomNumberGenerator) -> Wave {
    Wave(
      amplitude: generator.ratio(0.1, 2), hertz: generator.ratio(0.1, 3),
      phaseDegrees: .random(in: -180...180, using: &generator), frameSeconds: 0.1)
  }
}

extension RigModel {
  /// A rig with every effect of wall, servo and sensor switched on, each to a random size, and a fault of each kind.
  public static func randomWithEverythingOn(using generator: inout some RandomNumberGenerator) -> RigModel {
    var wall = WallModel.random(using: &generator)
    wall.distance = .logUniform(.centimeters(generator.ratio(20, 100)) ... .centimeters(generator.ratio(200, 1000)))
    wall.distanceDriftPerStep = .centimeters(.random(in: -0.2...0.2, using: &generator))
    wall.distanceJumpStep = .random(in: 1...50, using: &generator)
    wall.distanceJump = .centimeters(.random(in: -20...50, using: &generator))
    wall.target.driftPerStep = .centimeters(.random(in: -0.2...0.2, using: &generator))
    wall.target.jumpStep = .random(in: 1...50, using: &generator)
    wall.target.jump = .centimeters(.random(in: -20...20, using: &generator))
    wall.target.sway = .random(using: &generator)
    var model = RigModel(
      wall: wall, servo: .randomWithEverythingOn(using: &generator),
      sensor: .randomWithEverythingOn(using: &generator), faults: .randomOfEachKind(using: &generator),
      frameSeconds: generator.ratio(0.005, 0.2))
    model.frameJitter = .random(in: 0.1...0.9, using: &generator)
    return model
  }
}

extension PanTiltModel {
  /// A rig with every effect of wall, servos and sensor switched on, each to a random size, nothing at right angles,
  /// and faults of each kind.
  public static func randomWithEverythingOn(using generator: inout some RandomNumberGenerator) -> PanTiltModel {
    let base = RigModel.randomWithEverythingOn(using: &generator)
    var model = PanTiltModel(
      wall: base.wall,
      targetAcross: Trajectory(
        start: .centimeters(.random(in: -100...100, using: &generator)), driftPerStep: .centimeters(0.1),
        jumpStep: .random(in: 1...50, using: &generator), jump: .centimeters(7)),
      geometry: .random(using: &generator), tilt: base.servo, pan: .randomWithEverythingOn(using: &generator),
      sensor: base.sensor, frameSeconds: base.frameSeconds)
    model.frameJitter = base.frameJitter
    model.sensor.bias.across = .centimeters(.random(in: -2...2, using: &generator))
    model.faults = .randomOfEachKind(on: [nil, 0, 1], using: &generator)
    return model
  }
}

extension PanTiltGeometry {
  /// Wall, sensor and axes up to 50° askew.
  public static func random(using generator: inout some RandomNumberGenerator) -> PanTiltGeometry {
    PanTiltGeometry(
      wallYaw: .degrees(.random(in: -50...50, using: &generator)),
      wallPitch: .degrees(.random(in: -50...50, using: &generator)),
      sensorRotation: .degrees(.random(in: -50...50, using: &generator)),
      crossing: .degrees(.random(in: -50...50, using: &generator)))
  }
}

extension BeamWalkModel {
  /// A bench with every effect of mirrors and detectors switched on, each to a random size, all mounts rolled, and
  /// faults of each kind.
  public static func randomWithEverythingOn(using generator: inout some RandomNumberGenerator) -> BeamWalkModel {
    let sensors = (0..<2).map { _ in SensorModel.randomWithEverythingOn(using: &generator) }
    var model = BeamWalkModel(
      geometry: .random(using: &generator),
      targets: PerAxis { _ in
        Trajectory(
          start: .centimeters(.random(in: -20...20, using: &generator)), driftPerStep: .centimeters(0.01),
          jumpStep: .random(in: 1...50, using: &generator), jump: .centimeters(1), sway: .random(using: &generator))
      },
      servos: PerAxis { _ in .randomWithEverythingOn(using: &generator) }, near: sensors[0], far: sensors[1])
    let biasAcross = Length.centimeters(.random(in: -2...2, using: &generator))
    model.near.bias.across = biasAcross
    model.far.bias.across = biasAcross
    model.faults = .randomOfEachKind(on: [nil, 0, 1, 2, 3], using: &generator)
    model.frameSeconds = generator.ratio(0.005, 0.2)
    model.frameJitter = .random(in: 0.1...0.9, using: &generator)
    return model
  }
}

extension BeamWalkGeometry {
  /// A bench of a random length, all mounts rolled.
  public static func random(using generator: inout some RandomNumberGenerator) -> BeamWalkGeometry {
    let near = generator.ratio(5, 50)
    return BeamWalkGeometry(
      mirrorDistance: .centimeters(generator.ratio(10, 100)), nearDistance: .centimeters(near),
      farDistance: .centimeters(near + generator.ratio(20, 200)),
      mirrorRoll1: .degrees(.random(in: -180...180, using: &generator)),
      mirrorRoll2: .degrees(.random(in: -180...180, using: &generator)),
      nearRoll: .degrees(.random(in: -180...180, using: &generator)),
      farRoll: .degrees(.random(in: -180...180, using: &generator)))
  }
}

extension ServoModel {
  /// A servo with every effect on.
  public static func randomWithEverythingOn(using generator: inout some RandomNumberGenerator) -> ServoModel {
    ServoModel(
      travel: .degrees(.random(in: -85 ... -40, using: &generator))
        ... .degrees(.random(in: 40...85, using: &generator)),
      Resolution(step: .degrees(generator.ratio(0.001, 1))),
      DeadBand(width: .degrees(generator.ratio(0.001, 1))),
      Motor(
        slewRateDegreesPerSecond: generator.ratio(20, 5000), lagSeconds: .random(in: 0...0.1, using: &generator)),
      Hysteresis(
        share: .random(in: 0.01...0.15, using: &generator), stroke: .degrees(generator.ratio(20, 120))),
      Creep(sharePerDecade: .random(in: 0.005...0.05, using: &generator)),
      Backlash(play: .degrees(generator.ratio(0.01, 1))),
      Vibration(
        amplitude: .degrees(generator.ratio(0.001, 0.1)), hertz: generator.ratio(0.1, 100),
        phaseDegrees: .random(in: -180...180, using: &generator)),
      Mounting(offset: .degrees(.random(in: -3...3, using: &generator)), isReversed: generator.coin()))
  }
}

extension SensorModel {
  /// A sensor with every effect on.
  public static func randomWithEverythingOn(using generator: inout some RandomNumberGenerator) -> SensorModel {
    SensorModel(
      DeadTime(steps: .random(in: 1...5, using: &generator)),
      VaryingDeadTime(spread: .random(in: 1...4, using: &generator)),
      FieldOfView(halfHeight: .centimeters(generator.ratio(100, 2000))),
      Dropouts(probability: .random(in: 0.01...0.3, using: &generator)),
      QuadrantResponse(spotRadius: .centimeters(generator.ratio(50, 500))),
      Bias(offset: .centimeters(.random(in: -2...2, using: &generator))),
      Hum(
        amplitude: .centimeters(generator.ratio(0.01, 2)), hertz: generator.ratio(0.1, 100),
        phaseDegrees: .random(in: -180...180, using: &generator)),
      GaussianNoise(
        standardDeviation: .centimeters(generator.ratio(0.01, 3)),
        correlation: .random(in: 0.1...0.95, using: &generator)),
      PinkNoise(standardDeviation: .centimeters(generator.ratio(0.01, 1))),
      Outliers(probability: .random(in: 0.01...0.1, using: &generator), size: .centimeters(30)),
      Smoothing(seconds: generator.ratio(0.01, 0.5)),
      Saturation(limit: .centimeters(generator.ratio(20, 500))),
      Rounding(unit: .centimeters(generator.ratio(0.01, 1))),
      SlowSensor(newReadingEvery: .random(in: 2...4, using: &generator)))
  }
}

extension [Fault] {
  /// A fault of each kind on each part and each of the `axes` (nil for all of them at once), each for a time.
  public static func randomOfEachKind(
    on axes: [Int?] = [nil], using generator: inout some RandomNumberGenerator
  ) -> [Fault] {
    var faults: [Fault] = []
    for (part, axis) in Fault.Part.allCases.flatMap({ part in axes.map { axis in (part, axis) } }) {
      let kinds: [Fault.Kind] = [
        .ok, .stuck, .wrong(by: .random(in: -3...3, using: &generator)),
        .delayed(steps: .random(in: 0...4, using: &generator)), .intermittent(probability: 0.3),
      ]
      for kind in kinds {
        let first = Int.random(in: 0...40, using: &generator)
        faults.append(Fault(part: part, kind: kind, firstStep: first, lastStep: first + 10, axis: axis))
      }
    }
    return faults
  }
}
