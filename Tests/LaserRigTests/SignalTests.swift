import Foundation
import RigReports
import RigScenario
import RigTestSupport
import Testing

@testable import laserrig

/// A run in real time that would take twenty seconds, stopped by signals. All it could write in that time fits a
/// buffer, so it also shows that each step is handed out at once.
@Suite struct SignalTests {
  private func start(_ format: String, frameRate: String = "10", _ more: String...) throws -> RunningProgram {
    try RunningProgram(
      [
        "run", "article", "--real-time", "--set", "loop.frameRate=\(frameRate)", "--learning-rate", "1e-9", "--steps",
        "200", "--format", format,
      ] + more)
  }

  @Test(arguments: [
    (SIGINT, Int32(130), "stopped by Ctrl-C"), (SIGTERM, 143, "stopped by a signal"),
    (SIGHUP, 143, "stopped by a signal"),
  ])
  func `the JSON is complete`(signal: Int32, status: Int32, reason: String) throws {
    let program = try start("json")
    #expect(program.wait(for: "\"index\": 1,"))
    program.signal(signal)
    let found = try program.finish()
    #expect(found.status == status)
    #expect(found.errors == "")
    let report = try Report(found.output)
    #expect(report.outcome == "stopped" && report.reason == reason)
    #expect(report.steps.count >= 2 && report.steps.count <= 200)
    #expect(report.steps.map(\.index) == Array(0..<report.steps.count))
    #expect(report.stepCount == report.steps.count || report.stepCount == report.steps.count - 1)
    #expect(report.finalErrorCentimeters == report.steps.last?.errorCentimeters)
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func `the table has its results`(signal: Int32, status: Int32) throws {
    let program = try start("table")
    #expect(program.wait(for: "+3.0000"))
    program.signal(signal)
    let found = try program.finish()
    #expect(found.status == status)
    #expect(found.output.contains("Final results") && found.output.contains("stopped: stopped by"))
    #expect(found.output.contains("The truth"))
  }

  @Test func `the CSV ends with a whole line`() throws {
    let program = try start("csv")
    #expect(program.wait(for: "\n1,"))
    program.signal(SIGTERM)
    let found = try program.finish()
    #expect(found.status == 143 && found.output.hasSuffix("\n"))
    #expect(Set(found.lines.map { line in line.split(separator: ",").count }).count == 1)
  }

  @Test func `a long wait for the next frame is cut short`() throws {
    let program = try start("json", frameRate: "0.01")
    #expect(program.wait(for: "\"index\": 0,"))
    program.signal(SIGINT)
    let found = try program.finish()
    #expect(found.status == 130)
    #expect(try Report(found.output).steps.allSatisfy { step in step.timeSeconds < 100 })
  }

  @Test func `the picture is drawn of what there is`() throws {
    let folder = try TemporaryFolder()
    let program = try start("csv", "--plot", folder.path + "/a.svg")
    #expect(program.wait(for: "\n2,"))
    program.signal(SIGINT)
    #expect(try program.finish().status == 130)
    #expect(try folder.files == ["a.svg"])
    #expect(try folder.text(of: "a.svg").contains("stopped"))
  }

  /// With `nohup`, and in the background of a shell without job control.
  @Test(arguments: [(SIGHUP, SIGINT, Int32(130)), (SIGQUIT, SIGINT, Int32(130)), (SIGINT, SIGTERM, Int32(143))])
  func `what was ignored at the start stays ignored`(ignored: Int32, other: Int32, status: Int32) throws {
    let program = try RunningProgram(
      [
        "-c", "trap '' \(ignored); exec \"$0\" \"$@\"", Program.path, "run", "article", "--real-time",
        "--learning-rate", "1e-9", "--format", "json",
      ], tool: "/bin/bash")
    #expect(program.wait(for: "\"index\": 0,"))
    program.signal(ignored)
    #expect(program.wait(for: "\"index\": 2,"))
    program.signal(other)
    let found = try program.finish()
    #expect(found.status == status)
    #expect(try Report(found.output).outcome == "stopped")
  }

  @Test func `a real rig ends on every signal, whatever was ignored at the start`() {
    let all: Set<Int32> = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
    #expect(Signals.Work.simulated.ending(ignored: []) == [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
    #expect(Signals.Work.simulated.ending(ignored: [SIGHUP, SIGINT]) == [SIGTERM, SIGQUIT])
    #expect(Signals.Work.simulated.ending(ignored: all) == [])
    for work in Signals.Work.allCases where work != .simulated {
      #expect(all.isSubset(of: work.ending(ignored: all)))
    }
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))]) func `a sweep stops while it is set up`(
    signal: Int32, status: Int32
  ) throws {
    // Ten million cells, which nothing has told of when the first signal can be taken.
    let program = try RunningProgram([
      "sweep", "--x", "rig.target=0..1:100000", "--y", "rig.laserHeight=0..1:100", "--trials", "1", "--steps", "3",
      "--yes", "--quiet", "--seed", "1",
    ])
    program.waitUntilTaking(signal)
    program.signal(signal)
    let found = try program.finish()
    #expect(found.status == status, "\(found.errors)")
    #expect(found.errors.contains("sweep: stopped; 0 of 10000000 cells are finished"), "\(found.errors)")
  }

  @Test func `no cell is set up once a sweep is to stop`() throws {
    let axes = (
      try ScenarioAxis("rig.target=0..1:100", by: "--x"), try ScenarioAxis("rig.laserHeight=0..1:100", by: "--y")
    )
    let definition = SweepDefinition(scenario: Scenario(), x: axes.0, y: axes.1, trials: 1, isIndependent: false)
    let job = SweepJob(
      definition: definition, name: "sweep", shard: nil, threads: 1, format: .table, file: nil, expectation: .nothing,
      plot: nil, isQuiet: true)
    var asked = 0
    let numbers = job.numbers {
      asked += 1
      return asked > 7
    }
    #expect(numbers == Array(0..<7) && asked == 8)
  }

  @Test func `a run in virtual time stops as well`() throws {
    let program = try RunningProgram([
      "run", "article", "--learning-rate", "1e-9", "--steps", "10000000", "--format", "csv",
    ])
    #expect(program.wait(for: "\n1,"))
    program.signal(SIGTERM)
    #expect(try program.finish().status == 143)
  }
}
