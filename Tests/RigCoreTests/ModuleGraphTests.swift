import Foundation
import Testing

/// The controller can't cheat: the truth about a rig lives in a module that the core neither imports nor names.
@Suite struct ModuleGraphTests {
  private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func sources(of module: String) throws -> [(name: String, text: String)] {
    let folder = root.appending(path: "Sources/\(module)")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
    return try names.map { name in
      (name, try String(contentsOf: folder.appending(path: name), encoding: .utf8))
    }
  }

  private func imports(of text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let keyword = words.firstIndex(of: "import"), !line.contains("//"), keyword + 1 < words.count else {
        return nil
      }
      return String(words[keyword + 1])
    }
  }

  /// The modules of the package that each module needs, by the table of the page Architecture; all arrows point down.
  private static let arrows: [String: Set<String>] = {
    let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/laserrig/LaserRig.docc/Architecture.md")
    let rows = ((try? String(contentsOf: page, encoding: .utf8)) ?? "").split(separator: "\n").map { line in
      line.split(separator: "|", omittingEmptySubsequences: false).map { cell in
        (text: cell, modules: cell.matches(of: /`(C?[A-Za-z]+)`/).map { match in String(match.1) })
      }
    }
    let table = rows.filter { row in row.count == 5 && row[1].text.hasPrefix(" `") }
    let all = Set(table.flatMap { row in row[1].modules })
    return table.reduce(into: [:]) { arrows, row in
      for module in row[1].modules where !module.hasPrefix("C") {
        let named = Set(row[3].modules)
        arrows[module] = row[3].text.hasPrefix(" all but ") ? all.subtracting(named).subtracting([module]) : named
      }
    }
  }()
  /// What the core and the simulation may use beside them.
  private static let numerics: Set<String> = ["RealModule"]

  @Test(arguments: arrows.keys.sorted())
  func `a module needs what the table says, and no other`(module: String) throws {
    let files = try sources(of: module)
    #expect(!files.isEmpty)
    let imported = Set(files.flatMap { file in imports(of: file.text) })
    let inHouse = imported.filter { name in
      Self.arrows[name] != nil || name.hasPrefix("C") && name != "ComplexModule"
    }
    #expect(inHouse == Self.arrows[module], "\(module)")
  }

  @Test func `the manifest lets a module use what the table says, and no other`() throws {
    let manifest = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
    let modules = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path)
    for module in modules {
      let target = try #require(
        manifest.split(separator: "arget(").first { target in
          target.prefixMatch(of: /\s*name: "(\w+)"/)?.output.1 == module[...]
        })
      let list = target.firstMatch(of: /dependencies: \[(?<names>[^\]]*)\]/)?.output.names ?? ""
      let named = Set(list.matches(of: /"(\w+)"/).map { match in String(match.output.1) }).intersection(modules)
      #expect(named == Self.arrows[module] ?? [], "\(module)")
    }
  }

  @Test func `a configuration leads to no pins and to no C`() {
    var reached: Set<String> = ["RigScenario"]
    while true {
      let next = reached.union(reached.flatMap { module in Self.arrows[module] ?? [] })
      if next == reached { break }
      reached = next
    }
    #expect(reached == ["RigScenario", "RigCore", "RigSimulation", "RigWiring"])
    #expect(reached.allSatisfy { module in Self.arrows[module]?.allSatisfy { name in !name.hasPrefix("C") } == true })
  }

  @Test func `every module has its arrows`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path)
    #expect(Set(folders.filter { name in !name.hasPrefix("C") }) == Set(Self.arrows.keys))
  }

  @Test(arguments: ["RigCore", "RigSimulation"]) func `what a controller is made of needs numerics alone`(
    module: String
  ) throws {
    let allowed = try #require(Self.arrows[module]).union(Self.numerics)
    for file in try sources(of: module) {
      #expect(Set(imports(of: file.text)).isSubset(of: allowed), "\(file.name)")
    }
  }

  @Test func `the core names neither the simulation nor its truth`() throws {
    for file in try sources(of: "RigCore") {
      for name in ["RigSimulation", "PlantTruth", "WallModel"] {
        #expect(!file.text.contains(name), "\(file.name)")
      }
    }
  }

  @Test func `the rule that is told the distance stands with the judges, and no other module names it`() throws {
    #expect(try sources(of: "RigTrials").contains { file in file.text.contains("struct KnownDistance:") })
    for module in Self.arrows.keys where module != "RigTrials" {
      for file in try sources(of: module) { #expect(!file.text.contains("KnownDistance"), "\(file.name)") }
    }
  }
}
