import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

@testable import RigTheory

/// A servo with a first-order lag is a part of the linear loop.
@Suite struct ServoLagTests {
  @Test(arguments: [0.1, 0.5, 0.9]) func `for lag alone the edge is 2(1 + a)/(1 - a)`(pole: Double) {
    let loop = LinearLoop(gain: 1, servoPole: pole)
    #expect(abs(loop.edge / (2 * (1 + pole) / (1 - pole)) - 1) < 1e-14 && loop.edgeFrequency == .pi)
  }

  /// What a swing shows of its edge if a dead time is all of its delay is too much by a bounded factor if a lag takes part
  /// in it. So half of that, or a third with inertia, is stable all the same.
  @Test(
    arguments: 0...4,
    [
      LinearLoop.Inertia.none, .heavyBall(0.3), .heavyBall(0.7), .heavyBall(0.9), .lookAhead(0.3), .lookAhead(0.5),
      .lookAhead(0.9),
    ])
  func `a half or a third of the edge of a swing is stable if a lag takes part in it`(
    deadTime: Int, inertia: LinearLoop.Inertia
  ) {
    let least = LinearLoop.leastTrueShare(inertia)
    let part = inertia == .none ? 2.0 : 3
    #expect(1 / part < least)
    for lagInFrames in [0, 0.5, 1, 2, 3.5, 5] {
      let pole = lagInFrames > 0 ? exp(-1 / lagInFrames) : 0
      let edge = LinearLoop(gain: 1, deadTime: deadTime, inertia: inertia, servoPole: pole).edge
      for share in [1.02, 1.2, 1.5, 2, 3] {
        let loop = LinearLoop(gain: share * edge, deadTime: deadTime, inertia: inertia, servoPole: pole)
        guard case .oscillatory(let period) = loop.transient else { continue }
        let growth = loop.growthFactor
        let named = loop.gain * LinearLoop.edgeShare(growth: growth, period: period, inertia: inertia)
        #expect(named < edge / least, "\(lagInFrames), \(share): \(named / edge)")
        #expect(loop.with(gain: named / part).isStable)
        guard lagInFrames == 0, deadTime > 0 else { continue }
        // Without lag the swing tells the loop itself.
        let seen = LinearLoop(growth: growth, period: period, inertia: inertia)
        #expect(abs(named / edge - 1) < 1e-6 && seen.deadTime == deadTime)
        #expect(abs(seen.gain / loop.gain - 1) < 1e-6 && seen.inertia == inertia)
      }
    }
  }

  @Test func `no lag is no lag`() {
    var draws = SeededDraws(1)
    for _ in 0..<50 {
      let loop = LinearLoop.drawn(by: &draws)
      let quick = LinearLoop(gain: loop.gain, deadTime: loop.deadTime, inertia: loop.inertia, servoPole: 1e-13)
      let ideal = LinearLoop(gain: loop.gain, deadTime: loop.deadTime, inertia: loop.inertia)
      #expect(abs(quick.edge / ideal.edge - 1) < 1e-9 && quick.isStable == ideal.isStable)
      guard ideal.isStable, ideal.growthFactor < 0.999 else { continue }
      #expect(abs(quick.noiseVariance / ideal.noiseVariance - 1) < 1e-6)
    }
  }

  /// The closed forms of the cubic, and the bisection with dead time: a hair below the edge every root is inside the
  /// unit circle, a hair above it one is outside.
  @Test func `at the edge a root is on the unit circle, whatever momentum and dead time are`() {
    var draws = SeededDraws(2)
    var swings = 0
    for number in 0..<600 {
      let share = number.isMultiple(of: 2) ? draws.uniform(0...0.999) : 1 - draws.logUniform(1e-3...1)
      let inertia: LinearLoop.Inertia =
        number.isMultiple(of: 3) ? .none : number % 3 == 1 ? .heavyBall(share) : .lookAhead(share)
      let pole = draws.coin() ? draws.uniform(0.01...0.99) : 1 - draws.logUniform(1e-3...1)
      let one = LinearLoop(
        gain: 1, deadTime: Int(draws.uniform(0...3.999)), inertia: inertia, servoPole: max(pole, 0))
      #expect(abs(one.with(gain: one.edge).growthFactor - 1) < 1e-7, "\(one)")
      #expect(one.with(gain: one.edge * (1 - 1e-3)).growthFactor < 1, "\(one)")
      for beyond in [1 + 1e-3, 1.5, 10] {
        #expect(one.with(gain: one.edge * beyond).growthFactor > 1, "\(one)")
      }
      // The frequency of the edge is the angle of the root that is there.
      let root = one.with(gain: one.edge).roots.max { left, right in left.magnitude < right.magnitude }
      #expect(abs(abs(root?.angle ?? 0) - one.edgeFrequency) < 1e-4, "\(one)")
      if one.deadTime == 0, one.edgeFrequency < .pi { swings += 1 }
    }
    #expect(swings > 30)
  }

  @Test(arguments: [(0.0, 0), (0.0, 2), (0.5, 0), (0.5, 3)] as [(Double, Int)], [0.2, 0.8])
  func `the edge is where simulated errors begin to grow`(loop: (momentum: Double, deadTime: Int), pole: Double) {
    for inertia in [LinearLoop.Inertia.heavyBall(loop.momentum), .lookAhead(loop.momentum)] {
      let one = LinearLoop(gain: 1, deadTime: loop.deadTime, inertia: inertia, servoPole: pole)
      for (share, grows) in [(0.99, false), (1.01, true)] {
        let errors = one.with(gain: share * one.edge).simulatedErrors(4000, start: 1e-6)
        let early = errors[500..<1500].map(\.magnitude).max() ?? 0
        let late = errors[3000..<4000].map(\.magnitude).max() ?? 0
        #expect((late > early || late > 1) == grows, "\(one), \(share): \(early), \(late)")
      }
    }
  }

  @Test(arguments: [
    LinearLoop(gain: 0.5, servoPole: 0.6), LinearLoop(gain: 3, servoPole: 0.4),
    LinearLoop(gain: 0.3, deadTime: 2, servoPole: 0.5), LinearLoop(gain: 0.4, inertia: .heavyBall(0.5), servoPole: 0.3),
    LinearLoop(gain: 0.2, deadTime: 1, inertia: .lookAhead(0.5), servoPole: 0.7),
  ])
  func `the simulated loop obeys the recursion, and its dance is the noise floor`(loop: LinearLoop) {
    let errors = loop.simulatedErrors(200, start: 1e-3)
    let weights = loop.errorWeights
    for step in 1..<199 {
      let last = (0..<weights.count).map { back in errors[max(0, step - back)] }
      let next = zip(weights, last).reduce(0) { sum, pair in sum + pair.0 * pair.1 }
      #expect(abs(errors[step + 1] - next) < 1e-11, "\(loop), step \(step)")
    }
    let squares = loop.simulatedErrors(80_000, noise: 1).dropFirst(2000).map { error in error * error }
    #expect(standardErrors(of: Array(squares), from: loop.noiseVariance) < 4)
  }

  @Test func `servos of several axes lag each by its own`() throws {
    var draws = SeededDraws(3)
    for _ in 0..<20 {
      let loop = LinearLoop.drawn(by: &draws, shares: 0.1...0.8)
      let other = LinearLoop(gain: 0.1, deadTime: loop.deadTime, inertia: loop.inertia, servoPole: 0.37)
      guard other.isStable, other.growthFactor < 0.99, loop.growthFactor < 0.99 else { continue }
      let both = CoupledLoop<2>(
        gains: SquareMatrix { row, column in row == column ? (row == 0 ? loop : other).gain : 0 },
        deadTime: loop.deadTime, inertia: loop.inertia, servoPoles: PerAxis { axis in [loop, other][axis].servoPole })
      let sum = loop.noiseVariance + other.noiseVariance
      #expect(abs(try #require(both.noiseFloorOfTrial(readings: 10_000)) / sum.squareRoot() - 1) < 1e-6, "\(loop)")
    }
  }
}
