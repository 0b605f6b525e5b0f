import Foundation
import RigTestSupport
import Testing

@testable import RigCore

@Suite struct HypothesisBankTests {
  private typealias Bank = HypothesisBank<1>
  private let noise = 0.1

  private struct Plant {
    var distance = 300.0
    var target = 40.0
    var drift = 0.0
    var deadTime = 0
  }

  /// A bank that has seen `readings` readings of `plant`, whose commands wander about where a rule would send them.
  private func bank(_ plant: Plant, readings: Int, seed: UInt64) -> Bank {
    var draws = SeededDraws(seed)
    var commands = [0.0]
    func error(at step: Int) -> Double {
      let seen = max(0, step - plant.deadTime)
      return plant.distance * commands[seen] - plant.target - plant.drift * Double(seen) + noise * draws.normal()
    }
    var moves = RecentMoves<1>(play: 0, command: PerAxis(0))
    var bank = Bank(
      response: SquareMatrix(diagonal: 317), responseVariance: 76_000, moves: moves, error: PerAxis(error(at: 0)),
      noise: noise * noise)
    for step in 1..<readings {
      commands.append(plant.target / plant.distance + 0.02 * draws.normal())
      moves.record(PerAxis(commands[step]))
      _ = bank.take(PerAxis(error(at: step)), moves: moves, noise: noise * noise, stepOfServo: 0)
    }
    return bank
  }

  @Test(arguments: 0...3) func `it finds the dead time`(steps: Int) {
    for seed in 0..<40 as Range<UInt64> {
      let bank = bank(Plant(deadTime: steps), readings: 12, seed: seed)
      let best = bank.mostLikely
      #expect(Bank.deadTime(best) == steps && !Bank.drifts(best))
      #expect(abs(bank.models[best].distance - 300) < 6 * bank.models[best].distanceDeviation)
    }
  }

  @Test(arguments: 0...3) func `it finds a drift, whatever the dead time`(steps: Int) {
    for seed in 0..<40 as Range<UInt64> {
      let bank = bank(Plant(drift: 0.5, deadTime: steps), readings: 20, seed: seed)
      let best = bank.mostLikely
      #expect(Bank.deadTime(best) == steps && Bank.drifts(best))
      #expect(abs(bank.models[best].drift[0] - 0.5) < 0.1)
    }
  }

  /// A rule that waits for late answers, or loses a reading, must not take a move for more certain than one that it sees.
  @Test(arguments: [0, 1, 5]) func `a move stays in doubt, however many readings are not taken after it`(lost: Int) {
    var moves = RecentMoves<1>(play: 0.01, command: PerAxis(0))
    var bank = Bank(
      response: SquareMatrix(diagonal: 300), responseVariance: 1e-6, moves: moves, error: PerAxis(-40),
      noise: noise * noise)
    moves.record(PerAxis(0.1))
    for _ in 0..<lost {
      bank.advance(past: moves, noise: noise * noise, stepOfServo: 0)
      moves.record(PerAxis(0.1))
    }
    _ = bank.take(PerAxis(-10), moves: moves, noise: noise * noise, stepOfServo: 0)
    // Where the readings tell nothing of it, the play counts with its whole width, and the noise of the first reading.
    let model = bank.models[0]
    let known = 9 + noise * noise
    #expect((1 / model.variance(at: PerAxis(0.1)) - 1 / known - 1 / (noise * noise)).magnitude < 0.01)
    bank.advance(past: moves, noise: noise * noise, stepOfServo: 0)
    #expect((bank.models[0].offset[0] - model.offset[0]).magnitude < 1e-12)
  }

  /// A bank at rest on a target that turns back every `period` readings after a drift of `drift` cm a step.
  private func resting(drift: Double, period: Int, readings: Int, seed: UInt64) -> (bank: Bank, noiseSizes: [Double]) {
    var draws = SeededDraws(seed)
    let moves = RecentMoves<1>(play: 0, command: PerAxis(0))
    var bank = Bank(
      response: SquareMatrix(diagonal: 300), responseVariance: 1, moves: moves,
      error: PerAxis(noise * draws.normal()), noise: noise * noise)
    var place = 0.0
    let sizes = (1..<readings).map { step in
      place += (step / period).isMultiple(of: 2) ? drift : -drift
      return bank.take(
        PerAxis(place + noise * draws.normal()), moves: moves, noise: noise * noise, stepOfServo: 0
      ).noiseSize
    }
    return (bank, sizes)
  }

  @Test func `a drift that turns back may change faster, and one that goes on may not`() {
    let even = (0..<40 as Range<UInt64>).map { seed in
      resting(drift: 0.05, period: 1000, readings: 200, seed: seed).bank.driftProcessNoise
    }
    #expect(even.reduce(0, +) / 40 < 3 * Bank.driftProcessNoises.lowerBound)
    for seed in 0..<40 as Range<UInt64> {
      let turning = resting(drift: 0.05, period: 20, readings: 200, seed: seed).bank
      #expect(turning.driftProcessNoise > 3 * Bank.driftProcessNoises.lowerBound)
      #expect(Bank.drifts(turning.mostLikely))
      let offset = turning.models[turning.mostLikely].error(at: PerAxis(0))[0]
      // The drift has gone up for 20 readings and down for 20, and so on for 200.
      #expect(abs(offset) < 0.4)
    }
  }

  @Test func `a drift does not count as noise, nor does the reading after an outlier`() {
    let sizes = (0..<40 as Range<UInt64>).flatMap { seed in
      resting(drift: 0.05, period: 1000, readings: 60, seed: seed).noiseSizes
    }
    let above = Double(sizes.count { size in size > 0.6745 }) / Double(sizes.count)
    #expect((0.45...0.55).contains(above))

    var bank = resting(drift: 0, period: 1, readings: 30, seed: 1).bank
    let moves = RecentMoves<1>(play: 0, command: PerAxis(0))
    func noiseSize(_ error: Double) -> Double {
      bank.take(PerAxis(error), moves: moves, noise: noise * noise, stepOfServo: 0).noiseSize
    }
    #expect(noiseSize(20) > 30)
    #expect(noiseSize(0) < 3)
  }

  @Test func `evidence that noise explains after all counts less, and no explanation becomes the likeliest by that`() {
    var bank = resting(drift: 0.05, period: 20, readings: 200, seed: 1).bank
    let likeliest = bank.mostLikely
    let lead = bank.scores[likeliest] - bank.scores[0]
    bank.weaken(0.01, atMost: 1e9)
    let left = bank.scores[likeliest] - bank.scores[0]
    let before = Bank.initialScore(likeliest) - Bank.initialScore(0)
    #expect(abs(left - before - 0.01 * (lead - before)) < 1e-9)
  }

  @Test func `without a sign of anything else, at once and at rest`() {
    for seed in 0..<40 as Range<UInt64> {
      #expect(bank(Plant(), readings: 2, seed: seed).mostLikely == 0)
      #expect(bank(Plant(), readings: 30, seed: seed).mostLikely == 0)
    }
  }

  @Test func `scores are relative to the best, and none is ever out of the question`() {
    let bank = bank(Plant(), readings: 200, seed: 1)
    let scores = (0..<Bank.count).map { index in bank.scores[index] }
    #expect(scores.max() == 0 && scores.min() == -40)
    #expect(bank.age == 199)
  }

  @Test(arguments: [1.0, 50, 1e6]) func `an outlier is a surprise that changes little`(size: Double) {
    var bank = bank(Plant(), readings: 30, seed: 7)
    let before = bank.models[0].error(at: PerAxis(40 / 300.0))[0]
    var moves = RecentMoves<1>(play: 0, command: PerAxis(40 / 300.0))
    moves.record(PerAxis(40 / 300.0))
    let surprise = bank.take(PerAxis(size), moves: moves, noise: noise * noise, stepOfServo: 0)
    #expect(surprise.size > 3)
    #expect(surprise.logLikelihood >= -8 - log(noise) - 0.1)
    // Huber's weight: as much as a reading three deviations off, of which one reading in thirty has its share.
    #expect(abs(bank.models[0].error(at: PerAxis(40 / 300.0))[0] - before) < 1.2 * 3 * noise / 30)
    #expect(bank.mostLikely == 0)
  }

  @Test func `a reading as foretold is no surprise`() {
    var bank = bank(Plant(), readings: 30, seed: 8)
    var moves = RecentMoves<1>(play: 0, command: PerAxis(40 / 300.0))
    moves.record(PerAxis(40 / 300.0))
    #expect(bank.take(PerAxis(0), moves: moves, noise: noise * noise, stepOfServo: 0).size < 1)
  }

  @Test(arguments: [-2.0, -20]) func `a reading that a likely model foretold is least off by that model`(score: Double)
  {
    var bank = bank(Plant(), readings: 30, seed: 8)
    for index in 2..<Bank.count { bank.scores[index] = score }
    var moves = RecentMoves<1>(play: 0, command: PerAxis(40 / 300.0))
    moves.record(PerAxis(50 / 300.0))
    // The answer of a sensor that is a step late.
    let surprise = bank.take(PerAxis(0), moves: moves, noise: noise * noise, stepOfServo: 0)
    #expect(surprise.size > 10)
    #expect(score > Bank.unlikely ? surprise.leastSize < 0.5 * surprise.size : surprise.leastSize > 10)
  }

  @Test func `a servo that rounds makes a reading after a move less certain, and one without a move no less`() {
    let step = 0.05 * Double.pi / 180
    for hasMoved in [true, false] {
      var fine = bank(Plant(), readings: 30, seed: 9)
      var coarse = fine
      var moves = RecentMoves<1>(play: 0, command: PerAxis(hasMoved ? 0.1 : 40 / 300.0))
      moves.record(PerAxis(40 / 300.0))
      let error = PerAxis<1, Double>(0.3)
      let surprise = fine.take(error, moves: moves, noise: noise * noise, stepOfServo: 0)
      let calm = coarse.take(error, moves: moves, noise: noise * noise, stepOfServo: step)
      #expect(hasMoved ? calm.size < 0.9 * surprise.size : calm.size == surprise.size)
    }
  }
}
