import RigCore
import RigReports
import RigSimulation
import RigTestSupport
import Testing

/// A rule that steps up evenly and counts how often it was told to forget.
private struct Climb: UpdateRule {
  var resets = 0

  func update(_ command: PerAxis<1, Double>, error: PerAxis<1, Length>) -> PerAxis<1, Double> {
    PerAxis(command[0] + 0.01)
  }

  mutating func reset() { resets += 1 }
  var termNames: [String] { [] }
  var terms: RuleTerms { RuleTerms() }
}

@Suite struct SearchTests {
  private let search = SpotSearch(hold: 3, sweep: 40, reach: .degrees(10))

  private func settings(_ search: SpotSearch) -> LoopSettings {
    var settings = LoopSettings.exactly(100)
    settings.search = search
    return settings
  }

  private func loop(
    _ errors: [Double?], reach: Angle = .degrees(60), start: Angle = .zero
  ) -> ControlLoop<1, ScriptedRig<1>, Climb, VirtualPacer> {
    ControlLoop(
      rig: ScriptedRig<1>(errors: errors, reach: reach), rule: Climb(), pacer: VirtualPacer(frameSeconds: 0.1),
      start: PerAxis(start), settings: settings(search))
  }

  @Test func `the loop holds first, then sweeps around the last sighting, then gives up`() throws {
    var loop = loop([1, 1, 1, nil])
    var steps: [Step<1>] = []
    let outcome = try loop.run { step in
      steps.append(step)
      return .proceed
    }
    #expect(outcome == .spotLost(lostReadings: 44, everSeen: true))
    #expect(
      outcome.reason == "no dot in sight for 44 readings, though the laser searched around the last sighting")
    #expect(steps.count == 3 + 44)
    // The dot was last seen at the slope 0.02; the command that lost it, 0.03, is held.
    #expect(steps[3...6].allSatisfy { step in abs(step.angles[0].slope - 0.03) < 1e-12 && !step.isSearching })
    let swept = steps[7...].map { step in step.angles[0].degrees - Angle(slope: 0.02).degrees }
    #expect(steps[7...].allSatisfy { step in step.isSearching })
    #expect(swept.allSatisfy { offset in offset.magnitude <= 10 + 1e-9 })
    // Three turns: ever farther, and in the last as far as was asked, on both sides.
    #expect((swept.max() ?? 0) > 9.7 && (swept.min() ?? 0) < -9.7)
    #expect(zip(swept, swept.dropFirst()).count { pair in pair.0 * pair.1 < 0 } >= 4)
    #expect((swept.prefix(10).map { $0.magnitude }.max() ?? 90) < 4)
  }

  @Test func `a spot that was never seen has a reason of its own`() throws {
    let outcome = try outcome(of: [nil], settings: LoopSettings()).outcome
    #expect(outcome == .spotLost(lostReadings: 64, everSeen: false))
    #expect(outcome.reason.hasPrefix("no dot was ever seen in 64 readings: is the laser on"))
  }

  @Test func `found again, the rule goes on from where the dot was found`() throws {
    var loop = loop([1, 1] + Array(repeating: nil, count: 10) + [1])
    var steps: [Step<1>] = []
    let outcome = try loop.run { step in
      steps.append(step)
      return .proceed
    }
    #expect(outcome.name == "stepLimit")
    #expect(loop.rule.resets == 1)
    #expect(steps[12].isSearching && !steps[13].isSearching)
    #expect(abs(steps[13].angles[0].slope - (steps[12].angles[0].slope + 0.01)) < 1e-12)
  }

  @Test func `a short dropout is waited out and the rule forgets nothing`() throws {
    var loop = loop([1, 1, nil, nil, nil, 1])
    _ = try loop.run()
    #expect(loop.rule.resets == 0)
    #expect(loop.rig.commands[2...5].allSatisfy { command in command == loop.rig.commands[2] })
  }

  @Test func `patience begins anew with every sighting`() throws {
    var loop = loop(Array(repeating: [1, nil, nil, nil, nil, nil] as [Double?], count: 15).flatMap { $0 } + [1])
    #expect(try loop.run().name == "stepLimit")
  }

  @Test func `without patience the first lost reading ends the run`() throws {
    var settings = LoopSettings()
    settings.search = SpotSearch(hold: 0, sweep: 0, reach: .zero)
    let end = try outcome(of: [1, nil], settings: settings)
    #expect(end.outcome == .spotLost(lostReadings: 1, everSeen: true))
    #expect(end.updates == 1)
  }

  @Test(arguments: [3, 45, 85, 89] as [Double], ControlVariable.allCases)
  func `the sweep stays within travel and reach, by the vertical too`(degrees: Double, variable: ControlVariable) throws
  {
    var settings = settings(search)
    settings.controlVariable = variable
    let start = Angle(degrees: degrees - 1)
    var loop = ControlLoop(
      rig: ScriptedRig<1>(errors: [1, nil], reach: .degrees(degrees)), rule: Stay<1>(),
      pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(start), settings: settings)
    _ = try loop.run()
    for command in loop.rig.commands {
      #expect(abs(command[0].degrees) <= degrees + 1e-9)
      #expect(abs(command[0].degrees - start.degrees) <= 10 + 1e-9)
    }
  }

  @Test func `searches in a narrow travel are no swings of the rule`() throws {
    // Each search comes to the ends of the travel three times.
    let lost = [1, 1] + Array(repeating: nil, count: 40) as [Double?]
    var loop = ControlLoop(
      rig: ScriptedRig<1>(errors: lost + lost + lost + lost + [1], reach: .degrees(2)), rule: Stay<1>(),
      pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(.zero),
      settings: LoopSettings(stepLimit: 200, settling: nil))
    let outcome = try loop.run()
    #expect(outcome.name == "stepLimit", "\(outcome.reason)")
    #expect(loop.rig.commands.contains { command in abs(command[0].degrees - 2) < 1e-9 })
    #expect(loop.rig.commands.contains { command in abs(command[0].degrees + 2) < 1e-9 })
  }

  @Test func `a sweep of one reading looks at its one place`() throws {
    var loop = ControlLoop(
      rig: ScriptedRig<1>(errors: [1, nil]), rule: Stay<1>(), pacer: VirtualPacer(frameSeconds: 0.1),
      start: PerAxis(.zero), settings: settings(SpotSearch(hold: 0, sweep: 1, reach: .degrees(8), turns: 0.25)))
    #expect(try loop.run() == .spotLost(lostReadings: 2, everSeen: true))
    #expect(abs((loop.rig.commands.last?[0].degrees ?? 0) - 8) < 1e-9)
  }

  @Test func `with two axes the sweep is a spiral of that reach`() throws {
    var loop = ControlLoop(
      rig: ScriptedRig<2>([.error(PerAxis(repeating: .centimeters(1))), .spotLost]), rule: Stay<2>(),
      pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(repeating: .zero), settings: settings(search))
    _ = try loop.run()
    let radii = loop.rig.commands.dropFirst(5).map { command in
      (command[0].degrees * command[0].degrees + command[1].degrees * command[1].degrees).squareRoot()
    }
    #expect(radii.count == 40)
    // Three turns: the radius grows over the first two and stays for the last.
    for (index, radius) in radii.enumerated() {
      #expect(abs(radius - min(10, 10 * Double(index + 1) / 40 * 3 / 2)) < 1e-9)
    }
  }
}
