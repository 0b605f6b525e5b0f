/// The part of a way from place to place that lies inside a box.
///
/// Source: Y.-D. Liang and B. A. Barsky, "A New Concept and Method for Line Clipping", ACM Transactions on Graphics
/// 3, 1984.
struct ClippedPath: Sendable {
  /// The visible part of one stride.
  struct Stride: Sendable, Equatable {
    let start: Point
    let end: Point
  }

  /// The visible strides in order, without those that have no length or miss the box.
  let strides: [Stride]

  init(through points: [Point], in box: Box) {
    strides = zip(points, points.dropFirst()).compactMap { start, end in Self.visible(start, end, in: box) }
  }

  /// The strides joined where one ends at the start of the next.
  var lines: [[Point]] {
    var lines: [[Point]] = []
    for stride in strides {
      if let end = lines.last?.last, end == stride.start {
        lines[lines.count - 1].append(stride.end)
      } else {
        lines.append([stride.start, stride.end])
      }
    }
    return lines
  }

  /// Points along the strides that no label may cover.
  var obstacles: [Point] {
    var points: [Point] = []
    for stride in strides { points += stride.start.points(to: stride.end) }
    return points
  }

  private static func visible(_ start: Point, _ end: Point, in box: Box) -> Stride? {
    let dx = end.x - start.x
    let dy = end.y - start.y
    guard dx.isFinite, dy.isFinite, dx != 0 || dy != 0 else { return nil }
    var first = 0.0
    var last = 1.0
    for (along, room) in [
      (-dx, start.x - box.minX), (dx, box.maxX - start.x), (-dy, start.y - box.minY), (dy, box.maxY - start.y),
    ] {
      if along == 0 {
        if room < 0 { return nil }
      } else if along < 0 {
        first = max(first, room / along)
      } else {
        last = min(last, room / along)
      }
    }
    guard first < last else { return nil }
    func point(_ share: Double) -> Point { Point(x: start.x + share * dx, y: start.y + share * dy).moved(into: box) }
    return Stride(start: first == 0 ? start : point(first), end: last == 1 ? end : point(last))
  }
}

extension Point {
  /// The nearest point in `box`: what rounding put outside.
  fileprivate func moved(into box: Box) -> Point {
    Point(x: min(max(x, box.minX), box.maxX), y: min(max(y, box.minY), box.maxY))
  }
}
