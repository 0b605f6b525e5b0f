import Foundation
import RigCore
import RigScenario
import RigTestSupport
import Testing

@testable import RigReports
@testable import laserrig

/// What is reported of rigs that no scenario asks for: with more axes, with an unknown truth, with failures.
@Suite struct ReportTests {
  private var scenario: Scenario {
    var scenario = Scenario()
    scenario.title = "tilt and pan"
    scenario.rig.kind = .panTilt
    scenario.controller.rule = .gradientDescent
    scenario.controller.learningRate = 0.25
    scenario.loop.tolerance = 0.5
    scenario.loop.window = 2
    return scenario
  }

  /// Twice as far from the wall as the tilt thinks, and a little crosswise.
  private var crookedRig: OwnedRig<LinearRig<2>> {
    OwnedRig(
      LinearRig(
        matrix: [[600, 20], [-30, 300]], target: PerAxis { axis in .centimeters(axis == 0 ? 30 : -12) }))
  }

  private let facts = HardwareFacts(
    lines: [("pulses", "120 sent, 1 missed"), ("interlock", "closed")],
    members: [("pulses", JSON.array([JSON.object([("sent", "120"), ("missed", "1")])])), ("interlock", "true")])

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test(arguments: OutputFormat.allCases) func `two axes in every form`(format: OutputFormat) throws {
    var scenario = scenario
    scenario.output.format = format
    let run = try ReportedRun(crookedRig, scenario, hardware: facts, failing: Failure.init)
    #expect(run.status == .success)
    try Golden.expect(run.output, "two-axes-\(format.rawValue)")
  }

  @Test func `a terminal shows the error of every axis, and says which is which`() throws {
    let tilting = try ReportedRun(crookedRig, scenario, isTerminal: true, failing: Failure.init)
    #expect(tilting.output.contains("\n\n|error| (cm): o height, # across, * both, tolerance "))
    let single = try ReportedRun(ScriptedRig<1>(errors: [1, 0]), scenario, isTerminal: true) { _ in
      Failure(.inputOutput, "")
    }
    #expect(single.output.contains("step 0") && !single.output.contains(": o "))
  }

  @Test func `the JSON of two axes`() throws {
    var scenario = scenario
    scenario.output.format = .json
    let report = try json(ReportedRun(crookedRig, scenario, hardware: facts, failing: Failure.init).output)
    let steps = try #require(report["steps"] as? [[String: Any]])
    let errors = try steps.map { step in try #require(step["errorCentimeters"] as? [Double]) }
    #expect(errors.first == [-30, 12])
    #expect(steps.count > 3 && steps.allSatisfy { step in (step["angleDegrees"] as? [Double])?.count == 2 })
    for (step, error) in zip(steps, errors) {
      let gradient = try #require(step["gradientCentimeters"] as? [Double])
      #expect(
        gradient.count == 2 && zip(gradient, error).allSatisfy { gradient, error in abs(gradient - 2 * error) < 1e-9 })
      let cost = try #require(step["costSquareCentimeters"] as? Double)
      #expect(abs(cost - error[0] * error[0] - error[1] * error[1]) < 1e-9)
    }
    #expect(report["initialErrorCentimeters"] as? [Double] == errors.first)
    #expect(report["finalErrorCentimeters"] as? [Double] == errors.last)
    #expect(report["lastSeenErrorCentimeters"] as? [Double] == errors.last)
    #expect(report["truth"] is NSNull && report["seed"] is NSNull)
    #expect(report["greatestLatenessMilliseconds"] as? Double == 0)
    let hardware = try #require(report["hardware"] as? [String: Any])
    #expect((hardware["pulses"] as? [[String: Int]])?.first == ["sent": 120, "missed": 1])
  }

  @Test(arguments: [[0.0], [9, 0]])
  func `what a rule was told before it began is nothing that it learned`(errors: [Double]) throws {
    var scenario = scenario
    scenario.controller.rule = .secant
    scenario.loop.window = 1
    let run = try ReportedRun(ScriptedRig<1>(errors: errors), scenario) { _ in Failure(.inputOutput, "") }
    #expect(run.status == .success)
    #expect(run.output.contains("\n  learned ") == (errors.count > 1))
  }

  @Test func `a lost spot has no number on any axis`() throws {
    let seen = Reading<2>.error(PerAxis { axis in .centimeters(axis == 0 ? 4 : -3) })
    var scenario = scenario
    scenario.loop.steps = 2
    func output(_ format: OutputFormat) throws -> String {
      scenario.output.format = format
      let rig = ScriptedRig<2>([seen, .spotLost])
      return try ReportedRun(rig, scenario) { _ in Failure(.inputOutput, "") }.output
    }
    let report = try json(output(.json))
    let steps = try #require(report["steps"] as? [[String: Any]])
    for key in ["errorCentimeters", "gradientCentimeters", "costSquareCentimeters"] {
      #expect(steps.map { step in step[key] is NSNull } == [false, true, true], "\(key)")
    }
    #expect(report["finalErrorCentimeters"] is NSNull)
    #expect(report["lastSeenErrorCentimeters"] as? [Double] == [4, -3])

    let rows = try output(.csv).split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(rows.count == 4 && rows.allSatisfy { row in row.count == rows[0].count })
    for (name, value) in zip(rows[0], rows[2]) where name.contains("Centimeters") { #expect(value == "", "\(name)") }

    let table = try output(.table)
    #expect(table.contains("-             -             -  spot lost"))
    #expect(table.contains("out of sight, last seen at tilt +4.000000 cm, pan -3.000000 cm"))
  }

  @Test func `the columns of four axes are those of mirrors and detectors`() throws {
    var scenario = scenario
    scenario.rig.kind = .beamWalk
    scenario.output.format = .csv
    let matrix = (0..<4).map { row in (0..<4).map { column in row == column ? 300.0 : 0 } }
    let rig = LinearRig<4>(matrix: matrix, target: PerAxis(repeating: .centimeters(5)))
    let header = try ReportedRun(rig, scenario, failing: Failure.init).output.prefix { character in
      !character.isNewline
    }
    let columns = header.split(separator: ",")
    #expect(
      columns[2...9].map(String.init)
        == [
          "angleDegreesMirror1Tilt", "angleDegreesMirror1Pan", "angleDegreesMirror2Tilt", "angleDegreesMirror2Pan",
          "errorCentimetersNearHeight", "errorCentimetersNearAcross", "errorCentimetersFarHeight",
          "errorCentimetersFarAcross",
        ])
  }

  @Test(arguments: [(Failure.Kind.inputOutput, "failed"), (.safetyStop, "safetyStop")])
  func `a rig that fails leaves a whole report`(kind: Failure.Kind, outcome: String) throws {
    let folder = try TemporaryFolder()
    var scenario = scenario
    scenario.output.format = .json
    scenario.output.plot = folder.path + "/run.svg"
    var rig = ScriptedRig<2>([.error(PerAxis(repeating: .centimeters(8)))])
    rig.failingRead = 3
    let run = try ReportedRun(OwnedRig(rig), scenario, hardware: facts) { failure in
      Failure(kind, "pins.chip: rig: gone: \(failure)")
    }
    #expect(run.status == nil && run.failure?.kind == kind)
    #expect(run.failure?.message == "pins.chip: rig: gone: read(3)")
    let report = try json(run.output)
    #expect(report["outcome"] as? String == outcome)
    #expect(report["reason"] as? String == run.failure?.message)
    #expect((report["steps"] as? [Any])?.count == 3)
    #expect(report["finalErrorCentimeters"] as? [Double] == [8, 8])
    #expect(report["hardware"] != nil)
    #expect(try folder.text(of: "run.svg").contains("The dot on the sheet"))
  }

  @Test(arguments: OutputFormat.allCases) func `a rig that fails at once`(format: OutputFormat) throws {
    let folder = try TemporaryFolder()
    var scenario = scenario
    scenario.output.format = format
    scenario.output.plot = folder.path + "/run.svg"
    var rig = ScriptedRig<1>(errors: [1])
    rig.failingMove = 0
    let run = try ReportedRun(rig, scenario) { _ in Failure(.inputOutput, "the servo is gone") }
    #expect(run.failure?.status == .inputOutput)
    #expect(try folder.text(of: "run.svg").contains("failed: the servo is gone"))
    switch format {
    case .table: #expect(run.output.contains("\n  outcome         failed: the servo is gone\n"))
    case .csv: #expect(run.output.split(separator: "\n").count == 1)
    case .json:
      let report = try json(run.output)
      #expect(report["steps"] as? [Int] == [] && report["stepCount"] as? Int == 0)
      #expect(report["initialErrorCentimeters"] is NSNull)
    }
  }

  @Test func `the rig's failure goes before that of the output`() throws {
    var scenario = scenario
    scenario.output.plot = "/dev/full"
    var rig = ScriptedRig<1>(errors: [1])
    rig.failingRead = 1
    let failed = try ReportedRun(rig, scenario) { _ in Failure(.safetyStop, "interlock open") }
    #expect(failed.failure?.status == .safetyStop)
    let rested = try ReportedRun(ScriptedRig<1>(errors: [0]), scenario) { _ in Failure(.safetyStop, "") }
    #expect(rested.failure?.status == .inputOutput)
  }
}

/// A rig that can't be copied, as those of real pins can't.
struct OwnedRig<Inner: Rig>: Rig, ~Copyable {
  private var inner: Inner

  init(_ inner: Inner) {
    self.inner = inner
  }

  var travel: Travel<Inner.Angles> { inner.travel }

  mutating func move(to angles: Inner.Angles) throws(Inner.Failure) {
    try inner.move(to: angles)
  }

  mutating func read() throws(Inner.Failure) -> Inner.Output {
    try inner.read()
  }
}

@Suite struct LearnedDistanceTests {
  private let names = [
    "estimatedDistanceCentimeters", "distanceStandardErrorCentimeters", "gainPerCentimeter", "deadTimeSteps",
  ]

  private func text(_ distance: Double, _ error: Double, deadTime: Double = 0) -> String? {
    LearnedDistance(RuleTerms(distance, error, 0, deadTime), names: names)?.text(axes: 1)
  }

  @Test func `a distance with an error of up to a third of it is told`() {
    #expect(text(150, 5.4) == "the wall is 150.0 ± 5.4 cm away")
    #expect(text(300, 99) == "the wall is 300 ± 99 cm away")
    #expect(
      text(-300, 9, deadTime: 1)
        == "the wall is 300.0 ± 9.0 cm away, and the laser turns the wrong way, and the readings are 1 step old")
  }

  @Test func `one that could as well be another is not`() {
    #expect(text(300, 101) == "nothing about the distance yet: 300 ± 101 cm cannot be told from none")
    #expect(text(-317, 276) == "nothing about the distance yet: -317 ± 276 cm cannot be told from none")
    #expect(text(0, 1e-3) == "nothing about the distance yet: 0.0000 ± 0.0010 cm cannot be told from none")
  }

  @Test(arguments: [(Double.nan, 1.0), (300, .nan), (300, .infinity), (.infinity, .infinity)])
  func `a figure that is no number says nothing`(distance: Double, error: Double) {
    #expect(text(distance, error, deadTime: .nan)?.hasPrefix("nothing about the distance yet") == true)
  }

  /// What a report makes of a step with one axis whose rule shows `figures`.
  private func written(_ figures: RuleTerms, names: [String], in format: OutputFormat) throws -> String {
    let folder = try TemporaryFolder(files: ["output": ""])
    let file = try FileHandle(forWritingTo: URL(filePath: folder.path + "/output"))
    defer { try? file.close() }
    let output = StandardOutput(Descriptor(number: file.fileDescriptor))
    let report: any RunReport = format == .csv ? CSVReport(output) : JSONReport(output, isQuiet: false)
    report.begin(RunHeader(scenario: Scenario(), name: "rig.yaml", seed: nil, axes: 1, termNames: names))
    report.add(
      StepRecord(
        Step<1>(
          index: 0, timeSeconds: 0, angles: PerAxis(.zero), isRailed: false, isSearching: false,
          reading: .error(PerAxis(.centimeters(1))), terms: figures)))
    try output.close()
    return try folder.text(of: "output")
  }

  @Test func `a figure that is no number leaves its field empty`() throws {
    let figures = RuleTerms(.nan, .infinity, 0.5, -.infinity)
    let csv = try written(figures, names: names, in: .csv)
    #expect(csv.hasSuffix(",false,false,false,,,0.5,\n"), "\(csv)")
    let json = try written(figures, names: names, in: .json)
    #expect(json.contains(#""estimatedDistanceCentimeters": null"#) && json.contains(#""deadTimeSteps": null"#))
    #expect(json.contains(#""gainPerCentimeter": 0.5"#))
  }
}
