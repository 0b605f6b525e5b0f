import Foundation
import RigCore
import RigScenario
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
/// The list of all rules stands in them as `{rules}`, that of the kinds of rigs as `{kinds}`, so that a new rule or
/// kind changes no golden file.
enum Golden {
  private static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Golden")
    .standardizedFileURL

  /// Expects `output` to be what stands in the golden file `name`.
  ///
  /// The last digits of a sine are a matter of the system's library, so numbers with many digits need to agree in nine.
  /// If the output `listsKeys` of a configuration, it may have more of them than the file: a new key changes nothing
  /// for a user who does not set it. If it `listsRules`, it may have rows of rules that the file does not name.
  static func expect(
    _ output: String, _ name: String, listsKeys: Bool = false, listsRules: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appending(path: name + ".txt")
    var output = output
    if listsRules && !isUpdating { output = withoutNewRules(output, try String(contentsOf: file, encoding: .utf8)) }
    try expect(output, in: file, listsKeys, sourceLocation)
  }

  /// Expects `output` to be what stands in the file at `path` in the package, as a golden file.
  static func expect(
    _ output: String, file path: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expect(output, in: URL(filePath: Program.package + "/" + path), false, sourceLocation)
  }

  private static func expect(
    _ output: String, in file: URL, _ listsKeys: Bool, _ sourceLocation: SourceLocation
  ) throws {
    let output = withoutLists(output)
    if isUpdating {
      try Data(output.utf8).write(to: file)
      return
    }
    let name = file.lastPathComponent
    let expected = try String(contentsOf: file, encoding: .utf8)
    let wanted = rounded(expected).split(separator: "\n", omittingEmptySubsequences: false)
    var found = rounded(output).split(separator: "\n", omittingEmptySubsequences: false)
    if listsKeys { found = withoutNewKeys(found, wanted) }
    for (number, pair) in zip(found, wanted).enumerated() where pair.0 != pair.1 {
      Issue.record(
        "\(name):\(number + 1):\n  is     \(pair.0)\n  should \(pair.1)", sourceLocation: sourceLocation)
      return
    }
    #expect(found.count == wanted.count, "lines of \(name)", sourceLocation: sourceLocation)
  }

  /// `text` with a word in braces in place of a list of all rules, and of all kinds of rigs.
  private static func withoutLists(_ text: String) -> String {
    let lists = [
      ("{rules}", RuleDefinition.all.map(\.name)), ("{kinds}", RigKind.allCases.map(\.rawValue)),
    ]
    return lists.reduce(text) { text, list in
      guard let names = try? Regex(list.1.joined(separator: ",\\s+")) else { return text }
      return text.replacing(names, with: list.0)
    }
  }

  /// The lines of `found` without those of rules that `wanted` does not name, and without the comma before the last.
  private static func withoutNewRules(_ found: String, _ wanted: String) -> String {
    let names = RuleDefinition.all.map(\.name).filter { name in !wanted.contains(name) }
    if names.isEmpty { return found }
    var kept: [Substring] = []
    for line in found.split(separator: "\n", omittingEmptySubsequences: false) {
      guard names.contains(where: line.contains) else {
        kept.append(line)
        continue
      }
      // The last element of an array of JSON has no comma.
      if !line.hasSuffix(","), let last = kept.last, last.hasSuffix("},") { kept[kept.count - 1] = last.dropLast() }
    }
    return kept.joined(separator: "\n")
  }

  /// The lines of `found` without those that are a key and do not stand in `wanted`, as long as the lines before agree.
  private static func withoutNewKeys(_ found: [Substring], _ wanted: [Substring]) -> [Substring] {
    var kept: [Substring] = []
    for line in found {
      let isExpected = kept.count < wanted.count && line == wanted[kept.count]
      if isExpected || line.wholeMatch(of: #/(# )? *(# )?[a-zA-Z]+: .*/#) == nil || wanted.contains(line) {
        kept.append(line)
      }
    }
    return kept
  }

  private static func rounded(_ text: String) -> String {
    text.replacing(#/-?[0-9]+\.[0-9]{9,}(e-?[0-9]+)?/#) { match in
      Double(match.output.0).map { number in String(format: "%.9g", number) } ?? String(match.output.0)
    }
  }
}
