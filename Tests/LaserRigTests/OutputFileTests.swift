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
  @Test func `what a killed program of the same number has left is in the way of no run, and stays`() throws {
    let leftover = "laserrig-\(getpid()).tmp"
    try folder.write(Data("half".utf8), to: leftover)
    for text in ["new", "newer"] {
      try OutputFile.write(text, to: path)
      #expect(try folder.text(of: "map.csv") == text && folder.text(of: leftover) == "half")
    }
    #expect(try folder.files == [leftover, "map.csv"])
  }

  @Test func `a link in the temporary file's place is not followed`() throws {
    try folder.write(Data("a stranger's".utf8), to: "other")
    let leftover = "laserrig-\(getpid()).tmp"
    try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/\(leftover)", withDestinationPath: "other")
    try OutputFile.write("new", to: path)
    #expect(try folder.text(of: "map.csv") == "new" && folder.text(of: "other") == "a stranger's")
    #expect(try folder.files == [leftover, "map.csv", "other"])
  }

  @Test func `a file may have the longest name that there is, and no longer one`() throws {
    let longest = String(repeating: "a", count: 255)
    try OutputFile.check("\(folder.path)/\(longest)")
    try OutputFile.write("new", to: "\(folder.path)/\(longest)")
    #expect(try folder.files == [longest, "map.csv"])
    let failure = #expect(throws: Failure.self) { try OutputFile.check("\(folder.path)/\(longest)a") }
    #expect(failure?.message == "\(folder.path)/\(longest)a: cannot be written: File name too long")
  }

  @Test func `a check leaves nothing behind`() throws {
    try OutputFile.check(path)
    try OutputFile.check(folder.path + "/new.csv")
    #expect(try folder.files == ["map.csv"] && folder.text(of: "map.csv") == "old")
  }

  @Test(arguments: [
    ("<svg/>", true), ("<?xml version=\"1.0\"?>\n<!-- by hand: > -->\n<svg xmlns=\"\">", true),
    ("\u{FEFF}<!DOCTYPE svg>\r\n <svg", true), ("", true), ("old", false), ("<!-- <svg>", false),
    ("<html><svg/></html>", false), ("rig: {distance: 300}  # <svg", false),
  ]) func `a picture takes the place of a picture alone`(text: String, mayBeReplaced: Bool) throws {
    try folder.write(Data(text.utf8), to: "a")
    #expect(OutputContent.picture.mayReplace(folder.path + "/a") == mayBeReplaced)
    #expect(OutputContent.sweep.mayReplace(folder.path + "/a") == text.isEmpty)
    #expect(OutputContent.picture.mayReplace("/dev/null") && OutputContent.picture.mayReplace(folder.path + "/b"))
  }

  @Test func `what cannot be there is said of the file itself`() throws {
    let failure = #expect(throws: Failure.self) { try OutputFile.write("new", to: folder.path + "/no/map.csv") }
    #expect(failure?.message == "\(folder.path)/no/map.csv: cannot be written: No such file or directory")
    #expect(try folder.files == ["map.csv"])
  }
}
