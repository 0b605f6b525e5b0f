import Foundation
import RigCore
import Testing

@testable import RigScenario

/// The scenarios that come with the package.
@Suite struct ConfigFilesTests {
  private let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Config")
    .standardizedFileURL

  private var entries: [ScenarioLibrary.Entry] {
    ScenarioLibrary(environment: ["LASERRIG_CONFIG": folder.path], program: "/no/laserrig").entries
      .filter { entry in entry.path.hasPrefix(folder.path) }
  }

  private func scenario(_ entry: ScenarioLibrary.Entry) throws -> Scenario {
    var reader = ScenarioReader()
    try reader.read(try ScenarioLibrary.text(at: entry.path), from: entry.name)
    return try reader.scenario()
  }

  @Test func `every file in the folder is a scenario of the library`() throws {
    // Beside them stands a folder of job scripts.
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().filter { $0 != "slurm" }
    #expect(files == entries.map { entry in entry.name + ".yaml" })
    #expect(files.count >= 11)
  }

  @Test func `every one decodes, with a title and without a warning`() throws {
    for entry in entries {
      let scenario = try scenario(entry)
      #expect(!scenario.title.isEmpty && scenario.warnings == [], "\(entry.name)")
      #expect(scenario.output == OutputSettings(), "\(entry.name) leaves it to the user what is shown")
    }
    #expect(Set(try entries.map { entry in try scenario(entry).title }).count == entries.count)
  }

  @Test func `every one begins with a comment on what to see`() throws {
    for entry in entries {
      let lines = try ScenarioLibrary.text(at: entry.path).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.prefix { line in line.hasPrefix("#") }.count >= 3, "\(entry.name)")
    }
  }

  @Test func `every one can be shown and read again`() throws {
    for entry in entries {
      let found = try scenario(entry)
      var reader = ScenarioReader()
      try reader.read(found.yaml, from: "shown")
      #expect(try reader.scenario() == found, "\(entry.name)")
    }
  }

  @Test func `the article's numbers`() throws {
    let article = try scenario(try #require(entries.first { entry in entry.name == "article" }))
    #expect(article.rig.start == 103 && article.rig.target == 100)
    #expect(article.controller.learningRate == 0.1 && article.controller.rule == .gradientDescent)
    #expect(article.rig.distance == .fixed(article.controller.assumedDistance))
    #expect(article.rig.servo == ServoSettings() && article.rig.sensor == SensorSettings())
  }
}
