import Foundation
import RigTestSupport
import Testing

/// `laserrig compare`, as its users meet it.
@Suite struct CompareTests {
  /// The JSON of a comparison, with every key that is promised.
  private struct Results: Decodable {
    struct Figures: Decodable {
      let settledShare: Double
      let settledShareLower: Double
      let settledShareUpper: Double
      let medianReadings: Int?
      let percentile95Readings: Int?
      let medianTurnedDegrees: Double
      let finalErrorCentimeters: Double?
      let largestOvershootCentimeters: Double
      let firstMoveOvershootShare: Double
    }

    struct Rule: Decodable {
      let name: String
      let rule: String
      /// Nil of a rule that has none, as is the distance.
      let learningRate: Double?
      let assumedDistanceCentimeters: Double?
    }

    struct Level: Decodable {
      let noiseCentimeters: Double
      let toleranceCentimeters: Double
      let rules: [Rule]
      let bound: Figures?
    }

    let schemaVersion: Int
    let scenario: String
    let seed: UInt64
    let rigs: Int
    let rigsInReach: Int
    let readings: Int
    let search: String?
    let noises: [Level]
    let boundIsForEveryRule: Bool
    let stopped: Bool
  }

  private func results(_ output: String) throws -> Results {
    try JSONDecoder().decode(Results.self, from: Data(output.utf8))
  }

  private static let small = ["compare", "--rigs", "20", "--seed", "7"]

  private func compare(_ arguments: String...) throws -> FinishedProgram { try compare(arguments) }

  @discardableResult
  private func compare(_ arguments: [String]) throws -> FinishedProgram {
    let found = try Program.run(Self.small + arguments)
    #expect(found.status == 0 && found.errors == "", "\(arguments): \(found.errors)")
    return found
  }

  /// The parts of `text` before the first `mark`, and from there on.
  private func parted(_ text: String, before mark: String) throws -> (String, String) {
    let place = try #require(text.firstRange(of: mark)).lowerBound
    return (String(text[..<place]), String(text[place...]))
  }

  @Test func `a small comparison in every form`() throws {
    // The last finding tells of the best rule of each family: a new rule may be better.
    let (table, best) = try parted(compare().output, before: "\n  With noise of")
    #expect(best.contains("under the best fixed\n  rate"))
    try Golden.expect(table, "compare-table", listsRules: true)
    let rules = "gradientDescent,recursiveLeastSquares,extremumSeeking"
    try Golden.expect(try compare("--rules", rules).output, "compare-findings")
    try Golden.expect(
      try compare("--noise", "0.5", "--tolerance", "tight", "--format", "json").output, "compare-json", listsRules: true
    )
    try Golden.expect(
      try compare("--noise", "0.1,2", "--tolerance", "3", "--format", "csv").output, "compare-csv", listsRules: true)
    try Golden.expect(try Program.run("compare", "--help").output, "help-compare")
  }

  @Test func `of a reversed servo the legend says why fixed rates fail`() throws {
    let line = "    reversed     fixed rates run away: no sign check here, unlike in a run\n"
    let arguments = ["--rules", "gradientDescent,secant", "--noise", "0", "--set", "rig.distance=300"]
    let reversed = try compare(arguments + ["--set", "rig.servo.reversed=true"])
    #expect(reversed.output.contains(line) && reversed.lines.allSatisfy { line in line.count <= 80 })
    #expect(reversed.output.contains("gradientDescent             0.0 %"))
    #expect(try !compare(arguments).output.contains("reversed"))
  }

  @Test func `the table fits a terminal of 80 columns`() throws {
    #expect(try compare().lines.allSatisfy { line in line.count <= 80 })
    #expect(try Program.run("compare", "--help").lines.allSatisfy { line in line.count <= 80 })
  }

  @Test func `the figures stay in their columns, however small they are`() throws {
    let table = try compare("--rules", "secant,momentum", "--noise", "5e-5,1e-6,0.5").output
    #expect(table.contains(#/ 0\.0000[0-9]{3} /#))
    let passages = table.split(separator: "\n\n").filter { passage in passage.contains("error cm") }
    #expect(passages.count == 3)
    for passage in passages {
      let lines = passage.split(separator: "\n").dropFirst()
      #expect(lines.count == 4 && Set(lines.map(\.count)).count == 1, "\(passage)")
    }
  }

  @Test func `with lost readings the output says whether the rules search for the dot`() throws {
    let lossy = ["--rules", "secant", "--noise", "0.1", "--set", "rig.sensor.dropouts=0.5", "--readings", "50"]
    func words(_ arguments: [String]) throws -> String {
      try compare(lossy + arguments).output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    #expect(
      try words([]).contains(
        "The search for a lost dot is used: after 3 lost readings in a row a trial turns away to search; --set "
          + "loop.search.hold=50 has it hold still instead."))
    let still = ["--set", "loop.search.hold=50"]
    #expect(
      try words(still).contains(
        "The search for a lost dot is off: a trial holds still while readings are lost (loop.search.hold=50)."))
    #expect(try results(compare(lossy + ["--format", "json"]).output).search == "used")
    #expect(try results(compare(lossy + still + ["--format", "json"]).output).search == "off")
    let plain = try compare("--rules", "secant", "--noise", "0.1")
    #expect(!plain.output.contains("search"))
    #expect(try results(compare("--rules", "secant", "--noise", "0.1", "--format", "json").output).search == nil)
  }

  @Test func `a key that needs noise may be set where the comparison brings the noise`() throws {
    let correlated = ["--rules", "secant", "--set", "rig.sensor.noiseCorrelation=0.5"]
    try compare(correlated)
    try compare(["article"] + correlated + ["--noise", "0.1"])
    let refused = try Program.run(Self.small + ["article"] + correlated)
    #expect(refused.status == 64 && refused.errors.contains("does nothing alone; set rig.sensor.noise too"))
  }

  @Test func `the same seed prints the same bytes, whatever the threads`() throws {
    let found = try compare("--noise", "0.5", "--threads", "1").output
    for threads in ["2", "3", "8"] {
      #expect(try compare("--noise", "0.5", "--threads", threads).output == found)
    }
    let fresh = try Program.run("compare", "--rigs", "2", "--noise", "1", "--readings", "2", "--format", "json")
    let seed = try results(fresh.output).seed
    let again = try Program.run(
      "compare", "--rigs", "2", "--noise", "1", "--readings", "2", "--format", "json", "--seed", String(seed))
    #expect(again.output == fresh.output)
  }

  @Test func `a scenario brings its rig, its noise and its rule's parameters`() throws {
    let folder = try TemporaryFolder(files: [
      "rig.yaml": """
      rig: {distance: 300, target: 100, sensor: {noise: 0.25, deadTime: 1}}
      controller: {rule: momentum, momentum: 0.25, learningRate: 0.1}
      """
    ])
    let path = folder.path + "/rig.yaml"
    let found = try results(try compare(path, "--format", "json").output)
    #expect(found.scenario == path && found.rigsInReach == 20 && !found.boundIsForEveryRule && !found.stopped)
    #expect(found.noises.map(\.noiseCentimeters) == [0.25] && found.noises[0].toleranceCentimeters == 0.75)
    // The wall is known, so that there is but one gradient descent to compare with.
    let descents = found.noises[0].rules.filter { rule in rule.rule == "gradientDescent" }
    #expect(descents.map(\.learningRate) == [0.1, 0.5])
    #expect(descents.allSatisfy { rule in rule.assumedDistanceCentimeters == 300 })
    #expect(descents.map(\.name) == ["gradientDescent", "gradientDescent α 0.5"])
    let table = try compare(path).output
    #expect(table.contains("\ndistance known") && !table.contains("bound:"))
  }

  @Test func `any key can be set, and parameters of any rule`() throws {
    let found = try compare(
      "--rules", "momentum,gradientDescent", "--set", "controller.momentum=0.9", "--set", "rig.sensor.noise=1",
      "--set", "rig.distance=200", "--format", "json")
    let level = try #require(try results(found.output).noises.first)
    #expect(level.noiseCentimeters == 1 && level.rules.map(\.name) == ["momentum", "gradientDescent"])
    let other = try compare(
      "--rules", "momentum,gradientDescent", "--set", "controller.momentum=0.1", "--set", "rig.sensor.noise=1",
      "--set", "rig.distance=200", "--format", "json")
    #expect(other.output != found.output)
  }

  @Test func `the bound comes last and is better than any rule`() throws {
    let found = try results(try compare("--format", "json").output)
    #expect(found.noises.map(\.noiseCentimeters) == [0, 0.1, 0.5, 2])
    #expect(found.noises.map(\.toleranceCentimeters) == [0.1, 0.1 * 3, 1.5, 6])
    for level in found.noises {
      let bound = try #require(level.bound)
      #expect(bound.settledShare == 1 && bound.settledShareLower < 1 && bound.settledShareUpper == 1)
      #expect((bound.medianReadings ?? 9) <= 2)
    }
  }

  @Test func `a terminal gets colour and progress, a pipe neither`() throws {
    let environment = ["TERM": "xterm-256color", "LANG": "C.UTF-8"]
    let seen = try PseudoTerminal.run(Self.small + ["--noise", "0"], environment: environment, sitsThere: true)
    #expect(seen.status == 0)
    #expect(seen.output.contains("\u{1B}[32m"))
    #expect(seen.output.contains(/\r\u{1B}\[K1 of [0-9]+: noise 0 cm: gradientDescent/))
    let plain = try PseudoTerminal.run(
      Self.small + ["--noise", "0"], environment: environment.merging(["NO_COLOR": "1"]) { _, asked in asked })
    #expect(!plain.output.contains("\u{1B}"))
    let piped = try Program.run(Self.small + ["--noise", "0"], environment: environment)
    #expect(piped.errors == "" && !piped.output.contains("\u{1B}"))
    #expect(plain.output.replacing("\r\n", with: "\n") == piped.output)
  }

  @Test func `the picture is a complete SVG, by the same bytes each time`() throws {
    let folder = try TemporaryFolder()
    for name in ["a.svg", "b.svg"] {
      let found = try compare("--plot", folder.path + "/" + name)
      #expect(found.output.hasSuffix("\nPicture: \(folder.path)/\(name)\n"))
    }
    let markup = try folder.text(of: "a.svg")
    #expect(markup == (try folder.text(of: "b.svg")))
    for words in ["<svg", "gradientDescent D₀ 224", "broyden", "bound: distance known", "noise 0.5 cm", "</svg>"] {
      #expect(markup.contains(words), "\(words)")
    }
    // A table that is drawn is the same table.
    let drawn = try compare("--plot", folder.path + "/c.svg", "--format", "csv")
    #expect(drawn.output == (try compare("--plot", "none", "--format", "csv").output))
    #expect(try folder.files == ["a.svg", "b.svg", "c.svg"])
  }

  @Test func `a picture that cannot be written`() throws {
    let found = try Program.run(Self.small + ["--plot", "no/folder/a.svg"])
    #expect(found.status == 74 && found.output == "")
    #expect(found.errors == "laserrig: no/folder/a.svg: cannot be written: there is no folder no/folder\n")
  }

  @Test func `a sensor that tells only the cost is for the rules that need no more`() throws {
    let cost = ["--set", "rig.sensor.reports=cost", "--set", "controller.rule=spsa"]
    let found = try Program.run(Self.small + cost + ["--noise", "0", "--format", "json"])
    let level = try #require(try results(found.output).noises.first)
    #expect(level.rules.map(\.name) == ["extremumSeeking", "spsa"] && level.bound == nil)
    #expect(try results(found.output).stopped == false)
    let refused = try Program.run(Self.small + cost + ["--rules", "spsa,momentum"])
    #expect(refused.status == 64 && refused.output == "")
    #expect(
      refused.errors == """
        laserrig: --rules: momentum needs to know the side, but rig.sensor.reports is cost; of that can make use \
        extremumSeeking and spsa

        """)
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func `a signal ends it cleanly with what is finished`(signal: Int32, status: Int32) throws {
    // One noise is finished at once, the other would take minutes.
    let program = try RunningProgram([
      "compare", "--rigs", "3000", "--readings", "2000", "--seed", "1", "--format", "json", "--rules",
      "momentum,nesterov",
    ])
    #expect(program.wait(for: "\"noises\": ["))
    program.signal(signal)
    let found = try program.finish()
    #expect(found.status == status && found.errors == "")
    let results = try results(found.output)
    #expect(results.stopped && results.noises.count < 4)
    #expect(results.noises.last?.bound == nil)
  }

  @Test func `a reader that leaves early is no error`() throws {
    #expect(try Program.shell("$0 compare --rigs 5 --seed 1 | head -n 1 >/dev/null; exit ${PIPESTATUS[0]}").status == 0)
  }

  @Test func `bad input`() throws {
    try BadInput.expect(
      [
        BadInput("compare", "--rigs", "0", hints: "--rigs", "between 1 and 1000000"),
        BadInput("compare", "--rigs", "many", hints: "whole number", "many"),
        BadInput("compare", "--rigs", "1000001", hints: "between 1 and 1000000"),
        BadInput("compare", "--readings", "1", hints: "--readings", "between 2 and 100000"),
        BadInput("compare", "--threads", "0", hints: "--threads", "between 1 and 1024"),
        BadInput("compare", "--noise", "0.1,x", hints: "--noise", "number in cm", "'x'"),
        BadInput("compare", "--noise", "0.1,", hints: "number in cm", "''"),
        BadInput("compare", "--noise", "-1", hints: "0 or between 1e-09 and", "-1"),
        BadInput("compare", "--noise", "nan", hints: "finite"),
        BadInput("compare", "--noise", "0.5,1,0.50", hints: "0.5", "twice"),
        BadInput("compare", "--noise", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17", hints: "at most 16"),
        BadInput("compare", "--rules", "momentm", hints: "did you mean momentum"),
        BadInput("compare", "--rules", "momentum,", hints: "''", "choose gradientDescent"),
        BadInput("compare", "--rules", "momentum,momentum", hints: "momentum", "twice"),
        BadInput("compare", "--tolerance", "losse", hints: "loose, tight", "losse"),
        BadInput("compare", "--tolerance", "0", hints: "between 1e-09 and"),
        BadInput("compare", "--tolerance", "inf", hints: "finite"),
        BadInput("compare", "--format", "jsn", hints: "did you mean json"),
        BadInput("compare", "--seed", "x", hints: "--seed", "whole number"),
        BadInput("compare", "--set", "rig.sensor.dropuots=0.1", hints: "rig.sensor.dropouts"),
        BadInput(
          "compare", "--rules", "kalman,secant", "--set", "controller.momentum=0.5",
          hints: "only momentum and nesterov use it", "the rules are kalman and secant", "add momentum to --rules"),
        BadInput(
          "compare", "--rules", "kalman", "--set", "controller.decayPower=1", hints: "the only rule is kalman"),
        BadInput("compare", "--set", "seed=1", "--seed", "2", hints: "once"),
        BadInput("compare", "--steps", "5", hints: "--steps"),
        BadInput("compare", "raspberry-pi", hints: "real rig", "rig.kind=singleAxis"),
        BadInput("compare", "pan-tilt", hints: "panTilt", "one axis", "rig.kind=singleAxis"),
        BadInput("compare", "--set", "rig.distance=10", "--set", "rig.target=90", hints: "reach", "rig.target"),
      ], status: 64, in: try TemporaryFolder(), golden: "errors-compare")
    try BadInput.expect(
      [
        BadInput("compare", "noisi", hints: "did you mean noisy"),
        BadInput("compare", "high.yaml", hints: "reach", "rig.target"),
        BadInput("compare", "bad.yaml", hints: "bad.yaml:1:", "rig.distance"),
      ], status: 78,
      in: try TemporaryFolder(files: [
        "high.yaml": "rig: {distance: 10, target: 1000}", "bad.yaml": "rig: {distance: far}",
      ]), golden: "errors-compare-files")
  }
}
