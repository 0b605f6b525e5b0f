import Foundation
import RigTestSupport
import Testing

@testable import RigReports

/// The files of `laserrig sweep` while another program writes them.
@Suite struct SweepLockTests: SweepFolderTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Between the reading of a file and its lock another program may have finished it.
  @Test func `a file that is another by the time it is locked is left alone`() throws {
    let whole = try whole()
    let begun = String(whole.prefix(4000))
    let path = folder.path + "/race.csv"
    func append(_ expectation: SweepAppender.Expectation) -> Failure? {
      do throws(Failure) {
        let appender = try SweepAppender(path, keeping: 3000, then: "more\n", expecting: expectation)
        appender.close()
        return nil
      } catch {
        return error
      }
    }
    try write(begun, to: "race.csv")
    let first = try #require(SweepFileIdentity(path: path))
    // One that has grown, and one that has another in its place.
    try write(begun + "more", to: "grown.csv")
    for other in ["grown.csv", "whole.csv"] {
      let text = try folder.text(of: other)
      try OutputFile.write(text, to: path)
      #expect(append(.same(first))?.message.contains("another laserrig has just written it") == true)
      #expect(append(.nothing)?.kind == .inputOutput)
      #expect(try folder.text(of: "race.csv") == text)
    }
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    let second = try #require(SweepFileIdentity(path: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data("1".utf8))
    #expect(append(.same(second)) != nil)
    #expect(append(.same(try #require(SweepFileIdentity(path: path)))) == nil)
    #expect(try folder.text(of: "race.csv") == whole.prefix(3000) + "more\n")
    #expect(append(.anything) == nil)
    try FileManager.default.removeItem(atPath: path)
    #expect(append(.nothing) == nil)
  }

  /// A child process has copies of all open files from its fork to its exec.
  @Test func `a lock ends with its file, whatever copies of it there are`() throws {
    let path = folder.path + "/locked.csv"
    let appender = try SweepAppender(path, keeping: 0, then: "", expecting: .nothing)
    let numbers = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter { name in
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")) == path
    }
    let copies = numbers.compactMap { name in Int32(name) }.map { number in dup(number) }
    defer { for copy in copies { close(copy) } }
    #expect(copies.count == 1)
    #expect(throws: Failure.self) { try SweepAppender(path, keeping: 0, then: "", expecting: .nothing) }
    appender.close()
    try SweepAppender(path, keeping: 0, then: "", expecting: .nothing).close()
  }

  @Test func `no two sweeps write one file at a time`() throws {
    let whole = try whole()
    try write(whole.split(separator: "\n").dropLast(9).joined(separator: "\n") + "\n", to: "begun.csv")
    let file = unsafe open(folder.path + "/begun.csv", O_RDWR)
    defer { close(file) }
    #expect(flock(file, LOCK_EX | LOCK_NB) == 0)
    let found = try run(["sweep", "--resume", "begun.csv", "--quiet"], status: 74)
    #expect(found.errors.contains("begun.csv: another laserrig is writing it"))
    try write(whole, to: "map.csv")
    let merged = try run(["merge", "map.csv", "--output", "begun.csv", "--quiet"], status: 74)
    #expect(merged.errors.contains("begun.csv: another laserrig is writing it"))
    #expect(try folder.text(of: "begun.csv") != whole)
  }
}
