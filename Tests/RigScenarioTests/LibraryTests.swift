import Foundation
import RigScenario
import RigTestSupport
import Testing

@Suite struct LibraryTests {
  private func library(_ named: String?, program: String = "/no/bin/laserrig") -> ScenarioLibrary {
    ScenarioLibrary(environment: named.map { folder in ["LASERRIG_CONFIG": folder] } ?? [:], program: program)
  }

  @Test func `the folders and their order`() {
    #expect(library("/mine", program: "/opt/bin/laserrig").folders == ["/mine", "Config", "/opt/bin/Config"])
    #expect(library(nil, program: "/opt/bin/laserrig").folders == ["Config", "/opt/bin/Config"])
    #expect(library("", program: "/opt/bin/laserrig").folders == ["Config", "/opt/bin/Config"])
    // A folder is searched once.
    #expect(library("Config", program: "laserrig").folders == ["Config"])
  }

  @Test func `a bare name is found in the first folder that has it`() throws {
    let mine = try TemporaryFolder(files: ["lab.yaml": "title: mine"])
    let shared = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: shared.path + "/Config", withIntermediateDirectories: true)
    for name in ["lab", "shop"] {
      try Data("title: shared".utf8).write(to: URL(filePath: "\(shared.path)/Config/\(name).yml"))
    }
    let library = library(mine.path, program: shared.path + "/laserrig")
    #expect(try library.path(of: "lab") == mine.path + "/lab.yaml")
    #expect(try library.path(of: "lab.yaml") == mine.path + "/lab.yaml")
    #expect(try library.path(of: "shop") == shared.path + "/Config/shop.yml")
    #expect(try ScenarioLibrary.text(at: library.path(of: "lab")) == "title: mine")
    let own = library.entries.filter { entry in entry.path.hasPrefix(mine.path) || entry.path.hasPrefix(shared.path) }
    #expect(own.map(\.name) == ["lab", "shop"])
  }

  @Test func `a path is taken as it is`() throws {
    let folder = try TemporaryFolder(files: ["odd name.txt": "", "a.yaml": ""])
    for name in ["odd name.txt", "a.yaml"] {
      #expect(try library(nil).path(of: "\(folder.path)/\(name)") == "\(folder.path)/\(name)")
    }
    let error = #expect(throws: ScenarioError.self) { try library(nil).path(of: folder.path + "/b.yaml") }
    #expect(error?.description == "\(folder.path)/b.yaml: no such file")
  }

  @Test func `only scenario files are listed`() throws {
    let folder = try TemporaryFolder(files: [
      "b.yaml": "", "a.yml": "", "notes.txt": "", ".yaml": "", "c.yaml~": "", "yaml": "",
    ])
    let entries = library(folder.path).entries.filter { entry in entry.path.hasPrefix(folder.path) }
    #expect(entries.map(\.name) == ["a", "b"])
    #expect(entries.map(\.path) == ["\(folder.path)/a.yml", "\(folder.path)/b.yaml"])
  }

  @Test func `a name that no scenario has`() throws {
    let folder = try TemporaryFolder(files: ["laboratory.yaml": ""])
    let library = library(folder.path, program: "/no/bin/laserrig")
    let places = "\(folder.path), Config, /no/bin/Config"
    for (name, end) in [("labratory", ", did you mean laboratory?"), ("Laboratory.yml", ", did you mean laboratory?")] {
      let error = #expect(throws: ScenarioError.self) { try library.path(of: name) }
      #expect(error?.description == "\(name): no such file, and no scenario of that name in \(places)\(end)")
      #expect(error?.origin == .file(name, line: 0, column: 0))
    }
    let error = #expect(throws: ScenarioError.self) { try library.path(of: "xyzzyxyzzyxyzzy") }
    #expect(
      error?.description == "xyzzyxyzzyxyzzy: no such file, and no scenario of that name in \(places)")
  }

  @Test func `what cannot be read`() throws {
    let folder = try TemporaryFolder()
    let garbage = folder.path + "/garbage.yaml"
    try Data([0xFF, 0xFE, 0x00, 0xC0]).write(to: URL(filePath: garbage))
    for (path, problem) in [
      (garbage, "is not UTF-8 text"), (folder.path, "cannot be read: it is a folder"),
      (folder.path + "/gone", "cannot be read: no such file"),
    ] {
      let error = #expect(throws: ScenarioError.self) { try ScenarioLibrary.text(at: path) }
      #expect(error?.description == "\(path): \(problem)")
    }
  }
}
