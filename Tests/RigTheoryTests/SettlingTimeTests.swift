import Foundation
import RigCore
import RigTestSupport
import RigTheory
import Testing

@Suite struct SettlingTimeTests {
  @Test func `without dead time it is the logarithm's`() {
    var draws = SeededDraws(1)
    for _ in 0..<200 {
      let gain = draws.uniform(0.001...1.999)
      let steps = LinearLoop(gain: gain).settlingSteps(to: 0.01)
      #expect(steps == max(1, Int((log(0.01) / log(abs(1 - gain))).rounded(.up))))
    }
    #expect(LinearLoop(gain: 0.63).settlingSteps(to: 0.01) == 5)
  }

  @Test func `one step is enough at g = 1, two where the rule looks ahead`() {
    #expect(LinearLoop(gain: 1).settlingSteps(to: 1e-9) == 1)
    #expect(LinearLoop(gain: 1, inertia: .lookAhead(0.5)).settlingSteps(to: 1e-9) == 2)
  }

  @Test func `it is the simulated loop's`() {
    var draws = SeededDraws(2)
    for _ in 0..<60 {
      let loop = LinearLoop.drawn(by: &draws, shares: 0.1...0.9)
      let errors = loop.simulatedErrors(3000, start: 1)
      let last = errors.lastIndex { error in error.magnitude > 0.01 } ?? -1
      #expect(last < 2900)
      #expect(loop.settlingSteps(to: 0.01) == last + 1, "\(loop)")
    }
  }

  @Test func `a loop that is not stable never settles`() {
    #expect(LinearLoop(gain: 2).settlingSteps(to: 0.01) == nil)
    #expect(LinearLoop(gain: -0.1).settlingSteps(to: 0.01) == nil)
    #expect(LinearLoop(gain: 1, deadTime: 1).settlingSteps(to: 0.01) == nil)
  }

  @Test func `a very slow loop takes its time`() throws {
    let steps = try #require(LinearLoop(gain: 1e-6).settlingSteps(to: 0.01))
    #expect(abs(Double(steps) * 1e-6 / log(100) - 1) < 1e-5)
    let swinging = try #require(LinearLoop(gain: 0.6180339, deadTime: 2).settlingSteps(to: 0.01))
    #expect(swinging > 1_000_000)
  }

  /// `1 - g` rounds to 1, or all but does, and then nothing fades that a number could tell.
  @Test func `a loop that takes longer than numbers tell never settles`() {
    for gain in [.leastNonzeroMagnitude, 1e-300, 1e-20, 1e-16] {
      for deadTime in [0, 1, 7] {
        for inertia in [LinearLoop.Inertia.none, .heavyBall(0.5), .lookAhead(0.5)] {
          let loop = LinearLoop(gain: gain, deadTime: deadTime, inertia: inertia)
          #expect(loop.isStable && loop.settlingSteps(to: 0.01) == nil, "\(loop)")
        }
      }
    }
    #expect(LinearLoop(gain: 0.2, inertia: .heavyBall(1.0.nextDown)).settlingSteps(to: 0.01) == nil)
    #expect(LinearLoop(gain: 1e-12).settlingSteps(to: 0.01) ?? 0 > 4_000_000_000_000)
  }
}
