/// Fewer points for the same picture.
///
/// Within one column of pixels a line through many points covers the stretch from the lowest to the highest; keeping
/// the first, lowest, highest and last point of each column leaves every pixel as it was.
///
/// Source: U. Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", PVLDB 7, 2014.
enum LineThinning {
  /// The points of a line that runs from left to right which matter in columns of half a pixel.
  static func thinned(_ points: [Point]) -> [Point] {
    var kept: [Point] = []
    var start = 0
    while start < points.count {
      let column = (points[start].x * 2).rounded(.down)
      var end = start
      var lowest = start
      var highest = start
      while end < points.count, (points[end].x * 2).rounded(.down) == column {
        if points[end].y > points[lowest].y { lowest = end }
        if points[end].y < points[highest].y { highest = end }
        end += 1
      }
      for index in start..<end where index == start || index == lowest || index == highest || index == end - 1 {
        kept.append(points[index])
      }
      start = end
    }
    return kept
  }
}

/// Dots that fall on one another need to be drawn once.
enum CoincidentPoints {
  private struct Cell: Hashable {
    let x: Double
    let y: Double
  }

  /// One point, the last, of those within the same half pixel; the order is kept.
  static func removed(from points: [Point]) -> [Point] {
    var seen: Set<Cell> = []
    return points.reversed().filter { point in
      seen.insert(Cell(x: (point.x * 2).rounded(), y: (point.y * 2).rounded())).inserted
    }.reversed()
  }
}

/// Lines with gaps.
enum Gaps {
  /// The points of each stretch without a gap, which is nil.
  static func stretches(_ points: [Point?]) -> [[Point]] {
    var stretches: [[Point]] = []
    var stretch: [Point] = []
    for point in points {
      if let point {
        stretch.append(point)
      } else if !stretch.isEmpty {
        stretches.append(stretch)
        stretch = []
      }
    }
    return stretch.isEmpty ? stretches : stretches + [stretch]
  }
}
