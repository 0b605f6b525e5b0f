import Foundation
import RigCore
import RigTestSupport
import RigTheory
import Testing

@testable import RigTheory

@Suite struct MarginTests {
  @Test func `that many steps more are borne, and not one more`() throws {
    var draws = SeededDraws(1)
    for _ in 0..<200 {
      let loop = LinearLoop.drawn(by: &draws)
      let steps = try #require(loop.delayMarginSteps)
      #expect(loop.with(deadTime: loop.deadTime + steps).growthFactor < 1 + 1e-12, "\(loop)")
      #expect(loop.with(deadTime: loop.deadTime + steps + 1).growthFactor > 1 - 1e-12, "\(loop)")
    }
    #expect(LinearLoop(gain: 0.63).delayMarginSteps == 1)
    #expect(LinearLoop(gain: 0.61).delayMarginSteps == 2)
    #expect(LinearLoop(gain: 1).delayMarginSteps == 0)
    #expect(LinearLoop(gain: 2).delayMarginSteps == nil)
    #expect(LinearLoop(gain: 0.0001).delayMarginSteps == Int((Double.pi / 0.0002 - 0.5).rounded(.down)))
  }

  @Test func `the continuous margin has the whole steps in it`() throws {
    var draws = SeededDraws(2)
    for _ in 0..<200 {
      let loop = LinearLoop.drawn(by: &draws)
      let margin = try #require(loop.delayMargin)
      let steps = try #require(loop.delayMarginSteps)
      if abs(margin - margin.rounded()) > 1e-6 { #expect(steps == Int(margin), "\(loop) \(margin)") }
    }
    // g = 1 lags by π/2 + π/6 at ω = π/3, where its gain is 1.
    #expect(abs(try #require(LinearLoop(gain: 1).delayMargin) - 1) < 1e-12)
  }

  @Test func `a gain more by the margin is at the edge`() throws {
    var draws = SeededDraws(3)
    for _ in 0..<100 {
      let loop = LinearLoop.drawn(by: &draws)
      let margin = try #require(loop.gainMargin)
      #expect(margin > 1)
      #expect(abs(loop.with(gain: loop.gain * margin).growthFactor - 1) < 1e-9)
    }
  }

  /// `S = (z - 1) / (z - 1 + g)` is greatest at z = -1.
  @Test func `the peak of gradient descent is 2 over 2 - g`() throws {
    for gain in [0.001, 0.3, 1, 1.7, 1.999] {
      let peak = try #require(LinearLoop(gain: gain).sensitivityPeak)
      #expect(abs(peak * (2 - gain) / 2 - 1) < 1e-9)
    }
    #expect(LinearLoop(gain: 2).sensitivityPeak == nil && LinearLoop(gain: -0.1).sensitivityPeak == nil)
  }

  /// `1/S = 1 + L = p(z) / (z^d (z-1)(z-β)(z-a))`, with p the characteristic polynomial but for factors z.
  @Test func `the peak is that of the polynomial on a fine grid`() throws {
    var draws = SeededDraws(4)
    for _ in 0..<20 {
      let loop = LinearLoop.drawn(by: &draws, shares: 0.05...0.99)
      let peak = try #require(loop.sensitivityPeak)
      var greatest = 0.0
      for place in 1...10_000 {
        let angle = Double.pi * Double(place) / 10_000
        var (real, imaginary) = (0.0, 0.0)
        for (power, coefficient) in loop.characteristicPolynomial.reversed().enumerated() {
          real += coefficient * cos(Double(power) * angle)
          imaginary += coefficient * sin(Double(power) * angle)
        }
        func distance(_ point: Double) -> Double { hypot(cos(angle) - point, sin(angle)) }
        let numerator = distance(1) * distance(loop.momentum) * distance(loop.servoPole)
        greatest = max(greatest, numerator / hypot(real, imaginary))
      }
      #expect(peak > greatest * (1 - 1e-9) && peak < greatest * 1.01, "\(loop): \(peak), \(greatest)")
    }
  }

  @Test func `gains of next to nothing have margins that are numbers`() throws {
    for inertia in [LinearLoop.Inertia.none, .heavyBall(0.9), .lookAhead(0.9)] {
      for gain in [.leastNonzeroMagnitude, 1e-300, 1e-20, 1e-9] {
        for deadTime in [0, 3, 64] {
          let loop = LinearLoop(gain: gain, deadTime: deadTime, inertia: inertia)
          let margin = try #require(loop.delayMargin, "\(loop)")
          let steps = try #require(loop.delayMarginSteps, "\(loop)")
          #expect(margin.isFinite && margin >= 0 && (0...1_000_000_000).contains(steps), "\(loop): \(margin)")
        }
      }
    }
    let calmest = LinearLoop(gain: 0.2, inertia: .heavyBall(1.0.nextDown))
    #expect(try #require(calmest.delayMargin) < 1e-9 && calmest.delayMarginSteps == 0)
    // A slow loop: a quarter turn at ω = g/(1 - β), of which a step and the ball's memory are all but nothing.
    let slow = try #require(LinearLoop(gain: 1e-9, inertia: .heavyBall(0.9)).delayMargin)
    #expect(abs(slow * 1e-8 / (.pi / 2) - 1) < 1e-6)
  }

  /// Close to the edge of the triangle the ball alone decides: `z² - (1 + β - g) z + β` has roots of the length √β.
  @Test func `a momentum of all but 1 loses no digits`() {
    let share = 1 - 1e-12
    let loop = LinearLoop(gain: 0.2, inertia: .heavyBall(share))
    for frequency in [1e-9, 1e-6, 1e-3, 1] {
      let distance = hypot(1 - share * cos(frequency), share * sin(frequency))
      let expected = frequency < 1e-5 ? hypot(1 - share, frequency) : distance
      #expect(abs(loop.unitGain(at: frequency) / (2 * sin(frequency / 2) * expected) - 1) < 1e-6)
    }
  }
}
