internal import Yams

/// The places of the values in a YAML text. The parser reports the place at which a value begins but not the one at
/// which it ends, so a cursor follows the text along the parsed tree.
struct YAMLLayout {
  /// A value and its place, in Unicode scalars from the beginning of the text.
  struct Value {
    enum Kind {
      case scalar
      case sequence(isFlow: Bool, itemCount: Int)
      case mapping(isFlow: Bool, entries: [Entry])
    }

    /// From the first of its scalars to behind its last; empty, behind the colon, if nothing is written.
    let range: Range<Int>
    let kind: Kind
  }

  /// A key of a mapping with its value.
  struct Entry {
    let key: String
    let start: Int
    /// The place behind the colon; behind the key if a flow mapping has no colon.
    let afterColon: Int
    let value: Value
  }

  /// A text that the cursor cannot follow.
  struct Lost: Error {
    /// The place at which the cursor was lost, in Unicode scalars.
    let position: Int
  }

  private let text: [Unicode.Scalar]
  private var position = 0

  /// The place of `root`, which was parsed from `text`.
  /// - Throws: `Lost` if YAML is written in a way that this cursor does not understand.
  static func root(_ root: Node, of text: [Unicode.Scalar]) throws(Lost) -> Value {
    var layout = YAMLLayout(text: text)
    layout.skipProlog()
    return try layout.value(root)
  }

  private init(text: [Unicode.Scalar]) {
    self.text = text
  }

  private var next: Unicode.Scalar? { position < text.count ? text[position] : nil }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar)
  }

  private static func isSpace(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return true }
    return scalar == " " || scalar == "\t" || isBreak(scalar)
  }

  /// Skips a byte order mark, directives, and the line of dashes that begins a document.
  private mutating func skipProlog() {
    if next == "\u{FEFF}" { position += 1 }
    skipBlank()
    while next == "%" {
      skipLine()
      skipBlank()
    }
    if text[position...].starts(with: "---".unicodeScalars), Self.isSpace(scalar(at: position + 3)) { position += 3 }
  }

  private func scalar(at index: Int) -> Unicode.Scalar? { index < text.count ? text[index] : nil }

  private mutating func skipLine() {
    while let scalar = next, !Self.isBreak(scalar) { position += 1 }
  }

  /// Skips spaces, line ends and comments.
  private mutating func skipBlank() {
    while let scalar = next {
      if Self.isSpace(scalar) {
        position += 1
      } else if scalar == "#", position == 0 || Self.isSpace(text[position - 1]) {
        skipLine()
      } else {
        return
      }
    }
  }

  /// Skips anchors and tags.
  private mutating func skipProperties() {
    while next == "&" || next == "!" {
      while let scalar = next, !Self.isSpace(scalar), scalar != "," { position += 1 }
      skipBlank()
    }
  }

  private mutating func expect(_ scalar: Unicode.Scalar) throws(Lost) {
    guard next == scalar else { throw Lost(position: position) }
    position += 1
  }

  private mutating func value(_ node: Node) throws(Lost) -> Value {
    if case .scalar(let scalar) = node, scalar.style == .plain, scalar.string.isEmpty {
      return Value(range: position..<position, kind: .scalar)
    }
    skipBlank()
    let start = position
    skipProperties()
    let kind: Value.Kind
    switch node {
    case .scalar(let scalar):
      try skip(scalar)
      kind = .scalar
    case .sequence(let sequence): kind = try self.sequence(sequence)
    case .mapping(let mapping): kind = try self.mapping(mapping)
    case .alias: throw Lost(position: position)
    }
    return Value(range: start..<position, kind: kind)
  }

  private mutating func skip(_ scalar: Node.Scalar) throws(Lost) {
    switch scalar.style {
    case .singleQuoted:
      try expect("'")
      while let next, next != "'" || self.scalar(at: position + 1) == "'" { position += next == "'" ? 2 : 1 }
      try expect("'")
    case .doubleQuoted:
      try expect("\"")
      while let next, next != "\"" { position += next == "\\" ? 2 : 1 }
      try expect("\"")
    case .literal, .folded:
      // The indicator and the rest of its line.
      skipLine()
      try skipWords(of: scalar.string)
    default: try skipWords(of: scalar.string)
    }
  }

  /// Skips a string. Lines can be folded in many ways, but characters other than spaces are the same in the text and in
  /// the value.
  private mutating func skipWords(of string: String) throws(Lost) {
    for scalar in string.unicodeScalars where !Self.isSpace(scalar) {
      while let next, Self.isSpace(next) { position += 1 }
      try expect(scalar)
    }
  }

  private mutating func sequence(_ sequence: Node.Sequence) throws(Lost) -> Value.Kind {
    // The parser does not report a flow style, but only brackets begin with one.
    let isFlow = next == "["
    if isFlow { try expect("[") }
    for (index, item) in sequence.enumerated() {
      if isFlow {
        try skipComma(isFirst: index == 0)
      } else {
        skipBlank()
        try expect("-")
      }
      _ = try value(item)
    }
    if isFlow { try close("]") }
    return .sequence(isFlow: isFlow, itemCount: sequence.count)
  }

  private mutating func mapping(_ mapping: Node.Mapping) throws(Lost) -> Value.Kind {
    let isFlow = next == "{"
    if isFlow { try expect("{") }
    var entries: [Entry] = []
    for (index, (key, value)) in mapping.enumerated() {
      if isFlow { try skipComma(isFirst: index == 0) } else { skipBlank() }
      if next == "?", Self.isSpace(scalar(at: position + 1)) { position += 1 }
      let keyRange = try self.value(key).range
      let behindKey = position
      skipBlank()
      if next == ":" { position += 1 } else if isFlow { position = behindKey } else { throw Lost(position: position) }
      let afterColon = position
      entries.append(
        Entry(
          key: key.scalar?.string ?? "", start: keyRange.lowerBound, afterColon: afterColon,
          value: try self.value(value)
        ))
    }
    if isFlow { try close("}") }
    return .mapping(isFlow: isFlow, entries: entries)
  }

  private mutating func skipComma(isFirst: Bool) throws(Lost) {
    skipBlank()
    guard !isFirst else { return }
    try expect(",")
    skipBlank()
  }

  private mutating func close(_ bracket: Unicode.Scalar) throws(Lost) {
    skipBlank()
    if next == "," {
      position += 1
      skipBlank()
    }
    try expect(bracket)
  }
}
