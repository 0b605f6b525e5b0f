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

  @Test func `the core imports nothing but RealModule`() throws {
    let files = try sources(of: "RigCore")
    #expect(files.count > 15)
    for file in files { #expect(imports(of: file.text).allSatisfy { $0 == "RealModule" }, "\(file.name)") }
    #expect(files.contains { file in imports(of: file.text) == ["RealModule"] })
  }

  @Test func `the core names neither the simulation nor its truth`() throws {
    for file in try sources(of: "RigCore") {
      for name in ["RigSimulation", "SimulatedTruth", "WallModel"] {
        #expect(!file.text.contains(name), "\(file.name)")
      }
    }
  }

  @Test func `the simulation imports nothing but the core and RealModule`() throws {
    for file in try sources(of: "RigSimulation") {
      #expect(imports(of: file.text).allSatisfy { ["RealModule", "RigCore"].contains($0) }, "\(file.name)")
    }
  }

  @Test func `the rule that is told the distance stands with those who judge rules, and nobody else names it`() throws {
    #expect(try sources(of: "RigTrials").contains { file in file.text.contains("struct KnownDistance:") })
    for module in ["RigCore", "RigClock", "RigSimulation", "RigScenario", "RigGPIO", "laserrig"] {
      for file in try sources(of: module) { #expect(!file.text.contains("KnownDistance"), "\(file.name)") }
    }
  }

  @Test func `the manifest gives the core no other target`() throws {
    let manifest = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
    #expect(manifest.contains(#".target(name: "RigCore", dependencies: [realModule],"#))
    #expect(manifest.contains(#".target(name: "RigSimulation", dependencies: ["RigCore", realModule],"#))
  }
}
