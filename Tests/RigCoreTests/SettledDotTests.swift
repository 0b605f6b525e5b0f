import RigCore
import RigTestSupport
import Testing

/// At most 5 of 100 runs in noise count as settled with the dot outside the tolerance, as the criterion claims. The
/// benchmark `settling` asks it of five times as many runs.
@Suite struct SettledDotTests {
  @Test(arguments: SettledRuns.fixedRates, [0, 2])
  func `under a fixed rate`(loop: (gain: Double, tolerance: Double), deadTime: Int) {
    guard
      let found = SettledRuns.underFixedRate(200, gain: loop.gain, tolerance: loop.tolerance, deadTime: deadTime)
    else { return }
    #expect(found.isClaimKept, "\(found.text)")
  }

  @Test(arguments: RuleDefinition.all.filter { definition in definition.family == .learner }, [1.0, 4])
  func `under a rule that learns`(definition: RuleDefinition, tolerance: Double) {
    let found = SettledRuns.underLearner(100, definition, tolerance: tolerance)
    #expect(found.isClaimKept && found.settled > 50, "\(found.text)")
  }

  @Test(arguments: RuleDefinition.all.filter { definition in definition.family == .costSeeker }, [0.2, 0.5, 1])
  func `under a rule that knows the cost alone`(definition: RuleDefinition, noise: Double) {
    let found = SettledRuns.underCostSeeker(60, definition, noise: noise)
    #expect(found.isClaimKept && (noise > 0.5 || found.settled > 30), "\(found.text)")
  }
}
