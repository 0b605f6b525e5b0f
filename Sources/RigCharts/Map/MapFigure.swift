import RigCore

/// A picture of a quantity over two others: a map whose colours a bar explains, with areas and lines over it.
///
/// ```swift
/// let picture = MapFigure().svg(of: map)
/// ```
///
/// Cells are rectangles with edges half-way between their values. More than 256 cells along an axis are drawn as blocks
/// with the mean colour of their cells, and so are fewer if nearly every one differs from its neighbours, so that a
/// file stays below a megabyte; the picture says so.
public struct MapFigure: Sendable {
  private static let margin = 28.0
  private static let barGap = 22.0
  private static let identifier = "laserrig-map"

  /// The figure, which has no settings: the map says all.
  public init() {}

  /// The picture as a standalone SVG file; the same map gives the same text.
  public func svg(of map: ValueMap) -> String {
    document(of: map).markup
  }

  /// The picture's parts, for a page that lays them out itself.
  public func document(of map: ValueMap) -> SVGDocument {
    // The width for the words over the plot is known when the plot is laid out, their height before.
    let panel = MapPanel(map, left: Self.margin, picture: Self.identifier)
    let inner =
      Self.bar(of: panel).map { bar in panel.plot.maxX + Self.barGap + bar.room - Self.margin }
      ?? panel.plot.maxX + 20 - Self.margin
    let words = Header(title: map.title, notes: map.notes, width: inner)
    let legend = panel.legend(unnamed: panel.lines.unnamed)
    let legendTop = Self.margin - 8 + words.height
    let legendHeight = Double(legend.rows(width: inner).count) * Legend.rowHeight
    panel.move(toTop: legendTop + legendHeight + (legendHeight > 0 ? 6 : 0))
    var content = Drawing()
    content.add(panel.definitions)
    words.draw(at: Point(x: Self.margin, y: Self.margin - 8), into: &content)
    legend.draw(at: Point(x: Self.margin, y: legendTop), width: inner, into: &content)
    content.add(panel.element(with: panel.lines))
    Self.bar(of: panel)?.draw(into: &content)
    var y = panel.bottom
    for line in TextMetrics.wrapped(Self.blockNote(panel.blocks), .key, width: inner) {
      y += 15
      content.text(line, at: Point(x: Self.margin, y: y), .key)
    }
    return SVGDocument(
      identifier: Self.identifier, title: map.title, description: MapDescription(map).text,
      width: (inner + 2 * Self.margin).rounded(.up), height: (y + Self.margin * 0.7).rounded(.up),
      content: content.elements)
  }

  private static func bar(of panel: MapPanel) -> ColorBar? {
    panel.colors.map { colors in
      let quantity = panel.map.quantity
      return ColorBar(
        colors, name: quantity.name, unit: quantity.unit, left: panel.plot.maxX + barGap, beside: panel.plot)
    }
  }

  private static func blockNote(_ blocks: MapBlocks) -> String {
    guard blocks.cellsAcross > 1 || blocks.cellsUp > 1 else { return "" }
    return "Each block of the map has the mean colour of \(blocks.cellsAcross) × \(blocks.cellsUp) cells."
  }
}

/// A map in words, for readers that do not see it.
struct MapDescription: Sendable {
  private let map: ValueMap

  init(_ map: ValueMap) {
    self.map = map
  }

  var text: String {
    var sentences = map.notes.map { note in note.hasSuffix(".") ? note : note + "." }
    let columns = map.horizontal.values.count
    let rows = map.vertical.values.count
    sentences.append("\(map.quantity.name) in \(columns) × \(rows) cells.")
    sentences += [Self.words(map.horizontal, "From left to right"), Self.words(map.vertical, "From bottom to top")]
    var least: (cell: Int, value: Double)?
    var largest: (cell: Int, value: Double)?
    var unvalued = 0
    var missing = columns * rows
    for (cell, value) in map.values.prefix(columns * rows).enumerated() {
      guard let value else { continue }
      missing -= 1
      if value.isNaN {
        unvalued += 1
        continue
      }
      if least.map({ least in value < least.value }) ?? true { least = (cell, value) }
      if largest.map({ largest in value > largest.value }) ?? true { largest = (cell, value) }
    }
    for (name, extreme) in [("least", least), ("largest", largest)] {
      guard let (cell, value) = extreme else { continue }
      let place = Self.words(cell % columns, map.horizontal) + " and " + Self.words(cell / columns, map.vertical)
      sentences.append("The \(name) is \(Self.words(value, unit: map.quantity.unit)), at \(place).")
    }
    for category in map.categories {
      let members = category.cells.prefix(columns * rows).count { isMember in isMember }
      sentences.append("\(category.label): \(members.counted("cell")).")
    }
    if unvalued > 0 { sentences.append("\(map.noValueLabel): \(unvalued.counted("cell")).") }
    if missing > 0 { sentences.append("\(map.missingLabel): \(missing.counted("cell")).") }
    if !map.curves.isEmpty {
      sentences.append("Lines over the map: \(map.curves.map(\.label).joined(separator: "; ")).")
    }
    return sentences.joined(separator: " ")
  }

  private static func words(_ axis: MapAxis, _ direction: String) -> String {
    let ends = [0, axis.values.count - 1].map { place in
      axis.values.formattedApart(place, significantDigits: 3).withMinusSign
    }
    let range = axis.values.count == 1 ? ends[0] : "\(ends[0]) to \(ends[1])"
    return "\(direction): \(axis.name), \(range)\(axis.unit.isEmpty ? "" : " " + axis.unit)."
  }

  private static func words(_ place: Int, _ axis: MapAxis) -> String {
    let number = axis.values.formattedApart(place, significantDigits: 3).withMinusSign
    return "\(axis.name) \(number)\(axis.unit.isEmpty ? "" : " " + axis.unit)"
  }

  private static func words(_ value: Double, unit: String) -> String {
    let number = value.isInfinite ? (value < 0 ? "−∞" : "∞") : value.formatted(significantDigits: 3).withMinusSign
    return unit.isEmpty ? number : "\(number) \(unit)"
  }
}
