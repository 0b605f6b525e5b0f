import Foundation
import RigTestSupport
import Testing

/// The checksums of cells, and the hash of all of them, in the files of `laserrig sweep`.
@Suite struct SweepChecksumTests: SweepFolderTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `a figure that was changed in a sweep that goes on is found`() throws {
    let whole = try whole()
    let begun = whole.split(separator: "\n").dropLast(9).map(String.init)
    let place = try #require(begun.firstIndex { line in line.hasPrefix("17,") })
    var fields = begun[place].split(separator: ",", omittingEmptySubsequences: false)
    #expect(withChecksum(fields.dropLast().joined(separator: ","), in: whole) == begun[place])
    fields[12] = "1.5"
    let changed = begun[..<place] + [fields.joined(separator: ",")] + begun[(place + 1)...]
    // Of the header, the value of a key that the cells do not tell.
    let window = begun.map { line in line.replacing("window: 5", with: "window: 6") }
    #expect(window != begun)
    for (lines, line) in [(Array(changed), place + 1), (window, (begun.firstIndex { $0.hasPrefix("0,") } ?? 0) + 1)] {
      try write(lines.joined(separator: "\n") + "\n", to: "changed.csv")
      for command in [["sweep", "--resume", "changed.csv"], ["merge", "changed.csv"]] {
        let found = try run(command, status: 78)
        #expect(found.errors.hasPrefix("laserrig: changed.csv:\(line): is no cell of this sweep"), "\(found.errors)")
      }
    }
  }

  @Test func `what is missing from a merge is named, and what is there twice`() throws {
    for index in 0..<3 { try sweep("--shard", "\(index)/3", "--output", "\(index).csv") }
    let missing = try run(["merge", "0.csv", "2.csv"], status: 78)
    #expect(
      missing.errors == """
        laserrig: merge: 20 of 60 cells are missing: shard 1/3; add its file, or finish it with sweep --resume

        """)
    let text = try folder.text(of: "1.csv")
    let lines = text.split(separator: "\n")
    try write(lines.filter { !$0.hasPrefix("4,") }.joined(separator: "\n") + "\n", to: "part.csv")
    #expect(try run(["merge", "0.csv", "part.csv", "2.csv"], status: 78).errors.contains("the rest of shard 1/3"))
    let twice = try run(["merge", "0.csv", "1.csv", "2.csv", "1.csv", "--quiet"])
    #expect(
      twice.errors
        == "laserrig: warning: 1.csv: 20 of its cells came with other files already, with the same results\n")
    // The travel of cell 4 is another, in a file that is right in itself.
    try sweep("--shard", "1/3", "--output", "other.csv")
    let changed = lines.filter { !$0.hasPrefix("# hash") }.map { line in
      guard line.hasPrefix("4,") else { return String(line) }
      var fields = line.split(separator: ",", omittingEmptySubsequences: false)
      fields[12] = "1.5"
      return withChecksum(fields.dropLast().joined(separator: ","), in: text)
    }
    try write(changed.joined(separator: "\n") + "\n", to: "other.csv")
    let unequal = try run(["merge", "0.csv", "1.csv", "2.csv", "other.csv"], status: 78)
    #expect(unequal.errors.contains("other.csv:") && unequal.errors.contains("cell 4 is there twice, with different"))
  }

  @Test func `the hash of every file that is merged counts`() throws {
    for index in 0..<3 { try sweep("--shard", "\(index)/3", "--output", "\(index).csv") }
    let text = try folder.text(of: "2.csv")
    let line = try #require(text.split(separator: "\n").first { line in line.hasPrefix("5,") })
    var fields = line.split(separator: ",", omittingEmptySubsequences: false)
    fields[12] = "1.5"
    let changed = withChecksum(fields.dropLast().joined(separator: ","), in: text)
    try write(text.replacing(line, with: changed), to: "2.csv")
    let refused = try run(["merge", "0.csv", "1.csv", "2.csv"], status: 78)
    #expect(refused.errors.contains(/2\.csv:[0-9]+: the hash is not that of the lines above/))
    // One sweep has one hash, but each shard has another.
    let hashes = try (0..<2).map { index in try folder.text(of: "\(index).csv").suffix(17) }
    #expect(hashes[0] != hashes[1])
  }
}
