import RigCore

/// One element of a picture: a name, attributes in the order given, and either text or further elements.
public struct SVGElement: Sendable, Equatable {
  /// An attribute whose value is escaped when it is written.
  public struct Attribute: Sendable, Equatable {
    /// The name of the attribute.
    public let name: String
    /// The value of the attribute, not yet escaped.
    public let value: String

    /// An attribute with a text.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }

    /// An attribute with a coordinate or size, in user units.
    public init(_ name: String, _ value: Double) {
      self.init(name, value.coordinate)
    }
  }

  /// The name of the element, such as `circle`.
  public var name: String
  /// The attributes in the order in which they are written.
  public var attributes: [Attribute]
  /// Character data, escaped when it is written; stands before the children.
  public var text: String
  /// The elements inside, from the back to the front.
  public var children: [SVGElement]

  /// An element with these parts; see the properties.
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

extension SVGElement {
  /// The side of its point on which a text stands.
  public enum Anchor: String, Sendable {
    /// The text begins at its point, has its middle there, or ends there.
    case start, middle, end
  }

  /// A straight line from `start` to `end`.
  public static func line(from start: Point, to end: Point, _ style: Style) -> SVGElement {
    SVGElement(
      "line",
      [
        .init("class", style.rawValue), .init("x1", start.x), .init("y1", start.y), .init("x2", end.x),
        .init("y2", end.y),
      ])
  }

  /// A circle; `opacity` is 1 for a solid one, and less for one that lets the ground through.
  public static func circle(at center: Point, radius: Double, _ style: Style, opacity: Double = 1) -> SVGElement {
    var circle = SVGElement(
      "circle",
      [.init("class", style.rawValue), .init("cx", center.x), .init("cy", center.y), .init("r", radius)])
    if opacity < 1 { circle.attributes.append(.init("opacity", opacity)) }
    return circle
  }

  /// A rectangle; `cornerRadius` rounds its corners.
  public static func rectangle(_ box: Box, _ style: Style, cornerRadius: Double = 0) -> SVGElement {
    var rectangle = SVGElement(
      "rect",
      [
        .init("class", style.rawValue), .init("x", box.minX), .init("y", box.minY), .init("width", box.width),
        .init("height", box.height),
      ])
    if cornerRadius > 0 { rectangle.attributes.append(.init("rx", cornerRadius)) }
    return rectangle
  }

  /// Straight lines through `points`, which are at least one.
  public static func polyline(_ points: [Point], _ style: Style, isClosed: Bool = false) -> SVGElement {
    path(isClosed ? PathData.polygon(points) : PathData.line(through: points), style)
  }

  /// A path of any shape, as a `d` attribute has it.
  static func path(_ data: String, _ style: Style) -> SVGElement {
    SVGElement("path", [.init("class", style.rawValue), .init("d", data)])
  }

  /// A cross of two strokes for a reading that lost the spot.
  public static func cross(at center: Point, radius: Double, _ style: Style) -> SVGElement {
    let left = (center.x - radius).coordinate
    let right = (center.x + radius).coordinate
    let top = (center.y - radius).coordinate
    let bottom = (center.y + radius).coordinate
    return path("M\(left) \(top)L\(right) \(bottom)M\(left) \(bottom)L\(right) \(top)", style)
  }

  /// A filled triangle with its tip `size` away from the middle of its base, pointing along (`dx`, `dy`) of length 1.
  static func arrowhead(tip: Point, dx: Double, dy: Double, size: Double, _ style: Style) -> SVGElement {
    let base = tip.offset(-dx * size, -dy * size)
    let half = size * 0.4
    return polyline(
      [tip, base.offset(-dy * half, dx * half), base.offset(dy * half, -dx * half)], style, isClosed: true)
  }

  /// A line of text.
  ///
  /// - Parameters:
  ///   - text: the words.
  ///   - point: the place of the baseline, at the end that `anchor` names.
  ///   - style: the style of the letters.
  ///   - anchor: the part of the line that stands at the place.
  ///   - isVertical: true if the line runs from the bottom to the top.
  public static func text(
    _ text: String, at point: Point, _ style: TextStyle, anchor: Anchor = .start, isVertical: Bool = false
  ) -> SVGElement {
    var element = SVGElement(
      "text", [.init("class", style.rawValue), .init("x", point.x), .init("y", point.y)], text: text)
    if anchor != .start { element.attributes.append(.init("text-anchor", anchor.rawValue)) }
    if isVertical {
      element.attributes.append(.init("transform", "rotate(-90 \(point.x.coordinate) \(point.y.coordinate))"))
    }
    return element
  }

  /// A group of elements that belong together.
  public static func group(_ children: [SVGElement]) -> SVGElement {
    SVGElement("g", children: children)
  }
}

/// The text of a path's `d` attribute.
enum PathData {
  static func box(_ box: Box) -> String {
    "M\(box.minX.coordinate) \(box.minY.coordinate)H\(box.maxX.coordinate)V\(box.maxY.coordinate)"
      + "H\(box.minX.coordinate)Z"
  }

  /// Straight lines through `points`.
  static func line(through points: [Point]) -> String {
    var data = ""
    for point in points {
      data += (data.isEmpty ? "M" : "L") + point.x.coordinate + " " + point.y.coordinate
    }
    return data
  }

  static func polygon(_ corners: [Point]) -> String {
    line(through: corners) + "Z"
  }

  static func line(from start: Point, to end: Point) -> String {
    let rest = start.x == end.x ? "V\(end.y.coordinate)" : "H\(end.x.coordinate)"
    return "M\(start.x.coordinate) \(start.y.coordinate)" + rest
  }
}
