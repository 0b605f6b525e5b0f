import Foundation
import RigTestSupport
import Testing

/// The files that `laserrig sweep` and `laserrig merge` refuse to read, or to write over.
@Suite struct SweepRefusalTests: SweepFolderTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
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

  @Test func `files that do not go together`() throws {
    let whole = try whole()
    try sweep("--shard", "0/2", "--output", "shard.csv")
    try write(whole.replacing("format 4", with: "format 5"), to: "later.csv")
    try write(whole.replacing("format 4", with: "format 3"), to: "earlier.csv")
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
    func place(_ name: String, _ line: String) throws -> String {
      let lines = whole.split(separator: "\n", omittingEmptySubsequences: false)
      return "\(name).csv:\(try #require(lines.firstIndex { other in other.hasPrefix(line) }) + 1):"
    }
    let header = try place("header", "0,")
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
        resumed("later.csv", hints: ["format 5", "format 4"]),
        resumed("earlier.csv", hints: ["format 3", "format 4", "compute it anew"]),
        BadInput("merge", "whole.csv", "earlier.csv", hints: "earlier.csv", "format 3"),
        resumed("older.csv", hints: ["0.0.9", "0.1.0"]),
        resumed("header.csv", hints: [header, "is no cell of this sweep", "the lines at the beginning"]),
        resumed("build.csv", hints: ["multiply", "one build"]),
        resumed("spoilt.csv", hints: [try place("spoilt", "5,0.6,"), "is no cell of this sweep"]),
        resumed("typo.csv", hints: [try place("typo", "#     kind:") + "11:", "rig.kind", "did you mean singleAxis"]),
        resumed("more.csv", hints: ["first lines"]),
        resumed("hash.csv", hints: [try place("hash", "# hash: "), "hash"]),
        resumed("stranger.csv", hints: ["is no file that laserrig sweep has written"]),
        resumed("letter.csv", hints: ["is no file that laserrig sweep has written"]),
        BadInput("merge", "whole.csv", "seed.csv", hints: "seed.csv", "seed is 4", "whole.csv"),
        BadInput("merge", "whole.csv", "build.csv", hints: "build.csv", "multiply"),
        BadInput("merge", "whole.csv", "older.csv", hints: "older.csv", "0.0.9", "0.1.0"),
        BadInput("merge", "header.csv", hints: header, "the lines at the beginning"),
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

  @Test func `a merge names its form and nearest word`() throws {
    try BadInput.expect(
      [BadInput("merge", hints: "files"), BadInput("merge", "a.csv", "--format", "jsn", hints: "did you mean json")],
      status: 64, in: folder, golden: "errors-merge")
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
