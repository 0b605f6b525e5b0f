import Foundation
import RigTestSupport
import Testing

/// The files of `laserrig sweep`: kept, torn, gone on with, shared and merged.
@Suite struct SweepFileTests {
  private static let axes = ["--x", "controller.learningRate=0.1..1.2:12", "--y", "rig.sensor.noise=0..1:5"]
  private static let sweep = ["sweep", "--seed", "3", "--trials", "20", "--steps", "30", "--quiet"] + axes

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @discardableResult
  private func run(_ arguments: [String], status: Int32 = 0) throws -> FinishedProgram {
    let environment = ["LASERRIG_CONFIG": Program.package + "/Config"]
    let found = try Program.run(arguments, environment: environment, in: folder.path)
    #expect(found.status == status, "\(arguments): \(found.errors)")
    return found
  }

  @discardableResult
  private func sweep(_ more: String..., status: Int32 = 0) throws -> FinishedProgram {
    try run(Self.sweep + more, status: status)
  }

  /// The whole sweep, as a run that nothing disturbs leaves it.
  private func whole() throws -> String {
    try sweep("--output", "whole.csv")
    return try folder.text(of: "whole.csv")
  }

  private func write(_ text: some StringProtocol, to name: String) throws {
    try folder.write(Data(text.utf8), to: name)
  }

  @Test func `the file is what --format csv prints, and its header says everything`() throws {
    let whole = try whole()
    #expect(try sweep("--format", "csv").output == whole)
    for line in [
      "# laserrig sweep: format 1", "# x: controller.learningRate=0.1..1.2:12", "# y: rig.sensor.noise=0..1:5",
      "# trials: 20", "# chance: common", "#   seed: 3", "#     steps: 30", "#     rule: gradientDescent",
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

  @Test(arguments: [2, 3, 7, 64])
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

  @Test func `what is missing from a merge is named, and what is there twice`() throws {
    for index in 0..<3 { try sweep("--shard", "\(index)/3", "--output", "\(index).csv") }
    let missing = try run(["merge", "0.csv", "2.csv"], status: 78)
    #expect(
      missing.errors == """
        laserrig: merge: 20 of 60 cells are missing: shard 1/3; add its file, or finish it with sweep --resume

        """)
    let text = try folder.text(of: "1.csv")
    let lines = text.split(separator: "\n")
    try write(lines.filter { !$0.hasPrefix("4,") }.joined(separator: "\n") + "\n", to: "part.csv")
    #expect(try run(["merge", "0.csv", "part.csv", "2.csv"], status: 78).errors.contains("the rest of shard 1/3"))
    let twice = try run(["merge", "0.csv", "1.csv", "2.csv", "1.csv", "--quiet"])
    #expect(
      twice.errors
        == "laserrig: warning: 1.csv: 20 of its cells came with other files already, with the same results\n")
    // The travel of cell 4 is another, in a file that is right in itself.
    try sweep("--shard", "1/3", "--output", "other.csv")
    let changed = lines.filter { !$0.hasPrefix("# hash") }.map { line in
      guard line.hasPrefix("4,") else { return String(line) }
      var fields = line.split(separator: ",", omittingEmptySubsequences: false)
      fields[12] = "1.5"
      return fields.joined(separator: ",")
    }
    try write(changed.joined(separator: "\n") + "\n", to: "other.csv")
    let unequal = try run(["merge", "0.csv", "1.csv", "2.csv", "other.csv"], status: 78)
    #expect(unequal.errors.contains("other.csv:") && unequal.errors.contains("cell 4 is there twice, with different"))
  }

  @Test func `files that do not go together`() throws {
    let whole = try whole()
    try sweep("--shard", "0/2", "--output", "shard.csv")
    try write(whole.replacing("format 1", with: "format 2"), to: "later.csv")
    try write(whole.replacing("seed: 3", with: "seed: 4"), to: "seed.csv")
    let other =
      whole.contains("separate")
      ? whole.replacing("separate", with: "fused") : whole.replacing("fused", with: "separate")
    try write(other, to: "build.csv")
    try write(whole.replacing("\n5,0.6,", with: "\n5,0.7,"), to: "spoilt.csv")
    try write(whole.replacing("kind: simulated", with: "kind: simulate"), to: "typo.csv")
    try write(whole.replacing("# trials: 20\n", with: "# trials: 20\n# more: 1\n"), to: "more.csv")
    try write(whole.replacing(",lanes\n# hash: ", with: ",lanes\n# hash: 0"), to: "hash.csv")
    try write("a,b\n1,2\n", to: "stranger.csv")
    try write("no line end", to: "letter.csv")
    try write("", to: "empty.csv")
    let same = ["--seed", "3", "--trials", "20", "--steps", "30"] + Self.axes
    func resumed(_ file: String, _ more: String..., hints: [String]) -> BadInput {
      BadInput(["sweep", "--resume", file] + same + more, hints: hints)
    }
    try BadInput.expect(
      [
        resumed("whole.csv", "--set", "rig.distance=400", hints: ["whole.csv", "rig.distance", "300", "400"]),
        resumed("whole.csv", "--independent", hints: ["chance", "common", "independent"]),
        resumed("whole.csv", "--rule", "momentum", hints: ["controller.rule", "gradientDescent", "momentum"]),
        resumed("whole.csv", "--shard", "0/2", hints: ["whole sweep", "shard 0/2"]),
        resumed("shard.csv", hints: ["holds shard 0/2"]),
        resumed("seed.csv", hints: ["seed is 4", "3"]),
        BadInput("sweep", "--resume", "whole.csv", "--trials", "21", hints: "x is", "0.01..1.25"),
        resumed("later.csv", hints: ["format 2", "format 1"]),
        resumed("build.csv", hints: ["multiply", "one build"]),
        resumed("spoilt.csv", hints: ["spoilt.csv:", "is no cell of this sweep"]),
        resumed("typo.csv", hints: ["typo.csv:", "rig.kind", "did you mean simulated"]),
        resumed("more.csv", hints: ["first lines"]),
        resumed("hash.csv", hints: ["hash"]),
        resumed("stranger.csv", hints: ["is no file that laserrig sweep has written"]),
        resumed("letter.csv", hints: ["is no file that laserrig sweep has written"]),
        BadInput("merge", "whole.csv", "seed.csv", hints: "seed.csv", "seed is 4", "whole.csv"),
        BadInput("merge", "whole.csv", "build.csv", hints: "build.csv", "multiply"),
        BadInput("merge", "empty.csv", hints: "empty.csv", "anew"),
        BadInput("merge", "stranger.csv", hints: "laserrig sweep"),
      ], status: 78, in: folder, golden: "errors-sweep-files")
    try BadInput.expect(
      [
        BadInput("merge", "absent.csv", hints: "absent.csv", "No such file"),
        BadInput("merge", "whole.csv", "--output", "no/where.csv", hints: "no folder no"),
        BadInput("sweep", "--output", "no/where.csv", hints: "no folder no"),
        BadInput("sweep", "--resume", ".", hints: "folder"),
      ], status: 74, in: folder, golden: "errors-sweep-output")
    // What was refused is as it was.
    #expect(try folder.text(of: "whole.csv") == whole && folder.text(of: "letter.csv") == "no line end")
  }

  @Test func `a merge names its form and nearest word`() throws {
    try BadInput.expect(
      [BadInput("merge", hints: "files"), BadInput("merge", "a.csv", "--format", "jsn", hints: "did you mean json")],
      status: 64, in: folder, golden: "errors-merge")
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
    while (try folder.text(of: "cut.csv")).split(separator: "\n").filter({ $0.hasSuffix("general") }).count < 3 {
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
}
