import Foundation
import RigCore
import RigTestSupport
import RigTheory
import Testing

@Suite struct StableRangeTests {
  /// Found by watching errors grow or shrink: the gain between the two, by bisection.
  private func simulatedEdge(_ loop: LinearLoop) -> Double {
    var (stable, unstable) = (0.5 * loop.edge, 2 * loop.edge)
    for _ in 0..<10 {
      let middle = (stable * unstable).squareRoot()
      let errors = loop.with(gain: middle).simulatedErrors(3000, start: 1e-6)
      let early = errors[500..<1500].map(\.magnitude).max() ?? 0
      let late = errors[2000..<3000].map(\.magnitude).max() ?? 0
      // Where it grows very fast, both are the ends of the travel.
      if late > early || late > 1 { unstable = middle } else { stable = middle }
    }
    return (stable * unstable).squareRoot()
  }

  @Test(arguments: 0...8) func `the edge with dead time is where errors begin to grow`(deadTime: Int) {
    let loop = LinearLoop(gain: 1, deadTime: deadTime)
    #expect(abs(simulatedEdge(loop) / loop.edge - 1) < 0.01)
    #expect(abs(loop.edge - 2 * sin(.pi / (2 * Double(2 * deadTime + 1)))) < 1e-12)
  }

  @Test(arguments: [(0.0, 0), (0.3, 0), (0.6, 0), (0.9, 0), (0.5, 1), (0.5, 3), (0.9, 2)] as [(Double, Int)])
  func `momentum's triangle, with dead time and without`(momentum: Double, deadTime: Int) {
    for inertia in [LinearLoop.Inertia.heavyBall(momentum), .lookAhead(momentum)] {
      let loop = LinearLoop(gain: 1, deadTime: deadTime, inertia: inertia)
      #expect(abs(simulatedEdge(loop) / loop.edge - 1) < 0.01, "\(inertia)")
    }
    if deadTime == 0 {
      #expect(abs(LinearLoop(gain: 1, inertia: .heavyBall(momentum)).edge - 2 * (1 + momentum)) < 1e-12)
    }
  }

  @Test func `the edge is where Jury's test and the roots say that it is`() {
    var draws = SeededDraws(1)
    for _ in 0..<300 {
      let loop = LinearLoop.drawn(by: &draws, longest: 20)
      for (share, isStable) in [
        (0.1, true), (0.9, true), (1 - 1e-6, true), (1 + 1e-6, false), (1.5, false), (8, false),
      ] {
        let loop = loop.with(gain: share * loop.edge)
        #expect(loop.isStable == isStable)
        #expect(passesJury(loop.characteristicPolynomial) == isStable, "\(loop)")
        #expect((loop.growthFactor < 1) == isStable, "\(loop)")
      }
      #expect(abs(loop.with(gain: loop.edge).growthFactor - 1) < 1e-9, "\(loop)")
    }
  }

  @Test func `a loop is stable, at its edge or growing`() {
    #expect(LinearLoop(gain: 1.999).stability == .stable && LinearLoop(gain: 2).stability == .atEdge)
    #expect(LinearLoop(gain: 2.001).stability == .growing && LinearLoop(gain: -0.1).stability == .growing)
    #expect(LinearLoop(gain: 0).stability == .atEdge && !LinearLoop(gain: 0).isStable)
    var draws = SeededDraws(4)
    for _ in 0..<200 {
      let loop = LinearLoop.drawn(by: &draws, longest: 20)
      for (share, stability) in [
        (1 - 1e-9, LinearLoop.Stability.stable), (1, .atEdge), (1 + 1e-14, .atEdge), (1 + 1e-9, .growing),
      ] {
        let loop = loop.with(gain: share * loop.edge)
        #expect(loop.stability == stability && loop.isStable == (stability == .stable), "\(loop)")
      }
    }
  }

  @Test func `a gain of nothing and one of the wrong sense are not stable`() {
    var draws = SeededDraws(2)
    for _ in 0..<50 {
      let loop = LinearLoop.drawn(by: &draws)
      #expect(!loop.with(gain: 0).isStable && !loop.with(gain: -loop.gain).isStable)
      #expect(loop.with(gain: -loop.gain).growthFactor > 1)
      #expect(loop.with(gain: -loop.gain).gainMargin == nil)
    }
  }

  @Test func `every step of dead time makes the range narrower`() {
    var draws = SeededDraws(3)
    for _ in 0..<50 {
      let loop = LinearLoop.drawn(by: &draws)
      let edges = (0...30).map { deadTime in loop.with(deadTime: deadTime).edge }
      #expect(zip(edges, edges.dropFirst()).allSatisfy { near, far in far < near }, "\(loop)")
    }
  }

  @Test func `no momentum is no momentum`() {
    for deadTime in 0...5 {
      let plain = LinearLoop(gain: 0.2, deadTime: deadTime)
      for inertia in [LinearLoop.Inertia.heavyBall(0), .lookAhead(0)] {
        let loop = LinearLoop(gain: 0.2, deadTime: deadTime, inertia: inertia)
        #expect(abs(loop.edge - plain.edge) < 1e-12)
        #expect(loop.characteristicPolynomial == plain.characteristicPolynomial)
        #expect(abs(loop.noiseVariance - plain.noiseVariance) < 1e-12)
      }
    }
  }
}

/// Jury's test: all roots inside the unit circle, by elimination of one coefficient after the other.
func passesJury(_ polynomial: [Double]) -> Bool {
  var coefficients = polynomial
  while coefficients.count > 1 {
    let ratio = coefficients[coefficients.count - 1] / coefficients[0]
    if abs(ratio) >= 1 { return false }
    let reversed = Array(coefficients.reversed())
    coefficients = coefficients.indices.dropLast().map { place in coefficients[place] - ratio * reversed[place] }
  }
  return true
}
