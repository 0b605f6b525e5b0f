import RealModule

/// A place in a picture, in its user units; y grows downwards.
public struct Point: Sendable, Equatable {
  /// User units from the left.
  public var x: Double
  /// User units from the top.
  public var y: Double

  /// A place `x` from the left and `y` from the top.
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  func offset(_ dx: Double, _ dy: Double) -> Point {
    Point(x: x + dx, y: y + dy)
  }

  func distance(to other: Point) -> Double {
    ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
  }

  /// Points along a straight line, close enough that no label fits between them.
  func points(to end: Point) -> [Point] {
    let parts = max(1, Int(distance(to: end) / 5))
    return (0...parts).map { part in
      let share = Double(part) / Double(parts)
      return offset(share * (end.x - x), share * (end.y - y))
    }
  }

  /// Points all over the target's mark with its middle here, close enough that no label fits between them.
  var pointsAround: [Point] {
    var points: [Point] = []
    for y in stride(from: -12.0, through: 12, by: 4) {
      for x in stride(from: -12.0, through: 12, by: 4) { points.append(offset(x, y)) }
    }
    return points
  }
}

/// An upright rectangle in a picture, in its user units.
public struct Box: Sendable, Equatable {
  /// The horizontal place of the left edge.
  public var minX: Double
  /// The vertical place of the upper edge.
  public var minY: Double
  /// The distance from the left edge to the right one.
  public var width: Double
  /// The distance from the upper edge to the lower one.
  public var height: Double

  /// A rectangle with its upper left corner at (`minX`, `minY`).
  public init(minX: Double, minY: Double, width: Double, height: Double) {
    self.minX = minX
    self.minY = minY
    self.width = width
    self.height = height
  }

  /// The horizontal place of the right edge.
  public var maxX: Double { minX + width }
  /// The vertical place of the lower edge.
  public var maxY: Double { minY + height }
  /// The middle between the left and the right edge.
  public var midX: Double { minX + width / 2 }
  /// The middle between the upper and the lower edge.
  public var midY: Double { minY + height / 2 }

  /// True if the two have an area in common.
  public func intersects(_ other: Box) -> Bool {
    minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
  }

  /// True if `other` lies wholly inside.
  public func contains(_ other: Box) -> Bool {
    minX <= other.minX && other.maxX <= maxX && minY <= other.minY && other.maxY <= maxY
  }

  /// True if `point` lies inside or on the edge.
  public func contains(_ point: Point) -> Bool {
    minX <= point.x && point.x <= maxX && minY <= point.y && point.y <= maxY
  }

  /// The box with `margin` taken off every side.
  public func inset(_ margin: Double) -> Box {
    Box(minX: minX + margin, minY: minY + margin, width: width - 2 * margin, height: height - 2 * margin)
  }

  /// The largest box of this shape in the upper left corner, `aspect` times as wide as high.
  func narrowed(toAspect aspect: Double) -> Box {
    Box(minX: minX, minY: minY, width: min(width, height * aspect), height: min(height, width / aspect))
  }

  /// Equal boxes side by side, `gap` apart.
  func columns(_ count: Int, gap: Double) -> [Box] {
    let column = (width - gap * Double(count - 1)) / Double(count)
    return (0..<count).map { index in
      Box(minX: minX + Double(index) * (column + gap), minY: minY, width: column, height: height)
    }
  }
}

/// A rectangle turned about its middle, as the room of a text that runs along a line.
struct TiltedBox: Sendable, Equatable {
  let center: Point
  let width: Double
  let height: Double
  /// The angle by which it is turned clockwise, in radians.
  let angle: Double

  private var across: Point { Point(x: .cos(angle), y: .sin(angle)) }
  private var down: Point { Point(x: -.sin(angle), y: .cos(angle)) }

  var corners: [Point] {
    [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map { right, low in
      center.offset(
        right * width * across.x + low * height * down.x, right * width * across.y + low * height * down.y)
    }
  }

  func contains(_ point: Point) -> Bool {
    let dx = point.x - center.x
    let dy = point.y - center.y
    return (dx * across.x + dy * across.y).magnitude <= width / 2
      && (dx * down.x + dy * down.y).magnitude <= height / 2
  }

  /// True if the two have a point in common: there is no line between them along one of their sides.
  func intersects(_ other: TiltedBox) -> Bool {
    [across, down, other.across, other.down].allSatisfy { direction in
      func shadow(_ box: TiltedBox) -> ClosedRange<Double> {
        let places = box.corners.map { corner in corner.x * direction.x + corner.y * direction.y }
        return (places.min() ?? 0)...(places.max() ?? 0)
      }
      return shadow(self).overlaps(shadow(other))
    }
  }
}
