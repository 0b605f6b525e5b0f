import Foundation
import RigTestSupport
import Testing

@testable import RigReports

/// Tests of the files of `laserrig sweep`, each in a folder of its own.
protocol SweepFolderTests {
  var folder: TemporaryFolder { get }
}

extension SweepFolderTests {
  static var axes: [String] { ["--x", "controller.learningRate=0.1..1.2:12", "--y", "rig.sensor.noise=0..1:5"] }
  static var sweep: [String] { ["sweep", "--seed", "3", "--trials", "20", "--steps", "30", "--quiet"] + axes }

  @discardableResult
  func run(_ arguments: [String], status: Int32 = 0) throws -> FinishedProgram {
    let environment = ["LASERRIG_CONFIG": Program.package + "/Config"]
    let found = try Program.run(arguments, environment: environment, in: folder.path)
    #expect(found.status == status, "\(arguments): \(found.errors)")
    return found
  }

  @discardableResult
  func sweep(_ more: String..., status: Int32 = 0) throws -> FinishedProgram {
    try run(Self.sweep + more, status: status)
  }

  /// The whole sweep, as a run that nothing disturbs leaves it.
  func whole() throws -> String {
    try sweep("--output", "whole.csv")
    return try folder.text(of: "whole.csv")
  }

  func write(_ text: some StringProtocol, to name: String) throws {
    try folder.write(Data(text.utf8), to: name)
  }

  /// The line of a cell with its checksum, in the file of a sweep that begins as `file` does.
  func withChecksum(_ line: String, in file: String) -> String {
    var hash = SweepHash()
    for header in file.split(separator: "\n").prefix(while: { header in header.first?.isNumber != true })
    where !header.hasPrefix("# shard: ") {
      hash.add(header + "\n")
    }
    hash.add(line)
    return line + "," + hash.text.suffix(8)
  }
}
