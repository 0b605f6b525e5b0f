import RigTestSupport
import Testing

/// What differs where a person watches.
@Suite struct TerminalTests {
  private let escape = "\u{1B}["
  private let utf8 = ["TERM": "xterm-256color", "LANG": "C.UTF-8"]
  /// The dots that the plot is drawn with.
  private func hasDots(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in (0x2801...0x28FF).contains(scalar.value) }
  }

  @Test(arguments: [["run", "article"], ["run", "too-large"], ["explain"], ["--help"], ["config", "--list"]])
  func `a pipe gets no escape sequences and no plot`(arguments: [String]) throws {
    let found = try Program.run(arguments, environment: utf8)
    #expect(!found.output.contains("\u{1B}") && !found.output.contains("\r") && !hasDots(found.output))
  }

  @Test func `a terminal gets colour and a plot`() throws {
    let found = try PseudoTerminal.run(["run", "article"], environment: utf8)
    #expect(found.status == 0)
    #expect(found.output.contains(escape + "1mFinal results" + escape + "0m"))
    #expect(found.output.contains(escape + "32mconverged" + escape + "0m"))
    #expect(hasDots(found.output) && found.output.contains("tolerance 0.01 cm"))
  }

  @Test func `an outcome has its colour`() throws {
    #expect(try PseudoTerminal.run(["run", "too-large"], environment: utf8).output.contains(escape + "31mdiverged"))
    #expect(
      try PseudoTerminal.run(["run", "drifting-target"], environment: utf8).output.contains(escape + "33mstep limit"))
  }

  @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"]]) func `no colour if none is wanted`(
    variables: [String: String]
  ) throws {
    let environment = utf8.merging(variables) { _, asked in asked }
    let found = try PseudoTerminal.run(["run", "article"], environment: environment)
    #expect(!found.output.contains("\u{1B}"))
    #expect(hasDots(found.output))
  }

  @Test func `an empty NO_COLOR says nothing`() throws {
    let environment = utf8.merging(["NO_COLOR": ""]) { _, asked in asked }
    #expect(try PseudoTerminal.run(["run", "article"], environment: environment).output.contains(escape))
  }

  @Test func `a terminal without Unicode gets a plot in ASCII`() throws {
    let found = try PseudoTerminal.run(["run", "article"], environment: ["TERM": "xterm", "LANG": "C"])
    #expect(!hasDots(found.output) && found.output.contains("tolerance 0.01 cm"))
    let plot = found.output.split(separator: "Final results").first?.split(separator: "tolerance").last ?? ""
    #expect(plot.contains("step 0") && plot.allSatisfy(\.isASCII))
  }

  @Test(arguments: [UInt16(40), 80, 100, 200]) func `the plot keeps to the width of the window`(columns: UInt16) throws
  {
    let environment = utf8.merging(["NO_COLOR": "1"]) { _, asked in asked }
    let found = try PseudoTerminal.run(["run", "article"], columns: columns, environment: environment)
    let dotted = found.output.split(separator: "\r\n").filter { line in hasDots(String(line)) }
    let widest = dotted.map(\.count).max() ?? 0
    #expect(dotted.count > 3 && widest <= min(Int(columns), 100) && widest > min(Int(columns), 100) - 10)
  }

  @Test func `quiet leaves the plot out`() throws {
    #expect(!hasDots(try PseudoTerminal.run(["run", "article", "--quiet"], environment: utf8).output))
  }

  @Test(arguments: ["json", "csv"]) func `data has no colour, even on a terminal`(format: String) throws {
    let found = try PseudoTerminal.run(["run", "article", "--format", format], environment: utf8)
    #expect(found.output.count > 1000 && !found.output.contains("\u{1B}") && !hasDots(found.output))
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func `completion for every shell`(shell: String) throws {
    let found = try Program.run("--generate-completion-script", shell)
    #expect(found.status == 0 && found.errors == "")
    for word in ["laserrig", "explain", "compare", "learning-rate", "nesterov"] {
      #expect(found.output.contains(word), "\(word)")
    }
    if shell == "bash" {
      let folder = try TemporaryFolder(files: ["completion.bash": found.output])
      #expect(try Program.run(["-n", folder.path + "/completion.bash"], tool: "/bin/bash").status == 0)
    }
  }
}
