import RigCore
import RigSimulation

/// A loop whose steps are looked into: told how many updates to make, it says how many it made.
struct Subject {
  let name: String
  /// True if other threads work on it too: their objects are counted by reference, and still nothing is allocated.
  var isSharedByThreads = false
  let updates: (Int) -> Int

  static var all: [Subject] {
    rules + learning + [allEffects, allEffectsOfPanTilt, allEffectsOfBeamWalk] + axes + pins
  }
}

extension Subject {
  private static let distance = Length.centimeters(300)

  private static var rules: [Subject] {
    [
      onIdealRig("gradient descent", GradientDescent(learningRate: 0.1, assumedDistance: distance)),
      onIdealRig("momentum", Momentum(learningRate: 0.1, assumedDistance: distance, momentum: 0.5)),
      onIdealRig("Nesterov", Nesterov(learningRate: 0.1, assumedDistance: distance, momentum: 0.5)),
      onIdealRig(
        "decaying rate",
        DecayingRate(learningRate: 0.4, assumedDistance: distance, decaySteps: 10, decayPower: 1)),
      onIdealRig(
        "error-dependent rate",
        ErrorDependentRate(rateNear: 0.1, rateFar: 0.4, changePerCentimeter: 0.1, assumedDistance: distance)),
      onCost("extremum seeking", ExtremumSeeking(perturbation: .centimeters(10), assumedDistance: distance)),
      onCost(
        "SPSA", SPSA(learningRate: 0.1, assumedDistance: distance, perturbation: .centimeters(1))),
    ]
  }

  private static var learning: [Subject] {
    let wall = PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000))
    let noise = Length.centimeters(0.5)
    return [
      onIdealRig("secant", Secant(plausible: wall, noise: noise)),
      onIdealRig("Broyden", Broyden(plausible: wall, noise: noise)),
      onIdealRig("Kalman", Kalman(plausible: wall, noise: noise, targetProcessNoise: .centimeters(0.1))),
      onIdealRig("recursive least squares", RecursiveLeastSquares(plausible: wall, noise: noise)),
      Subject(name: "secant, 4 axes") { steps in made(onAxes(Secant<4>(plausible: wall, noise: noise), steps)) },
      Subject(name: "Broyden, 4 axes") { steps in made(onAxes(Broyden<4>(plausible: wall, noise: noise), steps)) },
      Subject(name: "Kalman, 4 axes") { steps in
        made(onAxes(Kalman<4>(plausible: wall, noise: noise, targetProcessNoise: .centimeters(20)), steps))
      },
      Subject(name: "recursive least squares, 4 axes") { steps in
        made(onAxes(RecursiveLeastSquares<4>(plausible: wall, noise: noise, forgetting: 0.99), steps))
      },
    ]
  }

  private static func onIdealRig<Rule: UpdateRule>(_ name: String, _ rule: Rule) -> Subject
  where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
    Subject(name: name) { steps in
      let rig = IdealRig(
        distance: distance, target: .centimeters(100), noise: .centimeters(0.5), seed: RandomSeed(1))
      return made(
        ControlLoop(
          rig: rig, rule: rule, pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(.zero),
          settings: neverEnding(steps)))
    }
  }

  private static func onCost<Rule: UpdateRule>(_ name: String, _ rule: Rule) -> Subject
  where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
    Subject(name: name) { steps in
      let model = RigModel(
        wall: WallModel(distance: .fixed(distance), target: Trajectory(start: .centimeters(100))),
        sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(0.5)), reports: .cost))
      return made(
        ControlLoop(
          rig: SimulatedRig(model, seed: RandomSeed(1)), rule: rule, pacer: VirtualPacer(frameSeconds: 0.1),
          start: PerAxis(.zero), settings: neverEnding(steps)))
    }
  }

  private static var allEffects: Subject {
    Subject(name: "every effect and fault") { steps in
      made(
        ControlLoop(
          rig: SimulatedRig(.everything, seed: RandomSeed(1)),
          rule: GradientDescent(learningRate: 0.02, assumedDistance: distance),
          pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(.zero), settings: neverEnding(steps)))
    }
  }

  private static var allEffectsOfPanTilt: Subject {
    Subject(name: "pan and tilt, every effect and fault") { steps in
      made(
        ControlLoop(
          rig: PanTiltRig(.everything, seed: RandomSeed(1)),
          rule: GradientDescent<2>(learningRate: 0.02, assumedDistance: distance),
          pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(repeating: .zero), settings: neverEnding(steps)))
    }
  }

  private static var allEffectsOfBeamWalk: Subject {
    Subject(name: "beam walk, every effect and fault") { steps in
      made(
        ControlLoop(
          rig: BeamWalkRig(.everything, seed: RandomSeed(1)),
          rule: GradientDescent<4>(learningRate: 0.02, assumedDistance: distance),
          pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(repeating: .zero), settings: neverEnding(steps)))
    }
  }

  private static var axes: [Subject] {
    [
      Subject(name: "1 axis") { steps in made(onAxes(descent() as GradientDescent<1>, steps)) },
      Subject(name: "2 axes") { steps in made(onAxes(descent() as GradientDescent<2>, steps)) },
      Subject(name: "4 axes") { steps in made(onAxes(descent() as GradientDescent<4>, steps)) },
    ]
  }

  private static func descent<let axes: Int>() -> GradientDescent<axes> {
    GradientDescent(learningRate: 0.1, assumedDistance: distance)
  }

  private static func onAxes<let axes: Int, Rule: UpdateRule>(
    _ rule: Rule, _ steps: Int
  ) -> ControlLoop<axes, LinearPlant<axes>, Rule, VirtualPacer>
  where Rule.Command == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length> {
    ControlLoop(
      rig: LinearPlant(distance: distance), rule: rule,
      pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(repeating: .zero), settings: neverEnding(steps))
  }

  /// Settling is watched for, but the noise that it is told of keeps its window open.
  static func neverEnding(_ steps: Int) -> LoopSettings {
    LoopSettings(
      stepLimit: steps,
      settling: SettlingCriterion(tolerance: .centimeters(1e-12), window: 5, noise: .centimeters(5)),
      divergence: DivergenceCriterion(bound: .centimeters(10_000), growingSteps: 8, floor: .centimeters(5000)))
  }

  private static func made<let axes: Int, Plant: Rig, Rule: UpdateRule>(
    _ loop: ControlLoop<axes, Plant, Rule, VirtualPacer>
  ) -> Int where Plant.Failure == Never {
    var loop = loop
    _ = loop.run()
    return loop.updates
  }
}
