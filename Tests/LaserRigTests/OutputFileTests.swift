import Foundation
import RigTestSupport
import Testing

@testable import RigReports
@testable import laserrig

/// Files that appear complete or not at all.
@Suite struct OutputFileTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder(files: ["map.csv": "old"])
    path = folder.path + "/map.csv"
  }

  /// In a container every program has the number 1.
  @Test func `what a killed program of the same number has left is in nobody's way, and stays`() throws {
    let leftover = "map.csv.\(getpid()).tmp"
    try folder.write(Data("half".utf8), to: leftover)
    for text in ["new", "newer"] {
      try OutputFile.write(text, to: path)
      #expect(try folder.text(of: "map.csv") == text && folder.text(of: leftover) == "half")
    }
    #expect(try folder.files == ["map.csv", leftover])
  }

  @Test func `a link in the temporary file's place is not followed`() throws {
    try folder.write(Data("a stranger's".utf8), to: "other")
    let leftover = "map.csv.\(getpid()).tmp"
    try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/\(leftover)", withDestinationPath: "other")
    try OutputFile.write("new", to: path)
    #expect(try folder.text(of: "map.csv") == "new" && folder.text(of: "other") == "a stranger's")
    #expect(try folder.files == ["map.csv", leftover, "other"])
  }

  @Test func `what cannot be there is said of the file itself`() throws {
    let failure = #expect(throws: Failure.self) { try OutputFile.write("new", to: folder.path + "/no/map.csv") }
    #expect(failure?.message == "\(folder.path)/no/map.csv: cannot be written: No such file or directory")
    #expect(try folder.files == ["map.csv"])
  }
}
