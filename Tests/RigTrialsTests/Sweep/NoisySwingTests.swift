import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

@testable import RigTheory
@testable import RigTrials

/// That noise alone is taken neither for a limit cycle nor for a runaway, and that true cycles are found all the same.
@Suite struct NoisySwingTests {
  private static let loops = [
    LinearLoop(gain: 0.95 * 2), LinearLoop(gain: 0.95 * 3.8, inertia: .heavyBall(0.9)),
    .atEdge(0.95, deadTime: 5), .atEdge(0.95, deadTime: 3, inertia: .heavyBall(0.5)),
    .atEdge(0.95, deadTime: 2, inertia: .lookAhead(0.4)),
  ]

  private func judgement(noise: Double, floor: Double?, readings: Int) -> TrialJudgement {
    // A dot that noise moves does not stay that near.
    TrialJudgement(
      tolerance: .centimeters(1e-3), noise: .centimeters(noise),
      noiseFloor: floor.map { floor in .centimeters(floor * noise) }, readings: readings)
  }

  @Test(arguments: loops.indices, [false, true])
  func `before one wall a stable loop's noise is no swing`(number: Int, isGeneral: Bool) throws {
    let loop = Self.loops[number]
    let readings = 4000
    let floor = try #require(loop.noiseFloorOfTrial(readings: readings))
    for noise in [0.5, 5] {
      let told = loop.onTarget(judgement(noise: noise, floor: floor, readings: readings), isGeneral: isGeneral)
      #expect(told.diverged == 0 && told.limitCycles == 0, "\(loop), σ = \(noise): \(told)")
      guard floor > 4 else { continue }
      let untold = loop.onTarget(judgement(noise: noise, floor: nil, readings: readings), isGeneral: isGeneral)
      #expect(untold.diverged + untold.limitCycles > untold.trials / 2, "\(loop), σ = \(noise)")
    }
  }

  @Test func `with pan and tilt neither`() throws {
    let model = PanTiltModel(
      wall: WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .zero)),
      sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(2))))
    let rig = PanTiltRig(model, seed: RandomSeed(1))
    let changes = try #require(rig.truth.jacobian)
    let found = try swings(of: changes) { judgement, rate in
      SweepCell(Course(loop: LoopSettings(), plants: model.plants()), judgement: judgement) {
        GradientDescent<2>(learningRate: rate, assumedDistance: .centimeters(300))
      }
    }
    #expect(found.told == 0 && found.untold > 8, "\(found)")
  }

  @Test func `nor with four axes`() throws {
    let sensor = SensorModel(GaussianNoise(standardDeviation: .centimeters(0.01)))
    let targets = PerAxis<4, Trajectory>(repeating: Trajectory(start: .zero))
    let model = BeamWalkModel(targets: targets, servos: PerAxis(repeating: ServoModel()), near: sensor, far: sensor)
    let rig = BeamWalkRig(model, seed: RandomSeed(1))
    let changes = try #require(rig.truth.jacobian)
    let found = try swings(of: changes, noise: 0.01) { judgement, rate in
      SweepCell(Course(loop: LoopSettings(), plants: model.plants()), judgement: judgement) {
        GradientDescent<4>(learningRate: rate, assumedDistance: .centimeters(300))
      }
    }
    #expect(found.told == 0 && found.untold > 8, "\(found)")
  }

  /// The number of 16 trials that count as swings by a judgement with the noise floor, and by one without it, of loops
  /// at 0.95 of the rate at which `changes` lets them diverge.
  private func swings<let axes: Int>(
    of changes: SquareMatrix<axes>, noise: Double = 2, _ cell: @escaping @Sendable (TrialJudgement, Double) -> SweepCell
  ) throws -> (told: Int, untold: Int) {
    let readings = 2000
    func floor(_ rate: Double) -> Double? {
      CoupledLoop<axes>(gains: SquareMatrix { row, column in 2 * rate / 300 * changes[row, column] }).noiseFloorOfTrial(
        readings: readings)
    }
    var (stable, unstable) = (1e-6, 1e6)
    for _ in 0..<60 {
      let rate = (stable * unstable).squareRoot()
      if floor(rate) == nil { unstable = rate } else { stable = rate }
    }
    let rate = 0.95 * stable
    let size = noise * Double(axes).squareRoot()
    let known = try #require(floor(rate)) * noise / size
    let counts = [known, nil].map { floor in
      let judgement = judgement(noise: size, floor: floor, readings: readings)
      let found = Sweep(trials: 16, seed: 3).statistics([0]) { _ in cell(judgement, rate) }
      return found.values.map { found in found.diverged + found.limitCycles }.reduce(0, +)
    }
    return (counts[0], counts[1])
  }

  @Test(arguments: loops + [LinearLoop(gain: 0.3), .atEdge(0.3, deadTime: 8)])
  func `in a long trial it is the floor of the theory`(loop: LinearLoop) throws {
    let found = try #require(loop.noiseFloorOfTrial(readings: 10_000))
    #expect(abs(found / loop.noiseFloor - 1) < 1e-6)
    // Two axes that know nothing of each other.
    let other = loop.with(gain: 0.5 * loop.gain)
    let both = CoupledLoop<2>(
      gains: SquareMatrix { row, column in row == column ? (row == 0 ? loop : other).gain : 0 },
      deadTime: loop.deadTime, inertia: loop.inertia)
    let sum = loop.noiseVariance + other.noiseVariance
    #expect(abs(try #require(both.noiseFloorOfTrial(readings: 10_000)) / sum.squareRoot() - 1) < 1e-6)
    // A short one has not felt all of it yet, and after two steps no more than the first two kicks.
    #expect(try #require(loop.noiseFloorOfTrial(readings: 20)) <= found)
  }

  @Test func `a loop beyond its edge has none`() {
    for loop in Self.loops {
      let beyond = loop.with(gain: 1.01 / 0.95 * loop.gain)
      #expect(beyond.noiseFloorOfTrial(readings: 1000) == nil)
      let coupled = CoupledLoop<1>(
        gains: SquareMatrix(diagonal: beyond.gain), deadTime: loop.deadTime, inertia: loop.inertia)
      #expect(coupled.noiseFloorOfTrial(readings: 1000) == nil)
    }
    #expect(LinearLoop(gain: -0.1).noiseFloorOfTrial(readings: 1000) == nil)
  }

  @Test(arguments: [4, 10, 50]) func `however short the trial, a stable loop has one and an unstable none`(
    readings: Int
  )
    throws
  {
    // Some swing so slowly that a short trial ends before they have swung once.
    let stable =
      Self.loops + [
        LinearLoop(gain: 1.99), .atEdge(0.99, deadTime: 30), .atEdge(0.99, deadTime: 200, inertia: .heavyBall(0.9)),
        .atEdge(0.5, deadTime: 100), LinearLoop(gain: 1e-3, inertia: .heavyBall(0.99)),
      ]
    for loop in stable {
      func coupled(gain: Double) -> CoupledLoop<2> {
        CoupledLoop(gains: SquareMatrix(diagonal: gain), deadTime: loop.deadTime, inertia: loop.inertia)
      }
      // Two axes that know nothing of each other.
      let expected = try #require(loop.noiseFloorOfTrial(readings: readings)) * 2.0.squareRoot()
      let found = try #require(coupled(gain: loop.gain).noiseFloorOfTrial(readings: readings), "\(loop)")
      #expect(abs(found - expected) <= 1e-12 * expected, "\(loop)")
      for share in [1.02, 1.3, 1.6, 10] {
        #expect(coupled(gain: share * loop.edge).noiseFloorOfTrial(readings: readings) == nil, "\(share), \(loop)")
      }
    }
    // By hand: what is left of one kick of g after each step is 1 - g of it.
    let (gain, left) = (1.9, 0.81)
    let sum = gain * gain * (1 - pow(left, Double(readings - 1))) / (1 - left)
    let found = try #require(CoupledLoop<1>(gains: SquareMatrix(diagonal: gain)).noiseFloorOfTrial(readings: readings))
    #expect(abs(found / sum.squareRoot() - 1) < 1e-12)
  }

  @Test func `a floor counts up to twenty times the noise`() {
    func floor(_ told: Double?) -> Double {
      TrialJudgement(
        tolerance: .centimeters(1), noise: .centimeters(2), noiseFloor: told.map(Length.centimeters), readings: 50
      ).noiseFloor.centimeters
    }
    #expect(floor(nil) == 2 && floor(0.5) == 0.5 && floor(39) == 39 && floor(41) == 40)
    #expect(floor(.greatestFiniteMagnitude) == 40)
  }

  @Test func `cycles of a servo with steps and of play are found in noise`() throws {
    let targetBetweenSteps = wallDistance * Angle.degrees(0.5).slope
    let loops: [(LinearLoop, ServoModel, start: Double)] = [
      (.atEdge(0.7, deadTime: 3), ServoModel(Resolution(step: .degrees(1))), 300),
      // Wider than the error at first.
      (.atEdge(0.7, deadTime: 3), ServoModel(Resolution(step: .degrees(1))), 0.1),
      (.atEdge(0.97, deadTime: 5), ServoModel(Backlash(play: .degrees(1))), 300),
    ]
    for (loop, servo, start) in loops {
      let judgement = TrialJudgement(
        tolerance: .centimeters(0.5), noise: .centimeters(0.05),
        noiseFloor: loop.noiseFloorOfTrial(readings: 2000).map { floor in .centimeters(0.05 * floor) }, readings: 2000)
      let found = loop.onTarget(judgement, servo: servo, start: start, target: targetBetweenSteps, isGeneral: true)
      #expect(found.limitCycles == found.trials, "\(loop): \(found)")
    }
  }

  @Test(arguments: [0, 1, 2, 5, 8]) func `a swing between the ends of the travel has run away, just beyond the edge`(
    deadTime: Int
  ) {
    let loop = LinearLoop.atEdge(1.02, deadTime: deadTime)
    let judgement = TrialJudgement(
      tolerance: .centimeters(0.5), noise: .centimeters(0.05), readings: 2000, hold: 1 + deadTime)
    for (start, isGeneral) in [(100.0, false), (30, false), (100, true)] {
      let found = loop.onTarget(
        judgement, servo: ServoModel(travel: .degrees(-20) ... .degrees(20)), start: start, isGeneral: isGeneral)
      #expect(found.diverged == found.trials, "\(loop) from \(start): \(found)")
    }
  }
}

extension LinearLoop {
  static func atEdge(_ share: Double, deadTime: Int, inertia: Inertia = .none) -> LinearLoop {
    let loop = LinearLoop(gain: 1, deadTime: deadTime, inertia: inertia)
    return loop.with(gain: share * loop.edge)
  }

  /// What trials of this loop come to whose dot begins at the height `start` cm, with its target at `target`.
  fileprivate func onTarget(
    _ judgement: TrialJudgement, servo: ServoModel = ServoModel(), start: Double = 0, target: Double = 0,
    isGeneral: Bool
  ) -> CellStatistics {
    let model = RigModel(
      wall: WallModel(
        distance: .fixed(.centimeters(wallDistance)), target: Trajectory(start: .centimeters(target))),
      servo: servo,
      sensor: SensorModel(
        DeadTime(steps: deadTime), GaussianNoise(standardDeviation: judgement.noise)))
    let course = RigTrials.Course(loop: LoopSettings()) { seed in
      SimulatedRig(model, seed: seed, start: Angle(slope: start / wallDistance))
    }
    let trials = isGeneral ? 12 : 128
    let found = Sweep(trials: trials, seed: 11, threads: 2).statistics([0]) { _ in
      SweepCell(course, judgement: judgement, isGeneral: isGeneral) { rule }
    }
    guard let statistics = found[0] else { preconditionFailure("a sweep that is not stopped ends") }
    return statistics
  }
}
