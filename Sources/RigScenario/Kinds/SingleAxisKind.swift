internal import RigCore
public import RigSimulation

extension RigKind {
  /// A simulated rig with a laser that turns up and down.
  public static let singleAxis = RigKind(
    "singleAxis", axes: [.only], hasWall: true, parts: .simulated.union([.wall, .target, .report]),
    plants: SingleAxisPlants()
  ) { scenario in
    [scenario.startContradiction, scenario.costContradiction].compactMap { found in found }
  }
}

private struct SingleAxisPlants: PlantMaker {
  func visit<Visitor: PlantVisitor>(_ scenario: Scenario, by visitor: Visitor) -> Visitor.Result {
    visitor.visit(scenario.simulatedRigs)
  }
}

extension Scenario {
  /// The simulated rig with one axis, without its random numbers.
  public var rigModel: RigModel {
    var model = RigModel(
      wall: rig.wallModel(frameSeconds: 1 / loop.frameRate), servo: rig.servo.model,
      sensor: rig.sensorModel(of: .singleAxis),
      faults: rig.faults, frameSeconds: 1 / loop.frameRate)
    model.frameJitter = rig.frameJitter
    return model
  }

  /// The simulated rigs with one axis, each with its servo at the command that puts the dot at the scenario's start.
  public var simulatedRigs: PlantSource<SimulatedRig> {
    // The whole scenario, copied for each rig, would cost more than the rig.
    let (model, height) = (rigModel, rig.start)
    return model.plants { plant in
      height.map { height in PerAxis(plant.command(forHeight: .centimeters(height))) }
    }
  }

  /// The simulated rig with one axis under `seed`, with its servo at the command that puts the dot at the scenario's
  /// start.
  public func simulatedRig(seed: UInt64) -> SimulatedRig { simulatedRigs.plant(seed: RandomSeed(seed)) }

  /// The contradiction of a start out of reach.
  fileprivate var startContradiction: Contradiction? {
    guard travelContradiction == nil, let start = rig.start else { return nil }
    let keys = ["rig.start", "rig.distance"] + KindServo.common.reachKeys + ["rig.laserHeight"]
    return startContradiction(at: "\(NumberRange.text(start)) cm high", keys) { scenario in
      [SimulatedRig(scenario.rigModel, seed: RandomSeed(0)).command(forHeight: .centimeters(start))]
    }
  }

  fileprivate var costContradiction: Contradiction? {
    guard rig.sensor.reports == .cost, controller.rule.family != .costSeeker else { return nil }
    return Contradiction(
      ["rig.sensor.reports", "controller.rule"],
      """
      a sensor that reports only the cost does not tell the side, which \(controller.rule.name) needs; set \
      controller.rule to \(RuleDefinition.costSeekers.map(\.name).joined(separator: " or "))
      """)
  }
}
