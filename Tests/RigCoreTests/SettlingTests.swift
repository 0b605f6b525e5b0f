import RigCore
import RigReports
import RigSimulation
import RigTestSupport
import Testing

/// A rule that leaves the laser where it is, so that a script alone decides.
struct Stay<let axes: Int>: UpdateRule {
  func update(_ command: PerAxis<axes, Double>, error: PerAxis<axes, Length>) -> PerAxis<axes, Double> { command }
  func reset() {}
  var termNames: [String] { [] }
  var terms: RuleTerms { RuleTerms() }
}

/// The end of a run over scripted errors and the number of steps it took.
func outcome(of errors: [Double?], settings: LoopSettings) throws -> (outcome: Outcome, updates: Int) {
  var loop = ControlLoop(
    rig: ScriptedRig<1>(errors: errors), rule: Stay<1>(), pacer: VirtualPacer(frameSeconds: 0.1),
    start: PerAxis(.zero), settings: settings)
  return (try loop.run(), loop.updates)
}

@Suite struct SettlingTests {
  private let settings = LoopSettings(
    stepLimit: 60, settling: SettlingCriterion(tolerance: .centimeters(0.1), window: 4))

  @Test func `settled after so many readings in a row within the tolerance`() throws {
    let end = try outcome(of: [3, 1, 0.1, -0.1, 0, 0.05, 0.05], settings: settings)
    #expect(end.outcome.name == "converged")
    #expect(end.updates == 5)
    #expect(end.outcome.reason == "the error was within 0.1 cm for 4 readings in a row")
  }

  @Test func `a reading outside begins the row anew`() throws {
    #expect(try outcome(of: [0, 0, 0, 0.11, 0, 0, 0, 0], settings: settings).updates == 7)
  }

  @Test func `a lost spot breaks the row`() throws {
    #expect(try outcome(of: [0, 0, 0, nil, 0, 0, 0, 0], settings: settings).updates == 7)
  }

  @Test func `one reading is enough where one is asked for`() throws {
    let settings = LoopSettings(settling: SettlingCriterion(tolerance: .centimeters(0.1), window: 1))
    let end = try outcome(of: [0.2, 0.1], settings: settings)
    #expect(end.updates == 1)
    #expect(end.outcome.reason == "the error is within 0.1 cm")
  }

  @Test func `with several axes the whole error must be within the tolerance`() throws {
    let near = PerAxis<2, Length> { _ in .centimeters(0.07) }  // 0.099 cm in all
    let far = PerAxis<2, Length> { _ in .centimeters(0.08) }  // 0.113 cm in all
    for (error, name) in [(near, "converged"), (far, "stepLimit")] {
      var loop = ControlLoop(
        rig: ScriptedRig<2>([.error(error)]), rule: Stay<2>(), pacer: VirtualPacer(frameSeconds: 0.1),
        start: PerAxis(repeating: .zero), settings: settings)
      #expect(try loop.run().name == name)
    }
  }
}

@Suite struct NoisySettlingTests {
  private func criterion(noise: Double, tolerance: Double = 0.1, window: Int = 5) -> SettlingCriterion {
    SettlingCriterion(tolerance: .centimeters(tolerance), window: window, noise: .centimeters(noise))
  }

  /// How many of `runs` seeds settle within 400 steps before a wall with 1 cm of noise at a tolerance of 0.1 cm.
  private func settledRuns(of runs: UInt64, gain: Double, offset: Double) -> Int {
    (0..<runs).count { seed in
      let rig = IdealRig(
        distance: .centimeters(300), target: .centimeters(offset), noise: .centimeters(1), seed: RandomSeed(seed))
      var settings = LoopSettings.exactly(400)
      settings.settling = criterion(noise: 1)
      var loop = ControlLoop(
        rig: rig, rule: GradientDescent<1>(gain: gain, distance: 300), pacer: VirtualPacer(frameSeconds: 0.1),
        start: PerAxis(.zero), settings: settings)
      return loop.run().name == "converged"
    }
  }

  @Test func `the window grows with the square of noise over tolerance`() {
    #expect(criterion(noise: 0).window == 5)
    #expect(criterion(noise: 0.1).window == 5)
    #expect(criterion(noise: 0.5).window == 25)
    #expect(criterion(noise: 1).window == 100)
    #expect(criterion(noise: 2).window == 400)
    #expect(criterion(noise: 1e9).window == SettlingCriterion.longestWindow)
    #expect(criterion(noise: 0.01, window: 1).window == 2)
  }

  @Test func `a calm loop on the target settles`() {
    // Each of its windows has the mean of 100 readings, with a standard error of the tolerance; 4 fit in.
    #expect(settledRuns(of: 50, gain: 0.01, offset: 0) > 35)
  }

  @Test func `a loop that is half a sigma off does not settle`() {
    // The mean is four standard errors from the tolerance: 3 windows in 100 000.
    #expect(settledRuns(of: 50, gain: 1e-9, offset: 0.5) == 0)
  }

  @Test func `a loop that swings about the target does not settle`() {
    // At g = 1.9 readings scatter 2/(2-g) = 20 times as widely as the noise; their mean is near the target all the
    // same.
    #expect(settledRuns(of: 50, gain: 1.9, offset: 0) == 0)
  }

  @Test func `the mean is judged, and the reason says so`() throws {
    let settings = LoopSettings(settling: criterion(noise: 0.2))
    let end = try outcome(of: [9, 0.3, -0.2, 0.1, -0.3, 0.2], settings: settings)
    #expect(end.updates == 5)
    #expect(
      end.outcome.reason
        == "the mean of the last 5 readings is within 0.1 cm, and they scatter no wider than the noise")
    // The same readings without noise are no settled loop.
    #expect(
      try outcome(of: [9, 0.3, -0.2, 0.1, -0.3, 0.2, 9], settings: LoopSettings(stepLimit: 6)).outcome.name
        == "stepLimit")
  }

  @Test func `a reading that cannot belong to the window begins it anew`() throws {
    // Six sigmas and the tolerance: 1.3 cm.
    let settings = LoopSettings(settling: criterion(noise: 0.2))
    #expect(try outcome(of: [0, 0, 0, 1.31, 0, 0, 0, 0, 0], settings: settings).updates == 8)
  }

  @Test func `a dropout leaves a noisy window as it is, a search does not`() throws {
    var settings = LoopSettings(settling: criterion(noise: 0.2))
    #expect(try outcome(of: [0, 0, 0, nil, 0, 0, 0, 0, 0], settings: settings).updates == 5)
    settings.search = SpotSearch(hold: 0, sweep: 10, reach: .degrees(1))
    #expect(try outcome(of: [0, 0, 0, nil, 0, 0, 0, 0, 0], settings: settings).updates == 8)
  }
}
