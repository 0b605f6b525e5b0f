import RigCore
import RigSimulation
import RigTestSupport
import Testing

private let wall = PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000))

/// A servo that is not exact, and readings with or without noise: the standard error has to say how far off the
/// distance may be.
@Suite struct HonestDeviationTests {
  /// A servo's faults and the noise of its sensor.
  struct Rig: CustomTestStringConvertible {
    var step = 0.0
    var band = 0.0
    var play = 0.0
    let noise: Double

    var figures: ServoFigures {
      ServoFigures(resolution: .degrees(step), deadBand: .degrees(band), backlash: .degrees(play))
    }
    var testDescription: String { "step \(step)°, dead band \(band)°, play \(play)°, σ \(noise) cm" }

    static let all: [Rig] = [0, 0.1, 0.5].flatMap { noise in
      [
        Rig(noise: noise), Rig(step: 0.05, noise: noise), Rig(band: 0.1, noise: noise), Rig(band: 0.45, noise: noise),
        Rig(play: 0.2, noise: noise), Rig(step: 0.09, band: 0.45, play: 0.3, noise: noise),
      ]
    }
  }

  private struct Finding {
    /// How far the distance was off, in standard errors.
    let off: Double
    let standardError: Double
    let distance: Double
  }

  /// What `rule` knows of the walls of so many random rigs after `readings` readings.
  private func findings(
    _ rule: some UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>>, on faults: Rig, readings: Int, rigs: UInt64 = 200
  ) -> [Finding] {
    (0..<rigs).map { seed in
      var draws = SeededDraws(seed)
      let distance = draws.logUniform(50...1000)
      let reach = min(100, 1.5 * distance)
      let target = draws.uniform(-reach...reach)
      let model = RigModel(
        wall: WallModel(distance: .fixed(.centimeters(distance)), target: Trajectory(start: .centimeters(target))),
        servo: ServoModel(
          travel: .degrees(-60) ... .degrees(60), Resolution(step: .degrees(faults.step)),
          DeadBand(width: .degrees(faults.band)), Backlash(play: .degrees(faults.play))),
        sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(faults.noise))))
      var loop = BareLoop(rig: SimulatedRig(model, seed: RandomSeed(seed)), rule: rule)
      for _ in 0..<readings { loop.step() }
      let told = loop.rule.terms.values
      // The distance of exact readings comes with the rounding of arithmetic.
      let off = max(0, (told[0] - distance).magnitude - 1e-9 * distance) / told[1]
      return Finding(off: off, standardError: told[1], distance: distance)
    }
  }

  private func share(_ findings: [Finding], within limit: Double) -> Double {
    Double(findings.count { finding in finding.off <= limit }) / Double(findings.count)
  }

  @Test(arguments: Rig.all) func `nine distances of ten are within two standard errors`(rig: Rig) {
    func check(_ rule: some UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>>) {
      for readings in [3, 12, 60] {
        let findings = findings(rule, on: rig, readings: readings)
        let (two, three) = (share(findings, within: 2), share(findings, within: 3))
        #expect(two >= 0.9 && three >= 0.95, "\(type(of: rule)) after \(readings): \(two), \(three)")
        #expect(findings.allSatisfy { finding in finding.standardError > 0 })
      }
    }
    for wander in [0, 0.1] {
      check(
        Kalman<1>(
          plausible: wall, noise: .centimeters(max(rig.noise, 0.01)), targetProcessNoise: .centimeters(wander),
          servo: rig.figures))
    }
    check(Secant<1>(plausible: wall, noise: .centimeters(rig.noise), servo: rig.figures))
  }

  /// Only a move that clearly went far is used, so what is used is too large on average: most of all where the noise is
  /// a tenth of the first error, or more.
  @Test(arguments: [2.0, 5]) func `a distance that passed a threshold is not taken to be exact`(noise: Double) {
    let secant = Secant<1>(plausible: wall, noise: .centimeters(noise))
    for readings in [3, 5, 10, 40] {
      let learned = findings(secant, on: Rig(noise: noise), readings: readings, rigs: 2000)
        .filter { finding in finding.standardError != secant.terms.values[1] }
      #expect(learned.count > 300)
      let (near, far) = (share(learned, within: 1.96), share(learned, within: 5))
      #expect(near >= 0.93 && far >= 0.997, "after \(readings): \(near), \(far)")
    }
  }

  @Test(arguments: Rig.all) func `the filter's standard error is not as wide as to say nothing`(rig: Rig) {
    let rule = Kalman<1>(
      plausible: wall, noise: .centimeters(max(rig.noise, 0.01)), targetProcessNoise: .zero, servo: rig.figures)
    let relative = findings(rule, on: rig, readings: 12).map { finding in finding.standardError / finding.distance }
    #expect(relative.sorted()[100] < 0.03, "\(relative.sorted()[100])")
  }

  @Test func `a filter that is not told of the play is sure of what is wrong`() {
    let rig = Rig(play: 0.2, noise: 0)
    let filter = Kalman<1>(plausible: wall, noise: .centimeters(0.01), targetProcessNoise: .zero)
    #expect(share(findings(filter, on: rig, readings: 12), within: 2) < 0.8)
  }

  @Test func `the secant of exact readings keeps its distance on the target`() {
    let findings = findings(Secant<1>(plausible: wall, noise: .zero), on: Rig(noise: 0), readings: 100)
    #expect(findings.allSatisfy { finding in finding.off < 1 && finding.standardError < 1e-3 })
  }
}
