import RigCore
import RigSimulation
import RigTestSupport
import Testing

/// Rules that take each reading for the answer to their latest move, on rigs that answer late.
@Suite struct DwellTests {
  private static let dwelling = RuleDefinition.all.filter(\.dwells)

  /// A setup for readings that are `deadTime` steps old and a servo with this lag in seconds and this speed in degrees a
  /// second, read ten times a second.
  private func setup(deadTime: Int = 0, lag: Double = 0, slewRate: Double = .infinity) -> RuleSetup {
    var setup = RuleSetup()
    setup.deadTime = deadTime
    setup.servo.lagSeconds = lag
    setup.servo.slewRateDegreesPerSecond = slewRate
    return setup
  }

  /// The commands of a rule that reads the error of a dot 10 cm above its target, and keeps being told the same.
  private func commands(_ definition: RuleDefinition, _ setup: RuleSetup, count: Int) -> [Double] {
    var rule = AnyRule<1>(definition.rule(setup))
    var command = PerAxis<1, Double>(0.1)
    return (0..<count).map { _ in
      command = rule.update(command, error: PerAxis(.centimeters(10)))
      return command[0]
    }
  }

  @Test func `the rules that fit a line without a delay dwell, and the one that learns the delay does not`() {
    #expect(Self.dwelling.starts(with: [.kalman, .secant, .broyden, .extremumSeeking, .spsa]))
  }

  @Test(arguments: dwelling) func `a command is held for the dead time, and then for that of the next one`(
    definition: RuleDefinition
  ) {
    let prompt = commands(definition, setup(), count: 1)
    #expect(prompt[0] != 0.1)
    let late = commands(definition, setup(deadTime: 3), count: 8)
    #expect(late[..<3] == [0.1, 0.1, 0.1] && late[3] == prompt[0])
    #expect(late[4..<7].allSatisfy { command in command == late[3] } && late[7] != late[3])
  }

  @Test(arguments: dwelling) func `a command is held until a slow servo has all but arrived`(
    definition: RuleDefinition
  ) {
    // Three thousandths are left after ln(1/0.003) = 5.8 time constants, of which a frame is one.
    let lagging = commands(definition, setup(lag: 0.1), count: 7)
    #expect(lagging[..<6].allSatisfy { command in command == lagging[0] } && lagging[6] != lagging[0])
    // The first move is made at the slew rate: it takes as many frames as that goes into it.
    let move = abs(Angle(slope: commands(definition, setup(), count: 1)[0]).degrees - Angle(slope: 0.1).degrees)
    let slewing = commands(definition, setup(slewRate: 10 * move / 2.5), count: 4)
    #expect(slewing[1] == slewing[0] && slewing[2] == slewing[0] && slewing[3] != slewing[0])
  }

  @Test(arguments: dwelling) func `a search begins a stay anew`(definition: RuleDefinition) {
    var rule = AnyRule<1>(definition.rule(setup(deadTime: 2)))
    for _ in 0..<3 { _ = rule.update(PerAxis(0.1), error: PerAxis(.centimeters(10))) }
    rule.reset()
    for _ in 0..<2 { #expect(rule.update(PerAxis(0.3), error: PerAxis(.centimeters(10)))[0] == 0.3) }
    #expect(rule.update(PerAxis(0.3), error: PerAxis(.centimeters(10)))[0] != 0.3)
  }

  @Test(arguments: [ControlVariable.slope, .angle])
  func `what rounding changes of a command is no move`(steers: ControlVariable) {
    var setup = setup(deadTime: 1)
    setup.steers = steers
    var rule = AnyRule<1>(RuleDefinition.secant.rule(setup))
    var command = PerAxis<1, Double>(0.7)
    var moves = 0
    for _ in 0..<20 {
      let next = rule.update(command, error: PerAxis(.centimeters(10)))
      if abs(next[0] - command[0]) > 1e-9 { moves += 1 }
      command = next
    }
    #expect(moves == 10)
  }

  /// The outcome of a run of the rule before each of 60 walls with a servo and a sensor that are late.
  private func settled(
    _ definition: RuleDefinition, deadTime: Int, lag: Double, told: Bool, steps: Int = 1500
  ) -> Int {
    (1...60 as ClosedRange<UInt64>).count { seed in
      var draws = SeededDraws(seed)
      let (distance, target) = (draws.logUniform(60...900), draws.uniform(5...50))
      let model = RigModel(
        wall: WallModel(distance: .fixed(.centimeters(distance)), target: Trajectory(start: .centimeters(target))),
        servo: ServoModel(travel: .degrees(-60) ... .degrees(60), Motor(lagSeconds: lag)),
        sensor: SensorModel(DeadTime(steps: deadTime)))
      var setup = told ? setup(deadTime: deadTime, lag: lag) : setup()
      setup.tolerance = .centimeters(0.1)
      var loop = ControlLoop(
        rig: SimulatedRig(model, seed: RandomSeed(seed)), rule: AnyRule<1>(definition.rule(setup)),
        pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(.zero),
        settings: LoopSettings(
          stepLimit: steps,
          settling: SettlingCriterion(tolerance: .centimeters(0.1), window: 3, deadTime: deadTime),
          divergence: DivergenceCriterion(bound: .centimeters(1e6), growingSteps: 1000)))
      guard case .converged = loop.run() else { return false }
      // What is left of the last move is not yet in the readings.
      return (loop.rig.truth.error?.centimeters.magnitude ?? .infinity) <= 0.13
    }
  }

  @Test(arguments: [RuleDefinition.kalman, .secant, .broyden, .extremumSeeking])
  func `told of the delays a rule settles on every wall, and untold on few`(definition: RuleDefinition) {
    for (deadTime, lag) in [(1, 0.0), (4, 0), (0, 0.3), (2, 0.1)] {
      let settled = settled(definition, deadTime: deadTime, lag: lag, told: true)
      #expect(settled >= 59, "\(definition) with \(deadTime) steps and \(lag) s: \(settled) of 60")
    }
    let untold = settled(definition, deadTime: 2, lag: 0, told: false, steps: 200)
    #expect(untold < 30, "\(definition): \(untold)")
  }

  @Test func `the time of a move is that after which its motion has left the share`() {
    for seed in 1...200 as ClosedRange<UInt64> {
      var draws = SeededDraws(seed)
      let motion = MotorMotion(
        rate: draws.coin() ? .infinity : draws.logUniform(1e-3...1), lag: draws.coin() ? 0 : draws.logUniform(0.01...10)
      )
      let (gap, share) = (draws.logUniform(1e-4...1), draws.logUniform(1e-4...0.5))
      let time = motion.time(for: gap, leaving: share)
      let left = abs(gap - motion.position(from: 0, to: gap, after: time))
      if motion.isPrompt { #expect(time == 0) } else { #expect(abs(left - share * gap) < 1e-9 * gap) }
    }
  }
}
