import RealModule

/// A rectangle turned about its middle, as the room of a text that runs along a line.
struct TiltedBox: Sendable, Equatable {
  let center: Point
  let width: Double
  let height: Double
  /// How far it is turned clockwise, in radians.
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

  /// True where the two have a point in common: there is no line between them along one of their sides.
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
