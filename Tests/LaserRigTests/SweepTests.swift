import Foundation
import RigCore
import RigScenario
import RigTestSupport
import Testing

@testable import RigReports
@testable import laserrig

/// `laserrig sweep`, as its users meet it.
@Suite struct SweepTests {
  /// The general loop alone, so that no processor's way of rounding shows.
  private static let general = [
    "sweep", "--seed", "1", "--trials", "20", "--steps", "40", "--rule", "nesterov", "--x",
    "controller.learningRate=0.2,0.7", "--y", "rig.sensor.noise=0.1,0.5",
  ]

  /// What another processor, or the time of day, may change.
  private func steady(_ output: String) -> String {
    output.replacing(#/steps in .*/#, with: "steps in {time}")
      .replacing(#/(hash"?:? +"?)[0-9a-f]{16}/#) { match in "\(match.output.1){hash}" }
      .replacing(#/(,general,)[0-9a-f]{8}/#) { match in "\(match.output.1){checksum}" }
      .replacing(#/(arithmetic"?: "?)(separate|fused)/#) { match in "\(match.output.1){arithmetic}" }
      .replacing(#/(mathematics"?: "?)[0-9a-f]{8}/#) { match in "\(match.output.1){mathematics}" }
      .replacing(#/(processor"?: "?)[a-z0-9_]+/#) { match in "\(match.output.1){processor}" }
  }

  @Test func `a small map in every form`() throws {
    for form in ["table", "csv", "json"] {
      let found = try Program.run((form == "table" ? SmallMap.arguments : Self.general) + ["--format", form])
      #expect(found.status == 0 && found.errors == "")
      try Golden.expect(steady(found.output), "sweep-\(form)")
    }
    try Golden.expect(try Program.run("sweep", "--help").output, "help-sweep")
    try Golden.expect(try Program.run("merge", "--help").output, "help-merge")
  }

  @Test func `everything fits a terminal of 80 columns`() throws {
    let wide = SmallMap.arguments + ["--set", "loop.frameRate=5"]
    for arguments in [wide, ["sweep", "--help"], ["merge", "--help"]] {
      #expect(try Program.run(arguments).lines.allSatisfy { line in line.count <= 80 }, "\(arguments)")
    }
    let narrow = try PseudoTerminal.run(
      ["sweep", "--seed", "1", "--trials", "2", "--steps", "4", "--y", "rig.sensor.noise=0..1:50"], columns: 40,
      environment: ["NO_COLOR": "1"])
    let map = narrow.output.split(separator: "\r\n").filter { line in line.contains("|") }
    #expect(map.count == 32 && map.allSatisfy { line in line.count <= 40 })
    let words = narrow.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("of 64 columns and 32 of 50 rows shown"))
    #expect(narrow.output.split(separator: "\r\n").allSatisfy { line in line.count <= 40 }, "\(narrow.output)")
  }

  @Test func `numbers that are close are told apart`() throws {
    let found = try Program.run(
      ["sweep", "--seed", "1", "--trials", "20", "--steps", "60"] + [
        "--x", "controller.learningRate=0.9999999..1.0000001:64", "--y", "rig.sensor.noise=0.3..0.30000001:6",
      ])
    let rows = found.lines.filter { line in line.contains(" |") }.map { line in line.prefix { sign in sign != "|" } }
    #expect(rows.count == 6 && Set(rows).count == 6 && rows[0] == " 0.30000001 ")
    #expect(found.output.contains(" 0.9999999 0.9999") && found.output.contains("  1.0000001\n"))
    let wild = try Program.run(
      ["sweep", "--seed", "1", "--trials", "2", "--steps", "400", "--x", "controller.learningRate=1.1,1.10001,1.10002"]
        + ["--y", "rig.sensor.noise=0.1"])
    #expect(wild.output.contains("diverges  in 3 of 3 cells: learningRate 1.1 to 1.10002\n"))
    #expect(wild.output.contains("\n     1.1 to 1.10002\n") && wild.output.contains(" g  2.2 to 2.20004\n"))
  }

  @Test func `where nothing settles nothing is best`() throws {
    let axes = ["--x", "controller.learningRate=0.4,0.5", "--y", "rig.sensor.noise=5,9", "--trials", "5"]
    let none = try Program.run(["sweep", "--seed", "1", "--steps", "30", "--tolerance", "0.000001"] + axes)
    #expect(none.output.contains("\n  best      nowhere: not one trial settles\n"))
    let some = try Program.run(["sweep", "--seed", "1", "--steps", "30", "--tolerance", "9"] + axes)
    #expect(some.output.contains("\n  best      learningRate 0.") && !some.output.contains("nowhere"))
  }

  @Test func `a gain that turns back is told from its least to its greatest`() throws {
    let found = try Program.run(
      "sweep", "--seed", "1", "--trials", "1", "--steps", "4", "--x", "rig.distance=50..450:9", "--y",
      "rig.sensor.noise=1", "--set", "controller.steers=angle", "--set", "rig.target=150", "--set",
      "controller.learningRate=0.2")
    #expect(found.output.contains(" g  0.4 to 0.667\n"))
  }

  @Test func `the last line says how fast it was`() throws {
    let line = try #require(try Program.run(SmallMap.arguments).lines.last)
    #expect(line.contains(/^86400 steps in [0-9.e-]+ s: [0-9.]+ (million )?steps\/s$/))
  }

  @Test func `the same seed gives the same bytes, whatever the threads`() throws {
    for more in [[], ["--independent"], ["--rule", "nesterov", "--set", "rig.servo.preset=hobby"]] {
      let arguments = SmallMap.arguments + more + ["--format", "csv", "--threads"]
      let found = try Program.run(arguments + ["1"]).output
      for threads in ["2", "3", "8"] { #expect(try Program.run(arguments + [threads]).output == found) }
    }
  }

  @Test func `a fresh seed is told and repeats the map`() throws {
    let arguments = ["sweep", "--trials", "4", "--steps", "9", "--format", "json"] + SmallMap.axes
    let fresh = try Program.run(arguments).output
    let seed = try JSONDecoder().decode(SweptMap.self, from: Data(fresh.utf8)).seed
    #expect(try Program.run(arguments + ["--seed", String(seed)]).output == fresh)
  }

  @Test func `no more threads count than the machine can run at once`() throws {
    let rates = try ScenarioAxis("controller.learningRate=0.1..1:100", by: "--x")
    let target = try ScenarioAxis("rig.target=5", by: "--y")
    var scenario = Scenario()
    scenario.controller.rule = .gradientDescent
    scenario.loop.steps = 100_000
    func check(_ x: ScenarioAxis, _ y: ScenarioAxis, trials: Int, cores: Int) throws {
      let definition = SweepDefinition(scenario: scenario, x: x, y: y, trials: trials, isIndependent: false)
      let job = SweepJob(
        definition: definition, name: "sweep", shard: nil, threads: 1024, format: .table, file: nil,
        expectation: .nothing, plot: nil, isQuiet: true)
      try SweepBounds(job, cores: cores).check()
    }
    // 10⁷ steps for each trial of all cells.
    let hours = #expect(throws: Failure.self) { try check(rates, target, trials: 1_000_000, cores: 2) }
    #expect(hours?.message.contains(" hours on 2 threads, more than an hour: ") == true, "\(hours?.message ?? "")")
    try check(rates, target, trials: 1_000_000, cores: 64)
    // Cells whose trials take next to no time take some themselves.
    let targets = try ScenarioAxis("rig.target=0..1:100000", by: "--x")
    let heights = try ScenarioAxis("rig.laserHeight=0..1:10000", by: "--y")
    scenario.loop.steps = 3
    #expect(throws: Failure.self) { try check(targets, heights, trials: 1, cores: 2) }
    try check(rates, target, trials: 1000, cores: 2)
    // So do trials of few steps, 10¹¹ of them, and those of a rule that fits eight lines at each of 10⁹ steps.
    let narrow = try ScenarioAxis("rig.target=0..1:10", by: "--x")
    #expect(throws: Failure.self) { try check(narrow, target, trials: 10_000_000_000, cores: 1) }
    try check(narrow, target, trials: 1_000_000, cores: 1)
    scenario.controller.rule = .recursiveLeastSquares
    scenario.loop.steps = 1000
    #expect(throws: Failure.self) { try check(narrow, target, trials: 100_000, cores: 1) }
    try check(narrow, target, trials: 1000, cores: 1)
  }

  @Test func `a terminal gets colour and progress, a pipe neither`() throws {
    let environment = ["TERM": "xterm-256color", "LANG": "C.UTF-8"]
    let seen = try PseudoTerminal.run(SmallMap.arguments, environment: environment, sitsThere: true)
    #expect(seen.status == 0 && seen.output.contains("\u{1B}[32m#") && seen.output.contains("\u{1B}[31mx"))
    #expect(seen.output.contains(/\r\u{1B}\[K\[#*-*\] [0-9]+ %  [0-9]+ of 36 cells/))
    let quiet = try PseudoTerminal.run(SmallMap.arguments + ["--quiet"], environment: environment, sitsThere: true)
    #expect(!quiet.output.contains(" of 36 cells  ") && !quiet.output.contains("|"))
    let plain = try PseudoTerminal.run(
      SmallMap.arguments, environment: environment.merging(["NO_COLOR": "1"]) { _, asked in asked })
    let piped = try Program.run(SmallMap.arguments, environment: environment)
    #expect(piped.errors == "" && !piped.output.contains("\u{1B}") && !plain.output.contains("\u{1B}"))
    #expect(steady(plain.output.replacing("\r\n", with: "\n")) == steady(piped.output))
  }

  @Test func `the picture is a complete SVG, by the same bytes each time, and from a merged file too`() throws {
    let folder = try TemporaryFolder()
    for (name, more) in [("a.svg", ["--output", folder.path + "/map.csv"]), ("b.svg", ["--threads", "3"])] {
      let found = try Program.run(SmallMap.arguments + more + ["--plot", folder.path + "/" + name])
      #expect(found.status == 0 && found.output.contains("\n  picture   \(folder.path)/\(name)\n"))
    }
    let merged = try Program.run("merge", folder.path + "/map.csv", "--plot", folder.path + "/c.svg", "--quiet")
    #expect(merged.status == 0)
    let markup = try folder.text(of: "a.svg")
    #expect(try folder.text(of: "b.svg") == markup)
    #expect(try folder.text(of: "c.svg") == markup)
    for words in [
      "<svg", "controller.learningRate", "rig.sensor.noise", "loop gain near the target", "trials that settle",
      "half or more run away", "gradientDescent; 40 trials of 60 steps", "</svg>",
    ] {
      #expect(markup.contains(words), "\(words)")
    }
    let drawn = try Program.run(SmallMap.arguments + ["--plot", folder.path + "/d.svg", "--format", "csv"])
    #expect(drawn.output == (try Program.run(SmallMap.arguments + ["--plot", "none", "--format", "csv"]).output))
    let nowhere = try Program.run(SmallMap.arguments + ["--plot", "no/folder/a.svg"])
    #expect(nowhere.status == 74 && nowhere.output == "")
  }

  @Test func `a reader that leaves early is no error`() throws {
    #expect(
      try Program.shell("$0 sweep --trials 2 --format csv | head -n 1 >/dev/null; exit ${PIPESTATUS[0]}").status == 0)
  }
}
