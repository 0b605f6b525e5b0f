import Foundation
import RigCore
import RigScenario
import RigTestSupport
import Testing

@testable import RigReports
@testable import laserrig

/// `laserrig sweep`, as its users meet it.
@Suite struct SweepTests {
  /// The JSON of a sweep, with every key that is promised.
  private struct Results: Decodable {
    struct Axis: Decodable {
      let key: String
      let unit: String
      let values: [Double]
    }

    struct Cell: Decodable {
      let cell: Int
      let x: Double
      let y: Double
      let settledShare: Double
      let settledLower: Double
      let settledUpper: Double
      let medianSettlingReadings: Int?
      let settling95Readings: Int?
      let steadyErrorCentimeters: Double?
      let steadyErrorUncertaintyCentimeters: Double?
      let divergedShare: Double
      let limitCycleShare: Double
      let totalVariation: Double?
      let reachedShare: Double
      let meanFirstHitReadings: Double?
      let outOfReachShare: Double
      let engine: String
    }

    let schemaVersion: Int
    let scenario: String
    let seed: UInt64
    let trials: Int
    let steps: Int
    let randomNumbers: String
    let version: String
    let arithmetic: String
    let processor: String
    let mathematics: String
    let search: String?
    let shard: String?
    let x: Axis
    let y: Axis
    let cells: [Cell]
    let hash: String
    let stopped: Bool
  }

  private func results(_ arguments: String...) throws -> Results { try results(arguments) }

  private func results(_ arguments: [String]) throws -> Results {
    let found = try Program.run(["sweep", "--seed", "1", "--format", "json"] + arguments)
    #expect(found.status == 0 && found.errors == "", "\(arguments): \(found.errors)")
    return try JSONDecoder().decode(Results.self, from: Data(found.output.utf8))
  }

  private static let axes = ["--x", "controller.learningRate=0.1..1.2:12", "--y", "rig.sensor.noise=0..1:3"]
  private static let small = ["sweep", "--seed", "1", "--trials", "40", "--steps", "60"] + axes
  /// The general loop alone, so that no processor's way of rounding shows.
  private static let general = [
    "sweep", "--seed", "1", "--trials", "20", "--steps", "40", "--rule", "nesterov", "--x",
    "controller.learningRate=0.2,0.7", "--y", "rig.sensor.noise=0.1,0.5",
  ]

  /// What another processor, or the time of day, may change.
  private func steady(_ output: String) -> String {
    output.replacing(#/steps in .*/#, with: "steps in {time}")
      .replacing(#/(hash"?:? +"?)[0-9a-f]{16}/#) { match in "\(match.output.1){hash}" }
      .replacing(#/(arithmetic"?: "?)(separate|fused)/#) { match in "\(match.output.1){arithmetic}" }
      .replacing(#/(mathematics"?: "?)[0-9a-f]{8}/#) { match in "\(match.output.1){mathematics}" }
      .replacing(#/(processor"?: "?)[a-z0-9_]+/#) { match in "\(match.output.1){processor}" }
  }

  @Test func `a small map in every form`() throws {
    for form in ["table", "csv", "json"] {
      let found = try Program.run((form == "table" ? Self.small : Self.general) + ["--format", form])
      #expect(found.status == 0 && found.errors == "")
      try Golden.expect(steady(found.output), "sweep-\(form)")
    }
    try Golden.expect(try Program.run("sweep", "--help").output, "help-sweep")
    try Golden.expect(try Program.run("merge", "--help").output, "help-merge")
  }

  @Test func `everything fits a terminal of 80 columns`() throws {
    let wide = Self.small + ["--set", "loop.frameRate=5"]
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
    let line = try #require(try Program.run(Self.small).lines.last)
    #expect(line.contains(/^86400 steps in [0-9.e-]+ s: [0-9.]+ (million )?steps\/s$/))
  }

  @Test func `noise alone is neither a limit cycle nor a runaway`() throws {
    let loops = [
      ["--x", "controller.learningRate=0.95"],
      ["--x", "controller.learningRate=0.95", "--set", "rig.distance=100..300"],
      ["--x", "controller.learningRate=0.135", "--set", "rig.sensor.deadTime=5"],
      ["--x", "controller.learningRate=1.8", "--rule", "momentum", "--set", "controller.momentum=0.9"],
      ["--x", "controller.learningRate=0.85", "--set", "controller.steers=angle"],
      ["--x", "controller.learningRate=0.95", "--set", "rig.kind=panTilt"],
    ]
    for loop in loops {
      let found = try results(loop + ["--y", "rig.sensor.noise=3", "--trials", "12", "--steps", "600"])
      let cell = try #require(found.cells.first)
      #expect(cell.limitCycleShare == 0 && cell.divergedShare == 0, "\(loop): \(cell)")
    }
  }

  @Test func `the loop is stable below a gain of 2, on an exact map`() throws {
    let found = try results(
      "--x", "controller.learningRate=0.1..1.2:12", "--y", "rig.sensor.noise=0,0.01", "--trials", "10", "--steps",
      "400")
    #expect(found.x.values.count == 12 && found.y.values == [0, 0.01] && found.y.unit == "cm")
    #expect(found.cells.map(\.cell) == Array(0..<24))
    for cell in found.cells {
      #expect(cell.x == found.x.values[cell.cell % 12] && cell.y == found.y.values[cell.cell / 12])
      // The rate 1 is the edge itself.
      guard cell.x != 1 else { continue }
      #expect(cell.settledShare == (cell.x < 1 ? 1 : 0), "\(cell.x)")
      #expect(cell.divergedShare == (cell.x < 1 ? 0 : 1), "\(cell.x)")
      #expect(cell.settledLower <= cell.settledShare && cell.settledShare <= cell.settledUpper)
      #expect(cell.engine == "lanes")
    }
    // Nothing disturbs: e[k] = -50 (1 - 2α)^k, and 1 cm is the tolerance.
    #expect(found.cells[0].medianSettlingReadings == 18 && found.cells[0].settling95Readings == 18)
    #expect(found.cells[4].medianSettlingReadings == 1 && found.cells[11].medianSettlingReadings == nil)
  }

  @Test func `the same seed gives the same bytes, whatever the threads`() throws {
    for more in [[], ["--independent"], ["--rule", "nesterov", "--set", "rig.servo.preset=hobby"]] {
      let arguments = Self.small + more + ["--format", "csv", "--threads"]
      let found = try Program.run(arguments + ["1"]).output
      for threads in ["2", "3", "8"] { #expect(try Program.run(arguments + [threads]).output == found) }
    }
  }

  @Test func `chance of its own changes a cell, and common random numbers makes neighbours alike`() throws {
    let twins = ["--x", "rig.laserHeight=0,1e-9", "--y", "rig.sensor.noise=0.5", "--trials", "20"]
    let common = try results(twins[0], twins[1], twins[2], twins[3], twins[4], twins[5]).cells
    let own = try results(twins[0], twins[1], twins[2], twins[3], twins[4], twins[5], "--independent").cells
    let difference = { (cells: [Results.Cell]) throws -> Double in
      abs(try #require(cells[0].steadyErrorCentimeters) - (try #require(cells[1].steadyErrorCentimeters)))
    }
    #expect(try difference(common) < 1e-6 && difference(own) > 1e-4)
  }

  @Test func `a fresh seed is told and repeats the map`() throws {
    let arguments = ["sweep", "--trials", "4", "--steps", "9", "--format", "json"] + Self.axes
    let fresh = try Program.run(arguments).output
    let seed = try JSONDecoder().decode(Results.self, from: Data(fresh.utf8)).seed
    #expect(try Program.run(arguments + ["--seed", String(seed)]).output == fresh)
  }

  @Test func `the usual axes go with the rule and the rig`() throws {
    let rate = try results("--trials", "1", "--steps", "3")
    #expect(rate.x.key == "controller.learningRate" && rate.y.key == "rig.sensor.noise" && rate.cells.count == 4096)
    let tiny = ["--trials", "1", "--steps", "3"]
    let learner = try results(tiny[0], tiny[1], tiny[2], tiny[3], "--rule", "secant")
    #expect(learner.x.key == "rig.distance" && learner.x.values.first == 50 && learner.x.values.last == 1000)
    let bench = try results(
      tiny[0], tiny[1], tiny[2], tiny[3], "beam-walk", "--y", "rig.sensor.noise=0,0.1", "--rule", "secant")
    #expect(bench.x.key == "rig.sensor.dropouts" && bench.scenario == "Config/beam-walk.yaml")
    let noise = try results(tiny[0], tiny[1], tiny[2], tiny[3], "--x", "rig.sensor.noise=0,1")
    #expect(noise.y.key == "controller.learningRate" && noise.cells.count == 128)
  }

  @Test func `the usual rates go as far as the edge of the loop, and the usual noise with the tolerance`() throws {
    func ends(_ arguments: String...) throws -> [Double] {
      let found = try results(["--trials", "1", "--steps", "3"] + arguments)
      #expect(found.x.key == "controller.learningRate" && found.y.key == "rig.sensor.noise")
      return [found.x.values.first, found.x.values.last, found.y.values.first, found.y.values.last].compactMap(\.self)
    }
    // Twice the tolerance, which is 1 cm where nothing else is said.
    #expect(try ends() == [0.01, 1.25, 0, 2])
    #expect(try ends("--tolerance", "0.04") == [0.01, 1.25, 0, 0.08])
    #expect(try ends("noisy", "--rule", "gradientDescent")[2...] == [0, 2])
    // (1 + 0.8) · 2 is where the heavy ball's gain ends, and α half of that.
    #expect(try ends("--rule", "momentum", "--set", "controller.momentum=0.8") == [0.018, 2.25, 0, 2])
    // With the wall ten times as far the edge is at a tenth of the rate, and at 3000/5 it is at 5.
    #expect(try ends("--set", "rig.distance=3500") == [0.00086, 0.107, 0, 2])
    #expect(try ends("--set", "rig.distance=60") == [0.05, 6.25, 0, 2])
    // Of an axis of tolerances the greatest.
    let tolerances = try results("--trials", "1", "--steps", "3", "--x", "loop.tolerance=0.1..0.5:3")
    #expect(tolerances.y.key == "rig.sensor.noise" && tolerances.y.values.last == 1)
  }

  @Test func `no more threads count than the machine can run at once`() throws {
    let axes = (
      try ScenarioAxis("controller.learningRate=0.1..1:100", by: "--x"), try ScenarioAxis("rig.target=5", by: "--y")
    )
    var scenario = Scenario()
    scenario.controller.rule = .gradientDescent
    scenario.loop.steps = 100_000
    // 10⁷ steps for each trial of all cells.
    func bounds(trials: Int, cores: Int) -> SweepBounds {
      let definition = SweepDefinition(scenario: scenario, x: axes.0, y: axes.1, trials: trials, isIndependent: false)
      let job = SweepJob(
        definition: definition, name: "sweep", shard: nil, threads: 1024, format: .table, file: nil,
        expectation: .nothing, plot: nil, isQuiet: true)
      return SweepBounds(job, cores: cores)
    }
    let hours = #expect(throws: Failure.self) { try bounds(trials: 1_000_000, cores: 2).check() }
    #expect(hours?.message.contains(" hours on 2 threads, more than an hour: ") == true, "\(hours?.message ?? "")")
    try bounds(trials: 1_000_000, cores: 64).check()
    // Cells whose trials take next to no time take some themselves.
    let wide = try (
      ScenarioAxis("rig.target=0..1:100000", by: "--x"), ScenarioAxis("rig.laserHeight=0..1:10000", by: "--y")
    )
    scenario.loop.steps = 3
    let definition = SweepDefinition(scenario: scenario, x: wide.0, y: wide.1, trials: 1, isIndependent: false)
    let job = SweepJob(
      definition: definition, name: "sweep", shard: nil, threads: 2, format: .table, file: nil, expectation: .nothing,
      plot: nil, isQuiet: true)
    #expect(throws: Failure.self) { try SweepBounds(job, cores: 2).check() }
    try bounds(trials: 1000, cores: 2).check()
  }

  @Test func `scenarios with one axis, two and four, and rules that learn`() throws {
    for name in ["hobby-servo", "pan-tilt", "beam-walk", "unknown-distance", "built-in"] {
      let found = try results(
        name, "--x", "rig.sensor.dropouts=0,0.1", "--y", "rig.sensor.noise=0,0.05", "--trials", "3", "--steps", "60",
        "--tolerance", "5", "--rule", "recursiveLeastSquares")
      #expect(found.cells.count == 4 && found.cells.allSatisfy { cell in cell.engine == "general" }, "\(name)")
      #expect(found.cells[0].settledShare == 1, "\(name)")
    }
  }

  @Test func `a target that the beam cannot reach is named, whatever the engine and the rig`() throws {
    // From 300 cm a beam at 20° points 109 cm up, and one at -20° as far down.
    let travel = ["--set", "rig.servo.travelFrom=-20", "--set", "rig.servo.travelTo=20", "--trials", "5"]
    for more in [
      ["--rule", "momentum"], ["--rule", "secant"], ["--set", "controller.steers=angle"],
      ["--set", "rig.sensor.deadTime=1"],
      ["pan-tilt"],
    ] {
      let found = try results(
        more + travel + ["--x", "rig.target=-130,-100,0,100,130", "--y", "rig.distance=300", "--steps", "100"])
      #expect(found.cells.map(\.outOfReachShare) == [1, 0, 0, 0, 1], "\(more)")
      #expect(found.cells[0].settledShare == 0 && found.cells[0].reachedShare == 0)
    }
    let map = ["sweep", "--seed", "1", "--x", "rig.target=0..130:14", "--y", "rig.sensor.noise=0,0.1"] + travel
    let table = try Program.run(map)
    #expect(
      table.output.contains(" |############||\n") && table.output.contains("    |  out of reach: "), "\(table.output)")
    #expect(
      table.output.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(
        "reach in 4 of 28 cells the servo's travel ends before the target: target 120 to 130, noise 0 to 0.1"),
      "\(table.output)")
    // Of targets drawn evenly from 89 to 129 cm half are out of reach.
    let drawn = try results(
      ["--x", "controller.learningRate=0.2", "--y", "rig.distance=300"] + travel
        + ["--set", "rig.target=89..129", "--trials", "400", "--tolerance", "0.1"])
    let share = try #require(drawn.cells.first?.outOfReachShare)
    #expect(abs(share - 0.5) < 0.1 && abs(drawn.cells[0].settledShare + share - 1) < 1e-9)
  }

  @Test func `with lost readings the search for the dot can be left out, and the output says which it was`() throws {
    // The dot is never out of sight, but half of the readings are lost.
    let common = [
      "sweep", "--seed", "1", "--x", "controller.learningRate=0.2", "--y", "rig.sensor.dropouts=0.5", "--trials", "200",
    ]
    for rule in ["gradientDescent", "nesterov"] {
      let arguments = Array(common.dropFirst(3)) + ["--rule", rule]
      let used = try results(arguments)
      let off = try results(arguments + ["--set", "loop.search.hold=200"])
      #expect(used.search == "used" && off.search == "off")
      #expect(used.cells[0].settledShare < 0.9 && off.cells[0].settledShare == 1, "\(rule): \(used.cells)")
    }
    let table = try Program.run(common)
    let words = table.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("search used: after 3 lost readings in a row a trial turns away to search; "), "\(words)")
    #expect(words.contains("--set loop.search.hold=200 has it hold still instead"), "\(words)")
    let still = try Program.run(common + ["--set", "loop.search.hold=200"])
    #expect(still.output.contains("  search    off: a trial holds still while readings are lost\n"), "\(still.output)")
    #expect(try Program.run(common + ["--format", "csv"]).lines.contains("# search: used"))
    // Lost to a fault, lost in some cells alone, searched for in some cells alone, and never lost.
    let axis = ["--x", "controller.learningRate=0.2", "--trials", "3", "--steps", "20"]
    #expect(try results(axis + ["--y", "rig.sensor.dropouts=0,0.1"]).search == "used")
    #expect(
      try results(axis + ["--y", "loop.search.hold=0,20", "--set", "rig.sensor.dropouts=0.1"]).search == "inSomeCells")
    #expect(
      try results(
        axis + [
          "--y", "rig.sensor.noise=0", "--set", "rig.faults=[{part: sensor, kind: intermittent, probability: 0.1}]",
        ]
      ).search == "used")
    #expect(try results(axis + ["--y", "rig.sensor.noise=0,1"]).search == nil)
  }

  @Test func `the general loop agrees with the lanes`() throws {
    let lanes = try results("--x", "controller.learningRate=0.2,0.6", "--y", "rig.sensor.noise=0.4", "--trials", "50")
    // A limit that no reading gets to is nothing for lanes.
    let general = try results(
      "--x", "controller.learningRate=0.2,0.6", "--y", "rig.sensor.noise=0.4", "--trials", "50", "--set",
      "rig.sensor.saturation=1000")
    #expect(lanes.cells.allSatisfy { cell in cell.engine == "lanes" })
    for (fast, exact) in zip(lanes.cells, general.cells) {
      #expect(exact.engine == "general" && fast.settledLower < exact.settledUpper)
      #expect(exact.settledLower < fast.settledUpper)
      let (error, other) = try (#require(exact.steadyErrorCentimeters), #require(fast.steadyErrorCentimeters))
      let uncertainties = try [exact, fast].map { cell in try #require(cell.steadyErrorUncertaintyCentimeters) }
      #expect(abs(other - error) < 4 * (uncertainties[0] + uncertainties[1]))
    }
  }

  @Test func `an axis may be of how long the trials are`() throws {
    let noise = "rig.sensor.noise=0,0.3,1"
    for (more, engine) in [([], "lanes"), (["--rule", "nesterov"], "general")] {
      func cells(_ axes: String...) throws -> [Results.Cell] {
        let common = ["sweep", "--seed", "1", "--trials", "70", "--format", "json"]
        let found = try Program.run(common + axes + more)
        let object = found.output.replacing("\"steps\": null", with: "\"steps\": 0")
        return try JSONDecoder().decode(Results.self, from: Data(object.utf8)).cells
      }
      let all = try cells("--x", "loop.steps=10,600,300", "--y", noise)
      #expect(all.map(\.x) == [10, 300, 600, 10, 300, 600, 10, 300, 600] && all.allSatisfy { $0.engine == engine })
      for (column, steps) in [10, 300, 600].enumerated() {
        // As if every trial had been as long.
        for (row, alone) in try cells("--x", noise, "--y", "rig.sensor.bias=0", "--steps", "\(steps)").enumerated() {
          let cell = all[3 * row + column]
          #expect(cell.settledShare == alone.settledShare && cell.totalVariation == alone.totalVariation)
          #expect(cell.steadyErrorCentimeters == alone.steadyErrorCentimeters)
        }
      }
    }
    let table = try Program.run(
      "sweep", "--seed", "1", "--trials", "10", "--x", "loop.steps=10,30", "--y", "rig.sensor.noise=0,1", "--quiet")
    #expect(table.output.contains("each of 10 trials of 10 to 30 steps") && table.output.contains("\n800 steps in "))
  }

  @Test func `an axis from nothing on, with blanks, and with fewer whole numbers than asked for`() throws {
    let found = try results(
      "--x", " rig.sensor.outliers = 0 .. 0.2 : 3 ", "--y", "rig.sensor.noise=0.1", "--set",
      "rig.sensor.outlierSize=10", "--trials", "9")
    #expect(found.x.values == [0, 0.1, 0.2] && found.cells[0].settledShare > found.cells[2].settledShare)
    let few = try Program.run(
      "sweep", "--x", "rig.sensor.deadTime=1..4:9:log", "--y", "rig.sensor.noise=0", "--trials", "1", "--quiet")
    #expect(few.status == 0 && few.output.contains("4 × 1 cells"))
    #expect(
      few.errors == "laserrig: warning: --x: rig.sensor.deadTime: only 4 of the 9 values are different whole numbers\n")
  }

  @Test func `a terminal gets colour and progress, a pipe neither`() throws {
    let environment = ["TERM": "xterm-256color", "LANG": "C.UTF-8"]
    let seen = try PseudoTerminal.run(Self.small, environment: environment, sitsThere: true)
    #expect(seen.status == 0 && seen.output.contains("\u{1B}[32m#") && seen.output.contains("\u{1B}[31mx"))
    #expect(seen.output.contains(/\r\u{1B}\[K\[#*-*\] [0-9]+ %  [0-9]+ of 36 cells/))
    let quiet = try PseudoTerminal.run(Self.small + ["--quiet"], environment: environment, sitsThere: true)
    #expect(!quiet.output.contains(" of 36 cells  ") && !quiet.output.contains("|"))
    let plain = try PseudoTerminal.run(
      Self.small, environment: environment.merging(["NO_COLOR": "1"]) { _, asked in asked })
    let piped = try Program.run(Self.small, environment: environment)
    #expect(piped.errors == "" && !piped.output.contains("\u{1B}") && !plain.output.contains("\u{1B}"))
    #expect(steady(plain.output.replacing("\r\n", with: "\n")) == steady(piped.output))
  }

  @Test func `the picture is a complete SVG, by the same bytes each time, and from a merged file too`() throws {
    let folder = try TemporaryFolder()
    for (name, more) in [("a.svg", ["--output", folder.path + "/map.csv"]), ("b.svg", ["--threads", "3"])] {
      let found = try Program.run(Self.small + more + ["--plot", folder.path + "/" + name])
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
    let drawn = try Program.run(Self.small + ["--plot", folder.path + "/d.svg", "--format", "csv"])
    #expect(drawn.output == (try Program.run(Self.small + ["--plot", "none", "--format", "csv"]).output))
    let nowhere = try Program.run(Self.small + ["--plot", "no/folder/a.svg"])
    #expect(nowhere.status == 74 && nowhere.output == "")
  }

  @Test(
    arguments: [
      // The theory's edge, and whether it crosses the map.
      (["--x", "controller.learningRate=0.01..2:6", "--y", "rig.sensor.deadTime=0..3"], true),
      (["--x", "rig.sensor.noise=0..1:4", "--y", "controller.learningRate=0.1..2:6"], true),
      (["--x", "rig.distance=10..3000:6:log", "--y", "controller.learningRate=0.02..2:6:log"], true),
      (
        [
          "--x", "controller.assumedDistance=50..900:6", "--y", "controller.momentum=0,0.5", "--rule", "momentum",
          "--set", "controller.learningRate=0.5",
        ], true
      ),
      (["--x", "controller.learningRate=0.01..0.5:6", "--y", "rig.sensor.noise=0..1:4"], false),
      (["--x", "rig.distance=50..500:4", "--y", "rig.sensor.noise=0..1:4", "--rule", "recursiveLeastSquares"], false),
    ])
  func `theory's edge runs over the map where there is one`(axes: [String], isCrossed: Bool) throws {
    let folder = try TemporaryFolder()
    let picture = folder.path + "/map.svg"
    let found = try Program.run(
      ["sweep", "--seed", "1", "--trials", "2", "--steps", "8", "--quiet", "--plot", picture] + axes)
    #expect(found.status == 0)
    #expect(try folder.text(of: "map.svg").contains("edge by theory") == isCrossed)
  }

  @Test func `the edge includes the servo's lag, and says in the picture and below the map what it leaves out`() throws
  {
    let folder = try TemporaryFolder()
    let found = try Program.run(
      Self.small + ["--set", "rig.servo.slewRate=60", "--quiet", "--plot", folder.path + "/map.svg"])
    #expect(found.output.contains("\n  edge      by theory, without slew rate: learningRate 1\n"))
    #expect(try folder.text(of: "map.svg").contains("edge by theory, without slew rate"))
    // exp(-0.1 s / 0.2 s) = 0.607, and (1 + a) / (1 - a) = 4.08.
    let slow = try Program.run(
      Self.small + ["--x", "controller.learningRate=1..5:20", "--set", "rig.servo.lag=0.2", "--quiet"])
    #expect(slow.output.contains("\n  edge      by theory: learningRate 4.08\n"), "\(slow.output)")
  }

  @Test func `a reader that leaves early is no error`() throws {
    #expect(
      try Program.shell("$0 sweep --trials 2 --format csv | head -n 1 >/dev/null; exit ${PIPESTATUS[0]}").status == 0)
  }

  @Test func `bad input`() throws {
    let map = ["--x", "controller.learningRate=0.1..1:1000", "--y", "rig.sensor.noise=0..1:1000"]
    try BadInput.expect(
      [
        BadInput("sweep", "--plot", "map.png", hints: "--plot", "map.svg"),
        BadInput("merge", "map.csv", "--plot", "map.png", hints: "--plot", "map.svg"),
        BadInput("sweep", "--trials", "0", hints: "--trials", "between 1 and"),
        BadInput("sweep", "--trials", "many", hints: "whole number"),
        BadInput("sweep", "--steps", "2", hints: "3 to", "--steps"),
        BadInput("sweep", "--steps", "16777216", hints: "16777215"),
        BadInput("sweep", "--tolerance", "0", hints: "between 1e-09 and"),
        BadInput("sweep", "--rule", "momentm", hints: "did you mean momentum"),
        BadInput("sweep", "--seed", "x", hints: "whole number"),
        BadInput("sweep", "--threads", "0", hints: "between 1 and 1024"),
        BadInput("sweep", "--format", "jsn", hints: "did you mean json"),
        BadInput("sweep", "--set", "rig.sensor.dropuots=0.1", hints: "rig.sensor.dropouts"),
        BadInput("sweep", "--x", "controller.learningRat=0.1..1", hints: "did you mean controller.learningRate"),
        BadInput("sweep", "--x", "controller.rule=1..2", hints: "--x", "is no number", "--set"),
        BadInput("sweep", "--y", "rig.sensor.noise=2..1", hints: "--y", "backwards", "1..2"),
        BadInput(
          "sweep", "--y", "rig.sensor.noise=0..1e-9:3", hints: "rig.sensor.noise: must be 0 or between 1e-09", "5e-10"),
        BadInput("sweep", "--y", "rig.sensor.noise=0..1:log", hints: "above 0"),
        BadInput("sweep", "--y", "rig.sensor.noise=1..1", hints: "empty"),
        BadInput("sweep", "--x", "controller.learningRate=0..1", hints: "between 1e-12 and", "got 0"),
        BadInput("sweep", "--x", "rig.distance=1..2", "--y", "rig.distance=3..4", hints: "--y", "--x", "once"),
        BadInput("sweep", "--x", "rig.distance=1..2", "--set", "rig.distance=3", hints: "--set", "once"),
        BadInput("sweep", "--set", "rig.sensor.noise=0.5", hints: "axis y", "--y rig.sensor.noise=0.5"),
        BadInput("sweep", "--x", "loop.steps=1..20", hints: "3 to", "axis"),
        BadInput("sweep", "--x", "loop.steps=10..20", "--steps", "30", hints: "--steps", "once"),
        BadInput("sweep", "--x", "rig.targetJump=0..10", hints: "rig.targetJumpStep"),
        BadInput("sweep", "--x", "rig.sensor.deadTime=0..8:20", hints: "9 whole numbers", ":9"),
        BadInput("sweep", "--x", "rig.servo.slewRate=1e-308..1:3:log", hints: "between 1e-06 and"),
        BadInput("sweep", "--x", "loop.divergence.steps=2..5", hints: "does nothing in a sweep"),
        BadInput("sweep", "--x", "controller.momentum=0..0.9", hints: "momentum", "gradientDescent"),
        BadInput("sweep", "--x", "rig.panTilt.wallYaw=0..9", hints: "panTilt"),
        BadInput("sweep", "--x", "rig.servo.travelFrom=0..70", hints: "travelFrom", "empty"),
        BadInput("sweep", "raspberry-pi", hints: "real rig", "rig.kind=singleAxis"),
        BadInput("sweep", "--shard", "8/8", "--seed", "1", hints: "I/N", "0/8"),
        BadInput("sweep", "--shard", "first", "--seed", "1", hints: "I/N"),
        BadInput("sweep", "--shard", "0/8", hints: "--seed"),
        BadInput("sweep", "--output", "a.csv", "--resume", "b.csv", hints: "one of the two"),
        BadInput(
          "sweep", map[0], map[1], map[2], map[3], "--trials", "1000000", "--threads", "1", hints: "days", "--yes"),
        BadInput("sweep", "--x", "rig.target=0..9:4000", "--y", "rig.start=0..9:5000", hints: "GiB", "--yes"),
      ], status: 64, in: try TemporaryFolder(), golden: "errors-sweep")
  }
}
