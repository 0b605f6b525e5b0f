import RigTestSupport
import Testing

/// See ``Golden`` for how to change what these tests want.
@Suite struct GoldenTests {
  private func expect(_ name: String, _ arguments: String...) throws {
    let found = try Program.run(arguments)
    #expect(found.errors == "")
    try Golden.expect(found.output, name)
  }

  @Test func `the help`() throws {
    try expect("help", "--help")
    try expect("help-run", "run", "--help")
    try expect("help-explain", "explain", "--help")
    try expect("help-scenarios", "scenarios", "--help")
    try expect("help-config", "config", "--help")
    try expect("help-calibrate", "calibrate", "--help")
    try expect("help-jog", "jog", "--help")
    try expect("help-doctor", "doctor", "--help")
    try expect("version", "--version")
  }

  @Test(arguments: [
    ("help", ["-h"]), ("help", ["help"]), ("help-run", ["help", "run"]), ("help-explain", ["explain", "-h"]),
    ("help-scenarios", ["help", "list"]), ("help-config", ["help", "config"]), ("help-jog", ["help", "jog"]),
  ])
  func `other ways to the help`(name: String, arguments: [String]) throws {
    let found = try Program.run(arguments)
    #expect(found.status == 0 && found.errors == "")
    try Golden.expect(found.output, name)
  }

  @Test func `the help fits a terminal of 80 columns`() throws {
    for arguments in [
      ["--help"], ["run", "--help"], ["explain", "--help"], ["scenarios", "--help"], ["config", "--help"],
    ] {
      let found = try Program.run(arguments)
      #expect(found.lines.allSatisfy { line in line.count <= 80 }, "\(arguments)")
    }
  }

  @Test(arguments: ["scenarios", "list"]) func `what a newcomer asks first`(word: String) throws {
    try expect("scenarios", word)
  }

  @Test func `what the list of scenarios advises can be typed`() throws {
    let folder = try TemporaryFolder()
    let environment = ["LASERRIG_CONFIG": Program.package + "/Config"]
    let list = try Program.run(["scenarios"], environment: environment, in: folder.path)
    let commands = list.lines.compactMap { line in
      line.firstRange(of: "laserrig ").flatMap { range in line.contains(": ") ? line[range.upperBound...] : nil }
    }
    #expect(commands.count == 6)
    for command in commands {
      let line = "export LASERRIG_CONFIG='\(Program.package)/Config'; \"$0\" \(command)"
      #expect(try Program.shell(line, in: folder.path).status == 0, "\(command)")
    }
  }

  @Test func `a list without scenarios`() throws {
    let folder = try TemporaryFolder()
    let list = try Program.run(["list"], in: folder.path)
    #expect(list.status == 0 && list.output.hasPrefix("built-in  ") && list.errors.contains("no scenarios"))
    let lost = try Program.run(["list"], environment: ["LASERRIG_CONFIG": "nowhere"], in: folder.path)
    #expect(lost.status == 78 && lost.output == "" && lost.errors.contains("nowhere"))
  }

  @Test func `the scenarios`() throws {
    try expect("config-list", "config", "--list")
    try Golden.expect(try Program.run("config", "--show", "article").output, "config-show-article")
  }

  @Test func `the answers to the six questions`() throws {
    try expect("explain", "explain")
    let all = try Program.run("explain").output
    for question in 1...6 {
      let answer = try Program.run("explain", String(question))
      #expect(answer.status == 0 && answer.output.hasPrefix("\(question). ") && all.contains(answer.output))
    }
  }

  @Test(arguments: scenarioStatuses.keys.sorted()) func `the summary of every scenario`(name: String) throws {
    let found = try Program.run(["run", name, "--seed", "1", "--quiet"] + simulated(name))
    #expect(found.errors == scenarioWarnings[name] ?? "")
    try Golden.expect(found.output, "summary-\(name)")
  }

  @Test func `the article's run in every form`() throws {
    try expect("article-table", "run", "article", "--seed", "1")
    try expect("article-json", "run", "article", "--seed", "1", "--format", "json")
    try expect("article-csv", "run", "article", "--seed", "1", "--format", "csv")
  }
}
