import Foundation
import RigCore
import RigScenario
import RigTestSupport
import Testing

/// README.md and the pages of the manual, as far as the program and the tree can tell whether they are right.
///
/// `.ci/quotes.py` runs what they quote, and `.ci/docs` follows the links of DocC.
@Suite struct DocumentationTests {
  private static let manual = "Sources/laserrig/LaserRig.docc"

  private func text(of path: String) throws -> String {
    try String(contentsOfFile: Program.package + "/" + path, encoding: .utf8)
  }

  /// The names in the folder at `path`, or the paths of all that is in it.
  private func contents(of path: String, recursive: Bool = false) throws -> [String] {
    let folder = Program.package + "/" + path
    return recursive
      ? try FileManager.default.subpathsOfDirectory(atPath: folder)
      : try FileManager.default.contentsOfDirectory(atPath: folder)
  }

  private func pages() throws -> [String] {
    try contents(of: "Sources", recursive: true).filter { path in path.contains(".docc/") && path.hasSuffix(".md") }
      .map { path in "Sources/" + path }.sorted()
  }

  @Test func `README has at most 200 lines, among them the command of the tests`() throws {
    let lines = try text(of: "README.md").split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count <= 200)
    #expect(lines.contains("swift test"))
  }

  @Test func `each relative link of README and of the pages leads to a file`() throws {
    let pages = try pages()
    #expect(pages.count > 20)
    for page in ["README.md"] + pages {
      let folder = page.split(separator: "/").dropLast().joined(separator: "/")
      let links = Self.links(in: try text(of: page))
      if page == "README.md" || page.hasPrefix(Self.manual) { #expect(!links.isEmpty, "\(page)") }
      for link in links where !link.contains(":") && !link.hasPrefix("#") {
        let path = [Program.package, folder, String(link.prefix { character in character != "#" })]
          .joined(separator: "/")
        #expect(FileManager.default.fileExists(atPath: path), "\(page) links \(link)")
      }
    }
  }

  /// Where the links and the pictures of a page lead, but for those in blocks of code.
  private static func links(in page: String) -> [String] {
    let prose = page.split(separator: "```", omittingEmptySubsequences: false).enumerated()
      .filter { place, _ in place.isMultiple(of: 2) }.map(\.element).joined()
    return prose.matches(of: #/\]\(([^)\s]+)\)/#).map { match in String(match.output.1) }
  }

  /// A list of the files that a new part of some kind touches, with an existing part for an example, and the name of
  /// its type if that is another.
  private struct FileList {
    let example: String
    let type: String?
    let most: Int
    let paths: [String]

    /// The lists of `page`: each follows a line `<!-- files: EXAMPLE; at most COUNT -->` or
    /// `<!-- files: EXAMPLE, TYPE; at most COUNT -->`, with a path in each bullet.
    static func all(in page: String) -> [FileList] {
      page.split(separator: "<!-- files: ").dropFirst().compactMap { part in
        guard let head = part.prefixMatch(of: #/(\w+)(?:, (\w+))?; at most (\d+) -->/#),
          let most = Int(head.output.3)
        else { return nil }
        let bullets = part.dropFirst(head.output.0.count).split(separator: "\n- ").dropFirst()
          .map { bullet in bullet.prefix { character in character != ";" } }
        let paths = bullets.flatMap { bullet in
          bullet.split(separator: "\n\n")[0].matches(of: #/`((?:Sources|Tests)/[^`]+)`/#).map { match in
            String(match.output.1)
          }
        }
        return FileList(
          example: String(head.output.1), type: head.output.2.map { type in String(type) }, most: most, paths: paths)
      }
    }
  }

  @Test(
    arguments: [
      ("AddingARule", ["ErrorDependentRate"]), ("AddingAnEffect", ["Saturation", "DeadBand"]),
      ("AddingADetectorOrOutput", ["PositionDetectorSettings", "PWMChannelSettings"]),
      ("AddingAKindOfRig", ["beamWalk"]),
    ])
  func `a new part touches no file but those that its page lists`(page: String, examples: [String]) throws {
    let lists = FileList.all(in: try text(of: "\(Self.manual)/\(page).md"))
    #expect(lists.map(\.example) == examples)
    for list in lists {
      #expect((3...list.most).contains(list.paths.count), "\(list.example): \(list.paths)")
      for path in list.paths {
        #expect(FileManager.default.fileExists(atPath: Program.package + "/" + path), "\(page).md lists \(path)")
      }
      let name = try Regex("\\b\(list.example)\\b")
      let sources = try contents(of: "Sources", recursive: true).filter { path in path.hasSuffix(".swift") }
      var named = 0
      for path in sources.map({ path in "Sources/" + path }) {
        let code = try text(of: path).split(separator: "\n").filter { line in !line.contains(#/^ *\/\//#) }
        guard code.contains(where: { line in line.contains(name) }) else { continue }
        named += 1
        let isListed = list.paths.contains { listed in path == listed || path.hasPrefix(listed + "/") }
        #expect(isListed, "\(path) names \(list.example), and \(page).md does not list it")
      }
      // Beyond its own module a type is named in the files of the list alone.
      if let type = list.type {
        let module = list.paths.first { path in path.hasSuffix("/\(type).swift") }.map { path in
          path.split(separator: "/").prefix(2).joined(separator: "/") + "/"
        }
        let word = try Regex("\\b\(type)\\b")
        for path in sources.map({ path in "Sources/" + path }) where !path.hasPrefix(try #require(module)) {
          guard try text(of: path).contains(word) else { continue }
          #expect(list.paths.contains(path), "\(path) names \(type), and \(page).md does not list it")
        }
      }
      #expect(named >= 2, "\(list.example) is named in \(named) files")
    }
  }

  @Test func `each page of the manual is linked from its first page`() throws {
    let linked = Set(Self.links(in: try text(of: Self.manual + "/LaserRig.md")))
    for name in try contents(of: Self.manual) where name.hasSuffix(".md") && name != "LaserRig.md" {
      #expect(linked.contains(name), "\(name)")
    }
  }

  @Test func `README and the architecture name every module`() throws {
    for page in ["README.md", Self.manual + "/Architecture.md"] {
      let words = Set(try text(of: page).split { character in !character.isLetter }.map(String.init))
      for module in try contents(of: "Sources") where !module.hasPrefix(".") {
        #expect(words.contains(module), "\(page) does not name the module \(module)")
      }
    }
  }

  @Test func `the manual's exit codes are those of the help`() throws {
    let page = try text(of: Self.manual + "/Running.md")
    let help = try Program.run("--help").output
    let codes = help.matches(of: #/\n  ([0-9]+) +(\S.*)/#)
    #expect(codes.count > 10)
    for code in codes {
      let isListed = page.contains("\n| \(code.output.1) | \(code.output.2) |\n")
      #expect(isListed, "\(code.output.1): \(code.output.2)")
    }
  }

  @Test func `the page of the formats names every key that is printed`() throws {
    let page = try text(of: Self.manual + "/Formats.md")
    let rules = try pages().filter { path in path.contains("/Rules/") }.map(text).joined()
    let folder = try TemporaryFolder()
    let small = ["--trials", "2", "--steps", "8", "--x", "controller.learningRate=0.1", "--y", "rig.sensor.noise=0,1"]
    let commands =
      RuleDefinition.all.map { rule in ["run", "article", "--rule", rule.name, "--steps", "30"] } + [
        ["run", "reversed-servo"], ["run", "pan-tilt"], ["run", "beam-walk", "--steps", "9"],
        ["run", "unknown-distance", "--set", "controller.farthestDistance=60", "--distance", "500"],
        ["run", "lost-spot", "--real-time", "--set", "loop.frameRate=10000"],
        ["compare", "--rigs", "4", "--readings", "8", "--noise", "1"],
        ["sweep"] + small, ["sweep", "--shard", "0/2"] + small,
        ["theory", "dead-time"], ["theory", "hobby-servo", "--set", "rig.sensor.deadTime=3", "--learning-rate", "0.1"],
        ["theory", "article", "--rule", "decayingRate"], ["theory", "article", "--rule", "errorDependentRate"],
      ]
    for command in commands {
      let found = try Program.run(
        command + (command[0] == "theory" ? [] : ["--seed", "1"]) + ["--format", "json"],
        environment: ["LASERRIG_CONFIG": Program.package + "/Config"], in: folder.path)
      let object = try JSONSerialization.jsonObject(with: Data(found.output.utf8))
      for (key, isTerm) in Self.keys(of: object) {
        // The terms of a rule may stand on the pages of the rules instead.
        let isNamed = page.contains("`\(key)`") || isTerm && rules.contains("`\(key)`")
        #expect(isNamed, "\(command.joined(separator: " ")) prints \(key)")
      }
    }
  }

  /// Every key of `json`, and true for the names of a rule's terms.
  private static func keys(of json: Any, areTerms: Bool = false) -> [String: Bool] {
    let object = json as? [String: Any] ?? [:]
    let parts =
      (json as? [Any])?.map { part in keys(of: part) }
      ?? object.map { key, part in keys(of: part, areTerms: key == "terms") }
    return parts.reduce(object.mapValues { _ in areTerms }) { found, keys in
      // A key that is printed elsewhere, too, is no term.
      found.merging(keys) { left, right in left && right }
    }
  }

  @Test func `the picture is what the program draws`() throws {
    let folder = try TemporaryFolder()
    let command = ["run", "unknown-distance", "--seed", "13", "--quiet", "--plot", "unknown-distance.svg"]
    let found = try Program.run(
      command, environment: ["LASERRIG_CONFIG": Program.package + "/Config"], in: folder.path)
    #expect(found.status == 0)
    try Golden.expect(
      try folder.text(of: "unknown-distance.svg"), file: Self.manual + "/unknown-distance.svg")
    // A page shows it as it is, and nothing that is generated may make the repository large.
    #expect(try text(of: Self.manual + "/unknown-distance.svg").utf8.count < 60_000)
  }
}
