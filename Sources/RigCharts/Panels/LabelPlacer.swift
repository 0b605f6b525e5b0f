/// Finds room for small labels beside their points.
///
/// Greedy: each label takes the first of its candidate places that is inside the bounds and free; one that finds none
/// is left out, since a missing number does less harm than two on top of one another.
///
/// Source: J. Christensen, J. Marks and S. Shieber, "An Empirical Study of Algorithms for Point-Feature Label
/// Placement", ACM Transactions on Graphics 14, 1995 (the greedy baseline).
struct LabelPlacer: Sendable {
  let bounds: Box
  /// Points that no label may cover.
  let obstacles: [Point]
  private(set) var taken: [Box] = []

  init(in bounds: Box, avoiding obstacles: [Point]) {
    self.bounds = bounds
    self.obstacles = obstacles
  }

  /// A free place for `text` beside `point`, trying `directions` in order near the point and then farther away, but
  /// never so far that it would be nearer to one of the `rivals`, which have labels of their own.
  mutating func place(
    _ text: String, _ style: TextStyle, beside point: Point, rivals: [Point] = [], directions: [(x: Double, y: Double)]
  ) -> SVGElement? {
    let width = TextMetrics.width(text, style)
    let height = style.size * 0.8
    for gap in [7.0, 11, 16, 24] {
      for direction in directions {
        let center = point.offset(direction.x * (gap + width / 2), direction.y * (gap + height / 2))
        let box = Box(minX: center.x - width / 2, minY: center.y - height / 2, width: width, height: height)
        guard bounds.contains(box), isFree(box.inset(-2)) else { continue }
        let own = center.distance(to: point)
        guard !rivals.contains(where: { rival in rival != point && center.distance(to: rival) < own }) else { continue }
        taken.append(box)
        return .text(text, at: Point(x: center.x, y: box.maxY), style, anchor: .middle)
      }
    }
    return nil
  }

  private func isFree(_ box: Box) -> Bool {
    !taken.contains { other in other.intersects(box) } && !obstacles.contains { point in box.contains(point) }
  }
}
