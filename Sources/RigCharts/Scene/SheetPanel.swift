import RigCore

/// The sheet as the friend behind it sees it, enlarged to the stretch that the dot visits.
struct SheetPanel: Sendable {
  private let trace: DrawableTrace
  /// The dots that were seen, as heights above where the target stands at the end.
  private let seen: [(index: Int, offset: Double)]
  private let probed: [Double]

  init(_ trace: DrawableTrace) {
    self.trace = trace
    seen = trace.led.compactMap { sample in sample.dotOffset.map { offset in (sample.index, offset) } }
    probed = trace.samples.filter(\.isProbing).compactMap(\.dotOffset)
  }

  func panel(in box: Box) -> Panel {
    let offsets = seen.map(\.offset) + probed + [0]
    let low = offsets.min() ?? 0
    let high = offsets.max() ?? 0
    let rim = max((high - low) * 0.1, trace.smallestHalfSpan)
    let target = trace.targetHeight
    return Panel(
      title: "The dot on the sheet", in: box,
      x: Axis(scale: Scale(over: -1...1), ticks: [], label: ""),
      y: .linear(target + low - rim...target + high + rim, name: trace.heightName, unit: "cm"),
      legend: Legend([
        seen.isEmpty ? nil : .init(key: .dot(.dot), label: "last dot"),
        seen.count > 1 ? .init(key: .fadingDots(.dot), label: "earlier dots") : nil,
        probed.isEmpty ? nil : StepAxis.probeEntry,
        .init(key: .bullseye, label: "target"),
        trace.tolerance == nil ? nil : .init(key: .line(.tolerance), label: "tolerance"),
      ]))
  }

  func element(in box: Box) -> SVGElement {
    let panel = panel(in: box)
    let target = trace.targetHeight
    let center = panel.point(0, target)
    let places = seen.map { reading in panel.point(0, target + reading.offset) }
    var marks = Drawing()
    drawTolerance(on: panel, into: &marks)
    marks.add(panel.horizontal(target, .target))
    marks.bullseye(at: center, radius: 11)
    marks.circles(at: probed.map { offset in panel.point(0, target + offset) }, radius: 4.5, .probe)
    marks.fadingDots(at: Array(places.dropLast()), newest: places.last, radius: 4)
    let numbers = StepNumbers(places: places, indices: seen.map(\.index), sizes: seen.map(\.offset.magnitude))
    var obstacles = places + center.pointsAround
    for x in stride(from: panel.plot.minX, to: panel.plot.maxX, by: 4) { obstacles.append(Point(x: x, y: center.y)) }
    var placer = LabelPlacer(in: panel.plot.inset(2), avoiding: obstacles)
    placer.draw(numbers.steps, into: &marks) { _ in [(1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1)] }
    return panel.element(marks)
  }

  private func drawTolerance(on panel: Panel, into marks: inout Drawing) {
    guard let tolerance = trace.tolerance else { return }
    let top = max(panel.positionY(trace.targetHeight + tolerance), panel.plot.minY)
    let bottom = min(panel.positionY(trace.targetHeight - tolerance), panel.plot.maxY)
    marks.rectangle(
      Box(minX: panel.plot.minX, minY: top, width: panel.plot.width, height: max(0, bottom - top)), .band)
    marks.add(panel.horizontal(trace.targetHeight + tolerance, .tolerance))
    marks.add(panel.horizontal(trace.targetHeight - tolerance, .tolerance))
  }
}
