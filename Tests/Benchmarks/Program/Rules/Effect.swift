import RigCore
import RigSimulation

/// What a real rig has and an ideal one has not.
enum Effect: CaseIterable {
  case rounding, deadTime, dropouts, outliers, backlash
  case lag, slewRate, deadBand

  /// Those that every rig has some of, whatever its servo.
  static let common: Set<Effect> = [.rounding, .deadTime, .dropouts, .outliers, .backlash]

  var name: String {
    switch self {
    case .rounding: "servo rounds to 0.05°"
    case .deadTime: "dead time of 1 step"
    case .dropouts: "10 % of readings lost"
    case .outliers: "2 % outliers of 50 cm"
    case .backlash: "backlash of 0.2°"
    case .lag: "lag of 0.3 s"
    case .slewRate: "slew rate of 20°/s"
    case .deadBand: "dead band of 0.45°"
    }
  }
}

extension Set<Effect> {
  static let servoResolution = Angle.degrees(0.05)
  static let play = Angle.degrees(0.2)
  static let deadBand = Angle.degrees(0.45)
  static let frameSeconds = 0.1

  /// A rig with a wall of unknown distance.
  func model(noise: Double) -> RigModel {
    RigModel(
      wall: WallModel(
        distance: .logUniform(.centimeters(50) ... .centimeters(1000)), target: Trajectory(start: .zero),
        targetHeights: .centimeters(-100) ... .centimeters(100)),
      servo: ServoModel(
        travel: .degrees(-60) ... .degrees(60),
        Resolution(step: figures.resolution), DeadBand(width: figures.deadBand), motor,
        Backlash(play: figures.backlash)),
      sensor: SensorModel(
        DeadTime(steps: contains(.deadTime) ? 1 : 0),
        Dropouts(probability: contains(.dropouts) ? 0.1 : 0),
        GaussianNoise(standardDeviation: .centimeters(noise)),
        Outliers(probability: contains(.outliers) ? 0.02 : 0, size: .centimeters(50))),
      frameSeconds: Self.frameSeconds)
  }

  private var motor: Motor {
    Motor(
      slewRateDegreesPerSecond: contains(.slewRate) ? 20 : .infinity, lagSeconds: contains(.lag) ? 0.3 : 0)
  }

  /// What the data sheet says.
  var figures: ServoFigures {
    ServoFigures(
      resolution: contains(.rounding) ? Self.servoResolution : .zero,
      deadBand: contains(.deadBand) ? Self.deadBand : .zero,
      backlash: contains(.backlash) ? Self.play : .zero, lagSeconds: motor.lagSeconds,
      slewRateDegreesPerSecond: motor.slewRateDegreesPerSecond, frameSeconds: Self.frameSeconds)
  }

  /// One step of the servo, as the dot makes it at the target, in cm.
  func stepOnWall(_ rig: SimulatedRig) -> Double {
    let distance = rig.distance.centimeters
    let slope = (rig.truth.target - rig.laserHeight).centimeters / distance
    return distance * (1 + slope * slope) * figures.resolution.radians
  }
}
