import Foundation
import RigCore
import RigTestSupport
import RigTheory
import Testing

@testable import RigTheory

@Suite struct CharacteristicPolynomialTests {
  private func product(_ poles: [Pole]) -> (real: Double, imaginary: Double) {
    poles.reduce((1, 0)) { product, pole in
      (
        product.real * pole.real - product.imaginary * pole.imaginary,
        product.real * pole.imaginary + product.imaginary * pole.real
      )
    }
  }

  @Test func `the roots add up to the second coefficient and multiply to the last`() {
    var draws = SeededDraws(1)
    for _ in 0..<300 {
      let coefficients = (0..<Int(draws.uniform(1...25))).map { _ in draws.normal() }
      let roots = PolynomialRoots.roots(ofMonic: coefficients)
      #expect(roots.count == coefficients.count)
      #expect(abs(roots.reduce(0) { sum, root in sum + root.real } + coefficients[0]) < 1e-9)
      #expect(abs(roots.reduce(0) { sum, root in sum + root.imaginary }) < 1e-9)
      let sign: Double = coefficients.count.isMultiple(of: 2) ? 1 : -1
      let product = product(roots)
      let last = coefficients[coefficients.count - 1]
      #expect(abs(sign * product.real - last) < 1e-9 * (1 + abs(last)) && abs(product.imaginary) < 1e-9)
    }
  }

  @Test func `those of a loop as well`() {
    var draws = SeededDraws(2)
    for _ in 0..<200 {
      let loop = LinearLoop.drawn(by: &draws, longest: 20, shares: 0.01...3)
      let polynomial = loop.characteristicPolynomial
      let roots = loop.roots
      #expect(abs(roots.reduce(0) { sum, root in sum + root.real } + polynomial[1]) < 1e-9, "\(loop)")
      let last = polynomial[polynomial.count - 1]
      #expect(abs(abs(product(roots).real) - abs(last)) < 1e-9, "\(loop)")
    }
  }

  @Test func `roots of which there is a closed form`() {
    #expect(LinearLoop(gain: 0.3).roots == [Pole(real: 0.7)])
    #expect(LinearLoop(gain: 1).roots == [Pole(real: 0)])
    let quadratic = PolynomialRoots.roots(ofMonic: [-3, 2]).map(\.real).sorted()
    #expect(abs(quadratic[0] - 1) < 1e-14 && abs(quadratic[1] - 2) < 1e-14)
    let unity = PolynomialRoots.roots(ofMonic: Array(repeating: 0, count: 11) + [-1])
    #expect(unity.count == 12 && unity.allSatisfy { root in abs(root.magnitude - 1) < 1e-13 })
    let twice = PolynomialRoots.roots(ofMonic: [-1, 0.25])
    #expect(twice.allSatisfy { root in abs(root.magnitude - 0.5) < 1e-6 })
    #expect(PolynomialRoots.roots(ofMonic: [0, 0, 0]) == Array(repeating: Pole(real: 0), count: 3))
    #expect(PolynomialRoots.roots(ofMonic: []) == [])
    #expect(
      PolynomialRoots.roots(ofMonic: [-1e-3, 1e-300]).map(\.magnitude).max().map { abs($0 - 1e-3) < 1e-15 } == true)
  }

  /// The two roots of `z² - z + g` meet at g = ¼, and with more dead time at `d^d / (d+1)^(d+1)`.
  @Test(arguments: 1...8) func `below the gain at which two roots meet the loop is overdamped, above it swings`(
    deadTime: Int
  ) {
    let steps = Double(deadTime)
    let critical = pow(steps, steps) / pow(steps + 1, steps + 1)
    let loop = LinearLoop(gain: critical, deadTime: deadTime)
    #expect(abs(loop.growthFactor - steps / (steps + 1)) < 1e-6)
    #expect(loop.with(gain: 0.99 * critical).transient == .overdamped)
    guard case .oscillatory(let period) = loop.with(gain: 1.01 * critical).transient else {
      Issue.record("it does not swing")
      return
    }
    #expect(period > 10)
  }

  @Test func `the course of the error`() {
    #expect(LinearLoop(gain: 0.5).transient == .overdamped)
    #expect(LinearLoop(gain: 1).transient == .deadbeat)
    #expect(LinearLoop(gain: 1.5).transient == .alternating)
    #expect(LinearLoop(gain: 1, inertia: .lookAhead(0.5)).transient == .deadbeat)
    // At the edge with d = 2 a swing takes ten steps.
    let edge = LinearLoop(gain: LinearLoop(gain: 1, deadTime: 2).edge, deadTime: 2)
    guard case .oscillatory(let period) = edge.transient else {
      Issue.record("it does not swing")
      return
    }
    #expect(abs(period - 10) < 1e-9)
  }

  @Test func `the growth is that of the simulated error`() {
    var draws = SeededDraws(3)
    var checked = 0
    for _ in 0..<30 {
      let loop = LinearLoop.drawn(by: &draws, shares: 0.3...0.9)
      let errors = loop.simulatedErrors(900, start: 100)
      // Sizes of many neighbours together, since a swinging error passes through 0.
      func size(_ range: Range<Int>) -> Double { errors[range].reduce(0) { sum, error in sum + error * error } }
      // One that is gone by then is too fast to be measured.
      guard size(500..<700) > 1e-240 else { continue }
      checked += 1
      let growth = pow(size(500..<700) / size(100..<300), 1 / 800.0)
      #expect(abs(growth - loop.growthFactor) < 0.01, "\(loop)")
    }
    #expect(checked > 10)
  }
}
