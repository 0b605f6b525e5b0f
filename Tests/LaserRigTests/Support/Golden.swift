import Foundation
import RigCore
import RigScenario
import RigSimulation
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
/// What grows with each new part stands in them as a word in braces, so that a new part changes no golden file: the list
/// of all rules as `{rules}`, that of the kinds of rigs as `{kinds}`, the keys of a servo's or a sensor's effects and
/// those of rules that are not in use as `{keys}`. The tests of `RigScenario` hold each key to its declaration.
enum Golden {
  private static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Golden")
    .standardizedFileURL

  /// Expects `output` to be what stands in the golden file `name`.
  ///
  /// The last digits of a sine are a matter of the system's library, so numbers with many digits need to agree in nine.
  /// If the output `listsRules`, it may have rows of rules that the file does not name.
  static func expect(
    _ output: String, _ name: String, listsRules: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appending(path: name + ".txt")
    var output = output
    if listsRules && !isUpdating { output = withoutNewRules(output, try String(contentsOf: file, encoding: .utf8)) }
    try expect(output, in: file, sourceLocation)
  }

  /// Expects `output` to be what stands in the file at `path` in the package, as a golden file.
  static func expect(
    _ output: String, file path: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expect(output, in: URL(filePath: Program.package + "/" + path), sourceLocation)
  }

  private static func expect(_ output: String, in file: URL, _ sourceLocation: SourceLocation) throws {
    let output = withoutKeys(withoutLists(output))
    if isUpdating {
      try Data(output.utf8).write(to: file)
      return
    }
    let name = file.lastPathComponent
    let expected = try String(contentsOf: file, encoding: .utf8)
    let wanted = rounded(expected).split(separator: "\n", omittingEmptySubsequences: false)
    let found = rounded(output).split(separator: "\n", omittingEmptySubsequences: false)
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
    let text = lists.reduce(text) { text, list in
      guard let names = try? Regex(list.1.joined(separator: ",\\s+")) else { return text }
      return text.replacing(names, with: list.0)
    }
    // The kinds that have a key.
    return text.replacing(#/(of the kind ).+( has it)/#) { match in "\(match.output.1){kinds}\(match.output.2)" }
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

  /// `text`, in which a line `{keys}` stands for the keys of effects in the section of a servo or a sensor of a
  /// configuration, and for those of rules that are not in use, which are written as comments.
  private static func withoutKeys(_ text: String) -> String {
    let effects = [
      "servo:": ServoModel.parameters.map(\.description.name),
      "sensor:": SensorModel.parameters.map(\.description.name),
      "controller:": RuleDefinition.all.flatMap(\.parameters).map { parameter in "# " + parameter.name },
    ]
    var kept: [String] = []
    var section: (depth: Int, keys: [String])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      // The header of a sweep's file is a configuration with a mark before each line.
      let margin = line.prefixMatch(of: /#? */)?.output.count ?? 0
      if let depth = section?.depth, margin <= depth { section = nil }
      let words = line.dropFirst(margin)
      if let keys = section?.keys, keys.contains(where: { key in words.hasPrefix(key + ": ") }) {
        let mark = line.prefix(margin) + "{keys}"
        if kept.last.map({ last in last != mark }) ?? true { kept.append(String(mark)) }
        continue
      }
      if let keys = effects[String(words)] { section = (margin, keys) }
      kept.append(String(line))
    }
    return kept.joined(separator: "\n")
  }

  private static func rounded(_ text: String) -> String {
    text.replacing(#/-?[0-9]+\.[0-9]{9,}(e-?[0-9]+)?/#) { match in
      Double(match.output.0).map { number in String(format: "%.9g", number) } ?? String(match.output.0)
    }
  }
}
