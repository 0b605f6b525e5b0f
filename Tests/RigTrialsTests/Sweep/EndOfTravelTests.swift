import RigCore
import RigSimulation
import Testing

@testable import RigTheory
@testable import RigTrials

/// A loop that swings from one end of the travel to the other has run away, wherever it began.
@Suite struct EndOfTravelTests {
  /// Trials before a wall at 300 cm that begin at the lower end of a travel from 0° to 20°, by either engine.
  private func statistics(
    gain: Double, target: Double, deadTime: Int = 0, noise: Double = 0.2, tolerance: Double = 0.1, readings: Int = 400
  ) throws -> CellStatistics {
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .centimeters(target))),
      servo: ServoModel(travel: .zero ... .degrees(20)),
      sensor: SensorModel(
        DeadTime(steps: deadTime), GaussianNoise(standardDeviation: .centimeters(noise))))
    let course = Course(loop: LoopSettings()) { seed in SimulatedRig(model, seed: seed) }
    let floor = LinearLoop(gain: gain, deadTime: deadTime).noiseFloorOfTrial(readings: readings)
    let judgement = TrialJudgement(
      tolerance: .centimeters(tolerance), noise: .centimeters(noise),
      noiseFloor: floor.map { floor in .centimeters(noise * floor) }, readings: readings)
    let found = [false, true].map { isGeneral in
      Sweep(trials: 40, seed: 7).statistics([0]) { _ in
        SweepCell(course, judgement: judgement, isGeneral: isGeneral) {
          GradientDescent<1>(learningRate: gain / 2, assumedDistance: .centimeters(300))
        }
      }[0]
    }
    let (lanes, general) = try (#require(found[0]), #require(found[1]))
    // Not one of these loops is near to a bound.
    #expect(lanes.diverged == general.diverged && lanes.limitCycles == general.limitCycles)
    #expect(lanes.outOfReach == general.outOfReach)
    return lanes
  }

  private let height = 300 * Angle.degrees(20).slope

  @Test(arguments: [2.3, 2.5, 3, 10], [0, 0.2]) func `a swing from end to end is a runaway`(gain: Double, noise: Double)
    throws
  {
    for share in [0.4, 0.5, 0.6] {
      let found = try statistics(gain: gain, target: share * height, noise: noise)
      #expect(found.diverged == found.trials, "\(found)")
    }
  }

  /// Trials of an unstable loop and of a stable one, in noise of 20 times which no error is that the travel allows.
  private func ofSeveralAxes(noise: Double, _ cell: @escaping @Sendable (Double, TrialJudgement) -> SweepCell) throws {
    let judgement = TrialJudgement(tolerance: .centimeters(0.1), noise: .centimeters(noise), readings: 400)
    let found = Sweep(trials: 20, seed: 7).statistics([0, 1]) { number in cell([3, 0.3][number], judgement) }
    let (unstable, stable) = (try #require(found[0]), try #require(found[1]))
    #expect(unstable.diverged == unstable.trials, "\(unstable)")
    #expect(stable.diverged == 0 && stable.limitCycles == 0, "\(stable)")
  }

  @Test func `so it is with pan and tilt, though noise could throw the dot as far`() throws {
    let noise = 10.0
    let model = PanTiltModel(
      wall: WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .centimeters(30))),
      tilt: ServoModel(travel: .degrees(-20) ... .degrees(20)), pan: ServoModel(travel: .degrees(-20) ... .degrees(20)),
      sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(noise))))
    try ofSeveralAxes(noise: noise * 2.0.squareRoot()) { gain, judgement in
      SweepCell(Course(loop: LoopSettings(), plants: model.plants()), judgement: judgement) {
        GradientDescent<2>(learningRate: gain / 2, assumedDistance: .centimeters(300))
      }
    }
  }

  @Test func `and with four axes`() throws {
    let noise = 0.5
    let sensor = SensorModel(GaussianNoise(standardDeviation: .centimeters(noise)))
    let model = BeamWalkModel(
      targets: PerAxis(repeating: Trajectory(start: .centimeters(0.1))), near: sensor, far: sensor)
    // The greatest eigenvalue of the Jacobian, whose planes have the trace 150 and the determinant 2400.
    let lever = 75 + (75.0 * 75 - 2400).squareRoot()
    try ofSeveralAxes(noise: noise * 2) { gain, judgement in
      SweepCell(Course(loop: LoopSettings(), plants: model.plants()), judgement: judgement) {
        GradientDescent<4>(learningRate: gain / 2, assumedDistance: .centimeters(lever))
      }
    }
  }

  @Test func `a dot that slowly leaves an end, or stays there, has not run away`() throws {
    let leaving = try statistics(gain: 1e-4, target: 0.5 * height)
    #expect(leaving.diverged == 0 && leaving.limitCycles == 0 && leaving.settled == 0 && leaving.outOfReach == 0)
    for target in [1.1 * height, -5] {
      let outOfReach = try statistics(gain: 0.4, target: target)
      #expect(outOfReach.diverged == 0 && outOfReach.limitCycles == 0 && outOfReach.settled == 0)
      #expect(outOfReach.outOfReach == outOfReach.trials)
    }
  }

  @Test func `nor has one that noise keeps moving on a target at the end`() throws {
    for target in [0, 0.2, height - 0.2, height] {
      let found = try statistics(gain: 0.8, target: target, noise: 1, tolerance: 0.01)
      #expect(found.diverged == 0 && found.limitCycles == 0 && found.outOfReach == 0, "\(target): \(found)")
    }
  }

  @Test func `what began off the wall can still run away`() {
    let judgement = TrialJudgement(tolerance: .centimeters(1), noise: .centimeters(0.1), readings: 100)
    func fate(first: Double = .infinity, end: Double, meanSquare: Double, mean: Double = 0) -> TrialFate {
      judgement.fate(
        of: TrialRecord<Double>(
          firstError: first, nearerEnd: end, lastOutside: 100, beforeInside: 100, thirdQuarter: 25 * meanSquare,
          lastQuarter: 25 * meanSquare, lateErrors: 50 * mean, totalVariation: 1))
    }
    #expect(fate(end: 50, meanSquare: 36 * 36) == .diverged && fate(end: 50, meanSquare: 34 * 34) == .limitCycle)
    #expect(fate(end: 50, meanSquare: 50 * 50, mean: 39) == .diverged)
    #expect(fate(end: 50, meanSquare: 50 * 50, mean: 41) == .unsettled)
    #expect(fate(end: .infinity, meanSquare: .infinity) == .diverged && fate(end: 50, meanSquare: .nan) == .diverged)
    // Where the end is not known, it may have been reached.
    #expect(fate(first: 60, end: .infinity, meanSquare: 60 * 60) == .limitCycle)
    #expect(fate(first: 60, end: .infinity, meanSquare: 61 * 61) == .diverged)
    // Too small to be told from noise, however near the end is.
    #expect(fate(end: 0, meanSquare: 0.25) == .unsettled)
  }

  @Test func `what began near the target and rests or swings beside it has not run away`() {
    let judgement = TrialJudgement(tolerance: .centimeters(1), noise: .zero, readings: 100)
    func fate(third: Double, last: Double, mean: Double) -> TrialFate {
      judgement.fate(
        of: TrialRecord<Double>(
          firstError: 0.5, nearerEnd: 500, lastOutside: 100, beforeInside: 0, thirdQuarter: 25 * third * third,
          lastQuarter: 25 * last * last, lateErrors: 50 * mean, totalVariation: 1))
    }
    #expect(fate(third: 5, last: 5, mean: 5) == .unsettled && fate(third: 5, last: 5.1, mean: 0.3) == .limitCycle)
    #expect(fate(third: 5, last: 6, mean: 0.3) == .diverged && fate(third: 5, last: 6, mean: 5.4) == .diverged)
    // At the end, on one side of it: the servo turns the wrong way.
    #expect(
      fate(third: 700, last: 700, mean: -700) == .diverged && fate(third: 340, last: 340, mean: 340) == .unsettled)
  }

  @Test func `the error at the nearer end is what a rig shows there`() throws {
    let mountings = [
      Mounting(), Mounting(offset: .degrees(4)), Mounting(offset: .degrees(-30), isReversed: true),
      Mounting(offset: .degrees(80)),
    ]
    for mounting in mountings {
      let servo = ServoModel(travel: .degrees(-25) ... .degrees(40), mounting)
      let model = RigModel(
        wall: WallModel(
          distance: .fixed(.centimeters(120)), laserHeight: .centimeters(7), target: Trajectory(start: .centimeters(30))
        ),
        servo: servo)
      let ends = [servo.travel.lowerBound, servo.travel.upperBound].map { angle in
        SimulatedRig(model, seed: RandomSeed(1), start: angle).trueError?.magnitude.centimeters ?? .infinity
      }
      let found = try #require(SimulatedRig(model, seed: RandomSeed(1)).errorAtNearerEnd).centimeters
      #expect(abs(found / min(ends[0], ends[1]) - 1) < 1e-12, "\(mounting)")
      if let ideal = IdealRig(SimulatedRig(model, seed: RandomSeed(1))) {
        #expect(abs(try #require(ideal.errorAtNearerEnd).centimeters / found - 1) < 1e-12)
      } else {
        #expect(mounting != Mounting())
      }
    }
  }
}
