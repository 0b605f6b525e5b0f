import Foundation
import RigCore
import RigScenario
import RigTestSupport

@testable import RigReports
@testable import laserrig

/// A run of a rig that no scenario asks for, and all that the program has to say about it.
struct ReportedRun {
  let output: String
  /// The exit code of a run that its loop ended.
  let status: laserrig.ExitStatus?
  /// What the program would end with instead.
  let failure: Failure?

  /// Runs `rig` as if it were hardware that says `hardware` of itself at the end.
  init<let axes: Int, Plant: Rig & ~Copyable>(
    _ rig: consuming Plant, _ scenario: Scenario, hardware: HardwareFacts? = nil, isTerminal: Bool = false,
    failing: (Plant.Failure) -> Failure
  ) throws where Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes> {
    let folder = try TemporaryFolder(files: ["output": ""])
    let file = try FileHandle(forWritingTo: URL(filePath: folder.path + "/output"))
    defer { try? file.close() }
    let terminal = Terminal(isTerminal: isTerminal, columns: 80, hasColor: false, hasUnicode: true)
    let reporter = RunReporter(
      scenario, name: "two-axes.yaml", terminal: terminal,
      output: StandardOutput(Descriptor(number: file.fileDescriptor)))
    let rule: any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>> = scenario.rule()
    var result = Self.run(rig, rule, reporter, scenario, failing)
    result.hardware = hardware
    do throws(Failure) {
      status = try reporter.end(result)
      failure = nil
    } catch {
      status = nil
      failure = error
    }
    output = try folder.text(of: "output")
  }

  private static func run<let axes: Int, Plant: Rig & ~Copyable, Rule: UpdateRule>(
    _ rig: consuming Plant, _ rule: Rule, _ reporter: RunReporter, _ scenario: Scenario,
    _ failing: (Plant.Failure) -> Failure
  ) -> RunResult
  where
    Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes>,
    Rule.Command == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length>
  {
    reporter.begin(axes: axes, termNames: rule.termNames, seed: nil, isRealTime: true)
    var loop = ControlLoop(
      rig: rig, rule: rule,
      pacer: RealTimePacer(frameSeconds: 1 / scenario.loop.frameRate, clock: ManualClock()),
      start: PerAxis(repeating: .zero), settings: scenario.loopSettings)
    var result = reporter.follow(&loop, failure: failing)
    result.punctuality = Punctuality(loop.pacer)
    return result
  }
}
