public import Foundation

/// A folder for a test, gone when the test is.
public final class TemporaryFolder {
  /// Where the folder is.
  public let path: String

  /// A new folder that holds `files`, texts by their names.
  public init(files: [String: String] = [:]) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "laserrig-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
    for (name, text) in files {
      try write(Data(text.utf8), to: name)
    }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes `data` into the file `name`.
  public func write(_ data: Data, to name: String) throws {
    try data.write(to: URL(filePath: "\(path)/\(name)"))
  }

  /// Makes a folder inside.
  public func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
  }

  /// The text of the file `name`.
  public func text(of name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  /// The names of the files, in order.
  public var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}
