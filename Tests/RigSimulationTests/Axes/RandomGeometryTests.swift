import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct RandomGeometryTests {
  @Test(arguments: [10.0, 100]) func `no pan-tilt rig is worse than asked for`(limit: Double) throws {
    var conditions: [Double] = []
    var distances: [Double] = []
    for trial in 0..<300 as Range<UInt64> {
      let seed = RandomSeed(7, trial: trial)
      let model = PanTiltModel.random(seed: seed, conditionNumberAtMost: limit)
      var rig = PanTiltRig(model, seed: seed)
      let start = rig.truth
      let command = try #require(rig.command(forHeight: start.targets[0], across: start.targets[1]))
      for axis in 0..<2 { #expect(command[axis].degrees.magnitude <= 25 + 1e-9) }
      rig.move(to: command)
      _ = rig.read()
      _ = rig.read()
      #expect(try #require(rig.truth.errors).norm.centimeters < 1e-6)
      let worst = try [start, rig.truth].map { truth in try #require(truth.jacobian).conditionNumber }.max() ?? .nan
      #expect(worst <= limit * (1 + 1e-9))
      conditions.append(worst)
      distances.append(try #require(start.distance).centimeters)
      #expect(model == PanTiltModel.random(seed: seed, conditionNumberAtMost: limit))
    }
    // They make use of the room.
    #expect(conditions.count { condition in condition > limit / 2 } > 10)
    #expect(distances.allSatisfy { distance in (50...1000).contains(distance) })
    #expect(distances.contains { $0 < 100 } && distances.contains { $0 > 500 })
  }

  @Test(arguments: [10.0, 100]) func `no bench is worse than asked for`(limit: Double) throws {
    var conditions: [Double] = []
    for trial in 0..<300 as Range<UInt64> {
      let seed = RandomSeed(7, trial: trial)
      let model = BeamWalkModel.random(seed: seed, conditionNumberAtMost: limit)
      let rig = BeamWalkRig(model, seed: seed)
      let command = rig.command(for: rig.truth.targets)
      for axis in 0..<4 { #expect(command[axis].degrees.magnitude <= 1 + 1e-9) }
      let onTarget = BeamWalkRig(model, seed: seed, start: command).truth
      #expect(try #require(onTarget.errors).norm.centimeters < 1e-9)
      let worst = try [rig.truth, onTarget].map { truth in try #require(truth.jacobian).conditionNumber }.max() ?? .nan
      #expect(worst <= limit * (1 + 1e-9))
      conditions.append(worst)
      #expect(model == BeamWalkModel.random(seed: seed, conditionNumberAtMost: limit))
    }
    #expect(conditions.count { condition in condition > limit / 2 } > 10)
  }

  @Test func `every trial is another rig`() {
    let models = (0..<20 as Range<UInt64>).map { trial in PanTiltModel.random(seed: RandomSeed(1, trial: trial)) }
    for (place, model) in models.enumerated() { #expect(models.firstIndex(of: model) == place) }
  }
}
