import RealModule
import RigSimulation
import RigTestSupport
import Testing

@testable import RigCore

/// A rule that is told how slow its servo is knows where the beam was when a reading was taken.
@Suite struct SlowServoTests {
  private static let plausible = PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000))

  @Test func `it gets as far as its figures say`() {
    let halving = ServoFigures(motion: MotorMotion(rate: .infinity, lag: 1 / .log(2)))
    #expect(abs(halving.angle(after: .zero, told: .degrees(8)).degrees - 4) < 1e-12)
    let slewing = ServoFigures(motion: MotorMotion(rate: Angle.degrees(3).radians, lag: 0))
    #expect(abs(slewing.angle(after: .degrees(1), told: .degrees(-8)).degrees + 2) < 1e-12)
    #expect(slewing.angle(after: .degrees(1), told: .degrees(2)) == .degrees(2))
    let sheet = ServoFigures(lagSeconds: 0.1, slewRateDegreesPerSecond: 20, frameSeconds: 0.1)
    #expect(abs(sheet.motion.lag - 1) < 1e-15 && abs(Angle(radians: sheet.motion.rate).degrees - 2) < 1e-12)
    #expect(ServoFigures(lagSeconds: 0, slewRateDegreesPerSecond: .infinity, frameSeconds: 0.1).motion.isPrompt)
  }

  @Test func `a servo with a lag and a highest speed is where the simulated one is`() {
    let model = ServoModel(travel: .degrees(-60) ... .degrees(60), Motor(slewRateDegreesPerSecond: 50, lagSeconds: 0.1))
    var rig = SimulatedRig(
      RigModel(
        wall: WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .zero)), servo: model,
        sensor: SensorModel(), frameSeconds: 0.1), seed: RandomSeed(1))
    let figures = ServoFigures(lagSeconds: 0.1, slewRateDegreesPerSecond: 50, frameSeconds: 0.1)
    var angle = Angle.zero
    _ = rig.read()
    for goal in [20.0, 21, -5, -5, -5, 0.1] {
      rig.move(to: PerAxis(.degrees(goal)))
      _ = rig.read()
      angle = figures.angle(after: angle, told: .degrees(goal))
      #expect(abs(rig.truth.beam.degrees - angle.degrees) < 1e-3, "\(goal)")
    }
  }

  @Test(arguments: [(0.3, Double.infinity), (0, 10), (0.2, 40)])
  func `told how slow the servo is, it settles without a swing`(lag: Double, slewRate: Double) {
    for trial in 0..<60 as Range<UInt64> {
      let (sizes, start) = run(lag: lag, slewRate: slewRate, told: 1, trial: trial)
      #expect(sizes[70...].allSatisfy { size in size < 0.5 }, "trial \(trial)")
      #expect(sizes.max() ?? .infinity <= start + 30, "trial \(trial)")
    }
  }

  @Test(arguments: [0.7, 1.4]) func `told wrong by a third, it settles all the same`(share: Double) {
    let settled = (0..<60 as Range<UInt64>).count { trial in
      run(lag: 0.2, slewRate: 40, told: share, trial: trial).sizes[170...].allSatisfy { size in size < 0.5 }
    }
    #expect(settled >= 57)
  }

  /// The true errors of a run, and the first of them.
  private func run(lag: Double, slewRate: Double, told: Double, trial: UInt64) -> (sizes: [Double], start: Double) {
    let model = RigModel(
      wall: WallModel(
        distance: .logUniform(.centimeters(60) ... .centimeters(1000)), target: Trajectory(start: .centimeters(40))),
      servo: ServoModel(
        travel: .degrees(-60) ... .degrees(60), Motor(slewRateDegreesPerSecond: slewRate, lagSeconds: lag)),
      sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(0.1))), frameSeconds: 0.1)
    let rule = RecursiveLeastSquares<1>(
      plausible: Self.plausible, noise: .centimeters(0.1),
      servo: ServoFigures(lagSeconds: lag * told, slewRateDegreesPerSecond: slewRate * told, frameSeconds: 0.1))
    var loop = BareLoop(rig: SimulatedRig(model, seed: RandomSeed(3, trial: trial)), rule: rule)
    let sizes = (0..<200).map { _ in
      loop.step()
      return loop.rig.truth.error?.magnitude.centimeters ?? .infinity
    }
    return (sizes, sizes[0])
  }

  @Test(arguments: [(0.45, 0), (0.45, 0.3), (0, 0.3)])
  func `told of dead band and play, it holds what the servo has steps too coarse for`(band: Double, play: Double) {
    let model = { (target: Double) in
      RigModel(
        wall: WallModel(distance: .fixed(.centimeters(900)), target: Trajectory(start: .centimeters(target))),
        servo: ServoModel(
          travel: .degrees(-60) ... .degrees(60), Resolution(step: .degrees(0.09)),
          DeadBand(width: .degrees(band)), Backlash(play: .degrees(play))),
        sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(0.2))), frameSeconds: 0.1)
    }
    for trial in 0..<40 as Range<UInt64> {
      // On this wall the dead band is 7 cm and the play 5 cm.
      let rule = RecursiveLeastSquares<1>(
        plausible: Self.plausible, noise: .centimeters(0.2),
        servo: ServoFigures(resolution: .degrees(0.09), deadBand: .degrees(band), backlash: .degrees(play)),
        tolerance: .centimeters(2))
      let target = 12 + 2 * Double(trial)
      var loop = BareLoop(rig: SimulatedRig(model(target), seed: RandomSeed(5, trial: trial)), rule: rule)
      let sizes = (0..<60).map { _ in
        loop.step()
        return loop.rig.truth.error?.magnitude.centimeters ?? .infinity
      }
      #expect(sizes[45...].allSatisfy { size in size < 2 }, "target \(target): \(sizes)")
    }
  }

  @Test func `where the loop swings it waits twice as long after each move`() {
    var rule = RecursiveLeastSquares<1>(plausible: Self.plausible, noise: .centimeters(0.1))
    rule.halveGain()
    rule.halveGain()
    var commands = [0.0]
    for _ in 0..<17 {
      commands.append(rule.update(PerAxis(commands[commands.count - 1]), error: PerAxis(.centimeters(30)))[0])
    }
    let moves = zip(commands, commands.dropFirst()).enumerated().filter { _, pair in pair.0 != pair.1 }.map(\.offset)
    #expect(moves == [0, 8, 16])
  }
}
