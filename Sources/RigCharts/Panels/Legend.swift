/// A key to what is drawn, in rows above a panel's plot, where it cannot hide the data.
struct Legend: Sendable {
  /// The sample of drawing that stands before an entry's words.
  enum Key: Sendable {
    case line(Style)
    case dottedLine(Style, Style)
    case dot(Style)
    case fadingDots(Style)
    case cross(Style)
    case triangle(Style)
    case bullseye
    case band(Style)
    case series(Series)
    /// What a box is filled with.
    case swatch(@Sendable (Box) -> [SVGElement])
  }

  struct Entry: Sendable {
    let key: Key
    let label: String
  }

  static let rowHeight = 16.0
  private static let keyWidth = 22.0
  private static let gap = 14.0

  let entries: [Entry]

  init(_ entries: [Entry?]) {
    self.entries = entries.compactMap(\.self)
  }

  /// The entries in rows no wider than `width`.
  func rows(width limit: Double) -> [[Entry]] {
    var rows: [[Entry]] = []
    var used = limit
    for entry in entries {
      let width = Self.width(of: entry)
      if used + Self.gap + width <= limit, !rows.isEmpty {
        rows[rows.count - 1].append(entry)
        used += Self.gap + width
      } else {
        rows.append([entry])
        used = width
      }
    }
    return rows
  }

  private static func width(of entry: Entry) -> Double {
    keyWidth + 4 + TextMetrics.width(entry.label, .key)
  }

  /// The legend with its upper left corner at `corner`.
  func elements(at corner: Point, width: Double) -> [SVGElement] {
    var elements: [SVGElement] = []
    var y = corner.y + Self.rowHeight / 2
    for row in rows(width: width) {
      var x = corner.x
      for entry in row {
        elements += Self.marks(entry.key, at: Point(x: x, y: y))
        elements.append(.text(entry.label, at: Point(x: x + Self.keyWidth + 4, y: y + 4), .key))
        x += Self.width(of: entry) + Self.gap
      }
      y += Self.rowHeight
    }
    return elements
  }

  /// The sample of drawing alone.
  static func marks(_ key: Key, at start: Point) -> [SVGElement] {
    let middle = start.offset(keyWidth / 2, 0)
    switch key {
    case .line(let style):
      return [.line(from: start, to: start.offset(keyWidth, 0), style)]
    case .dottedLine(let line, let dot):
      return marks(.line(line), at: start) + [.circle(at: middle, radius: 3, dot)]
    case .dot(let style):
      return [.circle(at: middle, radius: 4, style)]
    case .fadingDots(let style):
      return [0.3, 0.5, 0.75].enumerated().map { index, opacity in
        .circle(at: start.offset(4 + 7 * Double(index), 0), radius: 3, style, opacity: opacity)
      }
    case .cross(let style):
      return [.cross(at: middle, radius: 3, style)]
    case .triangle(let style):
      return [.arrowhead(tip: middle.offset(0, 3.5), dx: 0, dy: 1, size: 7, style)]
    case .band(let style):
      return [.rectangle(Box(minX: start.x, minY: start.y - 5, width: keyWidth, height: 10), style)]
    case .bullseye:
      return Bullseye.elements(at: middle, radius: 6)
    case .series(let series):
      return [
        series.group([series.line([start, start.offset(keyWidth, 0)]), series.mark(at: middle, radius: 3)])
      ]
    case .swatch(let fill):
      return fill(Box(minX: start.x, minY: start.y - 6, width: keyWidth, height: 12))
    }
  }
}

/// The target's mark: rings, so that it is known without its colour.
enum Bullseye {
  static func elements(at center: Point, radius: Double) -> [SVGElement] {
    [.circle(at: center, radius: radius, .targetRing), .circle(at: center, radius: radius * 0.4, .targetMark)]
  }
}
