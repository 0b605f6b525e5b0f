import RigCore

/// The cost `J = e²` over the dot's height, with the path that the run took down (or up) it.
struct CostPanel: Sendable {
  /// Chords beyond this many readings only blacken the valley.
  private static let longestPath = 100

  private let trace: DrawableTrace
  /// The readings that the rule went by, and those of the probe before it; of a run that ended with the probe all.
  private let seen: [(index: Int, error: Double)]
  private let probed: [Double]
  private let halfSpan: Double
  /// The middle of the parabola: the target's height, or no error where readings are not the dot's heights, because
  /// they are noisy or the target moves and the parabola with it.
  private let middle: Double

  init(_ trace: DrawableTrace) {
    self.trace = trace
    middle = trace.readingsAreHeights ? trace.targetHeight : 0
    seen = trace.led.compactMap { sample in sample.error.map { error in (sample.index, error) } }
    probed = trace.samples.filter(\.isProbing).compactMap(\.error)
    halfSpan = max((trace.largestMagnitude ?? 0) * 1.25, trace.smallestHalfSpan)
  }

  private var legend: Legend {
    let isCut = seen.count > Self.longestPath
    return Legend([
      .init(key: .line(.curve), label: "cost J = error²"),
      seen.isEmpty
        ? nil
        : .init(key: .dottedLine(.path, .dot), label: isCut ? "steps, path of the first 100" : "steps and their path"),
      probed.isEmpty ? nil : StepAxis.probeEntry,
      .init(key: .line(.target), label: "target"),
    ])
  }

  func legendRows(width: Double) -> Int {
    legend.rows(width: width).count
  }

  func panel(in box: Box, legendRows: Int? = nil) -> Panel {
    let name = trace.readingsAreHeights ? trace.heightName : "error"
    return Panel(
      title: "Descent on the cost", in: box,
      x: .linear(middle - halfSpan...middle + halfSpan, name: name, unit: "cm", ticks: 6),
      y: .linear(0...halfSpan * halfSpan, name: "cost J", unit: "cm²"), legend: legend, legendRows: legendRows)
  }

  func element(in box: Box, legendRows: Int? = nil) -> SVGElement {
    let panel = panel(in: box, legendRows: legendRows)
    let curve = (-60...60).map { part in
      let error = halfSpan * Double(part) / 60
      return panel.point(middle + error, error * error)
    }
    let places = seen.map { reading in panel.point(middle + reading.error, reading.error * reading.error) }
    let axisTop = Point(x: panel.positionX(middle), y: panel.plot.minY)
    var marks: [SVGElement] = [
      .line(from: axisTop, to: Point(x: axisTop.x, y: panel.plot.maxY), .target), .polyline(curve, .curve),
    ]
    if places.count > 1 { marks.append(.polyline(Array(places.prefix(Self.longestPath)), .path)) }
    marks += CoincidentPoints.removed(from: places).map { place in .circle(at: place, radius: 3, .dot) }
    let probes = probed.map { error in panel.point(middle + error, error * error) }
    marks += CoincidentPoints.removed(from: probes).map { place in .circle(at: place, radius: 3, .probe) }
    return panel.element(marks + numbers(places, on: panel, avoiding: curve))
  }

  /// Points along the drawn path, close enough that no number fits between them.
  private func path(_ places: [Point]) -> [Point] {
    let drawn = places.prefix(Self.longestPath)
    return zip(drawn, drawn.dropFirst()).flatMap { start, end in
      let parts = max(1, Int(start.distance(to: end) / 5))
      return (0...parts).map { part in
        let share = Double(part) / Double(parts)
        return Point(x: start.x + share * (end.x - start.x), y: start.y + share * (end.y - start.y))
      }
    }
  }

  private func numbers(
    _ places: [Point], on panel: Panel, avoiding curve: [Point]
  ) -> [SVGElement] {
    let numbers = StepNumbers(
      places: places, indices: seen.map(\.index), sizes: seen.map(\.error.magnitude))
    let middle = panel.positionX(middle)
    let axis = stride(from: panel.plot.minY, to: panel.plot.maxY, by: 4).map { y in Point(x: middle, y: y) }
    var placer = LabelPlacer(in: panel.plot.inset(2), avoiding: curve + path(places) + places + axis)
    let rivals = numbers.steps.map(\.place)
    // The later of two neighbours is the farther out in a run that grows, and the more telling one.
    return numbers.steps.reversed().compactMap { step in
      let out = step.place.x < middle ? -1.0 : 1.0
      return placer.place(
        String(step.index), .number, beside: step.place, rivals: rivals,
        directions: [(out, 0), (out, 0.8), (0, -1), (out, -0.8), (-out, -0.8), (-out, 0)])
    }
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
