import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct AxesConformanceTests {
  private let wall = WallModel(distance: .fixed(.centimeters(200)), target: Trajectory(start: .centimeters(50)))
  private let still = PerAxis<4, Trajectory>(repeating: Trajectory(start: .zero))

  @Test(arguments: Servo.allCases) func `a pan-tilt rig keeps the promises of a rig`(servo: Servo) {
    let model = PanTiltModel(wall: wall, tilt: servo.model, pan: .metalGear)
    checkPlant(settlingLooks: 12, tolerance: .degrees(1)) {
      PanTiltRig(model, seed: RandomSeed(1))
    }
  }

  @Test(arguments: [ServoModel.steeringMirror, .galvo, .hobby])
  func `a beam walk keeps the promises of a rig`(servo: ServoModel) {
    let model = BeamWalkModel(targets: still, servos: PerAxis(repeating: servo))
    checkPlant(settlingLooks: 12, tolerance: .degrees(1)) {
      BeamWalkRig(model, seed: RandomSeed(1))
    }
  }

  @Test(arguments: 0..<20) func `rigs with everything on keep the promises of a rig`(seed: UInt64) {
    var generator = Xoshiro256PlusPlus(seed: seed)
    let panTilt = PanTiltModel.randomWithEverythingOn(using: &generator)
    checkPlant(settlingLooks: nil) { PanTiltRig(panTilt, seed: RandomSeed(seed)) }
    let beamWalk = BeamWalkModel.randomWithEverythingOn(using: &generator)
    checkPlant(settlingLooks: nil) { BeamWalkRig(beamWalk, seed: RandomSeed(seed)) }
  }

  @Test(arguments: 0..<20) func `the same seed gives the same bits, another one others`(seed: UInt64) {
    var generator = Xoshiro256PlusPlus(seed: seed)
    let panTilt = PanTiltModel.randomWithEverythingOn(using: &generator)
    let beamWalk = BeamWalkModel.randomWithEverythingOn(using: &generator)
    func bits(_ seed: RandomSeed) -> [[UInt64]?] {
      readings(of: PanTiltRig(panTilt, seed: seed)) + readings(of: BeamWalkRig(beamWalk, seed: seed))
    }
    #expect(bits(RandomSeed(seed)) == bits(RandomSeed(seed)))
    #expect(bits(RandomSeed(seed)) != bits(RandomSeed(seed, trial: 1)))
  }

  @Test(arguments: 0..<20) func `a copy meets the same chance`(seed: UInt64) {
    var generator = Xoshiro256PlusPlus(seed: seed)
    var panTilt = PanTiltRig(.randomWithEverythingOn(using: &generator), seed: RandomSeed(seed))
    var beamWalk = BeamWalkRig(.randomWithEverythingOn(using: &generator), seed: RandomSeed(seed))
    for _ in 0..<20 {
      _ = panTilt.read()
      _ = beamWalk.read()
    }
    var (panTiltCopy, beamWalkCopy) = (panTilt, beamWalk)
    for _ in 0..<40 {
      #expect(panTilt.read() == panTiltCopy.read() && panTilt.truth == panTiltCopy.truth)
      #expect(beamWalk.read() == beamWalkCopy.read() && beamWalk.truth == beamWalkCopy.truth)
    }
  }
}

/// The bits of 60 readings while every axis is sent to and fro.
private func readings<let axes: Int, Plant: Rig>(of rig: Plant) -> [[UInt64]?]
where Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes>, Plant.Failure == Never {
  var rig = rig
  return (0..<60).map { step in
    rig.move(to: PerAxis { axis in .degrees(Double((step + axis) % 7)) })
    return rig.read().error?.values.map(\.centimeters.bitPattern)
  }
}
