import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

private let wall = IdealRig(distance: .centimeters(300), target: .zero, seed: RandomSeed(1))
private let noisyWall = IdealRig(
  distance: .centimeters(300), target: .centimeters(30), noise: .centimeters(1), seed: RandomSeed(2))

/// By which factor a tiny error changes over `steps` steps.
private func growth<Rule: UpdateRule>(_ rule: Rule, steps: Int = 400) -> Double
where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
  let errors = errors(of: wall, under: rule, start: .slope(1e-9), settings: .exactly(steps))
  return errors.suffix(20).map { error in error.magnitude }.max().map { size in size / errors[0].magnitude } ?? .nan
}

/// After how many steps the error stays below a thousandth.
private func settlingSteps<Rule: UpdateRule>(_ rule: Rule) -> Int
where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
  let errors = errors(of: wall, under: rule, start: .slope(0.01), settings: .exactly(600))
  return (errors.lastIndex { error in error.magnitude > 0.001 * errors[0].magnitude } ?? -1) + 1
}

@Suite struct MomentumTests {
  private func rule(gain: Double, momentum: Double) -> Momentum<1> {
    Momentum(learningRate: gain / 2, assumedDistance: .centimeters(300), momentum: momentum)
  }

  @Test func `without momentum it is gradient descent, bit for bit`() {
    let plain = errors(
      of: noisyWall, under: GradientDescent<1>(gain: 0.6, distance: 300), start: .zero, settings: .exactly(200))
    #expect(
      errors(of: noisyWall, under: rule(gain: 0.6, momentum: 0), start: .zero, settings: .exactly(200)) == plain)
  }

  @Test(arguments: [0, 0.3, 0.7, 0.9])
  func `it is stable for gains up to 2 (1 + β)`(momentum: Double) {
    let edge = 2 * (1 + momentum)
    #expect(growth(rule(gain: 0.99 * edge, momentum: momentum)) < 0.1)
    #expect(growth(rule(gain: 1.01 * edge, momentum: momentum), steps: 200) > 10)
  }

  @Test func `the errors obey e[k+1] = (1 + β - g) e[k] - β e[k-1]`() {
    let errors = errors(
      of: wall, under: rule(gain: 0.4, momentum: 0.5), start: .slope(0.1), settings: .exactly(40))
    #expect(abs(errors[1] - 0.6 * errors[0]) < 1e-12)
    for step in 1..<40 { #expect(abs(errors[step + 1] - (1.1 * errors[step] - 0.5 * errors[step - 1])) < 1e-12) }
  }

  @Test func `forgetting ends the move that was going on`() {
    var rule = rule(gain: 0.4, momentum: 0.5)
    _ = rule.update(PerAxis(0), error: PerAxis(.zero))
    rule.reset()
    #expect(rule.update(PerAxis(1), error: PerAxis(.zero)) == PerAxis(1))
    #expect(rule.update(PerAxis(1.5), error: PerAxis(.zero)) == PerAxis(1.75))
  }
}

@Suite struct NesterovTests {
  private func rule(gain: Double, momentum: Double) -> Nesterov<1> {
    Nesterov(learningRate: gain / 2, assumedDistance: .centimeters(300), momentum: momentum)
  }

  @Test func `without momentum it is gradient descent, bit for bit`() {
    let plain = errors(
      of: noisyWall, under: GradientDescent<1>(gain: 0.6, distance: 300), start: .zero, settings: .exactly(200))
    #expect(
      errors(of: noisyWall, under: rule(gain: 0.6, momentum: 0), start: .zero, settings: .exactly(200)) == plain)
  }

  @Test(arguments: [0, 0.3, 0.7, 0.9])
  func `it is stable for gains up to (2 + 2 β) / (1 + 2 β)`(momentum: Double) {
    // The pole of z² - (1 - g)(1 + β) z + (1 - g) β leaves the unit circle at -1.
    let edge = (2 + 2 * momentum) / (1 + 2 * momentum)
    #expect(growth(rule(gain: 0.98 * edge, momentum: momentum)) < 0.1)
    #expect(growth(rule(gain: 1.02 * edge, momentum: momentum)) > 10)
  }

  @Test func `on a wall that is nearer than assumed it arrives in less than half the steps`() {
    // g = 0.05; with β = (1 - √g) / (1 + √g) the error shrinks by about 1 - √g a step instead of 1 - g.
    let root = 0.05.squareRoot()
    let fast = settlingSteps(rule(gain: 0.05, momentum: (1 - root) / (1 + root)))
    let plain = settlingSteps(GradientDescent<1>(gain: 0.05, distance: 300))
    #expect(plain == 135)  // ln 1000 / -ln 0.95 = 134.7
    #expect(fast < plain / 2)
  }
}

@Suite struct DecayingRateTests {
  private func rule(_ rate: Double, steps: Double, power: Double) -> DecayingRate<1> {
    DecayingRate(learningRate: rate, assumedDistance: .centimeters(300), decaySteps: steps, decayPower: power)
  }

  @Test(arguments: [0, 0.6, 1]) func `the rate of step k is α / (1 + k/k₀)^p`(power: Double) {
    var rule = rule(0.4, steps: 5, power: power)
    for step in 0..<50 {
      let command = rule.update(PerAxis(1), error: PerAxis(.centimeters(30)))
      let rate = 0.4 / pow(1 + Double(step) / 5, power)
      #expect(abs(rule.terms.values[0] - rate) < 1e-15)
      #expect(abs(command[0] - (1 - rate / 300 * 60)) < 1e-15)
    }
    rule.reset()
    _ = rule.update(PerAxis(0), error: PerAxis(.zero))
    #expect(rule.terms.values[0] == 0.4)
  }

  @Test func `noise is averaged away`() {
    // The mean over 60 runs of the true error's square, early and late.
    func meanSquare(_ rule: DecayingRate<1>, steps: Int) -> Double {
      let squares = (0..<60 as Range<UInt64>).map { seed in
        let rig = IdealRig(
          distance: .centimeters(300), target: .centimeters(30), noise: .centimeters(1), seed: RandomSeed(seed))
        var loop = ControlLoop(
          rig: rig, rule: rule, pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(.slope(0.1)),
          settings: .exactly(steps))
        var error = 0.0
        _ = loop.run { step in
          error = 300 * step.angles[0].slope - 30
          return .proceed
        }
        return error * error
      }
      return Statistics(squares).mean
    }
    // With α = ½, k₀ = 1, p = 1 the command is the mean of all readings: the square is σ²/k.
    let averaging = rule(0.5, steps: 1, power: 1)
    for steps in [10, 100, 1000] {
      // The mean of 60 squares of a normal variable has a standard error of √(2/60) = 18 %.
      #expect(abs(meanSquare(averaging, steps: steps) * Double(steps) - 1) < 3 * 0.18)
    }
    // Without decay the noise floor g / (2 - g) = 1 stays.
    #expect(meanSquare(rule(0.5, steps: 1, power: 0), steps: 1000) > 0.4)
  }
}

@Suite struct ErrorDependentRateTests {
  private func rule(near: Double, far: Double, change: Double) -> ErrorDependentRate<1> {
    ErrorDependentRate(
      rateNear: near, rateFar: far, changePerCentimeter: change, assumedDistance: .centimeters(300))
  }

  @Test(arguments: [(0.5, 0.1), (0.1, 0.5)])
  func `the rate runs from near to far`(near: Double, far: Double) {
    let rule = rule(near: near, far: far, change: 0.02)
    #expect(abs(rule.learningRate(at: .zero) - near) < 1e-15)
    #expect(abs(rule.learningRate(at: .centimeters(1e4)) - far) < 1e-15)
    for size in [0.5, 3, 40] {
      let rate = FarRate(rate: far, changePerCentimeter: 0.02)
      let error = rate.error(near: near, rate: rule.learningRate(at: .centimeters(size)))
      #expect(abs((error?.centimeters ?? 0) / size - 1) < 1e-9)
      #expect(rate.error(near: near, rate: near > far ? 1.01 * near : 0.99 * near) == nil)
      #expect(rate.error(near: near, rate: far) == nil)
    }
    #expect(rule.learningRate(at: .centimeters(-7)) == rule.learningRate(at: .centimeters(7)))
    let rates = (0..<200).map { error in rule.learningRate(at: .centimeters(Double(error))) }
    #expect(zip(rates, rates.dropFirst()).allSatisfy { pair in near > far ? pair.0 > pair.1 : pair.0 < pair.1 })
    // Where the error leaves zero, the rate changes by 0.02 a centimetre.
    #expect(abs((rule.learningRate(at: .centimeters(1e-6)) - near) / 1e-6 - (near > far ? -0.02 : 0.02)) < 1e-6)
  }

  @Test func `with equal or unchanging rates it is gradient descent`() {
    let plain = errors(
      of: noisyWall, under: GradientDescent<1>(gain: 0.6, distance: 300), start: .zero, settings: .exactly(100))
    for rule in [rule(near: 0.3, far: 0.3, change: 0.5), rule(near: 0.3, far: 0.9, change: 0)] {
      let seen = errors(of: noisyWall, under: rule, start: .zero, settings: .exactly(100))
      #expect(zip(seen, plain).allSatisfy { pair in abs(pair.0 - pair.1) < 1e-9 })
    }
  }

  @Test func `the rate in use is shown and used`() {
    var rule = rule(near: 0.5, far: 0.1, change: 0.02)
    let command = rule.update(PerAxis(1), error: PerAxis(.centimeters(-20)))
    let rate = rule.learningRate(at: .centimeters(20))
    #expect(rule.terms.values[0] == rate)
    #expect(abs(command[0] - (1 + rate / 300 * 40)) < 1e-15)
  }
}
