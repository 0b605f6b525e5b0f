import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct WallTests {
  private func truths(_ wall: WallModel, steps: Int) -> [PlantTruth<1>] {
    var rig = SimulatedRig(RigModel(wall: wall), seed: RandomSeed(1), start: .slope(0.5))
    return (0...steps).map { _ in
      _ = rig.read()
      return rig.truth
    }
  }

  @Test func `wall and target drift evenly and jump once`() {
    let wall = WallModel(
      distance: .fixed(.centimeters(100)), distanceDriftPerStep: .centimeters(2), distanceJumpStep: 4,
      distanceJump: .centimeters(-30), laserHeight: .centimeters(7),
      target: Trajectory(
        start: .centimeters(10), driftPerStep: .centimeters(-0.5), jumpStep: 6, jump: .centimeters(20)))
    for (step, truth) in truths(wall, steps: 10).enumerated() {
      let distance = 100 + 2 * Double(step) - (step >= 4 ? 30 : 0)
      let target = 10 - 0.5 * Double(step) + (step >= 6 ? 20 : 0)
      #expect(truth.distance?.centimeters == distance)
      #expect(truth.target.centimeters == target)
      #expect(truth.laserHeight?.centimeters == 7)
      #expect(abs((truth.error?.centimeters ?? .nan) - (distance * 0.5 + 7 - target)) < 1e-12)
    }
  }

  @Test func `what the sensor reads moves with wall and target`() {
    let wall = WallModel(
      distance: .fixed(.centimeters(100)), distanceDriftPerStep: .centimeters(2),
      target: Trajectory(start: .centimeters(10), jumpStep: 3, jump: .centimeters(5)))
    var rig = SimulatedRig(RigModel(wall: wall), seed: RandomSeed(1), start: .slope(0.5))
    let seen = (0..<6).map { _ in rig.read().error?[0].centimeters ?? .nan }
    #expect(agree(seen, [40, 41, 42, 38, 39, 40]))
  }

  @Test func `a wall that drifts nearer stays in front of the laser`() {
    let wall = WallModel(
      distance: .fixed(.centimeters(10)), distanceDriftPerStep: .centimeters(-3), target: Trajectory(start: .zero))
    let distances = truths(wall, steps: 6).map { truth in truth.distance?.centimeters }
    #expect(distances == [10, 7, 4, 1, 1, 1, 1])
  }

  @Test func `a constant trajectory knows that it is one`() {
    #expect(Trajectory(start: .centimeters(3)).isConstant)
    #expect(Trajectory(start: .zero, jumpStep: 3).isConstant)
    #expect(!Trajectory(start: .zero, jumpStep: 3, jump: .centimeters(1)).isConstant)
    #expect(!Trajectory(start: .zero, driftPerStep: .centimeters(1)).isConstant)
  }

  @Test func `a drawn distance is log-uniform in its range`() {
    let wall = WallModel(
      distance: .logUniform(.centimeters(50) ... .centimeters(1000)), target: Trajectory(start: .zero))
    let count = 4000
    let shares = (0..<count).map { seed in
      let rig = SimulatedRig(RigModel(wall: wall), seed: RandomSeed(UInt64(seed)))
      return log(rig.distance.centimeters / 50) / log(20)
    }
    #expect(shares.allSatisfy { share in (0...1).contains(share) })
    // Kolmogorov and Smirnov: the shares' distribution is within 1.95/√n of the uniform one (99.9 %).
    let distance = shares.sorted().enumerated().map { abs($1 - (Double($0) + 0.5) / Double(count)) }.max() ?? 1
    #expect(distance < 1.95 / Double(count).squareRoot())
  }

  @Test func `a drawn target is uniform in its range, whatever the distance`() {
    let wall = WallModel(
      distance: .logUniform(.centimeters(50) ... .centimeters(1000)), target: Trajectory(start: .zero),
      targetHeights: .centimeters(-100) ... .centimeters(100))
    let count = 4000
    let truths = (0..<count).map { seed in
      SimulatedRig(RigModel(wall: wall), seed: RandomSeed(1, trial: UInt64(seed))).truth
    }
    let shares = truths.map { truth in (truth.target.centimeters + 100) / 200 }
    #expect(shares.allSatisfy { share in (0...1).contains(share) })
    let gap = shares.sorted().enumerated().map { abs($1 - (Double($0) + 0.5) / Double(count)) }.max() ?? 1
    #expect(gap < 1.95 / Double(count).squareRoot())
    // The correlation of independent draws has the standard error 1/√n.
    let logs = truths.map { truth in log(truth.distance?.centimeters ?? .nan) }
    let (heights, distances) = (Statistics(shares), Statistics(logs))
    let covariance =
      zip(shares, logs).reduce(0) { sum, pair in sum + (pair.0 - heights.mean) * (pair.1 - distances.mean) }
      / Double(count)
    #expect(abs(covariance) / (heights.variance * distances.variance).squareRoot() < 4 / Double(count).squareRoot())
  }

  @Test func `the seed decides the distance`() {
    let wall = WallModel(
      distance: .logUniform(.centimeters(50) ... .centimeters(1000)), target: Trajectory(start: .zero))
    func distance(_ seed: RandomSeed) -> Length { SimulatedRig(RigModel(wall: wall), seed: seed).distance }
    #expect(distance(RandomSeed(5)) == distance(RandomSeed(5)))
    #expect(distance(RandomSeed(5)) != distance(RandomSeed(6)))
    #expect(distance(RandomSeed(5)) != distance(RandomSeed(5, cell: 1)))
    #expect(distance(RandomSeed(5, cell: 1)) != distance(RandomSeed(5, trial: 1)))
  }

  @Test func `a range of one distance is that distance`() {
    let wall = WallModel(
      distance: .logUniform(.centimeters(80) ... .centimeters(80)), target: Trajectory(start: .zero))
    #expect(SimulatedRig(RigModel(wall: wall), seed: RandomSeed(1)).distance == .centimeters(80))
  }

  @Test func `a beam that points away from the wall is a lost spot`() {
    let wall = WallModel(distance: .fixed(.centimeters(80)), target: Trajectory(start: .zero))
    let model = RigModel(wall: wall, servo: ServoModel(Mounting(offset: .degrees(20))))
    var rig = SimulatedRig(model, seed: RandomSeed(1), start: .degrees(60))
    #expect(rig.read().error != nil)
    rig.move(to: PerAxis(.degrees(80)))
    #expect(rig.read() == .spotLost)
    #expect(rig.truth.dot == nil && rig.truth.error == nil)
  }
}
