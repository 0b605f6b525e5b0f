import CBenchmarks
import RigCore
import RigSimulation

/// The generic loop for a setup of the reference.
enum SwiftLoop {
  /// Never inlined, as a function in C is not: what the setup holds is then not known when the loop is compiled.
  @inline(never)
  static func sumOfCosts(_ setup: reference_setup) -> Double {
    var loop = ControlLoop(
      rig: IdealRig(
        distance: .centimeters(setup.distance), laserHeight: .centimeters(setup.laser_height),
        target: .centimeters(setup.target), noise: .centimeters(setup.noise),
        travel: .slope(setup.lowest) ... .slope(setup.highest), seed: RandomSeed(setup.seed)),
      rule: GradientDescent<1>(
        learningRate: setup.learning_rate, assumedDistance: .centimeters(setup.assumed_distance)),
      pacer: VirtualPacer(frameSeconds: setup.frame_seconds),
      start: PerAxis(.slope(setup.start)),
      settings: LoopSettings(
        stepLimit: setup.step_limit, settling: nil,
        divergence: DivergenceCriterion(
          bound: .centimeters(setup.bound), growingSteps: setup.growing_steps, railSwings: setup.rail_swings,
          floor: .centimeters(setup.floor))))
    var sum = 0.0
    _ = loop.run { step in
      sum += step.costSquareCentimeters ?? 0
      return .proceed
    }
    precondition(loop.updates == setup.step_limit, "the loop ended early")
    return sum
  }

  static func run(_ setup: reference_setup) {
    precondition(sumOfCosts(setup) > 0)
  }
}

extension reference_setup {
  /// A dot that starts 98 cm too low and comes closer by 24 % at each step; noise is never taken for a runaway.
  init(noise: Double, steps: Int) {
    self.init(
      seed: 1, step_limit: steps, frame_seconds: 0.1, distance: 300, laser_height: 2, target: 100, noise: noise,
      lowest: -50, highest: 50, start: 0, learning_rate: 0.1, assumed_distance: 250, bound: 10_000, floor: 1000,
      growing_steps: 8, rail_swings: 6)
  }
}
