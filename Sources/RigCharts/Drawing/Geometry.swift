/// A place in a picture, in its user units; y grows downwards.
public struct Point: Sendable, Equatable {
  /// User units from the left.
  public var x: Double
  /// User units from the top.
  public var y: Double

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
}

/// An upright rectangle in a picture, in its user units.
public struct Box: Sendable, Equatable {
  /// The left edge.
  public var minX: Double
  /// The upper edge.
  public var minY: Double
  public var width: Double
  public var height: Double

  public init(minX: Double, minY: Double, width: Double, height: Double) {
    self.minX = minX
    self.minY = minY
    self.width = width
    self.height = height
  }

  /// The right edge.
  public var maxX: Double { minX + width }
  /// The lower edge.
  public var maxY: Double { minY + height }
  public var midX: Double { minX + width / 2 }
  public var midY: Double { minY + height / 2 }

  /// True where the two have an area in common.
  public func intersects(_ other: Box) -> Bool {
    minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
  }

  /// True where `other` lies wholly inside.
  public func contains(_ other: Box) -> Bool {
    minX <= other.minX && other.maxX <= maxX && minY <= other.minY && other.maxY <= maxY
  }

  /// True where `point` lies inside or on the edge.
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
