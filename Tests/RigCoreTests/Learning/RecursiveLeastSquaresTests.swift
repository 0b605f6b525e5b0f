import Foundation
import RigSimulation
import RigTestSupport
import Testing

@testable import RigCore

private let wall = PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000))

private func rig(
  _ distance: Double, target: Double, noise: Double = 0, reversed: Bool = false, seed: UInt64 = 1
) -> SimulatedRig {
  let model = RigModel(
    wall: WallModel(distance: .fixed(.centimeters(distance)), target: Trajectory(start: .centimeters(target))),
    servo: ServoModel(travel: .degrees(-60) ... .degrees(60), Mounting(isReversed: reversed)),
    sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(noise))))
  return SimulatedRig(model, seed: RandomSeed(seed))
}

/// A wall and a target within reach.
private func drawWall(_ draws: inout SeededDraws) -> (distance: Double, target: Double) {
  let distance = draws.logUniform(50...1000)
  let reach = min(100, 1.7 * distance)
  return (distance, draws.uniform(-reach...reach))
}

@Suite struct RecursiveLeastSquaresTests {
  private func rule(noise: Double = 1e-4, forgetting: Double = 1) -> RecursiveLeastSquares<1> {
    RecursiveLeastSquares(plausible: wall, noise: .centimeters(noise), forgetting: forgetting)
  }

  /// The size of the true error at every reading.
  private func sizes(
    _ rule: RecursiveLeastSquares<1>, on rig: SimulatedRig, readings: Int
  ) -> [Double] {
    var loop = BareLoop(rig: rig, rule: rule)
    return (0..<readings).map { _ in
      loop.step()
      return loop.rig.truth.error?.centimeters.magnitude ?? .infinity
    }
  }

  @Test func `the first move takes the wall to stand as far away as it could, on every axis`() {
    func check<let axes: Int>(_: RecursiveLeastSquares<axes>.Type) {
      var draws = SeededDraws(UInt64(axes))
      for _ in 0..<50 {
        var rule = RecursiveLeastSquares<axes>(plausible: wall, noise: .centimeters(draws.logUniform(0.001...10)))
        let command: PerAxis<axes, Double> = draws.normals()
        let error = PerAxis<axes, Length> { _ in .centimeters(100 * draws.normal()) }
        let next = rule.update(command, error: error)
        for axis in 0..<axes {
          #expect(abs(next[axis] - (command[axis] - error[axis].centimeters / 1000)) < 1e-12)
        }
      }
    }
    check(RecursiveLeastSquares<1>.self)
    check(RecursiveLeastSquares<2>.self)
    check(RecursiveLeastSquares<4>.self)
  }

  @Test func `the first move overshoots no wall up to the farthest`() {
    var draws = SeededDraws(2)
    for _ in 0..<300 {
      let (distance, target) = drawWall(&draws)
      var loop = BareLoop(rig: rig(distance, target: target), rule: rule())
      loop.step()
      let first = loop.rig.truth.error?.centimeters ?? .nan
      loop.step()
      let second = loop.rig.truth.error?.centimeters ?? .nan
      #expect(first * second >= 0 && abs(second) < abs(first))
    }
  }

  @Test func `two readings settle a line without noise, whichever way the servo turns`() {
    var draws = SeededDraws(3)
    for _ in 0..<100 {
      let (distance, target) = drawWall(&draws)
      for reversed in [false, true] {
        let sizes = sizes(rule(), on: rig(distance, target: target, reversed: reversed), readings: 20)
        // A far wall with the sense reversed is first taken for an outlier, and a few readings at rest are spent on
        // doubting that.
        let settled = reversed ? 9 : 2
        #expect(sizes[settled...].allSatisfy { size in size < 0.1 }, "\(distance) \(target): \(sizes[..<10])")
      }
    }
  }

  @Test func `the longer it looks the less noise is left`() {
    var draws = SeededDraws(4)
    var late: [Double] = []
    for seed in 0..<100 as Range<UInt64> {
      let (distance, target) = drawWall(&draws)
      let sizes = sizes(rule(noise: 1), on: rig(distance, target: target, noise: 1, seed: seed), readings: 101)
      late.append(sizes[100] * sizes[100])
    }
    // σ²/k, and a little for having learned the distance; 100 squares have a standard error of √(2/100) = 14 %.
    #expect(abs(100 * Statistics(late).mean - 1) < 4 * 0.14)
  }

  @Test func `a target that is nearly straight ahead makes it take no leaps`() {
    // The first readings are six standard deviations off and hardly tell the distance, not even its sign.
    var greatest = 0.0
    for seed in 0..<200 as Range<UInt64> {
      let rig = rig(70, target: 3, noise: 0.5, seed: seed)
      greatest = max(greatest, sizes(rule(noise: 0.5), on: rig, readings: 12).max() ?? .infinity)
    }
    #expect(greatest < 6, "\(greatest)")
  }

  @Test func `its figures have names`() {
    var rule = rule()
    _ = rule.update(PerAxis(0), error: PerAxis(.centimeters(-50)))
    #expect(rule.termNames.count == rule.terms.count)
    #expect(
      rule.termNames == [
        "estimatedDistanceCentimeters", "distanceStandardErrorCentimeters", "gainPerCentimeter", "deadTimeSteps",
      ])
    let deviation = wall.varianceSquareCentimeters.squareRoot()
    #expect(rule.terms.values == [wall.meanCentimeters, deviation, 0.001, 0])
    #expect(rule.learnsResponse)
  }

  /// A standard error that is honest: 68 of 100 distances lie within one, 95 within two, nearly all within four.
  @Test(arguments: [0.1, 0.5, 2]) func `the distance lies within its own standard errors of the truth`(noise: Double) {
    var draws = SeededDraws(5)
    var within = [0, 0, 0]
    let runs = 200
    for seed in 0..<runs {
      let (distance, target) = drawWall(&draws)
      var loop = BareLoop(
        rig: rig(distance, target: target, noise: noise, seed: UInt64(seed)), rule: rule(noise: noise))
      for _ in 0..<30 { loop.step() }
      let terms = loop.rule.terms.values
      let off = abs(terms[0] - distance) / terms[1]
      for (place, width) in [1.0, 2, 4].enumerated() where off <= width { within[place] += 1 }
    }
    let shares = within.map { count in Double(count) / Double(runs) }
    // Rigs whose target is straight ahead leave the distance to what was plausible, hence the room.
    #expect((0.60...0.80).contains(shares[0]), "\(shares)")
    #expect((0.92...0.99).contains(shares[1]), "\(shares)")
    #expect(shares[2] >= 0.99, "\(shares)")
  }

  @Test func `of several axes it learns the whole response`() {
    func check<let axes: Int>(_: RecursiveLeastSquares<axes>.Type, readings: Int) {
      var draws = SeededDraws(UInt64(10 + axes))
      for _ in 0..<10 {
        let stir: SquareMatrix<axes> = draws.normalMatrix()
        let scale = draws.logUniform(150...400)
        let rows = (0..<axes).map { row in
          (0..<axes).map { column in scale * ((row == column ? 1 : 0) + 0.25 * stir[row, column]) }
        }
        let rig = LinearRig<axes>(
          matrix: rows, target: PerAxis { _ in .centimeters(draws.uniform(-50...50)) })
        var loop = BareLoop(rig: rig, rule: RecursiveLeastSquares<axes>(plausible: wall, noise: .centimeters(0.01)))
        for _ in 0..<readings { loop.step() }
        for _ in 0..<10 {
          let size = loop.step().error?.norm.centimeters ?? .infinity
          #expect(size < 0.1, "\(axes) axes")
        }
      }
    }
    check(RecursiveLeastSquares<1>.self, readings: 2)
    check(RecursiveLeastSquares<2>.self, readings: 6)
    check(RecursiveLeastSquares<4>.self, readings: 16)
  }
}

/// What it does when something is not as it was.
@Suite struct RecursiveLeastSquaresMemoryTests {
  private typealias Rule = RecursiveLeastSquares<1>

  private func rule(noise: Double = 0.1, forgetting: Double = 1) -> Rule {
    Rule(plausible: wall, noise: .centimeters(noise), forgetting: forgetting)
  }

  private func settled(on rig: SimulatedRig, _ rule: Rule, readings: Int = 30) -> BareLoop<1, SimulatedRig, Rule> {
    var loop = BareLoop(rig: rig, rule: rule)
    for _ in 0..<readings { loop.step() }
    return loop
  }

  @Test func `a reading lost before the first one changes nothing`() {
    var rule = rule()
    rule.skip(PerAxis(0))
    #expect(rule.update(PerAxis(0), error: PerAxis(.centimeters(-50))) == PerAxis(0.05))
  }

  @Test func `a lost reading lets a drift go on`() {
    // A target that drifts by 2 cm a step: after three steps without a reading it is 6 cm on, and so is the
    // expectation.
    var rule = rule()
    var command = PerAxis<1, Double>(0)
    var target = 40.0
    var draws = SeededDraws(6)
    for _ in 0..<30 {
      command = rule.update(command, error: PerAxis(.centimeters(300 * command[0] - target + 0.1 * draws.normal())))
      target += 2
    }
    #expect(abs(300 * command[0] - target) < 0.5)
    for _ in 0..<3 {
      rule.skip(command)
      target += 2
    }
    command = rule.update(command, error: PerAxis(.centimeters(300 * command[0] - target)))
    #expect(abs(300 * command[0] - (target + 2)) < 0.5)
  }

  @Test func `a lost reading lets the dead time go on`() {
    // A report that is two steps old belongs to the command of two steps ago, whether or not the readings between were
    // seen.
    for isLost in [false, true] {
      var draws = SeededDraws(7)
      var rule = rule()
      var commands = Array(repeating: 0.0, count: 3)
      var command = 0.0
      func error() -> Double { 300 * commands[commands.count - 3] - 90 + 0.1 * draws.normal() }
      for step in 0..<60 {
        commands.append(command)
        if isLost && step > 3 && step % 3 == 0 {
          rule.skip(PerAxis(command))
        } else {
          command = rule.update(PerAxis(command), error: PerAxis(.centimeters(error())))[0]
        }
      }
      #expect(abs(300 * command - 90) < 0.5)
      #expect(abs(rule.terms.values[0] - 300) < 10 && rule.terms.values[3] == 2)
    }
  }

  @Test func `after a search it knows the wall and nothing of the target`() {
    var loop = settled(on: rig(300, target: 60, noise: 0.1), rule())
    #expect(abs(loop.rule.terms.values[0] - 300) < 5)
    loop.rule.reset()
    var commands: [Double] = []
    for _ in 0..<5 { commands.append(loop.rule.update(PerAxis(-0.1), error: PerAxis(.centimeters(-45)))[0]) }
    #expect(commands.dropLast().allSatisfy { command in command == -0.1 }, "the readings may be older than the sweep")
    #expect(abs(commands[4] - 0.05) < 0.005)
  }

  @Test func `to forget before the first reading is nothing`() {
    var rule = rule()
    rule.reset()
    #expect(rule.update(PerAxis(0), error: PerAxis(.centimeters(-50))) == PerAxis(0.05))
  }

  @Test func `with forgetting the standard error does not fall for ever`() {
    func standardError(_ forgetting: Double) -> Double {
      settled(on: rig(300, target: 80, noise: 0.5), rule(noise: 0.5, forgetting: forgetting), readings: 150)
        .rule.terms.values[1]
    }
    #expect(standardError(0.95) > 2 * standardError(1))
  }

  @Test(arguments: [0.98, 0.9, 0.5]) func `at rest it forgets no more than it knew before the first reading`(
    forgetting: Double
  ) {
    var loop = settled(on: rig(300, target: 80, noise: 0.5), rule(noise: 0.5, forgetting: forgetting), readings: 30)
    var farthest = 0.0
    var leastCertain = 0.0
    for _ in 0..<20_000 {
      loop.step()
      let terms = loop.rule.terms.values
      // What is no number counts as endless.
      farthest = max(farthest, terms[0].isNaN ? .infinity : terms[0].magnitude)
      leastCertain = max(leastCertain, terms[1].isNaN ? .infinity : terms[1])
    }
    #expect(farthest < 1500)
    #expect(leastCertain <= wall.varianceSquareCentimeters.squareRoot() * (1 + 1e-9))
    #expect((loop.rig.truth.error?.centimeters.magnitude ?? .infinity) < 3)
  }

  @Test(arguments: [0.1, 0.5]) func `a target that jumps is found again`(noise: Double) {
    var readings: [Int] = []
    for seed in 0..<40 as Range<UInt64> {
      var draws = SeededDraws(seed)
      let distance = draws.logUniform(100...1000)
      let model = RigModel(
        wall: WallModel(
          distance: .fixed(.centimeters(distance)),
          target: Trajectory(start: .centimeters(draws.uniform(-90...30)), jumpStep: 30, jump: .centimeters(60))),
        servo: ServoModel(travel: .degrees(-60) ... .degrees(60)),
        sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(noise))))
      var loop = settled(on: SimulatedRig(model, seed: RandomSeed(seed)), rule(noise: noise), readings: 30)
      var last = 0
      for reading in 1...40 {
        loop.step()
        if !((loop.rig.truth.error?.centimeters.magnitude ?? .infinity) <= 3 * noise) { last = reading }
      }
      readings.append(last)
    }
    readings.sort()
    #expect(readings[20] <= 4 && readings[37] <= 6 && readings[39] < 30, "\(readings)")
  }

  @Test(arguments: [0.05, 0.5]) func `a target that drifts is kept`(drift: Double) {
    for seed in 0..<15 as Range<UInt64> {
      var draws = SeededDraws(seed)
      let model = RigModel(
        wall: WallModel(
          distance: .fixed(.centimeters(draws.logUniform(100...1000))),
          target: Trajectory(start: .centimeters(draws.uniform(-90...0)), driftPerStep: .centimeters(drift))),
        servo: ServoModel(travel: .degrees(-60) ... .degrees(60)),
        sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(0.1))))
      var loop = settled(on: SimulatedRig(model, seed: RandomSeed(seed)), rule(), readings: 30)
      for _ in 0..<50 {
        loop.step()
        #expect((loop.rig.truth.error?.centimeters.magnitude ?? .infinity) < 0.5)
      }
    }
  }

  @Test func `a servo whose sense is turned round in mid-run is followed`() {
    var draws = SeededDraws(8)
    var rule = rule()
    var command = 0.0
    var distance = 300.0
    for step in 0..<150 {
      if step == 50 { distance = -300 }
      let wish = rule.update(
        PerAxis(command), error: PerAxis(.centimeters(distance * command - 60 + 0.1 * draws.normal())))
      command = min(max(wish[0], -1.7), 1.7)
      if step == 49 || step == 149 { #expect(abs(distance * command - 60) < 0.5, "step \(step)") }
    }
  }

  @Test func `a single outlier moves nothing much`() {
    var loop = settled(on: rig(300, target: 60, noise: 0.1), rule(), readings: 30)
    let before = loop.command[0]
    let command = loop.rule.update(loop.command, error: PerAxis(.centimeters(50)))
    #expect(abs(300 * (command[0] - before)) < 0.1)
  }
}
