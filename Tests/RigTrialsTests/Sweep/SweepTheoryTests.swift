import Foundation
import RigCore
import RigSimulation
import Testing

@testable import RigTheory
@testable import RigTrials

/// What the sweep's engines come to, against closed forms, on fixed seeds.
@Suite struct SweepTheoryTests {
  /// Fewer readings where each trial goes through the whole control loop.
  private func sweep(isGeneral: Bool, common: Bool = false) -> Sweep {
    Sweep(trials: isGeneral ? 24 : 256, seed: 21, hasCommonRandomNumbers: common, threads: 2)
  }

  /// Expects the steady error of `loops` to be theory's, in units of the noise, within 4 standard errors.
  private func expectFloors(_ loops: [LoopCase], isGeneral: Bool, sharpness: Double) throws {
    for (loop, found) in zip(loops, try sweep(isGeneral: isGeneral).statistics(of: loops, isGeneral: isGeneral)) {
      let error = try #require(found.steadyError)
      let uncertainty = try #require(found.steadyErrorUncertainty)
      let theory = loop.noise * loop.noiseFloor.squareRoot()
      #expect(abs(error - theory) < 4 * uncertainty, "\(loop): \(error) ± \(uncertainty) instead of \(theory)")
      // The test is a sharp one.
      #expect(uncertainty < sharpness * theory, "\(loop): \(uncertainty)")
    }
  }

  @Test func `the sum that the tests use is σ² g / (2 - g) without dead time and as known with some`() {
    for gain in [0.05, 0.5, 1, 1.98] {
      #expect(abs(LoopCase(gain: gain).noiseFloor - gain / (2 - gain)) < 1e-9)
    }
    #expect(abs(LoopCase(gain: 0.55, deadTime: 2).noiseFloor - 3.2081) < 1e-4)
    // Of momentum: g (1 + β) / ((1 - β) (2 (1 + β) - g)).
    #expect(abs(LoopCase(gain: 0.4, law: .momentum(0.5)).noiseFloor - 0.4 * 1.5 / (0.5 * 2.6)) < 1e-9)
  }

  @Test(arguments: [false, true]) func `the noise floor is σ² g / (2 - g)`(isGeneral: Bool) throws {
    let loops = [0.05, 0.1, 0.3, 0.5, 0.9, 1, 1.3, 1.6, 1.9, 1.98].map { gain in
      LoopCase.onTarget(gain: gain, readings: 1000)
    }
    try expectFloors(loops, isGeneral: isGeneral, sharpness: isGeneral ? 0.1 : 0.03)
  }

  @Test(arguments: [false, true]) func `with dead time it solves the Lyapunov equation`(isGeneral: Bool) throws {
    let loops = (0...8).map { delay in
      LoopCase.onTarget(gain: 0.7 * edge(deadTime: delay), deadTime: delay, readings: 1000)
    }
    try expectFloors(loops, isGeneral: isGeneral, sharpness: isGeneral ? 0.1 : 0.03)
  }

  @Test(arguments: [false, true]) func `with momentum it is g (1 + β) / ((1 - β) (2 (1 + β) - g))`(isGeneral: Bool)
    throws
  {
    let loops = [(0.1, 0.9), (0.4, 0.5), (1.5, 0.3), (2, 0.6)].map { gain, share in
      LoopCase.onTarget(gain: gain, law: .momentum(share), readings: 800)
    }
    try expectFloors(loops, isGeneral: isGeneral, sharpness: isGeneral ? 0.1 : 0.03)
  }

  private func edge(deadTime: Int) -> Double { 2 * sin(.pi / (2 * (2 * Double(deadTime) + 1))) }

  /// The largest gain below and the smallest gain above which `loop` is found stable and unstable, by halving.
  private func edge(of loop: LoopCase, near theory: Double, isGeneral: Bool) throws -> ClosedRange<Double> {
    var (stable, unstable) = (0.5 * theory, 1.45 * theory)
    // Eight gains at a time.
    for _ in 0..<3 {
      let gains = (0...8).map { place in stable + (unstable - stable) * Double(place) / 8 }
      let loops = gains.map { gain in
        var loop = loop
        loop.gain = gain
        return loop
      }
      let shares = try Sweep(trials: 1, seed: 1, threads: 2).statistics(of: loops, isGeneral: isGeneral).map(
        \.divergedShare)
      guard let first = shares.firstIndex(of: 1), first > 0, shares[first...].allSatisfy({ share in share == 1 }) else {
        return 0...0
      }
      (stable, unstable) = (gains[first - 1], gains[first])
    }
    return stable...unstable
  }

  @Test(arguments: (0...8).flatMap { delay in [(delay, false), (delay, true)] })
  func `with dead time d the edge lies at 2 sin(π / (2 (2 d + 1)))`(deadTime: Int, isGeneral: Bool) throws {
    // Long enough for a gain half a percent from the edge to show on which side it is.
    let loop = LoopCase(gain: 1, deadTime: deadTime, noise: 0, readings: isGeneral ? 2000 : 6000, target: 27)
    let theory = edge(deadTime: deadTime)
    let found = try edge(of: loop, near: theory, isGeneral: isGeneral)
    #expect(found.lowerBound > 0.99 * theory && found.upperBound < 1.01 * theory, "\(found) instead of \(theory)")
  }

  @Test(arguments: [0, 0.3, 0.6, 0.9], [false, true])
  func `with momentum β the edge lies at 2 (1 + β)`(share: Double, isGeneral: Bool) throws {
    let loop = LoopCase(gain: 1, law: .momentum(share), noise: 0, readings: isGeneral ? 1000 : 4000, target: 27)
    let found = try edge(of: loop, near: 2 * (1 + share), isGeneral: isGeneral)
    #expect(found.lowerBound > 1.98 * (1 + share) && found.upperBound < 2.02 * (1 + share), "\(found)")
  }

  @Test func `momentum's triangle has no other edge`() throws {
    let loops = [0.0, 0.5, 0.9].flatMap { share in
      [0.01, 0.2, 0.5, 0.8, 0.95].map { part in
        LoopCase(gain: part * 2 * (1 + share), law: .momentum(share), noise: 0, readings: 2000)
      }
    }
    for (loop, found) in zip(loops, try Sweep(trials: 1, seed: 1).statistics(of: loops)) {
      #expect(found.settledShare == 1, "\(loop)")
    }
  }

  @Test(arguments: [(300.0, 0.0), (300, 100), (100, 100), (50, 60)] as [(Double, Double)])
  func `steered by the angle the edge lies where 2α (D + y² / D) / D₀ is 2`(distance: Double, target: Double) throws {
    let assumed = 300.0
    // An error so small that the wall is straight there.
    let start = Angle(slope: (target + 1e-4) / distance)
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(distance)), target: Trajectory(start: .centimeters(target))))
    let course = Course(loop: LoopSettings(controlVariable: .angle)) { seed in
      SimulatedRig(model, seed: seed, start: start)
    }
    let judgement = TrialJudgement(tolerance: .centimeters(1e-9), noise: .zero, readings: 1200)
    let gains = [1.0, 1.9, 1.98, 2.02, 2.1]
    let found = Sweep(trials: 1, seed: 1).statistics(Array(gains.indices)) { number in
      SweepCell(course, judgement: judgement) {
        GradientDescent<1>(
          learningRate: gains[number] / 2 * assumed / (distance + target * target / distance),
          assumedDistance: .centimeters(assumed))
      }
    }
    #expect(gains.indices.map { number in found[number]?.settled } == [1, 1, 1, 0, 0])
    // Where the tangent flattens the swing grows no further.
    #expect(gains.indices.map { number in found[number].map { $0.diverged + $0.limitCycles } } == [0, 0, 0, 1, 1])
  }

  @Test func `readings in whole units leave up to half a unit`() throws {
    let units = [0.5, 1, 2.0]
    let loops = units.map { unit in LoopCase(gain: 0.3, rounding: unit, noise: 0, isDrawn: true) }
    for isGeneral in [false, true] {
      let results = try sweep(isGeneral: isGeneral, common: true).statistics(of: loops, isGeneral: isGeneral)
      for (unit, found) in zip(units, results) {
        // The dot nears the target to within half a unit and stays; slow loops stay all but there.
        let error = try #require(found.steadyError)
        #expect(error < unit / 2 && error > 0.35 * unit, "\(unit): \(error)")
      }
    }
  }

  @Test func `a servo that turns in steps leaves an error below a step`() throws {
    let step = 0.05 * Double.pi / 180
    let model = RigModel(
      wall: WallModel(
        distance: .fixed(.centimeters(300)), target: Trajectory(start: .zero),
        targetHeights: .centimeters(20) ... .centimeters(60)),
      servo: ServoModel(travel: .degrees(-60) ... .degrees(60), Resolution(step: .degrees(0.05))))
    let course = Course(loop: LoopSettings()) { seed in SimulatedRig(model, seed: seed) }
    let judgement = TrialJudgement(tolerance: .centimeters(0.3), noise: .zero, readings: 400)
    let found = try #require(
      Sweep(trials: 64, seed: 4).statistics([0]) { _ in
        SweepCell(course, judgement: judgement) {
          GradientDescent<1>(learningRate: 0.2, assumedDistance: .centimeters(300))
        }
      }[0])
    let error = try #require(found.steadyError)
    // The command goes on until the error changes its sign, so that the beam ends within one step of the target.
    #expect(found.settledShare == 1 && error < 300 * step * (1 + 0.04) && error > 0.1 * 300 * step, "\(error)")
  }

  @Test func `both engines agree on every figure within their errors`() throws {
    let loops = [
      LoopCase(gain: 0.4, noise: 0.4), LoopCase(gain: 0.15, law: .momentum(0.5), noise: 0.3, isDrawn: true),
      LoopCase(gain: 0.3, deadTime: 2, rounding: 0.5, noise: 0.5), LoopCase(gain: 0.5, dropouts: 0.2, noise: 0.4),
      LoopCase(gain: 1, law: .decaying(steps: 5, power: 0.75), noise: 1, isDrawn: true),
    ].map { loop in
      var loop = loop
      loop.readings = 100
      return loop
    }
    let lanes = try Sweep(trials: 2048, seed: 8, hasCommonRandomNumbers: false, threads: 2).statistics(of: loops)
    let general = try Sweep(trials: 128, seed: 9, hasCommonRandomNumbers: false, threads: 2).statistics(
      of: loops, isGeneral: true)
    for ((loop, fast), slow) in zip(zip(loops, lanes), general) {
      let errors = try (#require(fast.steadyError), #require(slow.steadyError))
      let uncertainties = try (#require(fast.steadyErrorUncertainty), #require(slow.steadyErrorUncertainty))
      let uncertainty = (uncertainties.0 * uncertainties.0 + uncertainties.1 * uncertainties.1).squareRoot()
      #expect(abs(errors.0 - errors.1) < 4 * uncertainty, "\(loop): \(errors), \(uncertainties)")
      let share = (Double(fast.settled) + Double(slow.settled)) / Double(fast.trials + slow.trials)
      let scatter = (share * (1 - share) / Double(slow.trials)).squareRoot()
      #expect(abs(fast.settledShare - slow.settledShare) <= 4 * scatter, "\(loop)")
      #expect(fast.reached == fast.trials && slow.reached == slow.trials && fast.diverged + slow.diverged == 0)
      let firstHits = try (#require(fast.meanFirstHit), #require(slow.meanFirstHit))
      #expect(abs(firstHits.0 / firstHits.1 - 1) < 0.15, "\(loop): \(firstHits)")
      #expect(abs(fast.totalVariation / slow.totalVariation - 1) < 0.1, "\(loop)")
    }
  }
}
