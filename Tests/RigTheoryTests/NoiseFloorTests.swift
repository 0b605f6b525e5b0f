import Foundation
import RigCore
import RigTestSupport
import RigTheory
import Testing

@testable import RigTheory

@Suite struct NoiseFloorTests {
  @Test(arguments: [0.05, 0.2, 0.5, 0.8, 1, 1.3, 1.6, 1.9, 1.98])
  func `σ² g / (2 - g)`(gain: Double) {
    let loop = LinearLoop(gain: gain)
    let squares = loop.simulatedErrors(120_000, noise: 1).dropFirst(2000).map { error in error * error }
    #expect(standardErrors(of: Array(squares), from: gain / (2 - gain)) < 4)
    #expect(loop.noiseVariance == gain / (2 - gain))
  }

  @Test(arguments: [(2, 0.55, 3.2081), (1, 0.5, 1.0 / 1.5)] as [(Int, Double, Double)])
  func `known figures with dead time`(deadTime: Int, gain: Double, variance: Double) {
    // Without the solver, d = 1: e[k+1] = e[k] - g e[k-1] - g n has the variance g (1 + g) / ((1 - g)(2 + g)).
    let expected = deadTime == 1 ? gain * (1 + gain) / ((1 - gain) * (2 + gain)) : variance
    #expect(abs(LinearLoop(gain: gain, deadTime: deadTime).noiseVariance - expected) < 5e-5)
  }

  @Test(arguments: [
    LinearLoop(gain: 0.55, deadTime: 2), LinearLoop(gain: 0.2, deadTime: 1), LinearLoop(gain: 0.9, deadTime: 1),
    LinearLoop(gain: 0.1, deadTime: 8), LinearLoop(gain: 0.5, inertia: .heavyBall(0.7)),
    LinearLoop(gain: 0.5, inertia: .lookAhead(0.7)), LinearLoop(gain: 0.15, deadTime: 2, inertia: .heavyBall(0.4)),
    LinearLoop(gain: 0.15, deadTime: 2, inertia: .lookAhead(0.4)),
  ])
  func `with dead time and momentum it is the Lyapunov solution`(loop: LinearLoop) {
    let squares = loop.simulatedErrors(80_000, noise: 1).dropFirst(2000).map { error in error * error }
    #expect(standardErrors(of: Array(squares), from: loop.noiseVariance) < 4)
  }

  @Test func `the heavy ball's closed form`() {
    var draws = SeededDraws(1)
    for _ in 0..<100 {
      let momentum = draws.uniform(0.01...0.98)
      let gain = draws.uniform(0.01...0.99) * 2 * (1 + momentum)
      let expected = gain * (1 + momentum) / ((1 - momentum) * (2 * (1 + momentum) - gain))
      let loop = LinearLoop(gain: gain, inertia: .heavyBall(momentum))
      #expect(abs(loop.noiseVariance / expected - 1) < 1e-9)
      let solution = DiscreteLyapunov.solution(system: .companion(loop.errorWeights), noise: .corner(size: 2))
      #expect(abs(gain * gain * (solution?[0, 0] ?? 0) / expected - 1) < 1e-9)
    }
    let calmest = LinearLoop(gain: 0.2, inertia: .heavyBall(1.0.nextDown))
    #expect(abs(calmest.noiseVariance / (0.4 / (.ulpOfOne / 2 * 3.8)) - 1) < 1e-9)
  }

  @Test func `an error that fades too slowly to tell has no floor that is told`() {
    for loop in [LinearLoop(gain: 1e-20, deadTime: 1), LinearLoop(gain: 1e-300, deadTime: 2, inertia: .heavyBall(0.5))]
    {
      #expect(loop.isStable && loop.noiseVariance == .infinity)
    }
    #expect(abs(LinearLoop(gain: 1e-9, deadTime: 1).noiseVariance / 5e-10 - 1) < 1e-6)
  }

  /// The variance is also the sum of the squares of the answers to one unit of noise.
  @Test func `it is what one reading's noise adds up to`() {
    var draws = SeededDraws(2)
    for _ in 0..<100 {
      let loop = LinearLoop.drawn(by: &draws, longest: 20, shares: 0.05...0.9)
      let (weights, reading) = (loop.errorWeights, loop.readingWeights)
      var errors = Array(repeating: 0.0, count: weights.count)
      var sum = 0.0
      for step in 0..<20_000 {
        var next = zip(weights, errors).reduce(0) { sum, pair in sum + pair.0 * pair.1 }
        if step == 0 { next -= loop.firstGain * reading.now }
        if step == 1 { next -= loop.firstGain * reading.last }
        errors = [next] + errors.dropLast()
        sum += next * next
        if step > 1, errors.allSatisfy({ error in error.magnitude < 1e-12 }) { break }
      }
      #expect(abs(sum / loop.noiseVariance - 1) < 1e-6, "\(loop)")
    }
  }

  @Test func `the solution solves its equation`() throws {
    var draws = SeededDraws(3)
    for _ in 0..<60 {
      let loop = LinearLoop.drawn(by: &draws, longest: 20)
      let system = Matrix.companion(loop.errorWeights)
      let noise = Matrix.corner(size: system.size)
      let solution = try #require(DiscreteLyapunov.solution(system: system, noise: noise))
      let image = system * solution * system.transposed + noise
      for row in 0..<system.size {
        for column in 0..<system.size {
          #expect(abs(image[row, column] - solution[row, column]) < 1e-10 * solution.greatest)
          #expect(abs(solution[row, column] - solution[column, row]) < 1e-10 * solution.greatest)
        }
      }
    }
    #expect(DiscreteLyapunov.solution(system: .companion([1.1]), noise: .corner(size: 1)) == nil)
  }

  @Test func `at the edge and beyond there is none`() {
    var draws = SeededDraws(4)
    for _ in 0..<100 {
      let loop = LinearLoop.drawn(by: &draws)
      #expect(loop.noiseVariance.isFinite && loop.noiseVariance > 0)
      for share in [1, 1.01, 5, 0, -0.5] {
        #expect(loop.with(gain: share * loop.edge).noiseVariance == .infinity)
      }
      #expect(loop.with(gain: 0.9999999 * loop.edge).noiseVariance > 1000)
    }
  }

  @Test func `more noise never lowers the floor`() {
    var draws = SeededDraws(5)
    for seed in 0..<12 as Range<UInt64> {
      let loop = LinearLoop.drawn(by: &draws, shares: 0.05...0.8)
      var last = 0.0
      for noise in [0.1, 0.11, 0.5, 2, 2.0001] {
        let errors = loop.simulatedErrors(1500, noise: noise, seed: seed).dropFirst(500)
        let square = errors.reduce(0) { sum, error in sum + error * error } / Double(errors.count)
        #expect(square > last, "\(loop)")
        last = square
      }
    }
  }

  @Test func `a higher gain never lowers the floor of gradient descent`() {
    for deadTime in 0...8 {
      let edge = LinearLoop(gain: 1, deadTime: deadTime).edge
      let floors = (1..<100).map { share in
        LinearLoop(gain: Double(share) / 100 * edge, deadTime: deadTime).noiseVariance
      }
      #expect(zip(floors, floors.dropFirst()).allSatisfy { low, high in high > low })
    }
  }
}
