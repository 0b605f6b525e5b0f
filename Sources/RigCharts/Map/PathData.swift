/// What stands in a path's `d` attribute.
enum PathData {
  static func box(_ box: Box) -> String {
    "M\(box.minX.coordinate) \(box.minY.coordinate)H\(box.maxX.coordinate)V\(box.maxY.coordinate)"
      + "H\(box.minX.coordinate)Z"
  }

  static func polygon(_ corners: [Point]) -> String {
    corners.enumerated().map { index, corner in
      (index == 0 ? "M" : "L") + corner.x.coordinate + " " + corner.y.coordinate
    }.joined() + "Z"
  }

  static func line(from start: Point, to end: Point) -> String {
    let rest = start.x == end.x ? "V\(end.y.coordinate)" : "H\(end.x.coordinate)"
    return "M\(start.x.coordinate) \(start.y.coordinate)" + rest
  }
}
