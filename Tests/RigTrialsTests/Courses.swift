import RigCore
import RigSimulation
import RigTestSupport
import RigTheory
import RigTrials

extension Course<SimulatedRig> {
  /// Rigs with a travel of ±60° that start at 0°: walls drawn between 50 and 1000 cm, targets within ±100 cm.
  static func unknown(noise: Double, sensor: SensorModel = SensorModel()) -> Course {
    course(
      WallModel(
        distance: .logUniform(.centimeters(50) ... .centimeters(1000)), target: Trajectory(start: .zero),
        targetHeights: .centimeters(-100) ... .centimeters(100)), noise: noise, sensor: sensor)
  }

  /// A wall at `distance` cm with a target at `target` cm.
  static func known(distance: Double, target: Double, noise: Double = 0, sensor: SensorModel = SensorModel()) -> Course
  {
    course(
      WallModel(distance: .fixed(.centimeters(distance)), target: Trajectory(start: .centimeters(target))),
      noise: noise, sensor: sensor)
  }

  private static func course(_ wall: WallModel, noise: Double, sensor: SensorModel) -> Course {
    var sensor = sensor
    sensor.noise = GaussianNoise(standardDeviation: .centimeters(noise))
    let model = RigModel(
      wall: wall, servo: ServoModel(travel: .degrees(-60) ... .degrees(60)), sensor: sensor)
    return Course(loop: LoopSettings()) { seed in SimulatedRig(model, seed: seed) }
  }
}

extension Contestant<1> {
  /// Gradient descent with α = 0.5, so that D₀ is the distance at which the gain is 1.
  static func descent(_ assumed: Double) -> Contestant {
    Contestant<1>("descent") { GradientDescent<1>(learningRate: 0.5, assumedDistance: .centimeters(assumed)) }
  }
}

extension Comparison {
  init(
    rigs: Int, readings: Int = 200, tolerance: Double = 0.1, seed: UInt64 = 1, threads: Int = 1, hasCurves: Bool = false
  ) {
    self.init(
      rigs: rigs, readings: readings, tolerance: .centimeters(tolerance), seed: seed, threads: threads,
      hasCurves: hasCurves)
  }
}
