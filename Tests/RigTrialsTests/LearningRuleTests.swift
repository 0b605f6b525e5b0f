import RigCore
import RigSimulation
import RigTestSupport
import RigTheory
import RigTrials
import Testing

private let plausible = PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000))

private func learner(noise: Double) -> Contestant<1> {
  Contestant<1>("learner") {
    RecursiveLeastSquares<1>(plausible: plausible, noise: .centimeters(max(noise, 0.01)))
  }
}

/// How soon the rule that is used when none is named has the target, on walls of unknown distance. The figures of very
/// many rigs are those of `benchmarks rules`.
@Suite struct LearningRuleTests {
  private static let rigs = 70

  private struct Demand: Sendable {
    let noise: Double
    let tolerance: ToleranceChoice
    let median: Int
    let percentile95: Int
  }

  private static let demands = [
    Demand(noise: 0, tolerance: .loose, median: 2, percentile95: 2),
    Demand(noise: 0.1, tolerance: .loose, median: 3, percentile95: 3),
    Demand(noise: 0.5, tolerance: .loose, median: 3, percentile95: 3),
    Demand(noise: 2, tolerance: .loose, median: 3, percentile95: 4),
    Demand(noise: 0, tolerance: .tight, median: 2, percentile95: 2),
    Demand(noise: 0.1, tolerance: .tight, median: 4, percentile95: 10),
    Demand(noise: 0.5, tolerance: .tight, median: 7, percentile95: 30),
    Demand(noise: 2, tolerance: .tight, median: 7, percentile95: 30),
  ]

  @Test(arguments: demands.indices) func `it settles in a handful of readings, and always`(place: Int) throws {
    let demand = Self.demands[place]
    let comparison = Comparison(
      rigs: Self.rigs, readings: 60, tolerance: demand.tolerance.tolerance(noise: .centimeters(demand.noise)), seed: 7)
    let found = try #require(comparison.measure(learner(noise: demand.noise), on: .unknown(noise: demand.noise)))
    #expect(found.settledRigs == found.rigs)
    #expect(try #require(found.medianReadings) <= demand.median)
    #expect(try #require(found.percentile95Readings) <= demand.percentile95)
  }

  @Test func `with the exact readings its first move overshoots nowhere`() throws {
    let found = try #require(
      Comparison(rigs: Self.rigs, readings: 3).measure(learner(noise: 0), on: .unknown(noise: 0)))
    #expect(found.firstMoveOvershoots == 0)
  }

  @Test func `no rule that learns from the readings has settled on more rigs after two`() throws {
    // 3σ = 0.3 cm: the limit is 0.482, or 0.491 with knowledge of how walls and targets are drawn.
    let comparison = Comparison(rigs: 500, readings: 3, tolerance: 0.3, seed: 8, hasCurves: true)
    let found = try #require(comparison.measure(learner(noise: 0.1), on: .unknown(noise: 0.1)))
    let limit = UnknownDistance.shareWithinAfterTwoReadings(tolerance: 3, plausible: plausible)
    let share = Double(found.settledRigs) / Double(found.rigs)
    #expect(abs(share - limit) < 3 * (0.25 / Double(found.rigs)).squareRoot(), "\(share)")
  }

  /// The mean square over the rigs has a tail: where the target is nearly straight ahead, four readings hardly tell the
  /// distance, and the fifth command is a wide guess on a few rigs of a hundred. So 98 of 100 are judged, early on.
  @Test(arguments: [(4, 0.5), (19, 0.5), (60, 0.5)])
  func `what noise leaves is what a straight line leaves`(readings: Int, noise: Double) throws {
    var squares: [Double] = []
    var bounds: [Double] = []
    let model = RigModel(
      wall: WallModel(
        distance: .logUniform(.centimeters(50) ... .centimeters(1000)), target: Trajectory(start: .zero),
        targetHeights: .centimeters(-100) ... .centimeters(100)),
      servo: ServoModel(travel: .degrees(-60) ... .degrees(60)),
      sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(noise))))
    for trial in 0..<150 as Range<UInt64> {
      let rig = SimulatedRig(model, seed: RandomSeed(9, trial: trial))
      let truth = rig.truth
      guard truth.target.magnitude < 1.7 * rig.distance else { continue }
      var loop = BareLoop(
        rig: rig, rule: RecursiveLeastSquares<1>(plausible: plausible, noise: .centimeters(noise)))
      for _ in 0...readings { loop.step() }
      let off = (loop.rig.truth.error?.centimeters ?? .infinity) / noise
      squares.append(off * off)
      let bound = UnknownDistance.standardErrorRatio(
        readings: readings, distance: rig.distance, farthest: .centimeters(1000))
      bounds.append(bound * bound)
    }
    let kept = squares.sorted().prefix(squares.count * 98 / 100)
    let ratio = (Statistics(Array(kept)).mean / Statistics(bounds).mean).squareRoot()
    // Two of 100 left out take some 10 % off the mean of squares; 150 squares have a standard error of 12 % in it.
    #expect((0.75...1.15).contains(ratio), "\(ratio)")
  }
}

/// How surely: everything that a real rig has, and more noise.
@Suite struct RobustLearningTests {
  private func settledShare(effects: Bool, noise: Double, jump: Double = 0) -> (share: Double, rigs: Int) {
    let step = Angle.degrees(0.05)
    let play = Angle.degrees(0.2)
    var model = RigModel(
      wall: WallModel(
        distance: .logUniform(.centimeters(50) ... .centimeters(1000)),
        target: Trajectory(start: .zero, jumpStep: jump > 0 ? 50 : nil, jump: .centimeters(jump)),
        targetHeights: .centimeters(-80) ... .centimeters(20)),
      servo: ServoModel(travel: .degrees(-60) ... .degrees(60)),
      sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(noise))))
    var figures = ServoFigures()
    if effects {
      model.servo.resolution = Resolution(step: step)
      model.servo.backlash = Backlash(play: play)
      model.sensor.deadTime = DeadTime(steps: 1)
      model.sensor.dropouts = Dropouts(probability: 0.1)
      model.sensor.outliers = Outliers(probability: 0.02, size: .centimeters(50))
      figures = ServoFigures(resolution: step, backlash: play)
    }
    var settled = 0
    var rigs = 0
    for trial in 0..<60 as Range<UInt64> {
      let rig = SimulatedRig(model, seed: RandomSeed(10, trial: trial))
      let truth = rig.truth
      guard truth.target.magnitude < 1.7 * rig.distance,
        (truth.target + .centimeters(jump)).magnitude < 1.7 * rig.distance
      else { continue }
      rigs += 1
      let slope = truth.target / rig.distance
      let tolerance =
        max(0.1, 3 * noise) + (effects ? rig.distance.centimeters * (1 + slope * slope) * step.radians : 0)
      var loop = BareLoop(
        rig: rig,
        rule: RecursiveLeastSquares<1>(plausible: plausible, noise: .centimeters(max(noise, 0.01)), servo: figures))
      var isSettled = true
      for reading in 0..<90 {
        loop.step()
        #expect(loop.rig.truth.beam.degrees.magnitude <= 60 + 1e-9)
        if reading >= 70, !((loop.rig.truth.error?.centimeters.magnitude ?? .infinity) <= tolerance) {
          isSettled = false
        }
      }
      if isSettled { settled += 1 }
    }
    return (Double(settled) / Double(rigs), rigs)
  }

  @Test(arguments: [0, 0.1, 0.5, 2]) func `with all effects at once it settles`(noise: Double) {
    let found = settledShare(effects: true, noise: noise)
    #expect(found.rigs > 45)
    // One rig of a hundred may wait for a lost or wild reading; `benchmarks rules` asks for 999 of 1000.
    #expect(found.share >= 0.98, "\(found)")
  }

  @Test(arguments: [0.1, 2]) func `after a jump it settles again`(noise: Double) {
    // One rig of a thousand takes longer.
    #expect(settledShare(effects: false, noise: noise, jump: 60).share >= 0.98)
  }
}
