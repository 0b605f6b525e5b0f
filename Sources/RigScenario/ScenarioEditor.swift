internal import Yams

/// Sets keys in the text of a scenario file and leaves the rest as its author wrote it, to the byte: comments, order,
/// indentation, line ends.
///
/// A key of the file gets its new value in place; the text inside the old value is replaced with it, including comments
/// between the items of a list. A key that is missing is put at the end of its section, and a section that is missing
/// at the end of the nearest one that is there, or of the file.
///
/// ```swift
/// var editor = try ScenarioEditor(text, from: "raspberry-pi.yaml")
/// try editor.set("pins.tilt.servo.reversed", to: .flag(true))
/// print(editor.text)
/// ```
public struct ScenarioEditor: Sendable {
  /// The text with the changes so far.
  public private(set) var text: String
  private let name: String
  /// The values of the text, by their keys.
  private var contents: [String: Content]

  /// An editor of `text`; `name` is its name in messages.
  /// - Throws: `ScenarioEditError` if `text` is no scenario.
  public init(_ text: String, from name: String) throws(ScenarioEditError) {
    self.text = text
    self.name = name
    contents = try Self.contents(of: text, name)
  }

  /// Sets the key at `path`. A ``ScenarioReader`` checks whether it fits the other keys, once all are set.
  /// - Throws: `ScenarioEditError` if the text would not mean exactly this afterwards; the text is unchanged then.
  public mutating func set(_ path: String, to value: ScenarioValue) throws(ScenarioEditError) {
    guard ScenarioKey.key(at: path) != nil else { throw .unknownKey(path) }
    var edit = ScenarioEdit(text, name, path, value)
    try edit.make()
    var wanted = contents
    wanted[path] = .value(value)
    guard let after = try? Self.contents(of: edit.text, name), after == wanted else {
      throw .refused(name: name, key: path)
    }
    (text, contents) = (edit.text, after)
  }

  /// The content of a key in a file: a value, or something that is not a value.
  private enum Content: Sendable, Equatable {
    case value(ScenarioValue)
    case problem(String)
  }

  private static func contents(of text: String, _ name: String) throws(ScenarioEditError) -> [String: Content] {
    var reader = ScenarioReader()
    do throws(ScenarioError) {
      try reader.read(text, from: name)
    } catch {
      throw .unreadable(error)
    }
    return reader.values.mapValues { value in
      switch value {
      case .success(let value): .value(value)
      case .failure(let problem): .problem(problem.words)
      }
    }
  }
}

/// One change of a scenario's text.
private struct ScenarioEdit {
  private let name: String
  private let path: String
  private let value: ScenarioValue
  private var scalars: [Unicode.Scalar]

  init(_ text: String, _ name: String, _ path: String, _ value: ScenarioValue) {
    scalars = Array(text.unicodeScalars)
    self.name = name
    self.path = path
    self.value = value
  }

  var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  mutating func make() throws(ScenarioEditError) {
    let parts = path.split(separator: ".").map(String.init)
    let root: Node?
    do throws(ScenarioError) {
      root = try YAMLDocument.root(of: text, from: name)
    } catch {
      throw .unreadable(error)
    }
    guard let root else { return appendToFile(parts) }
    do throws(YAMLLayout.Lost) {
      try set(parts[...], in: try YAMLLayout.root(root, of: scalars), isRoot: true, step: 2)
    } catch {
      throw .unsupported(name: name, key: path, line: line(of: error.position))
    }
  }

  /// Sets the key at `parts` of the mapping `section`; `step` is the number of columns by which the text indents.
  private mutating func set(
    _ parts: ArraySlice<String>, in section: YAMLLayout.Value, isRoot: Bool = false, step: Int
  ) throws(YAMLLayout.Lost) {
    guard let word = parts.first, case .mapping(let isFlow, let entries) = section.kind else {
      throw YAMLLayout.Lost(position: section.range.lowerBound)
    }
    guard let entry = entries.first(where: { entry in entry.key == word }) else {
      if isFlow { return insert(parts, intoFlow: section, entries) }
      guard let first = entries.first, let last = entries.last else {
        throw YAMLLayout.Lost(position: section.range.lowerBound)
      }
      let indent = indent(of: first.start)
      if isRoot { return appendToFile(Array(parts), indent: indent) }
      return insert(block(Array(parts), indent: indent, step: step), afterLineOf: last.value.range.upperBound)
    }
    let rest = parts.dropFirst()
    if rest.isEmpty { return replace(entry, isInFlow: isFlow) }
    guard case .mapping(_, let children) = entry.value.kind else {
      return try fill(entry, rest, isInFlow: isFlow, step: step)
    }
    let indents = children.first.map { child in indent(of: child.start).count - indent(of: entry.start).count } ?? step
    try set(rest, in: entry.value, step: indents > 0 ? indents : step)
  }

  /// Puts keys into a section that has none: `servo:`, or `servo: null`.
  private mutating func fill(
    _ entry: YAMLLayout.Entry, _ parts: ArraySlice<String>, isInFlow: Bool, step: Int
  ) throws(YAMLLayout.Lost) {
    guard case .scalar = entry.value.kind else { throw YAMLLayout.Lost(position: entry.value.range.lowerBound) }
    if isInFlow {
      scalars.replaceSubrange(entry.afterColon..<entry.value.range.upperBound, with: (" " + flow(parts)).unicodeScalars)
      return
    }
    let indent = indent(of: entry.start) + String(repeating: " ", count: step)
    scalars.removeSubrange(entry.afterColon..<entry.value.range.upperBound)
    insert(block(Array(parts), indent: indent, step: step), afterLineOf: entry.afterColon)
  }

  private mutating func replace(_ entry: YAMLLayout.Entry, isInFlow: Bool) {
    let old = entry.value
    if case .sequence(isFlow: false, _) = old.kind {
      if let items = value.yamlItems, !items.isEmpty {
        let lineStart = startOfLine(old.range.lowerBound)
        let indent = Array(scalars[lineStart..<old.range.lowerBound])
        let isAlone = indent.allSatisfy { scalar in scalar == " " }
        let dash = isAlone ? String(String.UnicodeScalarView(indent)) : ""
        let lines = items.map { item in "- " + item }.joined(separator: lineEnd + dash)
        scalars.replaceSubrange(old.range, with: lines.unicodeScalars)
      } else {
        removeLines(of: old.range)
        scalars.insert(contentsOf: (" " + value.yamlInline(isInFlow: isInFlow)).unicodeScalars, at: entry.afterColon)
      }
      return
    }
    let isGlued = old.range.isEmpty || old.range.lowerBound == entry.afterColon
    let inline = (isGlued ? " " : "") + value.yamlInline(isInFlow: isInFlow)
    scalars.replaceSubrange(old.range, with: inline.unicodeScalars)
  }

  /// Removes a value, and its lines if nothing else is on them.
  private mutating func removeLines(of range: Range<Int>) {
    var start = range.lowerBound
    var end = range.upperBound
    while start > 0, scalars[start - 1] == " " { start -= 1 }
    var rest = end
    while rest < scalars.count, scalars[rest] == " " || scalars[rest] == "\t" { rest += 1 }
    if rest == scalars.count || Self.isBreak(scalars[rest]) {
      end = rest
      // The end of the line before is removed, and that of the last line stays.
      if start > 0, Self.isBreak(scalars[start - 1]) {
        start -= 1
        if start > 0, scalars[start] == "\n", scalars[start - 1] == "\r" { start -= 1 }
      }
    } else {
      start = range.lowerBound
    }
    scalars.removeSubrange(start..<end)
  }

  private mutating func insert(
    _ parts: ArraySlice<String>, intoFlow section: YAMLLayout.Value, _ entries: [YAMLLayout.Entry]
  ) {
    let inner = "\(parts.first ?? ""): " + flow(parts.dropFirst())
    if let last = entries.last {
      scalars.insert(contentsOf: (", " + inner).unicodeScalars, at: last.value.range.upperBound)
    } else {
      // Behind the opening brace, whatever blanks stand before the closing one.
      let brace = section.range.upperBound - 1
      let open = scalars[section.range].firstIndex(of: "{") ?? brace
      scalars.insert(contentsOf: inner.unicodeScalars, at: open + 1)
    }
  }

  /// The sections `parts` around the value, as a flow mapping; the value alone if there are no sections.
  private func flow(_ parts: ArraySlice<String>) -> String {
    parts.reversed().reduce(value.yamlInline(isInFlow: true)) { inner, part in "{\(part): \(inner)}" }
  }

  /// The sections `parts` and the value, a line each.
  private func block(_ parts: [String], indent: String, step: Int) -> [String] {
    parts.enumerated().map { depth, part in
      let value = depth == parts.count - 1 ? " " + value.yamlInline(isInFlow: false) : ""
      return indent + String(repeating: " ", count: depth * step) + part + ":" + value
    }
  }

  private mutating func insert(_ lines: [String], afterLineOf index: Int) {
    var end = index
    while end < scalars.count, !Self.isBreak(scalars[end]) { end += 1 }
    scalars.insert(contentsOf: lines.map { line in lineEnd + line }.joined().unicodeScalars, at: end)
  }

  /// Adds a section that the file does not have, behind an empty line.
  private mutating func appendToFile(_ parts: [String], indent: String = "") {
    let lines = block(parts, indent: indent, step: 2)
    let end = endOfDocument
    let hasLineEnd = end == 0 || Self.isBreak(scalars[end - 1])
    let isSeparate = isEmptyLine(before: hasLineEnd ? end : nil)
    let lead = (hasLineEnd ? "" : lineEnd) + (isSeparate ? "" : lineEnd)
    // A file without a line end at its end stays so.
    let tail = hasLineEnd ? lineEnd : ""
    scalars.insert(contentsOf: (lead + lines.joined(separator: lineEnd) + tail).unicodeScalars, at: end)
  }

  /// True if nothing, or an empty line, stands before the line that begins at `index`.
  private func isEmptyLine(before index: Int?) -> Bool {
    guard let index else { return false }
    var end = index
    if end > 0, scalars[end - 1] == "\n" || scalars[end - 1] == "\r" {
      end -= end > 1 && scalars[end - 1] == "\n" && scalars[end - 2] == "\r" ? 2 : 1
    }
    return end == 0 || Self.isBreak(scalars[end - 1]) || (end == 1 && scalars[0] == "\u{FEFF}")
  }

  /// The end of the text, or the beginning of the line of dots that ends the document.
  private var endOfDocument: Int {
    let dots = "...".unicodeScalars
    let end = scalars.indices.first { index in
      (index == 0 || Self.isBreak(scalars[index - 1])) && scalars[index...].starts(with: dots)
        && (index + 3 == scalars.count || Self.isBreak(scalars[index + 3]) || scalars[index + 3] == " ")
    }
    return end ?? scalars.count
  }

  private func startOfLine(_ index: Int) -> Int {
    var start = index
    while start > 0, !Self.isBreak(scalars[start - 1]) { start -= 1 }
    return start
  }

  /// The spaces before the key at `index`; as many for a key that stands behind something else on its line.
  private func indent(of index: Int) -> String {
    let start = startOfLine(index)
    let hasMark = start < index && scalars[start] == "\u{FEFF}"
    return String(repeating: " ", count: index - start - (hasMark ? 1 : 0))
  }

  private func line(of index: Int) -> Int {
    let before = scalars[..<min(index, scalars.count)]
    return 1
      + before.indices.count { index in
        Self.isBreak(before[index]) && !(before[index] == "\n" && index > 0 && before[index - 1] == "\r")
      }
  }

  /// The line end of the text.
  private var lineEnd: String {
    guard let index = scalars.firstIndex(where: Self.isBreak) else { return "\n" }
    if scalars[index] == "\r" { return index + 1 < scalars.count && scalars[index + 1] == "\n" ? "\r\n" : "\r" }
    return "\n"
  }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\r" || scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}"
  }
}
