extension SVGElement {
  /// Where a text stands relative to its point.
  public enum Anchor: String, Sendable {
    case start, middle, end
  }

  public static func line(from start: Point, to end: Point, _ style: Style) -> SVGElement {
    SVGElement(
      "line",
      [
        .init("class", style.rawValue), .init("x1", start.x), .init("y1", start.y), .init("x2", end.x),
        .init("y2", end.y),
      ])
  }

  public static func circle(at center: Point, radius: Double, _ style: Style, opacity: Double = 1) -> SVGElement {
    var circle = SVGElement(
      "circle",
      [.init("class", style.rawValue), .init("cx", center.x), .init("cy", center.y), .init("r", radius)])
    if opacity < 1 { circle.attributes.append(.init("opacity", opacity)) }
    return circle
  }

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
    var data = ""
    for point in points {
      data += (data.isEmpty ? "M" : "L") + point.x.coordinate + " " + point.y.coordinate
    }
    return SVGElement("path", [.init("class", style.rawValue), .init("d", isClosed ? data + "Z" : data)])
  }

  /// A cross of two strokes for a reading that lost the spot.
  public static func cross(at center: Point, radius: Double, _ style: Style) -> SVGElement {
    let left = (center.x - radius).coordinate
    let right = (center.x + radius).coordinate
    let top = (center.y - radius).coordinate
    let bottom = (center.y + radius).coordinate
    return SVGElement(
      "path",
      [
        .init("class", style.rawValue),
        .init("d", "M\(left) \(top)L\(right) \(bottom)M\(left) \(bottom)L\(right) \(top)"),
      ])
  }

  /// A filled triangle with its tip `size` away from the middle of its base, pointing along (`dx`, `dy`) of length 1.
  static func arrowhead(tip: Point, dx: Double, dy: Double, size: Double, _ style: Style) -> SVGElement {
    let base = tip.offset(-dx * size, -dy * size)
    let half = size * 0.4
    return polyline(
      [tip, base.offset(-dy * half, dx * half), base.offset(dy * half, -dx * half)], style, isClosed: true)
  }

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

  /// Elements that belong together.
  public static func group(_ children: [SVGElement]) -> SVGElement {
    SVGElement("g", children: children)
  }
}
