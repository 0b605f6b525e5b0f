import Foundation
import RigCore
import RigScenario
import RigTestSupport
import Testing

@testable import RigReports

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

  /// The line of a cell with its checksum, in the file of a sweep that begins as `file` does.
  private func withChecksum(_ line: String, in file: String) -> String {
    var hash = SweepHash()
    for header in file.split(separator: "\n").prefix(while: { header in header.first?.isNumber != true })
    where !header.hasPrefix("# shard: ") {
      hash.add(header + "\n")
    }
    hash.add(line)
    return line + "," + hash.text.suffix(8)
  }

  @Test func `a figure that was changed in a sweep that goes on is found`() throws {
    let whole = try whole()
    let begun = whole.split(separator: "\n").dropLast(9).map(String.init)
    let place = try #require(begun.firstIndex { line in line.hasPrefix("17,") })
    var fields = begun[place].split(separator: ",", omittingEmptySubsequences: false)
    #expect(withChecksum(fields.dropLast().joined(separator: ","), in: whole) == begun[place])
    fields[12] = "1.5"
    let changed = begun[..<place] + [fields.joined(separator: ",")] + begun[(place + 1)...]
    // Of the header, the value of a key that the cells do not tell.
    let window = begun.map { line in line.replacing("window: 5", with: "window: 6") }
    #expect(window != begun)
    for (lines, line) in [(Array(changed), place + 1), (window, (begun.firstIndex { $0.hasPrefix("0,") } ?? 0) + 1)] {
      try write(lines.joined(separator: "\n") + "\n", to: "changed.csv")
      for command in [["sweep", "--resume", "changed.csv"], ["merge", "changed.csv"]] {
        let found = try run(command, status: 78)
        #expect(found.errors.hasPrefix("laserrig: changed.csv:\(line): is no cell of this sweep"), "\(found.errors)")
      }
    }
  }

  /// Between the reading of a file and its lock another program may have finished it.
  @Test func `a file that is another by the time it is locked is left alone`() throws {
    let whole = try whole()
    let begun = String(whole.prefix(4000))
    let path = folder.path + "/race.csv"
    func append(_ expectation: SweepAppender.Expectation) -> Failure? {
      do throws(Failure) {
        let appender = try SweepAppender(path, keeping: 3000, then: "more\n", expecting: expectation)
        appender.close()
        return nil
      } catch {
        return error
      }
    }
    try write(begun, to: "race.csv")
    let first = try #require(SweepFileIdentity(path: path))
    // One that has grown, and one that has another in its place.
    try write(begun + "more", to: "grown.csv")
    for other in ["grown.csv", "whole.csv"] {
      let text = try folder.text(of: other)
      try OutputFile.write(text, to: path)
      #expect(append(.same(first))?.message.contains("another laserrig has just written it") == true)
      #expect(append(.nothing)?.kind == .inputOutput)
      #expect(try folder.text(of: "race.csv") == text)
    }
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    let second = try #require(SweepFileIdentity(path: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data("1".utf8))
    #expect(append(.same(second)) != nil)
    #expect(append(.same(try #require(SweepFileIdentity(path: path)))) == nil)
    #expect(try folder.text(of: "race.csv") == whole.prefix(3000) + "more\n")
    #expect(append(.anything) == nil)
    try FileManager.default.removeItem(atPath: path)
    #expect(append(.nothing) == nil)
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
      "# laserrig sweep: format 3", "# version: 0.1.0", "# x: controller.learningRate=0.1..1.2:12",
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

  @Test func `a line that never ends is named, and what is behind it stays`() throws {
    let whole = try whole()
    let lines = whole.split(separator: "\n")
    let place = try #require(lines.firstIndex { line in line.hasPrefix("17,") })
    let torn =
      (lines[..<place] + [Substring(String(repeating: "0", count: 1 << 21))] + lines[(place + 1)...])
      .joined(separator: "\n") + "\n"
    try write(torn, to: "long.csv")
    for command in [["sweep", "--resume", "long.csv"], ["merge", "long.csv"]] {
      let found = try run(command, status: 78)
      #expect(found.errors.hasPrefix("laserrig: long.csv:\(place + 1): is longer than 1 MiB"), "\(found.errors)")
    }
    #expect(try folder.text(of: "long.csv") == torn)
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
      return withChecksum(fields.dropLast().joined(separator: ","), in: text)
    }
    try write(changed.joined(separator: "\n") + "\n", to: "other.csv")
    let unequal = try run(["merge", "0.csv", "1.csv", "2.csv", "other.csv"], status: 78)
    #expect(unequal.errors.contains("other.csv:") && unequal.errors.contains("cell 4 is there twice, with different"))
  }

  @Test func `files that do not go together`() throws {
    let whole = try whole()
    try sweep("--shard", "0/2", "--output", "shard.csv")
    try write(whole.replacing("format 3", with: "format 4"), to: "later.csv")
    try write(whole.replacing("version: 0.1.0", with: "version: 0.0.9"), to: "older.csv")
    try write(whole.replacing("window: ", with: "window: 1"), to: "header.csv")
    try write(whole.replacing("seed: 3", with: "seed: 4"), to: "seed.csv")
    let other =
      whole.contains("separate")
      ? whole.replacing("separate", with: "fused") : whole.replacing("fused", with: "separate")
    try write(other, to: "build.csv")
    try write(whole.replacing("\n5,0.6,", with: "\n5,0.7,"), to: "spoilt.csv")
    try write(whole.replacing("kind: singleAxis", with: "kind: singleAxi"), to: "typo.csv")
    try write(whole.replacing("# trials: 20\n", with: "# trials: 20\n# more: 1\n"), to: "more.csv")
    try write(whole.replacing("\n# hash: ", with: "\n# hash: 0"), to: "hash.csv")
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
        resumed("whole.csv", "--independent", hints: ["randomNumbers", "common", "independent"]),
        resumed("whole.csv", "--rule", "momentum", hints: ["controller.rule", "gradientDescent", "momentum"]),
        resumed("whole.csv", "--shard", "0/2", hints: ["whole sweep", "shard 0/2"]),
        resumed("shard.csv", "--shard", "1/2", hints: ["holds shard 0/2", "shard 1/2"]),
        resumed("seed.csv", hints: ["seed is 4", "3"]),
        BadInput("sweep", "--resume", "whole.csv", "--trials", "21", hints: "trials is 20", "21"),
        BadInput(
          "sweep", "--resume", "whole.csv", "--x", "controller.learningRate=0.1..1.2:13", hints: "x is", "1.2:12", "--x"
        ),
        BadInput("sweep", "--resume", "whole.csv", "--set", "controller.momentum=0.4", hints: "momentum", "0.4"),
        BadInput("sweep", "article", "--resume", "whole.csv", hints: "another sweep's", "article"),
        BadInput("sweep", "--resume", "whole.csv", environment: ["LASERRIG_SEED": "5"], hints: "LASERRIG_SEED", "5"),
        resumed("later.csv", hints: ["format 4", "format 3"]),
        resumed("older.csv", hints: ["0.0.9", "0.1.0"]),
        resumed("header.csv", hints: ["is no cell of this sweep", "the lines at the beginning"]),
        resumed("build.csv", hints: ["multiply", "one build"]),
        resumed("spoilt.csv", hints: ["spoilt.csv:", "is no cell of this sweep"]),
        resumed("typo.csv", hints: ["typo.csv:", "rig.kind", "did you mean singleAxis"]),
        resumed("more.csv", hints: ["first lines"]),
        resumed("hash.csv", hints: ["hash"]),
        resumed("stranger.csv", hints: ["is no file that laserrig sweep has written"]),
        resumed("letter.csv", hints: ["is no file that laserrig sweep has written"]),
        BadInput("merge", "whole.csv", "seed.csv", hints: "seed.csv", "seed is 4", "whole.csv"),
        BadInput("merge", "whole.csv", "build.csv", hints: "build.csv", "multiply"),
        BadInput("merge", "whole.csv", "older.csv", hints: "older.csv", "0.0.9", "0.1.0"),
        BadInput("merge", "header.csv", hints: "header.csv:", "the lines at the beginning"),
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

  @Test func `a header that cannot be is refused before anything is made of it`() throws {
    let whole = try whole()
    for (name, old, new, hint) in [
      ("short", "steps: 30", "steps: 2", "3 to 16777215 steps, but loop.steps is 2"),
      ("long", "steps: 30", "steps: 20000000", "3 to 16777215 steps, but loop.steps is 20000000"),
      (
        "wide", "=0.1..1.2:12\n# y: rig.sensor.noise=0..1:5", "=1..2:4000\n# y: rig.sensor.noise=0..1:5000",
        "GiB: say --yes"
      ),
      ("twice", "rig.sensor.noise=0..1:5", "controller.learningRate=1", "both its axes"),
      ("empty", "rig.sensor.noise=0..1:5", "rig.servo.travelFrom=0..70:3", "travelFrom: the travel from 70.0°"),
      ("idle", "rig.sensor.noise=0..1:5", "loop.divergence.steps=9", "does nothing in a sweep"),
    ] {
      try write(whole.replacing(old, with: new), to: name + ".csv")
      for command in [["sweep", "--resume", name + ".csv"], ["merge", name + ".csv"]] {
        let found = try run(command, status: 78)
        #expect(found.errors.hasPrefix("laserrig: \(name).csv: ") && found.errors.contains(hint), "\(found.errors)")
        #expect(found.errors.filter(\.isNewline).count == 1)
      }
    }
    // No machine has so much memory; if one had, little of it would be free.
    let vast = whole.replacing(
      "=0.1..1.2:12\n# y: rig.sensor.noise=0..1:5", with: "=1..2:100000\n# y: rig.sensor.noise=0..1:100000")
    try write(vast, to: "vast.csv")
    for command in [
      "sweep --resume vast.csv", "merge vast.csv", "sweep --x rig.target=0..1:100000 --y rig.start=0..1:100000",
    ] {
      let found = try Program.shell("ulimit -v 8000000; exec $0 \(command) --yes", in: folder.path)
      #expect(found.status == (command.hasSuffix("0") ? 64 : 78))
      #expect(found.errors.contains("100000 × 100000 cells take 670 GiB of memory, more than the "), "\(found.errors)")
    }
  }

  @Test func `a limit of memory is that of the machine`() throws {
    // The cells take 0.67 GiB, and the program itself some of the limit.
    let found = try Program.shell(
      "ulimit -v 700000; exec $0 sweep --x rig.target=0..1:5000 --y rig.start=0..1:2000 --yes", in: folder.path)
    #expect(found.status == 64 && found.errors.contains("cells take 0.67 GiB of memory, more than the 0."), "\(found)")
    #expect(found.errors.contains("ulimit -v") && found.errors.filter(\.isNewline).count == 1)
  }

  @Test func `files of machines that compute otherwise are not mixed`() throws {
    let whole = try whole()
    for (line, value, hint) in [
      ("processor", "pdp11", "was computed on pdp11, "), ("mathematics", "01234567", "(mathematics 01234567 and "),
    ] {
      try write(whole.replacing(try Regex("# \(line): .*"), with: "# \(line): \(value)"), to: "other.csv")
      for command in [["sweep", "--resume", "other.csv"], ["merge", "whole.csv", "other.csv"]] {
        let found = try run(command, status: 78)
        #expect(found.errors.hasPrefix("laserrig: other.csv: ") && found.errors.contains(hint), "\(found.errors)")
      }
    }
  }

  @Test func `the hash of every file that is merged counts`() throws {
    for index in 0..<3 { try sweep("--shard", "\(index)/3", "--output", "\(index).csv") }
    let text = try folder.text(of: "2.csv")
    let line = try #require(text.split(separator: "\n").first { line in line.hasPrefix("5,") })
    var fields = line.split(separator: ",", omittingEmptySubsequences: false)
    fields[12] = "1.5"
    let changed = withChecksum(fields.dropLast().joined(separator: ","), in: text)
    try write(text.replacing(line, with: changed), to: "2.csv")
    let refused = try run(["merge", "0.csv", "1.csv", "2.csv"], status: 78)
    #expect(refused.errors.contains(/2\.csv:[0-9]+: the hash is not that of the lines above/))
    // One sweep has one hash, but each shard has another.
    let hashes = try (0..<2).map { index in try folder.text(of: "\(index).csv").suffix(17) }
    #expect(hashes[0] != hashes[1])
  }

  @Test func `the lines may end as Windows has them`() throws {
    let whole = try whole()
    try write(whole.replacing("\n", with: "\r\n"), to: "crlf.csv")
    #expect(try run(["merge", "crlf.csv", "--format", "csv"]).output == whole)
    try write(whole.replacing("\n", with: "\r\n").prefix(2500), to: "crlf.csv")
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

  @Test func `nothing is begun that has not been named`() throws {
    try write("", to: "empty.csv")
    try write(try whole().prefix(100), to: "torn.csv")
    let nothing = ["absent.csv", "empty.csv", "torn.csv", "/dev/null"]
    try BadInput.expect(
      nothing.map { file in
        BadInput("sweep", "--resume", file, "--quiet", "--threads", "2", hints: file, "--output \(file)")
      },
      status: 64, in: folder, golden: "errors-sweep-resume")
    #expect(try !folder.files.contains("absent.csv"))
  }

  @Test func `no file is written over by another`() throws {
    let whole = try whole()
    try write("loop: {steps: 30}\n", to: "my.yaml")
    try write(whole, to: "map")
    try FileManager.default.linkItem(atPath: folder.path + "/map", toPath: folder.path + "/hard")
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/soft", withDestinationPath: "map")
    try BadInput.expect(
      [
        BadInput("sweep", "--output", "new", "--plot", "new", hints: "--plot", "--output"),
        BadInput("sweep", "--output", "new", "--plot", "./new", hints: "--plot", "--output"),
        BadInput("sweep", "--resume", "map", "--plot", "hard", hints: "--plot", "--resume"),
        BadInput("sweep", "--resume", "map", "--plot", "soft", hints: "--plot", "--resume"),
        BadInput("sweep", "my.yaml", "--output", "my.yaml", hints: "scenario"),
        BadInput("sweep", "--output", "map", hints: "is there already", "--resume map"),
        BadInput("sweep", "my.yaml", "--plot", "my.yaml", hints: "scenario"),
        BadInput("merge", "map", "--plot", "soft", hints: "to be joined"),
        BadInput("merge", "map", "--output", "a.svg", "--plot", "a.svg", hints: "--plot", "--output"),
        BadInput("sweep", "--output", "/dev/stdout", hints: "--format csv"),
        BadInput("sweep", "--plot", "/dev/stdout", hints: "the report"),
        BadInput("merge", "map", "--output", "/dev/stdout", hints: "--format csv"),
        BadInput("merge", "map", "--output", "map", hints: "--output: map is one of those to be joined", "--force"),
        BadInput("merge", "map", "--output", "my.yaml", hints: "my.yaml is there already", "no file of a sweep"),
      ], status: 64, in: folder, golden: "errors-sweep-same")
    #expect(try folder.text(of: "map") == whole && folder.text(of: "my.yaml") == "loop: {steps: 30}\n")
    // What is joined has been read by then.
    try run(["merge", "map", "--output", "map", "--force", "--quiet"])
    #expect(try folder.text(of: "map") == whole)
    try run(["merge", "hard", "--output", "other.csv", "--quiet"])
    try run(["merge", "map", "--output", "other.csv", "--quiet"])
    try run(Self.sweep + ["--output", "other.csv", "--force"])
    #expect(try folder.text(of: "other.csv") == whole)
    try run(Self.sweep + ["--output", "/dev/null", "--plot", "/dev/null"])
  }

  @Test func `a merge keeps the file of another sweep`() throws {
    let whole = try whole()
    try write(whole, to: "map.csv")
    let other = whole.replacing("# trials: 20", with: "# trials: 21")
    try write(other, to: "other.csv")
    let found = try run(["merge", "map.csv", "--output", "other.csv", "--quiet"], status: 78)
    #expect(found.errors.contains("--output: other.csv: is another sweep's: its ") && found.errors.contains("21"))
    #expect(found.errors.contains("--force"))
    #expect(try folder.text(of: "other.csv") == other)
    try run(["merge", "map.csv", "--output", "other.csv", "--quiet", "--force"])
    #expect(try folder.text(of: "other.csv") == whole)
  }

  @Test func `no two sweeps write one file at a time`() throws {
    let whole = try whole()
    try write(whole.split(separator: "\n").dropLast(9).joined(separator: "\n") + "\n", to: "begun.csv")
    let file = unsafe open(folder.path + "/begun.csv", O_RDWR)
    defer { close(file) }
    #expect(flock(file, LOCK_EX | LOCK_NB) == 0)
    let found = try run(["sweep", "--resume", "begun.csv", "--quiet"], status: 74)
    #expect(found.errors.contains("begun.csv: another laserrig is writing it"))
    try write(whole, to: "map.csv")
    let merged = try run(["merge", "map.csv", "--output", "begun.csv", "--quiet"], status: 74)
    #expect(merged.errors.contains("begun.csv: another laserrig is writing it"))
    #expect(try folder.text(of: "begun.csv") != whole)
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
}
