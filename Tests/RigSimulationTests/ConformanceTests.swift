import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct ConformanceTests {
  @Test func `the ideal rig keeps the promises of a rig`() {
    checkPlant {
      IdealRig(distance: .centimeters(300), target: .centimeters(100), noise: .centimeters(1), seed: RandomSeed(1))
    }
  }

  @Test(arguments: Servo.allCases)
  func `a simulated rig keeps the promises of a rig`(servo: Servo) {
    let wall = WallModel(distance: .fixed(.centimeters(200)), target: Trajectory(start: .centimeters(50)))
    checkPlant(settlingLooks: 12, tolerance: .degrees(1)) {
      SimulatedRig(RigModel(wall: wall, servo: servo.model), seed: RandomSeed(1))
    }
  }

  @Test(arguments: 0..<20)
  func `a rig with everything on keeps the promises of a rig`(seed: UInt64) {
    var generator = Xoshiro256PlusPlus(seed: seed)
    let model = RigModel.randomWithEverythingOn(using: &generator)
    checkPlant(settlingLooks: nil) { SimulatedRig(model, seed: RandomSeed(seed)) }
  }
}

enum Servo: CaseIterable {
  case ideal, hobby, metalGear, galvo, coarse

  var model: ServoModel {
    switch self {
    case .ideal: .ideal
    case .hobby: .hobby
    case .metalGear: .metalGear
    case .galvo: .galvo
    // A step that does not divide the travel.
    case .coarse: ServoModel(travel: .degrees(-80) ... .degrees(80), Resolution(step: .degrees(3)))
    }
  }
}
