import RigCore

/// One element of a picture: a name, attributes in the order given, and either text or further elements.
public struct SVGElement: Sendable, Equatable {
  /// An attribute whose value is escaped when it is written.
  public struct Attribute: Sendable, Equatable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }

    /// An attribute with a coordinate or size, in user units.
    public init(_ name: String, _ value: Double) {
      self.init(name, value.coordinate)
    }
  }

  public var name: String
  public var attributes: [Attribute]
  /// Character data, escaped when it is written; stands before the children.
  public var text: String
  public var children: [SVGElement]

  public init(_ name: String, _ attributes: [Attribute] = [], text: String = "", children: [SVGElement] = []) {
    self.name = name
    self.attributes = attributes
    self.text = text
    self.children = children
  }

  /// The element as markup, each child element on its own line.
  public var markup: String {
    var output = ""
    write(to: &output)
    return output
  }

  private func write(to output: inout String) {
    output += "<\(name)"
    for attribute in attributes {
      output += " \(attribute.name)=\"\(attribute.value.escapedForXML)\""
    }
    if text.isEmpty && children.isEmpty {
      output += "/>"
      return
    }
    output += ">" + text.escapedForXML
    for child in children {
      output += "\n"
      child.write(to: &output)
    }
    output += children.isEmpty ? "</\(name)>" : "\n</\(name)>"
  }
}

extension String {
  /// The text with markup characters escaped, and characters that XML 1.0 (§2.2) forbids replaced by U+FFFD.
  var escapedForXML: String {
    var escaped = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\t", "\n", "\r": escaped += " "
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

extension Double {
  /// A coordinate with at most two decimals: a hundredth of a pixel is finer than any screen or printer shows.
  var coordinate: String {
    var text = formatted(decimals: 2)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}
