import Foundation
import RigCore
import RigTestSupport
import RigTheory
import Testing

/// The exit code that the comment of each scenario promises: 0 for one that settles, 3 for one that runs away, 4 for
/// one that is meant to go on to its last step.
let scenarioStatuses: [String: Int32] = [
  "article": 0, "beam-walk": 0, "below-target": 0, "dead-time": 3, "drifting-target": 4, "hobby-servo": 0,
  "lost-spot": 0, "noisy": 0,
  "pan-tilt": 0, "power-meter": 0, "raspberry-pi": 0, "reversed-servo": 0, "too-large": 3, "too-small": 0,
  "two-errors": 0,
  "unknown-distance": 0,
]

/// What the program warns of, beside the report, where a scenario is meant to make it warn.
let scenarioWarnings = [
  "reversed-servo":
    "laserrig: warning: the laser turns the wrong way: followed with the sense reversed; rig.servo.reversed: false "
    + "would mend it\n"
]

/// One word turns the scenario of a real rig into a simulated one; the others are simulated already.
func simulated(_ name: String) -> [String] { name == "raspberry-pi" ? ["--set=rig.kind=singleAxis"] : [] }

/// The scenarios whose rigs have several axes.
let axesOfScenarios = ["beam-walk": 4, "pan-tilt": 2, "two-errors": 2]

@Suite struct ScenarioRunTests {
  private static let outcomes: [Int32: String] = [0: "converged", 3: "diverged", 4: "stepLimit"]

  @Test func `every file is run here`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Program.package + "/Config")
    // Beside them stands a folder of job scripts.
    #expect(files.filter { $0 != "slurm" }.sorted() == scenarioStatuses.keys.map { name in name + ".yaml" }.sorted())
  }

  @Test func `the comment on noisy readings tells the windows by which they settle`() throws {
    let file = try String(contentsOfFile: Program.package + "/Config/noisy.yaml", encoding: .utf8)
    let comment = file.split { character in character == "\n" || character == "#" }
      .map { line in line.trimmingCharacters(in: .whitespaces) }.filter { line in !line.isEmpty }
      .joined(separator: " ")
    let words =
      /that takes ([0-9]+) readings, or ([0-9]+) if the dot moves too far in those, or ([0-9]+), or seldom ([0-9]+)\./
    let told = try #require(comment.firstMatch(of: words), "\(comment)")
    var seen: [String: Int] = [:]
    for seed in 0..<40 {
      let reason = try Report(
        Program.run("run", "noisy", "--seed", "\(seed)", "--format", "json", "--quiet").output
      ).reason
      let window = try #require(reason.firstMatch(of: /by the last ([0-9]+) readings/)?.1, "\(reason)")
      seen[String(window), default: 0] += 1
    }
    #expect(Set(seen.keys) == Set([told.1, told.2, told.3, told.4].map(String.init)), "\(seen)")
    #expect(seen[String(told.4), default: 0] <= 4 && seen[String(told.1), default: 0] >= 20, "\(seen)")
    // And at half of the tolerance.
    let half = try #require(comment.firstMatch(of: /no fewer than ([0-9]+) readings/)?.1)
    let short = try Program.run("run", "noisy", "--tolerance", "0.5", "--steps", "50", "--quiet")
    #expect(short.errors.contains("it takes \(half) readings to tell that the dot is within 0.5 cm"), "\(short)")
    for seed in 0..<5 {
      #expect(try Program.run("run", "noisy", "--tolerance", "0.5", "--seed", "\(seed)", "--quiet").status == 4)
    }
  }

  @Test func `the seed decides the lots that a rule draws`() throws {
    func run(_ arguments: [String], seed: Int) throws -> String {
      // Nothing else is left to chance.
      let settings = ["--rule", "spsa", "--noise", "0", "--steps", "30", "--format", "csv", "--seed", String(seed)]
      let found = try Program.run(["run"] + arguments + settings)
      #expect(found.output.split(separator: "\n").count > 10, "\(found.errors)")
      return found.output
    }
    for arguments in [["--distance", "300", "--target", "100"], ["pan-tilt"]] {
      let first = try run(arguments, seed: 1)
      #expect(try run(arguments, seed: 1) == first)
      #expect(try (2...6).allSatisfy { seed in try run(arguments, seed: seed) != first })
    }
  }

  @Test(arguments: scenarioStatuses.keys.filter { name in axesOfScenarios[name] == nil }.sorted())
  func `it ends as it promises, with complete JSON`(name: String) throws {
    let expected = try #require(scenarioStatuses[name])
    let found = try Program.run(["run", name, "--seed", "1", "--format", "json"] + simulated(name))
    #expect(found.status == expected && found.errors == scenarioWarnings[name] ?? "")
    let report = try Report(found.output)
    #expect(report.schemaVersion == 1 && report.seed == 1 && !report.reason.isEmpty)
    #expect(report.outcome == Self.outcomes[expected])
    #expect(report.steps.map(\.index) == Array(0...report.stepCount))
    #expect(
      report.finalErrorCentimeters == report.steps.last { step in step.costSquareCentimeters != nil }?.errorCentimeters)
    #expect(report.finalCostSquareCentimeters == report.steps.last?.costSquareCentimeters)
    #expect(report.truth.distanceCentimeters > 0)
    for step in report.steps {
      // The gradient is twice the error, the cost its square; a step without a sighting has none of the three, and one
      // that does not know the side only the last.
      #expect(step.gradientCentimeters == step.errorCentimeters.map { error in 2 * error })
      if step.errorCentimeters != nil || name != "power-meter" {
        #expect(step.costSquareCentimeters == step.errorCentimeters.map { error in error * error })
      }
      #expect((-90...90).contains(step.angleDegrees))
      #expect(abs(step.timeSeconds - Double(step.index) / 10) < 1e-9)
    }
  }

  @Test(arguments: axesOfScenarios.keys.sorted())
  func `with several axes it ends as it promises, with a list for each figure of an axis`(name: String) throws {
    let axes = try #require(axesOfScenarios[name])
    let found = try Program.run("run", name, "--seed", "1", "--format", "json")
    #expect(found.status == scenarioStatuses[name] && found.errors == "")
    let root = try #require(try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [String: Any])
    let steps = try #require(root["steps"] as? [[String: Any]])
    #expect(steps.count == (root["stepCount"] as? Int ?? -1) + 1)
    for step in steps {
      let errors = try #require(step["errorCentimeters"] as? [Double])
      #expect(errors.count == axes && (step["angleDegrees"] as? [Double])?.count == axes)
      let gradients = try #require(step["gradientCentimeters"] as? [Double])
      #expect(gradients.count == axes)
      #expect(zip(gradients, errors).allSatisfy { pair in abs(pair.0 - 2 * pair.1) <= 1e-12 * pair.0.magnitude })
      let cost = try #require(step["costSquareCentimeters"] as? Double)
      #expect(abs(cost - errors.reduce(0) { sum, error in sum + error * error }) <= 1e-12 * cost)
    }
    let truth = try #require(root["truth"] as? [String: Any])
    let (target, dot) = (truth["targetCentimeters"] as? [Double], truth["dotCentimeters"] as? [Double])
    let error = try #require(truth["errorCentimeters"] as? [Double])
    #expect(target?.count == axes && dot?.count == axes && error.count == axes)
    // A sensor may be turned: the error is as long in its axes as in the wall's.
    let off = zip(dot ?? [], target ?? []).reduce(0) { sum, pair in sum + (pair.0 - pair.1) * (pair.0 - pair.1) }
    #expect(abs(off - error.reduce(0) { sum, error in sum + error * error }) <= 1e-9)
    let rows = try #require(truth["jacobianCentimeters"] as? [[Double]])
    #expect(rows.map(\.count) == Array(repeating: axes, count: axes))
    #expect(try #require(truth["conditionNumber"] as? Double) >= 1 - 1e-9)
    #expect((truth["distanceCentimeters"] is NSNull) == (axes == 4))
  }

  @Test func `two errors that cancel, step by step, and a cost that does not`() throws {
    let found = try Program.run("run", "two-errors", "--format", "csv")
    let rows = found.lines.dropFirst().map { line in line.split(separator: ",").map { field in Double(field) ?? .nan } }
    for (step, row) in rows.enumerated() {
      let (tilt, pan, cost) = (row[4], row[5], row[8])
      #expect(abs(tilt + pan) < 3e-3 && abs(cost / (18 * pow(0.64, Double(step))) - 1) < 1e-2)
    }
    #expect(rows.count > 20)
    let right = try Program.run("run", "two-errors", "--set", "rig.startAcross=3", "--format", "csv").lines[1]
    #expect(right.split(separator: ",")[4...5].compactMap { field in Double(field)?.rounded() } == [3, 3])
  }

  @Test func `every key of the JSON is there, null or not`() throws {
    let found = try Program.run("run", "lost-spot", "--format", "json")
    let root = try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [String: Any]
    let keys = [
      "schemaVersion", "scenario", "seed", "steps", "stepCount", "outcome", "reason", "initialErrorCentimeters",
      "finalErrorCentimeters", "missedFrames", "truth",
    ]
    #expect(Set(keys).isSubset(of: Set((root ?? [:]).keys)))
    let steps = try #require(root?["steps"] as? [[String: Any]])
    let lost = steps.filter { step in step["errorCentimeters"] is NSNull }
    #expect(!lost.isEmpty && lost.count < steps.count)
    for step in steps {
      for key in [
        "index", "timeSeconds", "angleDegrees", "errorCentimeters", "gradientCentimeters", "costSquareCentimeters",
      ] {
        #expect(step[key] != nil, "\(key)")
      }
    }
    #expect(
      lost.allSatisfy { step in step["gradientCentimeters"] is NSNull && step["costSquareCentimeters"] is NSNull })
  }

  @Test(arguments: ["hobby-servo", "lost-spot", "noisy", "unknown-distance"])
  func `a seed gives the same bytes, another one others`(name: String) throws {
    for format in ["table", "json", "csv"] {
      func bytes(_ seed: String) throws -> String {
        try Program.run("run", name, "--seed", seed, "--format", format).output
      }
      let first = try bytes("7")
      #expect(first.count > 500)
      #expect(try bytes("7") == first)
      #expect(try bytes("8").replacing("seed 8", with: "seed 7").replacing("\"seed\": 8", with: "\"seed\": 7") != first)
    }
  }

  @Test func `without a seed one is drawn, shown, and good for the same run again`() throws {
    let first = try Report(try Program.run("run", "noisy", "--format", "json").output)
    let again = try Report(
      try Program.run("run", "noisy", "--format", "json", "--seed", String(first.seed)).output)
    #expect(again.steps.map(\.errorCentimeters) == first.steps.map(\.errorCentimeters))
    let other = try Report(try Program.run("run", "noisy", "--format", "json").output)
    #expect(other.seed != first.seed)
  }

  @Test func `a name, a file name and a path are the same scenario`() throws {
    let byName = try Program.run("run", "article", "--seed", "1")
    for name in ["article.yaml", "Config/article.yaml"] {
      #expect(try Program.run("run", name, "--seed", "1").output == byName.output)
    }
    #expect(try Program.run("article", "--seed", "1").output == byName.output)
  }

  @Test func `without a scenario a first look, with its picture`() throws {
    let folder = try TemporaryFolder()
    let found = try Program.run("--seed", "1", in: folder.path)
    #expect([0, 4].contains(found.status) && found.errors == "")
    #expect(found.output.contains("\nPicture: descent.svg\n"))
    #expect(try folder.files == ["descent.svg"])
  }

  @Test func `a spot that stays lost`() throws {
    let found = try Program.run(
      "run", "lost-spot", "--seed", "1", "--set", "loop.search.reach=0.1", "--format", "json")
    #expect(found.status == 5)
    #expect(try Report(found.output).outcome == "spotLost")
  }

  @Test func `a scenario that was shown can be run`() throws {
    for name in scenarioStatuses.keys.sorted() {
      let shown = try Program.run("config", "--show", name)
      let folder = try TemporaryFolder(files: ["\(name).yaml": shown.output])
      let found = try Program.run(
        ["run", "\(name).yaml", "--seed", "1", "--format", "csv"] + simulated(name), in: folder.path)
      #expect(found.errors == scenarioWarnings[name] ?? "")
      #expect(
        found.output == (try Program.run(["run", name, "--seed", "1", "--format", "csv"] + simulated(name)).output),
        "\(name)")
    }
  }
}
