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
    var marks = tolerance(on: panel)
    marks.append(panel.horizontal(target, .target))
    marks += Bullseye.elements(at: panel.point(0, target), radius: 11)
    let places = seen.map { reading in panel.point(0, target + reading.offset) }
    let probes = probed.map { offset in panel.point(0, target + offset) }
    marks += CoincidentPoints.removed(from: probes).map { place in .circle(at: place, radius: 4.5, .probe) }
    marks += FadingDots.elements(places.dropLast(), newest: places.last, radius: 4)
    let numbers = StepNumbers(places: places, indices: seen.map(\.index), sizes: seen.map(\.offset.magnitude))
    var placer = LabelPlacer(in: panel.plot.inset(2), avoiding: places + occupied(on: panel))
    let rivals = numbers.steps.map(\.place)
    marks += numbers.steps.compactMap { step in
      placer.place(
        String(step.index), .number, beside: step.place, rivals: rivals,
        directions: [(1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1)])
    }
    return panel.element(marks)
  }

  /// The points of the target's mark and line.
  private func occupied(on panel: Panel) -> [Point] {
    let center = panel.point(0, trace.targetHeight)
    let line = stride(from: panel.plot.minX, to: panel.plot.maxX, by: 4).map { x in Point(x: x, y: center.y) }
    let mark = stride(from: -12.0, through: 12, by: 4).flatMap { y in
      stride(from: -12.0, through: 12, by: 4).map { x in center.offset(x, y) }
    }
    return line + mark
  }

  private func tolerance(on panel: Panel) -> [SVGElement] {
    guard let tolerance = trace.tolerance else { return [] }
    let top = max(panel.positionY(trace.targetHeight + tolerance), panel.plot.minY)
    let bottom = min(panel.positionY(trace.targetHeight - tolerance), panel.plot.maxY)
    let band = Box(minX: panel.plot.minX, minY: top, width: panel.plot.width, height: max(0, bottom - top))
    return [
      .rectangle(band, .band), panel.horizontal(trace.targetHeight + tolerance, .tolerance),
      panel.horizontal(trace.targetHeight - tolerance, .tolerance),
    ]
  }
}

/// Dots that fade with age, the newest on top and in full colour.
enum FadingDots {
  static func elements(_ places: some Collection<Point>, newest: Point?, radius: Double) -> [SVGElement] {
    let past = CoincidentPoints.removed(from: Array(places))
    let dots = past.enumerated().map { age, place in
      SVGElement.circle(
        at: place, radius: radius * 0.8, .dot, opacity: 0.3 + 0.45 * Double(age + 1) / Double(past.count))
    }
    return dots + (newest.map { place in [.circle(at: place, radius: radius, .dot)] } ?? [])
  }
}
