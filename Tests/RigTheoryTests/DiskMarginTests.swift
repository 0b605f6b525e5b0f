import Foundation
import RigCore
import RigTestSupport
import Testing

@testable import RigTheory

@Suite struct DiskMarginTests {
  /// The figures of python-control 0.10.2 with slycot 0.7.1 at the worst frequency, for the loop opened at the servos:
  ///
  ///     control.disk_margins(L, numpy.linspace(w - 0.05, w + 0.05, 401), skew=0.0)
  ///
  /// with `L` the matrix of the gains times `(c0 z + c1) / (z^d (z - 1)(z - β))`, its rows times
  /// `(1 - a) z / (z - a)`, at a step of 1, and w refined by `slycot.ab13md` on ever finer grids.
  private static let coupled: [(gains: [[Double]], deadTime: Int, LinearLoop.Inertia, poles: [Double], alpha: Double)] =
    [
      ([[0.36, -0.07], [-0.07, 0.27]], 1, .heavyBall(0.43), [0, 0], 0.246833492),
      ([[0.56, -0.09], [-0.1, 0.38]], 0, .none, [0.31, 0.28], 1.035557011),
      ([[0.47, 0], [-0.08, 0.21]], 0, .none, [0, 0], 1.238866397),
      ([[0.03, 0.1], [-0.1, 0.18]], 3, .lookAhead(0.41), [0, 0], 0.121410170),
      (
        [[0.28, 0.04, 0.09, 0], [0.07, 0.07, -0.09, -0.04], [-0.1, -0.05, 0.4, 0.02], [-0.05, -0.07, 0.14, 0.41]], 0,
        .lookAhead(0.41), [0, 0, 0, 0], 0.899803814
      ),
      (
        [
          [0.57, -0.03, 0.13, -0.13], [-0.02, 0.4, 0.14, -0.07], [0.09, 0.05, 0.4, 0.04], [0.14, -0.05, -0.03, 0.18],
        ], 0,
        .none, [0.55, 0.5, 0.07, 0.36], 0.728214049
      ),
      (
        [
          [0.43, -0.01, 0.04, 0.04], [-0.09, 0.21, -0.03, 0.08], [0.09, 0.07, 0.25, 0.12], [0.09, 0.11, 0.01, 0.35],
        ], 1,
        .none, [0.01, 0.15, 0.15, 0.11], 0.581789053
      ),
      (
        [[0.33, 0.02, 0.04, 0.03], [-0.12, 0.2, 0.04, 0.1], [0.09, -0.05, 0.47, 0.11], [0.12, -0.1, -0.14, 0.5]], 2,
        .none,
        [0, 0, 0, 0], 0.051880830
      ),
    ]

  private func loop<let axes: Int>(_ number: Int) -> CoupledLoop<axes> {
    let (gains, deadTime, inertia, poles, _) = Self.coupled[number]
    return CoupledLoop<axes>(
      gains: SquareMatrix { row, column in gains[row][column] }, deadTime: deadTime, inertia: inertia,
      servoPoles: PerAxis { axis in poles[axis] })
  }

  @Test(arguments: coupled.indices) func `with several axes it is that of an independent computation`(number: Int)
    throws
  {
    let found = number < 4 ? (loop(number) as CoupledLoop<2>).diskMargin : (loop(number) as CoupledLoop<4>).diskMargin
    #expect(abs(try #require(found).alpha / Self.coupled[number].alpha - 1) < 1e-5, "\(String(describing: found))")
  }

  /// DM, DGM and DPM of the first two loops above, as it prints them, and the disk of one without a bound.
  @Test func `the gains and phases of the disk`() throws {
    for (number, decibels, degrees) in [(0, 2.1550, 14.0714), (1, 9.9592, 54.7483)] {
      let margin = try #require((loop(number) as CoupledLoop<2>).diskMargin)
      #expect(abs(20 * log10(margin.gainFactor) - decibels) < 1e-4)
      #expect(abs(margin.phase * 180 / .pi - degrees) < 1e-4)
    }
    // Of `g/(z - 1)` |S - ½| is greatest at z = -1, (2 + g)/(2(2 - g)).
    for gain in [0.01, 0.5, 1, 1.9] {
      let margin = try #require(LinearLoop(gain: gain).diskMargin)
      #expect(abs(margin.alpha / (2 * (2 - gain) / (2 + gain)) - 1) < 1e-12)
      #expect(abs(margin.gainFactor / (2 / gain) - 1) < 1e-9)
    }
    #expect(DiskMargin(alpha: 2).gainFactor == .infinity && DiskMargin(alpha: 2).phase == .pi / 2)
    #expect(LinearLoop(gain: 2).diskMargin == nil)
    #expect(CoupledLoop<2>(gains: SquareMatrix(diagonal: 2.1)).diskMargin == nil)
  }

  @Test func `axes that know nothing of each other have the margin of the worse`() throws {
    var draws = SeededDraws(1)
    for _ in 0..<12 {
      let loop = LinearLoop.drawn(by: &draws, longest: 4, shares: 0.1...0.9)
      guard loop.growthFactor < 0.98 else { continue }
      let own = try #require(loop.diskMargin)
      let single = CoupledLoop<1>(
        gains: SquareMatrix(diagonal: loop.gain), deadTime: loop.deadTime, inertia: loop.inertia,
        servoPoles: PerAxis(loop.servoPole))
      #expect(abs(try #require(single.diskMargin).alpha / own.alpha - 1) < 1e-6, "\(loop)")
      let both = CoupledLoop<2>(
        gains: SquareMatrix { row, column in row == column ? (row == 0 ? 1 : 0.6) * loop.gain : 0 },
        deadTime: loop.deadTime, inertia: loop.inertia, servoPoles: PerAxis(repeating: loop.servoPole))
      let other = try #require(loop.with(gain: 0.6 * loop.gain).diskMargin)
      #expect(abs(try #require(both.diskMargin).alpha / min(own.alpha, other.alpha) - 1) < 1e-6, "\(loop)")
    }
  }

  @Test func `gains within the margin leave the loop stable, whichever axes they are of`() throws {
    var draws = SeededDraws(2)
    for number in 0..<4 {
      let loop: CoupledLoop<2> = loop(number)
      let margin = try #require(loop.diskMargin)
      for _ in 0..<10 {
        let factors = (0..<2).map { _ in pow(margin.gainFactor, draws.coin() ? 0.99 : draws.uniform(-0.99...0.99)) }
        let changed = CoupledLoop<2>(
          gains: SquareMatrix { row, column in loop.gains[row, column] * factors[column] }, deadTime: loop.deadTime,
          inertia: loop.inertia, servoPoles: loop.servoPoles)
        #expect(changed.noiseFloorOfTrial(readings: 4) != nil, "\(number), \(factors)")
      }
    }
  }

  @Test func `the margin is below those of gain and phase alone`() throws {
    var draws = SeededDraws(3)
    for _ in 0..<100 {
      let loop = LinearLoop.drawn(by: &draws)
      let margin = try #require(loop.diskMargin)
      let gainMargin = try #require(loop.gainMargin)
      #expect(margin.gainFactor <= gainMargin * (1 + 1e-9), "\(loop)")
      let frequency = try #require(LinearLoop.frequency(atWhich: loop.unitGain, reaches: loop.gain))
      let phaseMargin = try #require(loop.delayMargin) * frequency
      #expect(margin.phase <= phaseMargin + 1e-9, "\(loop)")
    }
  }
}
