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

  /// What is around the target; nil where that needs no picture of its own.
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
    let readings = lost == 1 ? "1 reading" : "\(lost) readings"
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
    var marks = target(on: panel) + window(on: panel)
    marks += trail.flatMap { path in path.elements }
    marks += heads(trail.filter { path in !path.isLost }.flatMap(\.path.strides))
    marks += probes(on: panel) + dots(places, on: panel)
    marks += bullseye(on: panel)
    marks += numbers(places, trail, on: panel)
    if places.isEmpty {
      let place = Point(x: panel.plot.midX, y: panel.plot.maxY - 12)
      marks.append(.text("no dot in sight", at: place, .callout, anchor: .middle))
    }
    return panel.element(marks)
  }

  // MARK: The way

  private struct Trail {
    let path: ClippedPath
    /// True where readings between its ends lost the spot.
    let isLost: Bool

    var elements: [SVGElement] {
      path.lines.map { line in .polyline(line, isLost ? .lostTrail : .trail) }
    }
  }

  /// The way of the dot, cut where the spot was lost.
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

  private func heads(_ strides: [ClippedPath.Stride]) -> [SVGElement] {
    strides.filter { stride in stride.start.distance(to: stride.end) >= Self.shortestHeaded }.prefix(Self.mostHeads)
      .map { stride in
        let length = stride.start.distance(to: stride.end)
        let dx = (stride.end.x - stride.start.x) / length
        let dy = (stride.end.y - stride.start.y) / length
        let tip = stride.start.offset(dx * (length / 2 + 4), dy * (length / 2 + 4))
        return .arrowhead(tip: tip, dx: dx, dy: dy, size: 8, .arrow)
      }
  }

  // MARK: The marks

  private func isVisible(_ point: Point, on panel: Panel) -> Bool {
    panel.plot.inset(3).contains(point)
  }

  private func probes(on panel: Panel) -> [SVGElement] {
    let places = probed.map { offset in plane.point(offset, on: panel) }.filter { place in isVisible(place, on: panel) }
    return CoincidentPoints.removed(from: places).map { place in .circle(at: place, radius: 4.5, .probe) }
  }

  private func dots(_ places: [Point], on panel: Panel) -> [SVGElement] {
    let earlier = places.dropLast().filter { place in isVisible(place, on: panel) }
    let newest = places.last.flatMap { place in isVisible(place, on: panel) ? place : nil }
    var elements = FadingDots.elements(earlier, newest: newest, radius: 4)
    if places.count > 1, let first = places.first, isVisible(first, on: panel) {
      elements.append(.circle(at: first, radius: 6.5, .ring))
    }
    return elements
  }

  private func target(on panel: Panel) -> [SVGElement] {
    let center = plane.point(SheetPlane.Offset(across: 0, up: 0), on: panel)
    var elements: [SVGElement] = []
    if plane.hasMovingTarget {
      let places = plane.targets.map { target in plane.point(target, on: panel) }
      elements += ClippedPath(through: places, in: panel.plot).lines.map { line in .polyline(line, .target) }
    } else {
      elements.append(panel.horizontal(plane.axes.heights.targetHeight, .target))
      let top = Point(x: center.x, y: panel.plot.minY)
      elements.append(.line(from: top, to: Point(x: center.x, y: panel.plot.maxY), .target))
    }
    if let radius = toleranceRadius(on: panel) {
      elements += [.circle(at: center, radius: radius, .band), .circle(at: center, radius: radius, .tolerance)]
    }
    return elements
  }

  /// The radius of the tolerance in the picture; nil where there is none or it is wholly hidden by the target's mark.
  private func toleranceRadius(on panel: Panel) -> Double? {
    guard let tolerance = plane.tolerance else { return nil }
    let radius = tolerance * plane.unitsPerCentimeter(on: panel)
    return radius > 2 ? radius : nil
  }

  /// The target's mark, small where it would hide the tolerance.
  private func bullseye(on panel: Panel) -> [SVGElement] {
    let center = plane.point(SheetPlane.Offset(across: 0, up: 0), on: panel)
    let radius = toleranceRadius(on: panel) ?? 0
    if radius > 2 * Self.bullseye { return [.circle(at: center, radius: 3, .targetMark)] }
    return [.circle(at: center, radius: Self.bullseye, .targetOutline), .circle(at: center, radius: 2.5, .targetMark)]
  }

  /// The frame of what is shown enlarged.
  private func window(on panel: Panel) -> [SVGElement] {
    guard case .whole = part, let half = plane.halfSpanAroundTarget else { return [] }
    let center = plane.point(SheetPlane.Offset(across: 0, up: 0), on: panel)
    let size = half * plane.unitsPerCentimeter(on: panel)
    guard size > Self.bullseye + 3 else { return [] }
    let left = max(center.x - size, panel.plot.minX)
    let top = max(center.y - size, panel.plot.minY)
    let frame = Box(
      minX: left, minY: top, width: min(center.x + size, panel.plot.maxX) - left,
      height: min(center.y + size, panel.plot.maxY) - top)
    return [.rectangle(frame, .window)]
  }

  // MARK: The numbers

  private func numbers(
    _ places: [Point], _ trail: [Trail], on panel: Panel
  ) -> [SVGElement] {
    let readings = seen
    let visible = places.indices.filter { index in isVisible(places[index], on: panel) }
    let steps = visible.map { index in plane.axes.heights.samples[readings[index].sample].index }
    let center = plane.point(SheetPlane.Offset(across: 0, up: 0), on: panel)
    var numbers = StepNumbers(
      places: visible.map { index in places[index] }, indices: steps,
      sizes: visible.map { index in readings[index].offset.reach }
    ).steps
    if let last = places.last, let step = readings.last.map({ plane.axes.heights.samples[$0.sample].index }),
      isVisible(last, on: panel), !numbers.contains(where: { number in number.index == step })
    {
      numbers.append(StepNumbers.Numbered(index: step, place: last))
    }
    let lines = trail.flatMap { path in path.path.strides }.flatMap { stride in Self.points(along: stride) }
    let targets = plane.hasMovingTarget ? plane.targets.map { target in plane.point(target, on: panel) } : []
    let targetWay = ClippedPath(through: targets, in: panel.plot).strides.flatMap { stride in Self.points(along: stride)
    }
    let mark = stride(from: -12.0, through: 12, by: 4).flatMap { y in
      stride(from: -12.0, through: 12, by: 4).map { x in center.offset(x, y) }
    }
    var placer = LabelPlacer(
      in: panel.plot.inset(2), avoiding: visible.map { index in places[index] } + lines + targetWay + mark)
    let rivals = numbers.map(\.place)
    return numbers.compactMap { number in
      placer.place(
        String(number.index), .number, beside: number.place, rivals: rivals,
        directions: [(1, -0.7), (1, 0.7), (-1, -0.7), (-1, 0.7), (1, 0), (-1, 0), (0, -1), (0, 1)])
    }
  }

  /// Points close enough that no number fits between them.
  private static func points(along stride: ClippedPath.Stride) -> [Point] {
    let parts = max(1, Int(stride.start.distance(to: stride.end) / 5))
    return (0...parts).map { part in
      let share = Double(part) / Double(parts)
      return stride.start.offset(share * (stride.end.x - stride.start.x), share * (stride.end.y - stride.start.y))
    }
  }
}
