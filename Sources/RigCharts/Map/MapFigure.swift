import RigCore

/// A picture of a quantity over two others: a map whose colours a bar explains, with areas and lines over it.
///
/// ```swift
/// let picture = MapFigure().svg(of: map)
/// ```
///
/// Cells are rectangles with edges half-way between their values. More than 256 cells along an axis are drawn as blocks
/// with the mean colour of their cells, and so are fewer where nearly every one differs from its neighbours, so that a
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
    // How wide the words over the plot may be is known when the plot is laid out, and how high they are before.
    let trial = MapPanel(map, left: Self.margin, picture: Self.identifier)
    let inner =
      Self.bar(of: trial).map { bar in trial.plot.maxX + Self.barGap + bar.room - Self.margin }
      ?? trial.plot.maxX + 20 - Self.margin
    let words = Header(title: map.title, notes: map.notes, width: inner)
    let lines = trial.lines
    let legend = trial.legend(unnamed: lines.unnamed)
    let legendTop = Self.margin - 8 + words.height
    let legendHeight = Double(legend.rows(width: inner).count) * Legend.rowHeight
    let panel = trial.moved(toTop: legendTop + legendHeight + (legendHeight > 0 ? 6 : 0))
    var content = [panel.definitions] + words.elements(at: Point(x: Self.margin, y: Self.margin - 8))
    content += legend.elements(at: Point(x: Self.margin, y: legendTop), width: inner)
    content.append(panel.element(with: panel.lines))
    content += Self.bar(of: panel)?.elements ?? []
    var y = panel.bottom
    for line in TextMetrics.wrapped(Self.blockNote(panel.blocks), .key, width: inner) {
      y += 15
      content.append(.text(line, at: Point(x: Self.margin, y: y), .key))
    }
    return SVGDocument(
      identifier: Self.identifier, title: map.title, description: MapDescription(map).text,
      width: (inner + 2 * Self.margin).rounded(.up), height: (y + Self.margin * 0.7).rounded(.up), content: content)
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
