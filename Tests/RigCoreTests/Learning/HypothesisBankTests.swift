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
