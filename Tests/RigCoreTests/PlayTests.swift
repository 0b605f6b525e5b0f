import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct PlayTests {
  @Test func `the driven part waits until the play is taken up`() {
    let play = Play(half: 0.5)
    var horn = 0.0
    let motor = [0.3, 0.5, 2, 1.5, 1, 0.9, -1, 0]
    let horns = motor.map { motor in
      horn = play.driven(from: horn, by: motor)
      return horn
    }
    #expect(horns == [0, 0, 1.5, 1.5, 1.5, 1.4, -0.5, -0.5])
  }

  @Test func `what drives the driven part to a goal pushes it there from any place that is not beyond`() {
    var draws = SeededDraws(5)
    for _ in 0..<1000 {
      let play = Play(half: draws.uniform(0...2))
      let (horn, goal) = (draws.uniform(-10...10), draws.uniform(-10...10))
      let motor = play.driving(toPush: goal, upwards: goal > horn)
      #expect(abs(play.driven(from: horn, by: motor) - goal) < 1e-14)
    }
  }
}

@Suite struct BacklashInversionTests {
  private static let readings = 60

  private func rig(play: Double, target: Double, noise: Double, seed: UInt64) -> SimulatedRig {
    SimulatedRig(
      RigModel(
        wall: WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .centimeters(target))),
        servo: ServoModel(
          travel: .degrees(-80) ... .degrees(80), Backlash(play: .degrees(play))),
        sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(noise)))),
      seed: RandomSeed(seed))
  }

  private func settings(_ variable: ControlVariable) -> LoopSettings { .exactly(Self.readings, steering: variable) }

  /// The largest difference between the true errors of two runs.
  private func difference(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).map { left, right in abs(left - right) }.max() ?? .infinity
  }

  @Test(arguments: RuleDefinition.all) func `with the play known exactly a rule acts as on a rig without play`(
    definition: RuleDefinition
  ) {
    var draws = SeededDraws(11)
    for seed in 0..<20 as Range<UInt64> {
      let play = draws.uniform(0.05...3)
      let target = draws.uniform(-150...150)
      let noise = seed.isMultiple(of: 2) ? 0 : 0.5
      let variable: ControlVariable = seed % 3 == 0 ? .angle : .slope
      var setup = RuleSetup()
      setup.steers = variable
      setup.noise = .centimeters(noise)
      func compare(_ rule: some UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>>) {
        let free = trueErrors(
          of: rig(play: 0, target: target, noise: noise, seed: seed), under: rule, settings: settings(variable))
        let inverted = trueErrors(
          of: rig(play: play, target: target, noise: noise, seed: seed),
          under: BacklashInversion<1, _>(rule, play: .degrees(play), steers: variable), settings: settings(variable))
        #expect(free.count == Self.readings + 1)
        // A rule that learns makes more of the last digits, which the way from slope to angle and back may change.
        let difference = difference(free, inverted)
        #expect(
          difference < (definition.family == .learner ? 1e-4 : 1e-9),
          "off by \(difference), play \(play), target \(target)")
      }
      compare(definition.rule(setup))
    }
  }

  @Test func `without the inversion the play shows`() {
    let rule = GradientDescent<1>(gain: 0.8, distance: 300)
    let free = trueErrors(of: rig(play: 0, target: 50, noise: 0.5, seed: 1), under: rule, settings: settings(.slope))
    let caught = trueErrors(of: rig(play: 1, target: 50, noise: 0.5, seed: 1), under: rule, settings: settings(.slope))
    #expect(difference(free, caught) > 0.5)
  }

  @Test func `no play changes nothing but the last digits`() {
    let rule = GradientDescent<1>(gain: 0.8, distance: 300)
    let rig = rig(play: 0, target: 50, noise: 0.5, seed: 1)
    let bare = trueErrors(of: rig, under: rule, settings: settings(.slope))
    let wrapped = trueErrors(
      of: rig, under: BacklashInversion<1, _>(rule, play: .zero), settings: settings(.slope))
    #expect(difference(bare, wrapped) < 1e-11)
  }

  @Test func `a wish to stay leaves the motor where it is, and one beyond a right angle stays within the travel`() {
    struct Wish: UpdateRule {
      var goals: [Double]
      mutating func update(_ command: PerAxis<1, Double>, error: PerAxis<1, Length>) -> PerAxis<1, Double> {
        goals.isEmpty ? command : PerAxis(goals.removeFirst())
      }
      func reset() {}
      var termNames: [String] { [] }
      var terms: RuleTerms { RuleTerms() }
    }
    var rule = BacklashInversion<1, _>(Wish(goals: [0.2, 1e3, -1e3]), play: .degrees(2))
    let error = PerAxis<1, Length>(.zero)
    let first = rule.update(PerAxis(0), error: error)
    #expect(abs(Angle(slope: first[0]).degrees - Angle(slope: 0.2).degrees - 1) < 1e-12)
    #expect(rule.update(first, error: error)[0] == .infinity)
    #expect(rule.update(PerAxis(5), error: error)[0] == -.infinity)
    #expect(rule.update(PerAxis(-5), error: error) == PerAxis(-5))
  }
}
