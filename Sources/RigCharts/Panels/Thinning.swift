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
      for index in Set([start, lowest, highest, end - 1]).sorted() { kept.append(points[index]) }
      start = end
    }
    return kept
  }
}
