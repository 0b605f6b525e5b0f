import RigCore
import Testing

@testable import RigTrials

@Suite struct QuantileTests {
  @Test(arguments: [
    (0.5, 1, 0), (0.95, 1, 0), (1, 1, 0), (0.5, 2, 0), (0.51, 2, 1), (0.5, 3, 1), (0.5, 4, 1), (0.95, 20, 18),
    (0.95, 19, 18), (0.95, 100, 94), (0.95, 1000, 949), (0.95, 1001, 950), (0.5, 1000, 499), (1, 1000, 999),
    (0.001, 1000, 0), (1e-12, 10, 0), (0.7, 10, 6), (0.1, 10, 0), (0.3, 10, 2),
  ])
  func `the smallest number that the share does not exceed`(share: Double, count: Int, rank: Int) {
    #expect(Quantile.rank(share, of: count) == rank)
  }

  @Test func `every share of every sample has at least that share below it, and no smaller number does`() {
    for count in 1...60 {
      for part in 1...count {
        let rank = Quantile.rank(Double(part) / Double(count), of: count)
        #expect(rank == part - 1)
      }
    }
  }

  @Test func `what never came may be a quantile`() {
    #expect(Quantile.of([1, 2, .infinity, .infinity], 0.5) == 2)
    #expect(Quantile.of([1, 2, .infinity, .infinity], 0.75) == .infinity)
  }
}

@Suite struct WilsonIntervalTests {
  /// R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 1998, table
  /// I, method 3.
  @Test(arguments: [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718),
  ])
  func `published intervals`(successes: Int, trials: Int, lower: Double, upper: Double) {
    let interval = WilsonInterval(successes: successes, trials: trials)
    #expect(abs(interval.lower - lower) < 5e-5 && abs(interval.upper - upper) < 5e-5)
  }

  @Test func `none and all`() {
    #expect(WilsonInterval(successes: 0, trials: 7).lower == 0)
    #expect(WilsonInterval(successes: 7, trials: 7).upper == 1)
    #expect(WilsonInterval(successes: 7, trials: 7).lower == 1 - WilsonInterval(successes: 0, trials: 7).upper)
    #expect(WilsonInterval(successes: 1, trials: 1).lower < 0.21)
  }

  @Test func `the share is within, and failures mirror successes`() {
    for trials in 1...40 {
      for successes in 0...trials {
        let interval = WilsonInterval(successes: successes, trials: trials)
        let mirrored = WilsonInterval(successes: trials - successes, trials: trials)
        let share = Double(successes) / Double(trials)
        #expect(interval.lower <= share && share <= interval.upper)
        #expect(abs(interval.lower + mirrored.upper - 1) < 1e-12)
      }
    }
  }
}
