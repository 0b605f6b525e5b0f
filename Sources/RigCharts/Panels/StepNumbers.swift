/// Which steps of a run are numbered.
///
/// The first few places that the run visits are numbered, as in a textbook, and after them only places farther out than
/// all before, so that a run which diverges is numbered where it can be seen. A place beside a numbered one has no
/// number of its own.
struct StepNumbers: Sendable {
  struct Numbered: Sendable, Equatable {
    let index: Int
    let place: Point
  }

  private(set) var steps: [Numbered] = []

  /// - Parameters:
  ///   - places: where the readings are drawn, in order.
  ///   - indices: their step numbers.
  ///   - sizes: how far out each is.
  ///   - first: the places to number in any case.
  ///   - most: the places to number if each is farther out than those before.
  ///   - spacing: a place that is nearer than this to a numbered one is left out.
  init(places: [Point], indices: [Int], sizes: [Double], first: Int = 4, most: Int = 8, spacing: Double = 14) {
    var largest = -Double.infinity
    for ((place, index), size) in zip(zip(places, indices), sizes) {
      let isRecord = size > largest
      largest = max(largest, size)
      guard steps.count < first || (isRecord && steps.count < most) else { continue }
      guard steps.allSatisfy({ step in step.place.distance(to: place) >= spacing }) else { continue }
      steps.append(Numbered(index: index, place: place))
    }
  }
}

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

  /// Draws each number beside its place if there is room, in one of the directions that `directions` gives for it.
  mutating func draw(
    _ numbers: [StepNumbers.Numbered], into drawing: inout Drawing,
    directions: (StepNumbers.Numbered) -> [(x: Double, y: Double)]
  ) {
    let rivals = numbers.map(\.place)
    for number in numbers {
      let label = place(
        String(number.index), .number, beside: number.place, rivals: rivals, directions: directions(number))
      if let label { drawing.add(label) }
    }
  }

  private func isFree(_ box: Box) -> Bool {
    !taken.contains { other in other.intersects(box) } && !obstacles.contains { point in box.contains(point) }
  }
}
