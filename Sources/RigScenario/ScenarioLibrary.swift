internal import Foundation

/// Finds scenario files: by path, or by their bare name in the folders of scenarios.
public struct ScenarioLibrary: Sendable {
  /// A scenario of the library.
  public struct Entry: Sendable, Equatable {
    /// The bare name, as in `article`.
    public let name: String
    /// The path of the scenario's file.
    public let path: String
  }

  /// The folder that the environment names.
  private let named: String?
  /// The folders, in the order in which they are searched.
  public let folders: [String]

  /// The folder that `LASERRIG_CONFIG` names in `environment`, then `Config` in the current folder, then `Config`
  /// beside the program at `program`.
  public init(environment: [String: String], program: String) {
    var folders: [String] = []
    named = environment["LASERRIG_CONFIG"].flatMap { named in named.isEmpty ? nil : named }
    if let named { folders.append(named) }
    folders.append("Config")
    let slash = program.lastIndex(of: "/")
    folders.append((slash.map { index in String(program[...index]) } ?? "") + "Config")
    self.folders = folders.enumerated().filter { index, folder in folders.firstIndex(of: folder) == index }.map(
      \.element)
  }

  /// The scenarios of all folders in the order of their names; one that stands in two folders is listed in the folder
  /// in which it is found first.
  public var entries: [Entry] {
    var found: [String: String] = [:]
    for folder in folders {
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for file in files {
        guard let name = Self.name(ofFile: file), found[name] == nil else { continue }
        found[name] = "\(folder)/\(file)"
      }
    }
    return found.sorted { left, right in left.key < right.key }.map { name, path in Entry(name: name, path: path) }
  }

  /// Checks that the folder that the environment names is there.
  /// - Throws: `ScenarioError` if it is not.
  public func check() throws(ScenarioError) {
    if let named, !FileManager.default.fileExists(atPath: named) {
      throw ScenarioError(.environment("LASERRIG_CONFIG"), "there is no folder \(named)")
    }
  }

  /// The path of the scenario `name`: `name` itself if it is a path, or the file of that bare name. `others` are words
  /// that may have been meant instead.
  /// - Throws: `ScenarioError` that names the nearest scenario if no scenario has this name.
  public func path(of name: String, orAnyOf others: [String] = []) throws(ScenarioError) -> String {
    if name.contains("/") || Self.name(ofFile: name) != nil {
      if FileManager.default.fileExists(atPath: name) { return name }
      if name.contains("/") { throw ScenarioError(.file(name, line: 0, column: 0), "no such file") }
    }
    try check()
    let bare = Self.name(ofFile: name) ?? name
    let entries = self.entries
    if let entry = entries.first(where: { entry in entry.name == bare }) { return entry.path }
    let hint = Spelling.hint(for: bare, among: entries.map(\.name) + others)
    throw ScenarioError(
      .file(name, line: 0, column: 0),
      "no such file, and no scenario of that name in \(folders.joined(separator: ", "))\(hint)")
  }

  /// The text of the file at `path`.
  /// - Throws: `ScenarioError` if it cannot be read.
  public static func text(at path: String) throws(ScenarioError) -> String {
    do {
      // A pipe has no size that could be checked first, and /dev/zero has no end.
      let file = try FileHandle(forReadingFrom: URL(filePath: path))
      let data = try file.read(upToCount: largestFile + 1) ?? Data()
      guard data.count <= largestFile else {
        throw ScenarioError(.file(path, line: 0, column: 0), "is longer than a mebibyte, so no scenario")
      }
      guard let text = String(validating: data, as: UTF8.self) else {
        throw ScenarioError(.file(path, line: 0, column: 0), "is not UTF-8 text")
      }
      return text
    } catch let error as ScenarioError {
      throw error
    } catch {
      let reason = Self.reason(of: error, path)
      throw ScenarioError(
        .file(path, line: 0, column: 0), isPermission: reason == noPermission, "cannot be read: \(reason)")
    }
  }

  private static let largestFile = 1 << 20
  private static let noPermission = "no permission"

  private static func reason(of error: any Error, _ path: String) -> String {
    var isFolder = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder { return "it is a folder" }
    switch (error as? CocoaError)?.code {
    case .fileReadNoSuchFile: return "no such file"
    case .fileReadNoPermission: return noPermission
    default: return "\(error)"
    }
  }

  private static func name(ofFile file: String) -> String? {
    for ending in [".yaml", ".yml"] where file.hasSuffix(ending) && file.count > ending.count {
      return String(file.dropLast(ending.count))
    }
    return nil
  }
}
