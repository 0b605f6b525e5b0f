internal import RigSystem

/// What an output of the program is, and what it may take the place of: a file of its own kind, or an empty one.
public enum OutputContent: Sendable {
  /// A picture, as SVG.
  case picture
  /// The file of a sweep.
  case sweep

  /// The kind in words.
  public var words: String {
    switch self {
    case .picture: "SVG picture"
    case .sweep: "file of a sweep"
    }
  }

  /// True if the file at `path` is missing, is empty, is no regular file, or is of this kind itself.
  public func mayReplace(_ path: String) -> Bool {
    guard OutputFile.isFile(path), !OutputFile.isEmpty(path) else { return true }
    return SmallFile.text(at: path).map(begins) ?? false
  }

  private func begins(_ text: String) -> Bool {
    switch self {
    case .sweep: SweepHeader.canBegin(text.prefix { character in !character.isNewline }, isWhole: true)
    case .picture: Self.isSVG(text)
    }
  }

  /// True if the root of the XML that begins as `text` is a picture. What may stand before a root is skipped: the
  /// byte-order mark, declarations and comments.
  private static func isSVG(_ text: String) -> Bool {
    var rest = text[...]
    if rest.unicodeScalars.first == "\u{FEFF}" { rest.unicodeScalars.removeFirst() }
    while true {
      rest = rest.drop(while: \.isWhitespace)
      let end: String
      if rest.hasPrefix("<!--") {
        end = "-->"
      } else if rest.hasPrefix("<?") || rest.hasPrefix("<!") {
        end = ">"
      } else {
        return rest.hasPrefix("<svg")
      }
      guard let close = rest.firstRange(of: end) else { return false }
      rest = rest[close.upperBound...]
    }
  }
}
