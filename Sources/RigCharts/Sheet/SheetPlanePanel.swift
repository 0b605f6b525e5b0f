import RigCore

/// The sheet from the front: target and tolerance, the dots, and the way between them.
struct SheetPlanePanel: Sendable {
  /// Which part of the sheet is shown.
  private enum Part {
    case whole
    case aroundTarget(halfSpan: Double)
  }

  /// The way of more readings than this only blackens the sheet.
  private static let longestPath = 100
  /// A stride needs so much room for its arrowhead, in user units.
  private static let shortestHeaded = 30.0
  private static let mostHeads = 12
  private static let bullseye = 8.0

  private let plane: SheetPlane
  private let part: Part

  /// All of the run.
  init(_ plane: SheetPlane) {
    self.plane = plane
    part = .whole
  }

  /// The neighbourhood of the target; nil if it needs no picture of its own.
  init?(aroundTargetOf plane: SheetPlane) {
    guard let half = plane.halfSpanAroundTarget else { return nil }
    self.plane = plane
    part = .aroundTarget(halfSpan: half)
  }

  /// The dots that the rule went by; of a run that ended with its probe all.
  private var seen: [(sample: Int, offset: SheetPlane.Offset)] {
    let all: [(sample: Int, offset: SheetPlane.Offset)] = plane.dots.enumerated().compactMap { sample, dot in
      dot.map { offset in (sample, offset) }
    }
    let led = all.filter { reading in !plane.axes.heights.samples[reading.sample].isProbing }
    return led.isEmpty ? all : led
  }

  private var probed: [SheetPlane.Offset] {
    zip(plane.dots, plane.axes.heights.samples).compactMap { dot, sample in sample.isProbing ? dot : nil }
  }

  private var toleranceEntry: Legend.Entry? {
    guard plane.tolerance != nil else { return nil }
    return .init(
      key: .line(.tolerance), label: plane.axes.isOneOfSeveral ? "tolerance, of all sheets together" : "tolerance")
  }

  private var legend: Legend {
    guard case .whole = part else {
      return Legend([toleranceEntry])
    }
    let count = seen.count
    let lost = plane.dots.count { dot in dot == nil }
    let readings = lost.counted("reading")
    return Legend([
      count > 1 ? .init(key: .dot(.ring), label: "first dot") : nil,
      count > 2 ? .init(key: .fadingDots(.dot), label: "earlier dots") : nil,
      count > 0 ? .init(key: .dot(.dot), label: "last dot") : nil,
      probed.isEmpty ? nil : StepAxis.probeEntry,
      count > Self.longestPath ? .init(key: .line(.trail), label: "way of the first \(Self.longestPath)") : nil,
      .init(key: .bullseye, label: plane.hasMovingTarget ? "target, at the end" : "target"),
      plane.halfSpanAroundTarget == nil ? toleranceEntry : nil,
      lost == 0 ? nil : .init(key: .line(.lostTrail), label: "spot lost, \(readings)"),
    ])
  }

  func legendRows(width: Double) -> Int {
    legend.rows(width: width).count
  }

  func panel(in box: Box, legendRows: Int? = nil) -> Panel {
    let whole = plane.whole
    guard case .aroundTarget(let half) = part else {
      return plane.panel(
        "The dot on the \(plane.axes.name)", across: whole.across, up: whole.up, legend: legend, legendRows: legendRows,
        in: box)
    }
    return plane.panel(
      "Around the target, enlarged", across: -half...half, up: -half...half, legend: legend, legendRows: legendRows,
      in: box)
  }

  func element(in box: Box, legendRows: Int? = nil) -> SVGElement {
    let panel = panel(in: box, legendRows: legendRows)
    let places = seen.map { reading in plane.point(reading.offset, on: panel) }
    let trail = trail(places, on: panel)
    var marks = Drawing()
    drawTarget(on: panel, into: &marks)
    drawWindow(on: panel, into: &marks)
    for path in trail { marks.polylines(path.path.lines, path.isLost ? .lostTrail : .trail) }
    drawHeads(trail, into: &marks)
    drawDots(places, on: panel, into: &marks)
    drawBullseye(on: panel, into: &marks)
    drawNumbers(places, trail, on: panel, into: &marks)
    if places.isEmpty {
      let place = Point(x: panel.plot.midX, y: panel.plot.maxY - 12)
      marks.text("no dot in sight", at: place, .callout, anchor: .middle)
    }
    return panel.element(marks)
  }

  // MARK: The way

  private struct Trail {
    let path: ClippedPath
    /// True if readings between its ends lost the spot.
    let isLost: Bool
  }

  /// The way of the dot, cut at each reading that lost the spot.
  private func trail(_ places: [Point], on panel: Panel) -> [Trail] {
    let samples = seen.map(\.sample)
    let count = min(places.count, Self.longestPath)
    var trails: [Trail] = []
    var stretch: [Point] = []
    for index in 0..<count {
      if index > 0, samples[index] - samples[index - 1] > 1 {
        trails.append(Trail(path: ClippedPath(through: stretch, in: panel.plot), isLost: false))
        let gap = [places[index - 1], places[index]]
        trails.append(Trail(path: ClippedPath(through: gap, in: panel.plot), isLost: true))
        stretch = []
      }
      stretch.append(places[index])
    }
    trails.append(Trail(path: ClippedPath(through: stretch, in: panel.plot), isLost: false))
    return trails
  }

  /// Draws the direction of the first long strides.
  private func drawHeads(_ trail: [Trail], into marks: inout Drawing) {
    var count = 0
    for path in trail where !path.isLost {
      for stride in path.path.strides {
        let length = stride.start.distance(to: stride.end)
        guard length >= Self.shortestHeaded, count < Self.mostHeads else { continue }
        count += 1
        let dx = (stride.end.x - stride.start.x) / length
        let dy = (stride.end.y - stride.start.y) / length
        let tip = stride.start.offset(dx * (length / 2 + 4), dy * (length / 2 + 4))
        marks.arrowhead(tip: tip, dx: dx, dy: dy, size: 8, .arrow)
      }
    }
  }

  // MARK: The marks

  private func isVisible(_ point: Point, on panel: Panel) -> Bool {
    panel.plot.inset(3).contains(point)
  }

  private func drawDots(_ places: [Point], on panel: Panel, into marks: inout Drawing) {
    func visible(_ places: some Sequence<Point>) -> [Point] { places.filter { place in isVisible(place, on: panel) } }
    marks.circles(at: visible(probed.map { offset in plane.point(offset, on: panel) }), radius: 4.5, .probe)
    marks.fadingDots(at: visible(places.dropLast()), newest: visible(places.suffix(1)).last, radius: 4)
    if places.count > 1, isVisible(places[0], on: panel) { marks.circle(at: places[0], radius: 6.5, .ring) }
  }

  /// The place of the target at the end.
  private func center(on panel: Panel) -> Point {
    plane.point(SheetPlane.Offset(across: 0, up: 0), on: panel)
  }

  private func drawTarget(on panel: Panel, into marks: inout Drawing) {
    let center = center(on: panel)
    if plane.hasMovingTarget {
      marks.polylines(targetWay(on: panel).lines, .target)
    } else {
      marks.add(panel.horizontal(plane.axes.heights.targetHeight, .target))
      let top = Point(x: center.x, y: panel.plot.minY)
      marks.line(from: top, to: Point(x: center.x, y: panel.plot.maxY), .target)
    }
    if let radius = toleranceRadius(on: panel) {
      marks.circle(at: center, radius: radius, .band)
      marks.circle(at: center, radius: radius, .tolerance)
    }
  }

  /// The visible way of a target that moves.
  private func targetWay(on panel: Panel) -> ClippedPath {
    ClippedPath(through: plane.targets.map { target in plane.point(target, on: panel) }, in: panel.plot)
  }

  /// The radius of the tolerance in the picture; nil if there is none or it is wholly hidden by the target's mark.
  private func toleranceRadius(on panel: Panel) -> Double? {
    guard let tolerance = plane.tolerance else { return nil }
    let radius = tolerance * plane.unitsPerCentimeter(on: panel)
    return radius > 2 ? radius : nil
  }

  /// Draws the target's mark, small if it would hide the tolerance.
  private func drawBullseye(on panel: Panel, into marks: inout Drawing) {
    let center = center(on: panel)
    if toleranceRadius(on: panel) ?? 0 > 2 * Self.bullseye {
      marks.circle(at: center, radius: 3, .targetMark)
    } else {
      marks.circle(at: center, radius: Self.bullseye, .targetOutline)
      marks.circle(at: center, radius: 2.5, .targetMark)
    }
  }

  /// Draws the frame of what is shown enlarged.
  private func drawWindow(on panel: Panel, into marks: inout Drawing) {
    guard case .whole = part, let half = plane.halfSpanAroundTarget else { return }
    let center = center(on: panel)
    let size = half * plane.unitsPerCentimeter(on: panel)
    guard size > Self.bullseye + 3 else { return }
    let left = max(center.x - size, panel.plot.minX)
    let top = max(center.y - size, panel.plot.minY)
    let frame = Box(
      minX: left, minY: top, width: min(center.x + size, panel.plot.maxX) - left,
      height: min(center.y + size, panel.plot.maxY) - top)
    marks.rectangle(frame, .window)
  }

  // MARK: The numbers

  private func drawNumbers(_ places: [Point], _ trail: [Trail], on panel: Panel, into marks: inout Drawing) {
    var visible: [Point] = []
    var steps: [Int] = []
    var sizes: [Double] = []
    for (place, reading) in zip(places, seen) where isVisible(place, on: panel) {
      visible.append(place)
      steps.append(plane.axes.heights.samples[reading.sample].index)
      sizes.append(reading.offset.reach)
    }
    var numbers = StepNumbers(places: visible, indices: steps, sizes: sizes).steps
    // The last dot has a number in any case.
    if let last = places.last, visible.last == last, let step = steps.last,
      !numbers.contains(where: { number in number.index == step })
    {
      numbers.append(StepNumbers.Numbered(index: step, place: last))
    }
    var obstacles = visible + center(on: panel).pointsAround
    for path in trail { obstacles += path.path.obstacles }
    if plane.hasMovingTarget { obstacles += targetWay(on: panel).obstacles }
    var placer = LabelPlacer(in: panel.plot.inset(2), avoiding: obstacles)
    placer.draw(numbers, into: &marks) { _ in
      [(1, -0.7), (1, 0.7), (-1, -0.7), (-1, 0.7), (1, 0), (-1, 0), (0, -1), (0, 1)]
    }
  }
}
