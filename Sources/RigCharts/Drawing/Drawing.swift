/// A part of a picture while it is drawn: each shape lies on those before it.
///
/// The methods that add shapes are not inlined: dozens of panels call them, drawing is no hot path, and a copy of their
/// code at each call made the module slow to compile.
struct Drawing: Sendable {
  private(set) var elements: [SVGElement] = []

  /// The drawing as one element.
  var group: SVGElement { .group(elements) }

  @inline(never)
  mutating func add(_ element: SVGElement) {
    elements.append(element)
  }

  mutating func add(_ more: [SVGElement]) {
    elements += more
  }

  @inline(never)
  mutating func line(from start: Point, to end: Point, _ style: Style) {
    elements.append(.line(from: start, to: end, style))
  }

  @inline(never)
  mutating func circle(at center: Point, radius: Double, _ style: Style, opacity: Double = 1) {
    elements.append(.circle(at: center, radius: radius, style, opacity: opacity))
  }

  /// A circle at each of `centers`, save for those that another would hide.
  mutating func circles(at centers: [Point], radius: Double, _ style: Style) {
    for center in CoincidentPoints.removed(from: centers) { circle(at: center, radius: radius, style) }
  }

  @inline(never)
  mutating func rectangle(_ box: Box, _ style: Style, cornerRadius: Double = 0) {
    elements.append(.rectangle(box, style, cornerRadius: cornerRadius))
  }

  /// Straight lines through `points`, which are at least one.
  @inline(never)
  mutating func polyline(_ points: [Point], _ style: Style, isClosed: Bool = false) {
    elements.append(.polyline(points, style, isClosed: isClosed))
  }

  /// Straight lines through the points of each of `lines`.
  mutating func polylines(_ lines: [[Point]], _ style: Style) {
    for line in lines { polyline(line, style) }
  }

  /// A path filled with `color`, as `#RRGGBB`.
  mutating func filling(_ data: String, _ color: String) {
    elements.append(SVGElement("path", [.init("fill", color), .init("d", data)]))
  }

  mutating func cross(at center: Point, radius: Double, _ style: Style) {
    elements.append(.cross(at: center, radius: radius, style))
  }

  mutating func arrowhead(tip: Point, dx: Double, dy: Double, size: Double, _ style: Style) {
    elements.append(.arrowhead(tip: tip, dx: dx, dy: dy, size: size, style))
  }

  @inline(never)
  mutating func text(
    _ text: String, at point: Point, _ style: TextStyle, anchor: SVGElement.Anchor = .start, isVertical: Bool = false
  ) {
    elements.append(.text(text, at: point, style, anchor: anchor, isVertical: isVertical))
  }

  /// The target's mark: rings, so that it is known without its colour.
  mutating func bullseye(at center: Point, radius: Double) {
    circle(at: center, radius: radius, .targetRing)
    circle(at: center, radius: radius * 0.4, .targetMark)
  }

  /// Dots that fade with age, `newest` on top and in full colour.
  mutating func fadingDots(at places: [Point], newest: Point?, radius: Double) {
    let past = CoincidentPoints.removed(from: places)
    for (age, place) in past.enumerated() {
      let opacity = 0.3 + 0.45 * Double(age + 1) / Double(past.count)
      circle(at: place, radius: radius * 0.8, .dot, opacity: opacity)
    }
    if let newest { circle(at: newest, radius: radius, .dot) }
  }
}
