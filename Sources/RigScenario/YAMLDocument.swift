internal import Yams

/// The boundary to the YAML package: it turns text into nodes, and the package's marks and errors into ours.
enum YAMLDocument {
  /// The document's root; nil for an empty document.
  static func root(of text: String, from name: String) throws(ScenarioError) -> Node? {
    // The parser would count the mark as a column, and take the second line for less indented than the first.
    let hasMark = text.unicodeScalars.first == "\u{FEFF}"
    let text = hasMark ? String(text.unicodeScalars.dropFirst()) : text
    do {
      try refuseAliases(in: text)
      // The key determines the type of a value; the default resolver would compile regular expressions to guess it.
      let root = try Yams.compose(yaml: text, .basic)
      // A document that begins (`---`) and has nothing in it.
      if case .scalar(let scalar) = root, scalar.string.isEmpty { return nil }
      return root
    } catch {
      throw mapped(error, name)
    }
  }

  /// Throws the parser's error for an alias (`*name`), before anything is built of one: aliases of aliases stand for
  /// more nodes than a machine can count.
  ///
  /// An alias without an anchor is an error, and a text with each `&name` made a tag, `!name`, has no anchors and is
  /// otherwise read alike, mark for mark.
  private static func refuseAliases(in text: String) throws {
    guard text.utf8.contains(UInt8(ascii: "*")), text.utf8.contains(UInt8(ascii: "&")) else { return }
    let bytes = text.utf8.map { byte in byte == UInt8(ascii: "&") ? UInt8(ascii: "!") : byte }
    _ = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self), .basic)
  }

  private static func mapped(_ error: any Error, _ name: String) -> ScenarioError {
    switch error as? YamlError {
    case .composer(_, problem: "found undefined alias", let mark, _):
      return ScenarioError(
        .file(name, line: mark.line, column: mark.column),
        "aliases such as *name are not taken; write the value itself, or a text that begins with * in quotes")
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let during = context.map { context in "\(context.text): " } ?? ""
      return ScenarioError(.file(name, line: mark.line, column: mark.column), "bad YAML: \(during)\(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      return ScenarioError(
        .file(name, line: context.mark.line, column: context.mark.column),
        "the key \(duplicates.joined(separator: ", ")) stands here twice")
    case .reader(let problem, _, _, _):
      return ScenarioError(.file(name, line: 0, column: 0), "no YAML text: \(problem)")
    default:
      return ScenarioError(.file(name, line: 0, column: 0), "bad YAML: \(error)")
    }
  }

  static func origin(of node: Node, in name: String) -> ScenarioError.Origin {
    .file(name, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
  }
}
