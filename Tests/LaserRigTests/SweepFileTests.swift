import Foundation
import RigCore
import RigScenario
import RigSimulation
import RigTestSupport
import Testing

@testable import RigReports

/// The files of `laserrig sweep`: kept, torn, gone on with, shared and merged.
@Suite struct SweepFileTests: SweepFolderTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Any text may be a title that has no line ends and no other control characters.
  @Test func `whatever the title is, what is written is read`() throws {
    let axes = try (
      ScenarioAxis("controller.learningRate=0.1..1:2", by: "--x"), ScenarioAxis("rig.sensor.noise=0..1:2", by: "--y")
    )
    var generator = SystemRandomNumberGenerator()
    let odd: [UInt32] = [
      0xFFFE, 0xFFFF, 0x22, 0x5C, 0x23, 0x3A, 0x27, 0x1FFFE, 0x10FFFF, 0xE000, 0x200B, 0x301,
    ]
    for _ in 0..<60 {
      var title = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        let value = Bool.random(using: &generator) ? odd.randomElement() ?? 0 : UInt32.random(in: 0...0x10FFFF)
        guard let scalar = Unicode.Scalar(value),
          ![.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory), value != 0xFEFF
        else { continue }
        title.append(scalar)
      }
      var scenario = Scenario()
      scenario.seed = 1
      scenario.controller.rule = .gradientDescent
      scenario.title = String(title)
      let header = SweepHeader(
        SweepDefinition(scenario: scenario, x: axes.0, y: axes.1, trials: 1, isIndependent: false), shard: nil)
      let lines = header.text.split(separator: "\n")
      let found = try SweepHeader(lines: Array(lines.dropLast()), columns: lines[lines.count - 1], path: "a.csv")
      #expect(found.text == header.text && found.definition.scenario.title == scenario.title, "\(title.map(\.value))")
    }
    let title = "\u{FFFE}a\u{FFFF} \u{10FFFF}"
    try sweep("--set", "title=\(title)", "--output", "odd.csv")
    #expect(try run(["merge", "odd.csv", "--format", "csv"]).output == folder.text(of: "odd.csv"))
    let marked = try run(Self.sweep + ["--set", "title=\u{FEFF}a", "--output", "marked.csv"], status: 64)
    #expect(marked.errors.contains("must have no byte-order mark"))
    #expect(try folder.files == ["odd.csv"])
  }

  @Test func `the file is what --format csv prints, and its header says everything`() throws {
    let whole = try whole()
    #expect(try sweep("--format", "csv").output == whole)
    for line in [
      "# laserrig sweep: format 4", "# version: 0.1.0", "# x: controller.learningRate=0.1..1.2:12",
      "# y: rig.sensor.noise=0..1:5",
      "# trials: 20", "# randomNumbers: common", "#   seed: 3", "#     steps: 30", "#     rule: gradientDescent",
      "#     tolerance: 1",
    ] {
      #expect(whole.contains("\n\(line)\n") || whole.hasPrefix("\(line)\n"), "\(line)")
    }
    #expect(whole.split(separator: "\n").filter { line in line.first?.isNumber == true }.count == 60)
    #expect(try folder.files == ["whole.csv"])
  }

  @Test func `wherever a file was torn, the sweep goes on to the same bytes`() throws {
    let whole = try whole()
    let bytes = Array(whole.utf8)
    for end in [
      0, 10, 300, whole.split(separator: "cell,")[0].utf8.count + 30, 2500, 4000, 6000, bytes.count - 1, bytes.count,
    ] {
      try folder.write(Data(bytes[..<min(end, bytes.count)]), to: "torn.csv")
      try sweep("--resume", "torn.csv")
      #expect(try folder.text(of: "torn.csv") == whole, "\(end)")
    }
    // The file alone is enough, whatever order its cells are in.
    var lines = whole.split(separator: "\n")
    let first = try #require(lines.firstIndex { line in line.hasPrefix("0,") })
    lines =
      Array(lines[..<first]) + lines[first...].filter { line in line.first?.isNumber == true }.shuffled().dropLast(7)
    try write(lines.joined(separator: "\n") + "\n", to: "shuffled.csv")
    try run(["sweep", "--quiet", "--resume", "shuffled.csv"])
    #expect(try folder.text(of: "shuffled.csv") == whole)
    // And what is not there yet begins.
    try sweep("--resume", "new.csv")
    #expect(try folder.text(of: "new.csv") == whole)
  }

  @Test func `a line that was taken out is computed again`() throws {
    let whole = try whole()
    try write(whole.split(separator: "\n").filter { !$0.hasPrefix("17,") }.joined(separator: "\n") + "\n", to: "a.csv")
    #expect(try sweep("--resume", "a.csv").output.contains("\n600 steps in "))
    #expect(try folder.text(of: "a.csv") == whole)
  }

  @Test(arguments: [2, 3, 7, 26])
  func `every order of the shards merges to the bytes of one run`(count: Int) throws {
    let whole = try whole()
    for index in 0..<count {
      try sweep("--shard", "\(index)/\(count)", "--output", "\(index).csv", "--threads", "\(1 + index % 3)")
    }
    for _ in 0..<3 {
      let files = (0..<count).shuffled().map { index in "\(index).csv" }
      let found = try run(["merge", "--output", "merged.csv"] + files)
      #expect(found.errors == "" && found.output.contains("  hash      "))
      #expect(try folder.text(of: "merged.csv") == whole)
      #expect(try run(["merge", "--format", "csv"] + files).output == whole)
    }
  }

  @Test func `the lines may end as Windows has them`() throws {
    let whole = try whole()
    try write(whole.replacing("\n", with: "\r\n"), to: "crlf.csv")
    #expect(try run(["merge", "crlf.csv", "--format", "csv"]).output == whole)
    try write(whole.replacing("\n", with: "\r\n").prefix(whole.count * 3 / 4), to: "crlf.csv")
    try run(["sweep", "--quiet", "--resume", "crlf.csv"])
    #expect(try folder.text(of: "crlf.csv") == whole)
  }

  @Test func `what a command leaves out is as the file has it`() throws {
    let whole = try whole()
    for more in [
      [], ["--trials", "20"], ["--seed", "3", "--steps", "30"], ["--rule", "gradientDescent"], Self.axes,
      ["--set", "rig.distance=300"],
    ] {
      try write(whole.prefix(4000), to: "part.csv")
      try run(["sweep", "--quiet", "--resume", "part.csv"] + more)
      #expect(try folder.text(of: "part.csv") == whole, "\(more)")
    }
    try sweep("--shard", "1/3", "--output", "shard.csv")
    let shard = try folder.text(of: "shard.csv")
    try write(shard.prefix(3000), to: "part.csv")
    try run(["sweep", "--quiet", "--resume", "part.csv", "--trials", "20"])
    #expect(try folder.text(of: "part.csv") == shard)
    // A scenario that is named is meant as a whole, but for what has a flag of its own.
    try write("{rig: {distance: 400, sensor: {noise: 7}}, controller: {rule: gradientDescent}}\n", to: "mine.yaml")
    let named = ["sweep", "mine.yaml", "--quiet", "--resume", "named.csv"]
    try run(named + ["--seed", "3", "--steps", "30", "--trials", "2"] + Self.axes)
    try run(named)
    #expect(try run(named + ["--set", "rig.servo.backlash=1"], status: 78).errors.contains("rig.servo.backlash is 0"))
    try write("{controller: {rule: gradientDescent}}\n", to: "mine.yaml")
    #expect(try run(named, status: 78).errors.contains("rig.distance is 400, that of mine.yaml is 300"))
  }

  @Test func `the report comes even where the file cannot be put in order`() throws {
    // All the cells fit, and the hash behind them does not.
    let bytes = try whole().utf8.count
    let title = String(repeating: "x", count: (1024 - bytes % 1024) + 8 + "a wall that stands still".utf8.count)
    let kibibytes = (bytes + title.utf8.count - "a wall that stands still".utf8.count) / 1024
    let found = try Program.run(
      ["-c", "ulimit -f \(kibibytes); exec \"$0\" \"$@\"", Program.path] + Self.sweep
        + ["--set", "title=\(title)", "--output", "full.csv"], tool: "/bin/bash", in: folder.path)
    #expect(found.status == 74 && found.output.contains("  hash      "))
    #expect(found.errors.contains("full.csv: cannot be written") && found.errors.contains("--resume full.csv goes on"))
    #expect(try folder.files == ["full.csv", "whole.csv"])
    let again = try run(["sweep", "--quiet", "--resume", "full.csv"])
    #expect(!again.output.contains("steps in"))
    #expect(try folder.text(of: "full.csv").contains("\n# hash: "))
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func `a signal keeps the finished cells, and --resume goes on to the same bytes`(signal: Int32, status: Int32) throws
  {
    // A rule that learns takes seconds here, and is stopped in the first of them.
    let slow = [
      "sweep", "--seed", "3", "--rule", "kalman", "--trials", "10", "--steps", "30", "--quiet", "--x",
      "rig.distance=50..1000:20", "--y", "rig.sensor.noise=0..1:6",
    ]
    let path = folder.path + "/cut.csv"
    try folder.write(Data(), to: "cut.csv")
    let program = try RunningProgram(slow + ["--resume", path])
    // Three cells, and surely not all of them.
    while (try folder.text(of: "cut.csv")).split(separator: "\n").filter({ $0.contains(",general,") }).count < 3 {
      sched_yield()
    }
    program.signal(signal)
    let stopped = try program.finish()
    #expect(stopped.status == status)
    #expect(stopped.errors.contains(/sweep: stopped; [0-9]+ of 120 cells are finished: --resume .*cut.csv goes on/))
    #expect(stopped.output.contains("  stopped   with "))
    try run(["sweep", "--quiet", "--resume", path])
    try run(slow + ["--output", "whole.csv"])
    #expect(try folder.text(of: "cut.csv") == folder.text(of: "whole.csv"))
  }

  @Test func `a full disk leaves what was finished`() throws {
    let found = try Program.run(
      ["-c", "ulimit -f 6; exec \"$0\" \"$@\"", Program.path] + Self.sweep + ["--output", "full.csv"],
      tool: "/bin/bash",
      in: folder.path)
    #expect(found.status == 74)
    #expect(found.errors.contains("full.csv: cannot be written") && found.errors.contains("--resume full.csv goes on"))
    try sweep("--resume", "full.csv")
    #expect(try folder.text(of: "full.csv") == whole())
  }

  @Test func `a large map has its cells in order, whatever the order in which they came`() throws {
    let axes = try (
      ScenarioAxis("controller.learningRate=0.1..1:100", by: "--x"),
      ScenarioAxis("rig.sensor.noise=0..1:100", by: "--y")
    )
    var scenario = Scenario()
    scenario.controller.rule = .gradientDescent
    let definition = SweepDefinition(scenario: scenario, x: axes.0, y: axes.1, trials: 20, isIndependent: false)
    let line = "1.0,0.838874842,1.0,7,7,0.0697063307,0.00319535419,0.0,0.0,0.199293203,1.0,6.9,0.0,general"
    let row = try #require(SweepRow(line.split(separator: ","), trials: 20))
    var grid = SweepGrid(SweepHeader(definition, shard: nil))
    #expect(grid.count == 0 && Array(grid.finished).isEmpty && grid.numbers == 0..<10_000)
    #expect(grid[0].isMissing && grid[9999].isMissing && grid.statistics(of: 5000) == nil)
    let empty = grid.hash()
    #expect(grid.hash(until: { true }) == empty, "there is no cell at which to stop")
    var generator = Xoshiro256PlusPlus(seed: 1)
    let numbers = (0..<10_000).filter { number in number.isMultiple(of: 7) }
    for number in numbers.shuffled(using: &generator) + [7] { grid.set(number, row) }
    #expect(grid.count == numbers.count && Array(grid.finished) == numbers)
    #expect(numbers.allSatisfy { number in grid.statistics(of: number) == row.statistics(trials: 20) })
    #expect(grid[1].isMissing && !grid[9996].isMissing && grid.hash() != empty && grid.hash(until: { true }) == nil)
  }
}
