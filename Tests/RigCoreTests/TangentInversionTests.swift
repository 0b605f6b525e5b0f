import RigCore
import RigSimulation
import RigTestSupport
import Testing

/// A rule that learns fits the wall and not a chord of the tangent, whichever quantity the loop steers.
@Suite struct TangentInversionTests {
  private static let learners = RuleDefinition.all.filter { definition in definition.family == .learner }

  private func rig(target: Double, noise: Double, seed: UInt64) -> SimulatedRig {
    let wall = WallModel(distance: .fixed(.centimeters(100)), target: Trajectory(start: .centimeters(target)))
    let model = RigModel(wall: wall, sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(noise))))
    return SimulatedRig(model, seed: RandomSeed(seed))
  }

  @Test(arguments: learners) func `a learner steers the angle as it steers the slope`(definition: RuleDefinition) {
    for seed in 0..<20 as Range<UInt64> {
      let target = [-350.0, -80, 0, 40, 200, 350][Int(seed % 6)]
      let noise = seed.isMultiple(of: 2) ? 0 : 0.5
      func errors(_ variable: ControlVariable) -> [Double] {
        var setup = RuleSetup()
        setup.steers = variable
        setup.noise = .centimeters(noise)
        func run(_ rule: some UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>>) -> [Double] {
          trueErrors(
            of: rig(target: target, noise: noise, seed: seed), under: rule, settings: .exactly(30, steering: variable))
        }
        return run(definition.rule(setup))
      }
      // The way from slope to angle and back changes the last digits, of which a rule that learns makes more.
      for (slope, angle) in zip(errors(.slope), errors(.angle)) {
        #expect(abs(slope - angle) < 1e-4, "target \(target), seed \(seed)")
      }
    }
  }

  @Test(arguments: learners) func `the distance is the wall's, however steep the beam`(definition: RuleDefinition) {
    guard definition != .broyden else { return }
    var within = 0
    for seed in 0..<60 as Range<UInt64> {
      var setup = RuleSetup()
      setup.steers = .angle
      setup.noise = .centimeters(1)
      var loop = ControlLoop(
        rig: rig(target: 350, noise: 1, seed: seed), rule: AnyRule<1>(definition.rule(setup)),
        pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(.zero), settings: .exactly(60, steering: .angle))
      _ = loop.run()
      let terms = Dictionary(uniqueKeysWithValues: zip(loop.rule.termNames, loop.rule.terms.values))
      guard let distance = terms["estimatedDistanceCentimeters"],
        let error = terms["distanceStandardErrorCentimeters"]
      else { continue }
      if abs(distance - 100) <= 3 * error { within += 1 }
    }
    // Of 60 draws of a normal distribution 1 is expected beyond 3 standard errors in 6 of 100 such tests.
    #expect(within >= 58, "\(within) of 60")
  }

  @Test func `a wish to stay leaves the angle as it is, bit for bit`() {
    struct Stay: UpdateRule {
      mutating func update(_ command: PerAxis<1, Double>, error: PerAxis<1, Length>) -> PerAxis<1, Double> { command }
      func reset() {}
      var termNames: [String] { [] }
      var terms: RuleTerms { RuleTerms() }
    }
    var rule = TangentInversion<1, _>(Stay())
    for degrees in -89...89 {
      let angle = PerAxis<1, Double>(Angle.degrees(Double(degrees)).radians)
      #expect(rule.update(angle, error: PerAxis(.centimeters(1))) == angle)
    }
  }
}
