import RigCore
import RigSimulation
import RigTestSupport
import RigTheory
import Testing

/// The lag behind a target that drifts.
@Suite struct SteadyLagTests {
  @Test func `a loop stays behind a drift by what the theory says, whatever its delays`() throws {
    var draws = SeededDraws(11)
    for _ in 0..<60 {
      let loop = LinearLoop.drawn(by: &draws, longest: 5, shares: 0.1...0.7)
      guard loop.growthFactor < 0.98 else { continue }
      let lag = try #require(loop.steadyLag(behindDrift: 0.25))
      #expect(abs(loop.finalError(behindDrift: 0.25) / -lag - 1) < 1e-3, "\(loop): \(lag)")
      let again = loop.lagging(lag, behindDrift: 0.25)
      #expect(abs(again.gain / loop.gain - 1) < 1e-12)
    }
    #expect(LinearLoop(gain: 2.1).steadyLag(behindDrift: 1) == nil)
    #expect(LinearLoop(gain: 0.2).steadyLag(behindDrift: -1) == -5)
  }
}
