import RigCore
import RigReports
import RigSimulation
import RigTestSupport
import Testing

/// A rule whose wishes are given.
private struct Wish: UpdateRule {
  var wishes: [Double]

  mutating func update(_ command: PerAxis<1, Double>, error: PerAxis<1, Length>) -> PerAxis<1, Double> {
    PerAxis(wishes.isEmpty ? command[0] : wishes.removeFirst())
  }

  func reset() {}
  var termNames: [String] { ["wishes"] }
  var terms: RuleTerms { RuleTerms(Double(wishes.count)) }
}

@Suite struct LoopTests {
  private func loop(
    _ errors: [Double?] = [1], wishes: [Double] = [], start: Angle = .zero, settings: LoopSettings
  ) -> ControlLoop<1, ScriptedRig<1>, Wish, VirtualPacer> {
    ControlLoop(
      rig: ScriptedRig<1>(errors: errors, reach: .degrees(45)), rule: Wish(wishes: wishes),
      pacer: VirtualPacer(frameSeconds: 0.02), start: PerAxis(start), settings: settings)
  }

  @Test func `a step limit of 0 looks once and moves nothing but to the start`() throws {
    var settings = LoopSettings()
    settings.stepLimit = 0
    var loop = loop([2], wishes: [0.5], start: .slope(0.25), settings: settings)
    let outcome = try loop.run()
    #expect(
      outcome.reason == "all 0 steps are used up before the loop settled; the error is still 2 cm: raise loop.steps")
    #expect(loop.rig.commands.map { command in command[0].slope } == [0.25])
    #expect(loop.rig.readings == 1 && loop.updates == 0)
  }

  @Test func `a step shows the angle held, the reading there, and the figures after it`() throws {
    var loop = loop([4, nil, -3], wishes: [0.1, 0.2, 5], settings: .exactly(4))
    var steps: [Step<1>] = []
    _ = try loop.run { step in
      steps.append(step)
      return .proceed
    }
    #expect(steps.map { step in step.index } == [0, 1, 2, 3, 4])
    #expect(steps.map { step in step.timeSeconds } == [0, 0.02, 0.04, 0.06, 0.08])
    #expect(steps.map { step in step.angles[0].slope } == [0, 0.1, 0.1, 0.2, Angle.degrees(45).slope])
    #expect(steps.map { step in step.isRailed } == [false, false, false, false, true])
    #expect(steps.map { step in step.costSquareCentimeters } == [16, nil, 9, 9, 9])
    let gradients = steps.map { step in StepRecord(step).gradientsCentimeters }
    #expect(gradients[0] == [8] && gradients[1] == nil && gradients[2] == [-6])
    #expect(steps.map { step in step.terms.values[0] } == [2, 2, 1, 0, 0])
    let reason = try #require(loop.outcome?.reason)
    #expect(
      reason.hasSuffix(
        """
        at the end of its travel: the target may be out of reach; turn the rig towards it, or widen the servo's travel
        """))
  }

  @Test func `a rule that gives no number leaves the laser where it is`() throws {
    var loop = loop(wishes: [0.3, .nan, .nan, 0.4], settings: .exactly(4))
    _ = try loop.run()
    #expect(loop.rig.commands.map { command in command[0].slope } == [0, 0.3, 0.3, 0.3, 0.4])
  }

  @Test func `wishes beyond the travel, infinite ones too, end at the limits`() throws {
    var loop = loop(wishes: [7, -7, .infinity, -.infinity], settings: .exactly(4))
    _ = try loop.run()
    let limit = Angle.degrees(45).slope
    #expect(loop.rig.commands.map { command in command[0].slope } == [0, limit, -limit, limit, -limit])
  }

  @Test(arguments: [70, 95, 200, -70, -95, -200])
  func `a start beyond the travel begins at the limit on its own side`(degrees: Double) throws {
    for variable in ControlVariable.allCases {
      var loop = loop(start: .degrees(degrees), settings: .exactly(0, steering: variable))
      _ = try loop.run()
      #expect(abs(loop.rig.commands[0][0].degrees - (degrees < 0 ? -45 : 45)) < 1e-9)
    }
  }

  @Test func `the observer can stop the run, and it stays stopped`() throws {
    var loop = loop(wishes: Array(repeating: 0.1, count: 20), settings: .exactly(20))
    let outcome = try loop.run { step in step.index == 5 ? .stop(.interrupted) : .proceed }
    #expect(outcome == .stopped(.interrupted) && loop.outcome == outcome)
    #expect(outcome.reason == "stopped by Ctrl-C" && outcome.name == "stopped")
    let (commands, readings) = (loop.rig.commands.count, loop.rig.readings)
    #expect(try loop.run() == outcome)
    #expect(loop.rig.commands.count == commands && loop.rig.readings == readings)
  }

  @Test func `an end of the loop's own outranks the observer's`() throws {
    var loop = loop([0], settings: LoopSettings())
    #expect(try loop.run { step in step.index == 4 ? .stop(.observer) : .proceed }.name == "converged")
  }

  @Test func `step by step is the same as all at once`() throws {
    let rig = IdealRig(
      distance: .centimeters(300), target: .centimeters(50), noise: .centimeters(1), seed: RandomSeed(3))
    let rule = GradientDescent<1>(gain: 0.7, distance: 300)
    let all = errors(of: rig, under: rule, start: .zero, settings: .exactly(50))
    var loop = ControlLoop(
      rig: rig, rule: rule, pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(.zero), settings: .exactly(50))
    var single: [Double] = []
    while loop.outcome == nil { single.append(loop.advance().reading.error?[0].centimeters ?? .nan) }
    #expect(single == all)
  }

  @Test func `the step limit tells of a spot that is out of sight`() throws {
    #expect(
      try outcome(of: [nil], settings: LoopSettings(stepLimit: 1)).outcome.reason
        == """
        the only step is used up and the dot was never seen: is the laser on, and does the sensor see the place it points \
        at?
        """)
    #expect(
      try outcome(of: [3, nil], settings: LoopSettings(stepLimit: 2)).outcome.reason
        == """
        all 2 steps are used up and the dot is out of sight; it was last seen 3 cm off: raise loop.steps, or let the \
        search begin sooner (loop.search.hold)
        """)
  }
}

@Suite struct FailingRigTests {
  private func loop(
    _ rig: ScriptedRig<1>
  ) -> ControlLoop<1, ScriptedRig<1>, Wish, VirtualPacer> {
    ControlLoop(
      rig: rig, rule: Wish(wishes: (1...20).map { Double($0) / 100 }), pacer: VirtualPacer(frameSeconds: 0.1),
      start: PerAxis(.zero), settings: .exactly(6))
  }

  private func failure(
    of loop: inout ControlLoop<1, ScriptedRig<1>, Wish, VirtualPacer>
  ) -> ScriptedFailure? {
    do throws(ScriptedFailure) {
      _ = try loop.run()
      return nil
    } catch {
      return error
    }
  }

  @Test func `a failed reading comes out typed, and the step can be made again`() {
    var rig = ScriptedRig<1>(errors: [1])
    rig.failingRead = 3
    var loop = loop(rig)
    #expect(failure(of: &loop) == .read(3))
    #expect(loop.outcome == nil && loop.updates == 3)
    #expect(failure(of: &loop) == nil)
    #expect(loop.outcome?.name == "stepLimit" && loop.updates == 6)
    #expect(loop.rig.commands.map { command in command[0].slope } == [0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06])
  }

  @Test func `a failed command leaves the command where the rig still is`() throws {
    var rig = ScriptedRig<1>(errors: [1])
    rig.failingMove = 3
    var loop = loop(rig)
    #expect(failure(of: &loop) == .move(3))
    #expect(loop.outcome == nil && loop.updates == 2)
    let step = try loop.advance()
    #expect(step.index == 2 && step.angles[0].slope == 0.02)
    #expect(failure(of: &loop) == nil && loop.updates == 6)
  }

  @Test func `a failed first command is given again`() {
    var rig = ScriptedRig<1>(errors: [1])
    rig.failingMove = 0
    var loop = loop(rig)
    #expect(failure(of: &loop) == .move(0))
    #expect(loop.rig.readings == 0)
    #expect(failure(of: &loop) == nil)
    #expect(loop.rig.commands.prefix(3).map { command in command[0].slope } == [0, 0, 0.01])
  }
}
