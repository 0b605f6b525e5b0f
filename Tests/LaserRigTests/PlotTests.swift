import Foundation
import FoundationXML
import RigTestSupport
import Testing

@Suite struct PlotTests {
  private func isWellFormed(_ markup: String) -> Bool {
    XMLParser(data: Data(markup.utf8)).parse() && markup.contains("<svg") && markup.hasSuffix("</svg>\n")
  }

  @Test(arguments: ["overview", "descent", "rig"]) func `every picture is a complete SVG`(picture: String) throws {
    let folder = try TemporaryFolder()
    let found = try Program.run(
      "run", Program.package + "/Config/article.yaml", "--plot", "a.svg", "--picture", picture, in: folder.path)
    #expect(found.status == 0 && found.errors == "")
    #expect(isWellFormed(try folder.text(of: "a.svg")))
    #expect(try folder.files == ["a.svg"])
  }

  @Test func `every scenario can be drawn, by the same bytes each time`() throws {
    let folder = try TemporaryFolder()
    for (name, status) in scenarioStatuses.sorted(by: { $0.key < $1.key }) {
      for file in ["a.svg", "b.svg"] {
        let path = "\(folder.path)/\(file)"
        let found = try Program.run(["run", name, "--seed", "1", "--quiet", "--plot", path] + simulated(name))
        #expect(found.status == status && found.errors == scenarioWarnings[name] ?? "")
        #expect(found.output.hasSuffix("\nPicture: \(path)\n"))
      }
      #expect(isWellFormed(try folder.text(of: "a.svg")), "\(name)")
      #expect(try folder.text(of: "a.svg") == folder.text(of: "b.svg"), "\(name)")
    }
    #expect(try folder.files == ["a.svg", "b.svg"])
  }

  @Test(arguments: [
    ["unknown-distance"], ["power-meter"], ["pan-tilt"], ["beam-walk"], ["article", "--no-probe", "--steps", "99"],
  ])
  func `where the laser is off no dot is drawn`(run: [String]) throws {
    let folder = try TemporaryFolder()
    let off = "rig.faults=[{part: sensor, kind: intermittent, probability: 1}]"
    let found = try Program.run(["run"] + run + ["--quiet", "--set", off, "--plot", folder.path + "/a.svg"])
    #expect(found.status == 5)
    let picture = try folder.text(of: "a.svg")
    #expect(picture.contains(">spot lost<") && !picture.contains(">last dot<") && !picture.contains(">earlier dots"))
  }

  @Test func `a title may hold what XML takes for markup`() throws {
    let folder = try TemporaryFolder()
    let found = try Program.run(
      "run", "article", "--set", "title=<b> & \"c\" 'd' ]]>", "--plot", folder.path + "/a.svg")
    #expect(found.status == 0)
    #expect(isWellFormed(try folder.text(of: "a.svg")))
  }

  @Test func `a new picture replaces the old one, and a link stays a link`() throws {
    let folder = try TemporaryFolder(files: ["old.svg": "<svg/>"])
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/link.svg", withDestinationPath: "old.svg")
    #expect(try Program.run("run", "article", "--plot", folder.path + "/link.svg").status == 0)
    #expect(isWellFormed(try folder.text(of: "old.svg")))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path + "/link.svg") == "old.svg")
    #expect(try folder.files == ["link.svg", "old.svg"])
  }

  @Test func `a place that cannot take a picture is refused before the run`() throws {
    let folder = try TemporaryFolder(files: ["file": ""])
    try folder.makeFolder("folder")
    try BadInput.expect(
      [
        BadInput("run", "article", "--plot", "no/folder/a.svg", hints: "no folder no/folder"),
        BadInput("run", "article", "--plot", "folder", hints: "it is a folder"),
        BadInput("run", "article", "--plot", "folder/", hints: "it is a folder"),
        BadInput("run", "article", "--plot", "file/a.svg", hints: "no folder file"),
        BadInput("run", "--plot", "/nonexistent/a.svg", hints: "no folder /nonexistent"),
      ], status: 74, in: folder, golden: "errors-plot")
    #expect(try folder.files == ["file", "folder"])
  }

  @Test func `no picture is drawn over a file of another kind`() throws {
    let mine = "rig: {distance: 300}\nloop: {steps: 9}\n"
    let own = mine + "output: {plot: own.yaml}\n"
    let folder = try TemporaryFolder(files: ["mine.yaml": mine, "own.yaml": own, "notes": "a letter"])
    try FileManager.default.linkItem(atPath: folder.path + "/mine.yaml", toPath: folder.path + "/hard.svg")
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/soft.svg", withDestinationPath: "mine.yaml")
    let scenario = "is the scenario; name another file, or say --force"
    try BadInput.expect(
      [
        BadInput("run", "mine.yaml", "--plot", "mine.yaml", hints: "--plot: mine.yaml \(scenario)"),
        BadInput("run", "mine.yaml", "--plot", "hard.svg", hints: "--plot: hard.svg \(scenario)"),
        BadInput("run", "mine.yaml", "--plot", "soft.svg", hints: "--plot: soft.svg \(scenario)"),
        BadInput("run", "mine.yaml", "--set", "output.plot=mine.yaml", hints: "--set: output.plot", scenario),
        BadInput("run", "article", "--plot", "notes", hints: "--plot: notes is there already and is no SVG picture"),
        BadInput("run", "article", "--plot", "mine.yaml", hints: "mine.yaml is there already", "--force"),
        BadInput("compare", "mine.yaml", "--plot", "mine.yaml", hints: "--plot: mine.yaml \(scenario)"),
        BadInput("compare", "--plot", "notes", hints: "notes is there already", "--force"),
        BadInput("sweep", "mine.yaml", "--plot", "hard.svg", hints: "--plot: hard.svg \(scenario)"),
        BadInput("sweep", "--plot", "notes", hints: "notes is there already", "--force"),
        BadInput("run", "article", "--plot", "/dev/stdout", hints: "is where the report goes"),
        BadInput("compare", "--plot", "/dev/stdout", hints: "is where the report goes"),
      ], status: 64, in: folder, golden: "errors-plot-over")
    try BadInput.expect(
      [
        BadInput("run", "own.yaml", hints: "own.yaml:3:16: output.plot: own.yaml \(scenario)"),
        BadInput(
          "run", "mine.yaml", environment: ["LASERRIG_OUTPUT_PLOT": "mine.yaml"], hints: "LASERRIG_OUTPUT_PLOT",
          scenario),
      ], status: 78, in: folder, golden: "errors-plot-over-files")
    #expect(try folder.text(of: "mine.yaml") == mine && folder.text(of: "own.yaml") == own)
    #expect(try folder.text(of: "notes") == "a letter")
    #expect(try folder.files == ["hard.svg", "mine.yaml", "notes", "own.yaml", "soft.svg"])
    #expect(try Program.run("run", "mine.yaml", "--plot", "notes", "--force", in: folder.path).status == 0)
    #expect(isWellFormed(try folder.text(of: "notes")))
  }

  @Test func `an old picture survives a failing run, and nothing is left behind`() throws {
    let folder = try TemporaryFolder(files: ["a.svg": "<svg/>"])
    let plot = "--plot \(folder.path)/a.svg"
    for line in [
      "\"$0\" run article --learning-rate 0 \(plot)", "\"$0\" run nowhere \(plot)",
      // No file may grow beyond 4 KiB, and the program is told so by an error.
      "trap '' XFSZ; ulimit -f 4; \"$0\" run article --quiet \(plot)",
    ] {
      let found = try Program.shell(line)
      #expect([64, 78, 74].contains(found.status), "\(line)")
      #expect(found.errors.hasPrefix("laserrig: ") && found.errors.filter(\.isNewline).count == 1, "\(found.errors)")
      #expect(try folder.text(of: "a.svg") == "<svg/>", "\(line)")
      #expect(try folder.files == ["a.svg"], "\(line)")
    }
  }

  @Test func `a pipe takes the picture itself`() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.path + "/pipe"
    let found = try Program.shell(
      "mkfifo \(pipe) && { timeout 20 cat \(pipe) >&2 & \"$0\" run article --quiet --plot \(pipe); wait; }")
    #expect(found.status == 0 && isWellFormed(found.errors))
    #expect(try folder.files == ["pipe"])
    #expect(try FileManager.default.attributesOfItem(atPath: pipe)[.type] as? FileAttributeType != .typeRegular)
  }
}
