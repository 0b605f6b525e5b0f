/// A label of a few lines beside the sheet, at a height that it would like to have.
struct SideLabel {
  let lines: [String]
  var y: Double

  static let lineHeight = 15.0

  private var height: Double {
    Double(lines.count) * Self.lineHeight
  }

  /// Two labels moved apart as little as possible, inside `area`.
  static func spread(_ labels: [SideLabel], in area: Box) -> [SideLabel] {
    var labels = labels.map { label in label.clamped(to: area) }
    guard labels.count == 2 else { return labels }
    let gap = (labels[0].height + labels[1].height) / 2 + 4
    let upper = labels[0].y < labels[1].y ? 0 : 1
    let lower = 1 - upper
    let missing = gap - (labels[lower].y - labels[upper].y)
    guard missing > 0 else { return labels }
    labels[upper].y -= missing / 2
    labels[upper] = labels[upper].clamped(to: area)
    labels[lower].y = labels[upper].y + gap
    labels[lower] = labels[lower].clamped(to: area)
    labels[upper].y = labels[lower].y - gap
    return labels
  }

  private func clamped(to area: Box) -> SideLabel {
    var label = self
    label.y = min(max(y, area.minY + height / 2), area.maxY - height / 2)
    return label
  }

  func elements(at x: Double) -> [SVGElement] {
    lines.enumerated().map { row, line in
      .text(line, at: Point(x: x, y: y - height / 2 + Double(row) * Self.lineHeight + 11), .callout)
    }
  }
}
