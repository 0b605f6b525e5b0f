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
  /// The middle of the parabola: the target's height, or no error if readings are not the dot's heights, because
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
    let curve = (-60...60).map { part in point(halfSpan * Double(part) / 60, on: panel) }
    let places = seen.map { reading in point(reading.error, on: panel) }
    let axisTop = Point(x: panel.positionX(middle), y: panel.plot.minY)
    var marks = Drawing()
    marks.line(from: axisTop, to: Point(x: axisTop.x, y: panel.plot.maxY), .target)
    marks.polyline(curve, .curve)
    if places.count > 1 { marks.polyline(Array(places.prefix(Self.longestPath)), .path) }
    marks.circles(at: places, radius: 3, .dot)
    marks.circles(at: probed.map { error in point(error, on: panel) }, radius: 3, .probe)
    drawNumbers(places, on: panel, avoiding: curve, into: &marks)
    return panel.element(marks)
  }

  /// The point of an error on the parabola.
  private func point(_ error: Double, on panel: Panel) -> Point {
    panel.point(middle + error, error * error)
  }

  private func drawNumbers(
    _ places: [Point], on panel: Panel, avoiding curve: [Point], into marks: inout Drawing
  ) {
    let numbers = StepNumbers(
      places: places, indices: seen.map(\.index), sizes: seen.map(\.error.magnitude))
    let middle = panel.positionX(middle)
    var obstacles = curve + places
    for (start, end) in zip(places, places.dropFirst()).prefix(Self.longestPath - 1) {
      obstacles += start.points(to: end)
    }
    for y in stride(from: panel.plot.minY, to: panel.plot.maxY, by: 4) { obstacles.append(Point(x: middle, y: y)) }
    var placer = LabelPlacer(in: panel.plot.inset(2), avoiding: obstacles)
    // The later of two neighbours is the farther out in a run that grows, and the more telling one.
    placer.draw(numbers.steps.reversed(), into: &marks) { step in
      let out = step.place.x < middle ? -1.0 : 1.0
      return [(out, 0), (out, 0.8), (0, -1), (out, -0.8), (-out, -0.8), (-out, 0)]
    }
  }
}
