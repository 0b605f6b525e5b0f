import RigCore
import RigSimulation
import RigTheory
import RigTrials
import Testing

/// What makes a comparison fair and repeatable.
@Suite struct ComparisonTests {
  @Test(arguments: [1, 15, 16, 17, 100]) func `threads change nothing, to the bit`(rigs: Int) throws {
    let course = Course.unknown(noise: 0.5)
    func measured(_ threads: Int) throws -> [Performance] {
      let comparison = Comparison(rigs: rigs, readings: 50, seed: 3, threads: threads, hasCurves: true)
      return try [.descent(1000), .descent(224), .bound].map { contestant in
        try #require(comparison.measure(contestant, on: course))
      }
    }
    let one = try measured(1)
    for threads in [2, 3, 8] { #expect(try measured(threads) == one) }
  }

  @Test func `the seed decides everything`() throws {
    let course = Course.unknown(noise: 0.5)
    func measured(_ seed: UInt64) throws -> Performance {
      try #require(Comparison(rigs: 50, seed: seed, hasCurves: true).measure(.descent(1000), on: course))
    }
    #expect(try measured(5) == measured(5))
    #expect(try measured(5) != measured(6))
  }

  @Test func `the seed decides the lots that a rule draws`() throws {
    // Nothing else is left to chance.
    let course = Course.known(distance: 300, target: 60)
    let spsa = Contestant<1>("spsa") {
      SPSA<1>(learningRate: 0.1, assumedDistance: .centimeters(300), perturbation: .centimeters(5))
    }
    func measured(_ seed: UInt64) throws -> Performance {
      try #require(Comparison(rigs: 8, readings: 30, seed: seed, hasCurves: true).measure(spsa, on: course))
    }
    #expect(try measured(5) == measured(5))
    #expect(try measured(5) != measured(6))
    // Each rig has lots of its own, so that the errors of the eight differ.
    let curves = try #require(try measured(5).curves)
    #expect(curves.median != curves.percentile95)
  }

  @Test func `rigs of any type and number of axes are compared`() throws {
    let course = Course(loop: LoopSettings()) { seed in PanTiltRig(PanTiltModel.random(seed: seed), seed: seed) }
    let rule = Contestant<2>("learner") {
      RecursiveLeastSquares<2>(
        plausible: PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000)), noise: .centimeters(0.01)
      )
    }
    func measured(_ threads: Int) throws -> Performance {
      let comparison = Comparison(
        rigs: 40, readings: 60, tolerance: .centimeters(0.1), seed: 3, threads: threads, hasCurves: true)
      return try #require(comparison.measure(rule, on: course))
    }
    let found = try measured(1)
    #expect(try measured(3) == found)
    let comparison = Comparison(rigs: 40, readings: 60, seed: 3)
    #expect(found.rigs == Array(comparison.rigsInReach(of: course)).count)
    // The first error is that of the rigs at rest, both axes together.
    let squares = comparison.rigsInReach(of: course).map { rig in
      let errors = (rig.truth.errors ?? PerAxis(repeating: .zero)).map(\.centimeters)
      return errors[0] * errors[0] + errors[1] * errors[1]
    }
    let rootMeanSquare = (squares.reduce(0, +) / Double(squares.count)).squareRoot()
    #expect(abs(try #require(found.curves).rootMeanSquare[0].centimeters / rootMeanSquare - 1) < 1e-12)
    #expect(found.settledShare > 0.9)
  }

  @Test func `every rule meets the same walls and the same noise`() throws {
    let course = Course.unknown(noise: 2)
    let comparison = Comparison(rigs: 60, readings: 20, hasCurves: true)
    func curves(_ contestant: Contestant<1>) throws -> ErrorCurves {
      try #require(comparison.measure(contestant, on: course)?.curves)
    }
    let descent = try curves(.descent(1000))
    let heavy = try curves(
      Contestant<1>("heavy") { Momentum<1>(learningRate: 0.5, assumedDistance: .centimeters(1000), momentum: 0.9) })
    // A ball at rest has no momentum, so the second reading is the first that could differ, and it must not: only the
    // third may.
    #expect(descent.rootMeanSquare[..<2] == heavy.rootMeanSquare[..<2])
    #expect(descent.median[..<2] == heavy.median[..<2])
    #expect(descent.rootMeanSquare[2] != heavy.rootMeanSquare[2])
    #expect(descent.rootMeanSquare[0] == (try curves(.bound)).rootMeanSquare[0])
  }

  @Test func `more noise leaves the walls where they are`() throws {
    let comparison = Comparison(rigs: 60, readings: 5, hasCurves: true)
    let quiet = try #require(comparison.measure(.descent(1000), on: .unknown(noise: 0))?.curves)
    let loud = try #require(comparison.measure(.descent(1000), on: .unknown(noise: 2))?.curves)
    #expect(quiet.median[0] == loud.median[0] && quiet.median[1] != loud.median[1])
  }

  @Test func `fewer rigs are the first of more`() {
    let few = Comparison(rigs: 3)
    let many = Comparison(rigs: 300)
    #expect((0..<3).map(few.seed(ofRig:)) == (0..<3).map(many.seed(ofRig:)))
    #expect(Set((0..<300).map(many.seed(ofRig:))).count == 300)
  }

  @Test func `curves are made only where they are wanted`() throws {
    #expect(try #require(Comparison(rigs: 2).measure(.bound, on: .unknown(noise: 0))).curves == nil)
    let curves = try #require(
      Comparison(rigs: 2, readings: 7, hasCurves: true).measure(.bound, on: .unknown(noise: 0))?.curves)
    #expect(curves.median.count == 7 && curves.percentile95.count == 7 && curves.rootMeanSquare.count == 7)
  }

  @Test func `a rule that is stopped has no result`() {
    #expect(Comparison(rigs: 100).measure(.bound, on: .unknown(noise: 0), isStopped: { true }) == nil)
  }

  @Test func `loose and tight`() {
    func centimeters(_ choice: ToleranceChoice, _ noise: Double) -> Double {
      choice.tolerance(noise: .centimeters(noise)).centimeters
    }
    #expect([0, 0.01, 0.5, 2].map { noise in centimeters(.loose, noise) } == [0.1, 0.1, 1.5, 6])
    #expect([0, 0.1, 0.5, 2].map { noise in centimeters(.tight, noise) } == [0.1, 0.1, 0.25, 1])
    #expect([0, 2].map { noise in centimeters(.fixed(.centimeters(7)), noise) } == [7, 7])
  }
}
