import Foundation
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

  /// How many of `runs` seeds settle within 2000 steps before a wall with 1 cm of noise at a tolerance of 0.1 cm.
  private func settledRuns(of runs: UInt64, gain: Double, offset: Double) -> Int {
    (0..<runs).count { seed in
      let rig = IdealRig(
        distance: .centimeters(300), target: .centimeters(offset), noise: .centimeters(1), seed: RandomSeed(seed))
      var settings = LoopSettings.exactly(2000)
      settings.settling = criterion(noise: 1)
      var loop = ControlLoop(
        rig: rig, rule: GradientDescent<1>(gain: gain, distance: 300), pacer: VirtualPacer(frameSeconds: 0.1),
        start: PerAxis(.zero), settings: settings)
      return loop.run().name == "converged"
    }
  }

  @Test func `the window grows with the square of noise over tolerance, with the axes and with the dead time`() {
    #expect(criterion(noise: 0).window(axes: 1) == 5)
    #expect(criterion(noise: 0.01).window(axes: 1) == 6)
    #expect(criterion(noise: 0.5).window(axes: 1) == 400)
    #expect(criterion(noise: 1).window(axes: 1) == 1600)
    #expect(criterion(noise: 1).window(axes: 2) == 3200)
    #expect(criterion(noise: 1e9).window(axes: 1) == SettlingCriterion.longestWindow)
    let late = SettlingCriterion(tolerance: .centimeters(1), window: 5, noise: .centimeters(1), deadTime: 3)
    #expect(late.window(axes: 1) == 19 && late.costWindow(axes: 1) == 174)
    #expect(SettlingCriterion(tolerance: .centimeters(1), window: 5, deadTime: 3).window(axes: 1) == 8)
  }

  @Test func `a calm loop on the target settles`() {
    // The only window has the mean of 1600 readings, with a standard error of a quarter of the tolerance.
    #expect(settledRuns(of: 50, gain: 0.001, offset: 0) > 20)
  }

  @Test func `a loop that is a tenth of a sigma off does not settle`() {
    // The bound of the mean is two standard errors from the tolerance.
    #expect(settledRuns(of: 50, gain: 1e-9, offset: 0.15) == 0)
  }

  @Test(arguments: [0.2, 0.8, 1.9]) func `a dot that moves with the noise does not settle`(gain: Double) {
    // The mean of the readings is on the target all the same; the dot moves by 0.33, 0.82 and 4.4 cm.
    #expect(settledRuns(of: 50, gain: gain, offset: 0) == 0)
  }

  @Test(arguments: [0, 3]) func `a copy of a loop settles by itself`(deadTime: Int) {
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .centimeters(1))),
      sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(0.1)), DeadTime(steps: deadTime)))
    var settings = LoopSettings.exactly(400)
    settings.settling = SettlingCriterion(
      tolerance: .centimeters(0.2), window: 12, noise: .centimeters(0.1), deadTime: deadTime)
    var loop = ControlLoop(
      rig: SimulatedRig(model, seed: RandomSeed(2)), rule: GradientDescent<1>(gain: 0.2, distance: 300),
      pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(.zero), settings: settings)
    // In the midst of a window.
    for _ in 0..<20 { loop.advance() }
    var copy = loop
    let (first, updates) = (copy.run(), copy.updates)
    #expect(first.name == "converged")
    #expect(loop.run() == first && loop.updates == updates)
  }

  @Test func `the mean is judged, and the reason says so`() throws {
    let settings = LoopSettings(settling: criterion(noise: 0.02))
    let readings = [9, 0.03, -0.02, 0.01, -0.03, 0.02, 0.02]
    let end = try outcome(of: readings, settings: settings)
    #expect(end.updates == 6)
    #expect(
      end.outcome.reason
        == "the dot is within 0.1 cm: by the last 6 readings it is 0.005 cm off on average, and its motion is lost in"
        + " the noise")
  }

  @Test func `a reading that cannot belong to the window begins it anew`() throws {
    // Six sigmas and the tolerance: 0.22 cm.
    let settings = LoopSettings(settling: criterion(noise: 0.02))
    #expect(try outcome(of: [0, 0, 0, 0.23, 0, 0, 0, 0, 0, 0], settings: settings).updates == 9)
  }

  @Test func `a dropout leaves a noisy window as it is, a search does not`() throws {
    var settings = LoopSettings(settling: criterion(noise: 0.02))
    #expect(try outcome(of: [0, 0, 0, nil, 0, 0, 0, 0, 0, 0], settings: settings).updates == 6)
    settings.search = SpotSearch(hold: 0, sweep: 10, reach: .degrees(1))
    #expect(try outcome(of: [0, 0, 0, nil, 0, 0, 0, 0, 0, 0], settings: settings).updates == 9)
  }
}

@Suite struct SwingingDotTests {
  private func settings(window: Int, deadTime: Int = 0) -> LoopSettings {
    LoopSettings(
      stepLimit: 200, settling: SettlingCriterion(tolerance: .centimeters(1), window: window, deadTime: deadTime))
  }

  @Test func `a slow swing that stays long within the tolerance has not settled`() throws {
    // Of a period of 40 readings, 13 in a row are within the tolerance each time that the dot passes the target.
    let swing = (0...200).map { step in 1.17 * sin(2 * Double.pi * Double(step) / 40) }
    // The first pass cannot be told from an approach, and the second from its swing back.
    let row = swing.map { error in abs(error) <= 1 }.split(separator: false).map { row in row.count }.max()
    #expect(row == 13)
    #expect(try outcome(of: [9, -9] + Array(swing), settings: settings(window: 14)).outcome.name == "stepLimit")
    let passes = [1.17, 1.1, -1.1, -1.17, -1.1] + swing
    #expect(try outcome(of: passes, settings: settings(window: 14)).outcome.name == "stepLimit")
  }

  @Test func `a swing that has died away has settled after half of its period`() throws {
    // Fourteen readings from side to side: nothing shorter counts afterwards.
    let swing =
      [9.0] + Array(repeating: -3, count: 14) + Array(repeating: 2, count: 14) + Array(repeating: 0, count: 40)
    let end = try outcome(of: swing, settings: settings(window: 3))
    #expect(end.outcome.name == "converged" && end.updates == 1 + 14 + 14 + 14 - 1)
  }

  @Test func `readings that are late have to agree for longer`() throws {
    #expect(try outcome(of: [9, 0, 0, 0, 0, 0, 0], settings: settings(window: 1, deadTime: 3)).updates == 4)
  }
}

/// What a run that uses up its steps says of the dot.
@Suite struct StepLimitTests {
  private func reason(_ error: (Int) -> Double) throws -> String {
    try outcome(of: (0...50).map(error), settings: LoopSettings(stepLimit: 50)).outcome.reason
  }

  @Test func `a dot that creeps`() throws {
    let reason = try reason { step in 10 * pow(0.99, Double(step)) }
    #expect(reason.contains("a step leaves 0.99 of it; use a larger learning rate, or raise loop.steps"), "\(reason)")
  }

  @Test func `a dot that rests beside the target, or a reading at the end of its range`() throws {
    let reason = try reason { _ in 2 }
    #expect(reason.contains("the reading rests 2 cm off; is it at the end of the sensor's range"), "\(reason)")
  }

  @Test(arguments: [2, 5, 8]) func `a dot that swings`(half: Int) throws {
    let reason = try reason { step in (step / half).isMultiple(of: 2) ? 3 : -3 }
    #expect(reason.contains("the dot swings by up to 3 cm to either side, once in \(2 * half) steps"), "\(reason)")
  }

  @Test func `a last reading within the tolerance is told as such`() throws {
    let reason = try reason { step in step < 48 ? 5 : 0.05 }
    #expect(reason.contains("the last reading is 0.05 cm off, within the tolerance, but too few in a row"), "\(reason)")
  }

  @Test func `a swing that dies away is not told as creeping`() throws {
    let reason = try reason { step in 50 * pow(0.97, Double(step)) * cos(0.3 * Double(step)) }
    #expect(reason.hasPrefix("all 50 steps are used up before the loop settled; the error is still"), "\(reason)")
  }

  @Test func `a dot that moves with the noise`() {
    let rig = IdealRig(
      distance: .centimeters(300), target: .zero, noise: .centimeters(1), seed: RandomSeed(4))
    var settings = LoopSettings.exactly(400)
    settings.settling = SettlingCriterion(tolerance: .centimeters(0.5), window: 5, noise: .centimeters(1))
    var loop = ControlLoop(
      rig: rig, rule: GradientDescent<1>(gain: 0.8, distance: 300), pacer: VirtualPacer(frameSeconds: 0.1),
      start: PerAxis(.zero), settings: settings)
    let outcome = loop.run()
    guard case .stepLimit(let limit) = outcome, case .restless(let motion) = limit.trend else {
      Issue.record("\(outcome.reason)")
      return
    }
    // The noise floor is σ √(g / (2 - g)) = 0.82 cm.
    #expect(abs(motion.centimeters - 0.82) < 0.25)
    #expect(outcome.reason.contains("on the target on average, but moves by 0."), "\(outcome.reason)")
  }
}
