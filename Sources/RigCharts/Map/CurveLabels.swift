import RealModule

/// Finds room for the words of lines: along a line if it is straight enough, else level beside it.
///
/// Greedy as `LabelPlacer` is: the words of a line take the free place that reads best, and those that find none are
/// for the legend.
struct CurveLabels: Sendable {
  /// A place for words.
  struct Place: Sendable, Equatable {
    /// The words' room, with a margin around them.
    let box: TiltedBox
  }

  private static let style = TextStyle.callout
  private static let step = 4.0
  private static let clearance = 5.0
  /// Words in a bend would be far from the line at their middle or at their ends.
  private static let deepestBend = 9.0

  let bounds: Box
  /// Samples along every line, no farther apart than a label is high.
  private let samples: [[[Point]]]
  private(set) var taken: [TiltedBox] = []

  /// - Parameter curves: the visible stretches of each line.
  init(in bounds: Box, curves: [[[Point]]]) {
    self.bounds = bounds
    samples = curves.map { stretches in stretches.map(Self.sampled) }
  }

  /// A place for `text` at the line of this number.
  mutating func place(_ text: String, atCurve index: Int) -> Place? {
    let width = TextMetrics.width(text, Self.style) + 6
    let height = Self.style.size + 4
    let candidates = samples[index].flatMap { stretch in
      Self.along(stretch, width: width, height: height) + Self.beside(stretch, width: width, height: height)
    }
    let best = candidates.sorted { left, right in left.cost < right.cost }.first { candidate in isFree(candidate.box) }
    guard let best else { return nil }
    taken.append(best.box)
    return Place(box: best.box)
  }

  private func isFree(_ box: TiltedBox) -> Bool {
    box.corners.allSatisfy(bounds.contains)
      && !taken.contains { other in other.intersects(box) }
      && !samples.joined().joined().contains(where: box.contains)
  }

  private struct Candidate {
    let box: TiltedBox
    let cost: Double
  }

  private static func along(_ stretch: [Point], width: Double, height: Double) -> [Candidate] {
    let count = Int((width / step).rounded(.up))
    guard count > 0, stretch.count > count else { return [] }
    return (0..<(stretch.count - count)).flatMap { start -> [Candidate] in
      let from = stretch[start]
      let to = stretch[start + count]
      let length = from.distance(to: to)
      guard length > 0.8 * width else { return [] }
      let direction = Point(x: (to.x - from.x) / length, y: (to.y - from.y) / length)
      let normal = Point(x: -direction.y, y: direction.x)
      let offsets = stretch[start...start + count].map { point in
        (point.x - from.x) * normal.x + (point.y - from.y) * normal.y
      }
      let bend = (left: -(offsets.min() ?? 0), right: offsets.max() ?? 0)
      guard max(bend.left, bend.right) <= deepestBend else { return [] }
      // Words are read from left to right, and upwards if the line is upright.
      var angle = Double.atan2(y: direction.y, x: direction.x)
      if angle >= .pi / 2 - 1e-9 { angle -= .pi }
      if angle < -.pi / 2 - 1e-9 { angle += .pi }
      let middle = Point(x: (from.x + to.x) / 2, y: (from.y + to.y) / 2)
      let place = (Double(start) + Double(count) / 2) / Double(stretch.count - 1)
      return [-(bend.left + clearance + height / 2), bend.right + clearance + height / 2].map { offset in
        let center = middle.offset(offset * normal.x, offset * normal.y)
        let isBelow = offset * normal.y > 0
        let cost =
          2 * (bend.left + bend.right) + 30 * (place - 0.5).magnitude + 8 * angle.magnitude + (isBelow ? 2 : 0)
        return Candidate(box: TiltedBox(center: center, width: width, height: height, angle: angle), cost: cost)
      }
    }
  }

  /// Level words cost more than the crookedest along the line.
  private static func beside(_ stretch: [Point], width: Double, height: Double) -> [Candidate] {
    stretch.enumerated().flatMap { index, point in
      let place = Double(index) / Double(max(stretch.count - 1, 1))
      let right = width / 2 + clearance + 2
      let down = height / 2 + clearance + 2
      return [(right, 0), (-right, 0), (0, -down), (0, down), (right, -down), (-right, -down), (right, down)]
        .enumerated()
        .map { rank, offset in
          Candidate(
            box: TiltedBox(center: point.offset(offset.0, offset.1), width: width, height: height, angle: 0),
            cost: 100 + 30 * (place - 0.5).magnitude + Double(rank))
        }
    }
  }

  /// Points at even steps along a line.
  private static func sampled(_ line: [Point]) -> [Point] {
    var points: [Point] = line.first.map { [$0] } ?? []
    var toGo = step
    for (start, end) in zip(line, line.dropFirst()) {
      let length = start.distance(to: end)
      var place = toGo
      while place <= length {
        points.append(start.offset((end.x - start.x) * place / length, (end.y - start.y) * place / length))
        place += step
      }
      toGo = place - length
    }
    return points
  }

  /// Draws the words on a plate of paper.
  static func draw(_ text: String, at place: Place, into drawing: inout Drawing) {
    let box = place.box
    let level = Box(
      minX: box.center.x - box.width / 2, minY: box.center.y - box.height / 2, width: box.width, height: box.height)
    var plate = SVGElement.rectangle(level, .plate, cornerRadius: 3)
    var words = SVGElement.text(text, at: box.center.offset(0, style.size * 0.35), style, anchor: .middle)
    if box.angle != 0 {
      let degrees = (box.angle * 180 / .pi).coordinate
      let turn = SVGElement.Attribute(
        "transform", "rotate(\(degrees) \(box.center.x.coordinate) \(box.center.y.coordinate))")
      plate.attributes.append(turn)
      words.attributes.append(turn)
    }
    drawing.add(plate)
    drawing.add(words)
  }
}
