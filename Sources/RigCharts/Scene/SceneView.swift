import RealModule

/// The geometry of the side view: one scale for both directions, so that angles are true.
struct SceneView: Sendable {
  /// Distance of the sheet in cm; a guess if it is unknown.
  let distance: Double
  let laserHeight: Double
  let targetHeight: Double
  /// True if distance and heights are known.
  let isToScale: Bool
  /// User units for a centimetre.
  let unitsPerCentimeter: Double
  private let origin: Point
  private let middle: Double
  /// From the sheet's upper to its lower end in the picture.
  let area: Box

  private static let guessedDistance = 300.0

  init(_ trace: DrawableTrace, in area: Box) {
    self.area = area
    let last = trace.samples.last
    if let truth = trace.truth {
      distance = truth.distanceCentimeters
      laserHeight = truth.laserHeightCentimeters
      targetHeight = truth.targetCentimeters
      isToScale = true
    } else {
      distance = Self.guessedDistance
      laserHeight = 0
      isToScale = false
      let angle = last?.angleDegrees ?? 0
      let height = distance * Double.tan(min(max(angle, -80), 80) * .pi / 180) - (last?.error ?? 0)
      targetHeight = min(max(height, -distance), distance)
    }
    let target = targetHeight
    let reach = max(distance, (target - laserHeight).magnitude) * 0.75
    let heights =
      [laserHeight, target]
      + trace.samples.compactMap { sample in
        sample.dotOffset.flatMap { offset in offset.magnitude <= reach ? target + offset : nil }
      }
    let low = heights.min() ?? 0
    let high = heights.max() ?? 0
    // The laser stands out by its own length if it is turned straight up or down.
    let padding = 36.0
    let tall = (area.height - 2 * padding) / max(high - low, distance * 1e-6)
    let scale = min(area.width / distance, tall)
    unitsPerCentimeter = scale
    middle = (low + high) / 2
    origin = Point(x: area.minX + (area.width - distance * scale) / 2, y: area.midY)
  }

  /// The place of a point `x` cm from the laser towards the sheet at a height of `height` cm.
  func point(_ x: Double, _ height: Double) -> Point {
    Point(x: origin.x + x * unitsPerCentimeter, y: origin.y - (height - middle) * unitsPerCentimeter)
  }

  var laser: Point { point(0, laserHeight) }
  var target: Point { point(distance, targetHeight) }

  /// The place on the sheet of a dot so far above the target's last height, inside the picture or not.
  func dot(offset: Double) -> Point {
    point(distance, targetHeight + offset)
  }

  func isInView(_ point: Point) -> Bool {
    area.minY + 6 <= point.y && point.y <= area.maxY - 6
  }

  /// The part of the beam from the laser to `end` that is in the picture.
  func visibleEnd(of end: Point) -> Point {
    let start = laser
    let limit = end.y < start.y ? area.minY : area.maxY
    let beyond = end.y < start.y ? end.y < limit : end.y > limit
    guard beyond else { return end }
    let share = (limit - start.y) / (end.y - start.y)
    return Point(x: start.x + share * (end.x - start.x), y: limit)
  }

  /// The point at which a beam at `degrees` above the horizontal meets the sheet or leaves the picture.
  func beamEnd(degrees: Double) -> Point {
    let bounded = min(max(degrees, -89.9), 89.9)
    return visibleEnd(of: point(distance, laserHeight + distance * Double.tan(bounded * .pi / 180)))
  }
}
