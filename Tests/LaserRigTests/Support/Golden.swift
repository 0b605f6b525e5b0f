import Foundation
import RigCore
import Testing

/// Output that was looked at by a person once and must stay as it is.
///
/// The files stand in `Tests/LaserRigTests/Golden`. After a change that is meant, write them anew and look at the
/// difference:
///
/// ```
/// UPDATE_GOLDEN=1 swift test --filter LaserRigTests
/// git diff Tests/LaserRigTests/Golden
/// ```
///
/// The list of all rules stands in them as `{rules}`, and the lines that a scenario leaves out because its rule does not
/// use them are not there, so that a new rule changes no golden file.
enum Golden {
  private static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Golden")
    .standardizedFileURL

  /// Expects `output` to be what stands in the golden file `name`.
  ///
  /// The last digits of a sine are a matter of the system's library, so numbers with many digits need to agree in nine.
  static func expect(_ output: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try expect(output, in: folder.appending(path: name + ".txt"), sourceLocation)
  }

  /// Expects `output` to be what stands in the file at `path` in the package, as a golden file.
  static func expect(
    _ output: String, file path: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expect(output, in: URL(filePath: Program.package + "/" + path), sourceLocation)
  }

  private static func expect(_ output: String, in file: URL, _ sourceLocation: SourceLocation) throws {
    let output = withoutRules(output)
    if isUpdating {
      try Data(output.utf8).write(to: file)
      return
    }
    let name = file.lastPathComponent
    let expected = try String(contentsOf: file, encoding: .utf8)
    let found = rounded(output).split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = rounded(expected).split(separator: "\n", omittingEmptySubsequences: false)
    for (number, pair) in zip(found, wanted).enumerated() where pair.0 != pair.1 {
      Issue.record(
        "\(name):\(number + 1):\n  is     \(pair.0)\n  should \(pair.1)", sourceLocation: sourceLocation)
      return
    }
    #expect(found.count == wanted.count, "lines of \(name)", sourceLocation: sourceLocation)
  }

  /// `text` with `{rules}` in place of a list of all rules, and without the parameters that a shown scenario does not use.
  private static func withoutRules(_ text: String) -> String {
    let list = RuleDefinition.all.map(\.name).joined(separator: ",\\s+")
    let parameters = Set(RuleDefinition.all.flatMap(\.parameters).map(\.name)).joined(separator: "|")
    guard let rules = try? Regex(list), let unused = try? Regex("(?m)^  # (?:\(parameters)): .*\\n") else {
      return text
    }
    return text.replacing(rules, with: "{rules}").replacing(unused, with: "")
  }

  private static func rounded(_ text: String) -> String {
    text.replacing(#/-?[0-9]+\.[0-9]{9,}(e-?[0-9]+)?/#) { match in
      Double(match.output.0).map { number in String(format: "%.9g", number) } ?? String(match.output.0)
    }
  }
}
