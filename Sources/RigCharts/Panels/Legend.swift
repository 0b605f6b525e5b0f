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
    /// The filling of a box.
    case swatch(@Sendable (Box, inout Drawing) -> Void)
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

  /// Draws the legend with its upper left corner at `corner`.
  func draw(at corner: Point, width: Double, into drawing: inout Drawing) {
    var y = corner.y + Self.rowHeight / 2
    for row in rows(width: width) {
      var x = corner.x
      for entry in row {
        Self.draw(entry.key, at: Point(x: x, y: y), into: &drawing)
        drawing.text(entry.label, at: Point(x: x + Self.keyWidth + 4, y: y + 4), .key)
        x += Self.width(of: entry) + Self.gap
      }
      y += Self.rowHeight
    }
  }

  /// Draws the sample of drawing alone.
  static func draw(_ key: Key, at start: Point, into drawing: inout Drawing) {
    let middle = start.offset(keyWidth / 2, 0)
    let end = start.offset(keyWidth, 0)
    switch key {
    case .line(let style):
      drawing.line(from: start, to: end, style)
    case .dottedLine(let line, let dot):
      drawing.line(from: start, to: end, line)
      drawing.circle(at: middle, radius: 3, dot)
    case .dot(let style):
      drawing.circle(at: middle, radius: 4, style)
    case .fadingDots(let style):
      drawing.circle(at: start.offset(4, 0), radius: 3, style, opacity: 0.3)
      drawing.circle(at: start.offset(11, 0), radius: 3, style, opacity: 0.5)
      drawing.circle(at: start.offset(18, 0), radius: 3, style, opacity: 0.75)
    case .cross(let style):
      drawing.cross(at: middle, radius: 3, style)
    case .triangle(let style):
      drawing.arrowhead(tip: middle.offset(0, 3.5), dx: 0, dy: 1, size: 7, style)
    case .band(let style):
      drawing.rectangle(Box(minX: start.x, minY: start.y - 5, width: keyWidth, height: 10), style)
    case .bullseye:
      drawing.bullseye(at: middle, radius: 6)
    case .series(let series):
      drawing.add(series.group([series.line([start, end]), series.mark(at: middle, radius: 3)]))
    case .swatch(let draw):
      draw(Box(minX: start.x, minY: start.y - 6, width: keyWidth, height: 12), &drawing)
    }
  }
}
