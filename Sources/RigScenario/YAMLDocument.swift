internal import Yams

/// The boundary to the YAML package: it turns text into nodes, and the package's marks and errors into ours.
enum YAMLDocument {
  /// The document's root; nil for an empty document.
  static func root(of text: String, from name: String) throws(ScenarioError) -> Node? {
    // The parser would count the mark as a column, and take the second line for less indented than the first.
    let hasMark = text.unicodeScalars.first == "\u{FEFF}"
    let text = hasMark ? String(text.unicodeScalars.dropFirst()) : text
    do {
      // The key determines the type of a value; the default resolver would compile regular expressions to guess it.
      let root = try Yams.compose(yaml: text, .basic)
      // A document that begins (`---`) and has nothing in it.
      if case .scalar(let scalar) = root, scalar.string.isEmpty { return nil }
      return root
    } catch {
      throw mapped(error, name)
    }
  }

  private static func mapped(_ error: any Error, _ name: String) -> ScenarioError {
    switch error as? YamlError {
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
