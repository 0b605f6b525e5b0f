import RealModule
import RigCore

/// The rig from the side: laser, beam, sheet, dots, and the target behind the sheet.
struct RigScene: Sendable {
  private let trace: DrawableTrace
  private let box: Box
  private let legend: Legend
  private let view: SceneView
  private let dots: [Point]
  private let probes: [Point]

  init(_ trace: DrawableTrace, in box: Box) {
    self.trace = trace
    self.box = box
    let seen = trace.samples.contains { sample in sample.error != nil }
    let view = SceneView(trace, in: Self.area(in: box, legendRows: 2))
    let dots = trace.led.compactMap { sample in sample.dotOffset.map(view.dot) }
    let probes = trace.samples.filter(\.isProbing).compactMap { sample in sample.dotOffset.map(view.dot) }
    legend = Legend([
      .init(key: .line(.beam), label: "beam at the last step"),
      trace.samples.count > 1 ? .init(key: .line(.oldBeam), label: "beam at the first step") : nil,
      seen ? .init(key: .dot(.dot), label: "last dot") : nil,
      seen ? .init(key: .fadingDots(.dot), label: "earlier dots, fading with age") : nil,
      probes.isEmpty ? nil : StepAxis.probeEntry,
      .init(key: .bullseye, label: "target, hidden behind the sheet"),
      (dots + probes).allSatisfy(view.isInView) ? nil : .init(key: .triangle(.dot), label: "dots beyond the picture"),
    ])
    self.view = view
    self.dots = dots
    self.probes = probes
  }

  /// What words and legend leave of `box` to laser and sheet.
  private static func area(in box: Box, legendRows: Int) -> Box {
    let top = 24 + Double(legendRows) * Legend.rowHeight + 10
    return Box(minX: box.minX + 130, minY: box.minY + top, width: box.width - 130 - 170, height: box.height - top - 44)
  }

  var element: SVGElement {
    .group(
      [.text(heading, at: Point(x: box.minX, y: box.minY + 14), .heading)]
        + legend.elements(at: Point(x: box.minX, y: box.minY + 24), width: box.width)
        + reference + beams + sheet
        + Laser(at: view.laser, towards: beamEnd ?? view.laser.offset(1, 0)).elements
        + SceneLabels(trace, view: view, beamEnd: beamEnd).elements)
  }

  private var heading: String {
    view.isToScale ? "The rig from the side, to scale" : "The rig from the side, not to scale"
  }

  /// Where the last beam ends in the picture.
  private var beamEnd: Point? {
    trace.samples.last.map(end)
  }

  private func end(of sample: DrawableTrace.Sample) -> Point {
    guard let offset = sample.dotOffset else { return view.beamEnd(degrees: sample.angleDegrees) }
    return view.visibleEnd(of: view.dot(offset: offset))
  }

  private var reference: [SVGElement] {
    let laser = view.laser
    let sheet = view.target.x
    return [
      .line(from: laser, to: Point(x: sheet, y: laser.y), .grid),
      .line(from: laser, to: Point(x: laser.x, y: SceneLabels.dimensionHeight(view) + 5), .grid),
      .line(from: Point(x: sheet, y: laser.y), to: Point(x: sheet, y: SceneLabels.dimensionHeight(view) + 5), .grid),
    ]
  }

  private var beams: [SVGElement] {
    var beams: [SVGElement] = []
    if trace.samples.count > 1, let first = trace.samples.first {
      beams.append(.line(from: view.laser, to: end(of: first), .oldBeam))
    }
    if let beamEnd { beams.append(.line(from: view.laser, to: beamEnd, .beam)) }
    return beams
  }

  private var sheet: [SVGElement] {
    let x = view.target.x
    let paper = Box(minX: x, minY: view.area.minY, width: 5, height: view.area.height)
    var marks: [SVGElement] = [.rectangle(paper, .sheet)]
    marks += Bullseye.elements(at: view.target.offset(17, 0), radius: 8)
    let newest = dots.last.flatMap { dot in view.isInView(dot) ? dot : nil }
    marks += CoincidentPoints.removed(from: probes.filter(view.isInView)).map { place in
      .circle(at: place, radius: 4.5, .probe)
    }
    marks += FadingDots.elements(dots.dropLast().filter(view.isInView), newest: newest, radius: 4.5)
    if (dots + probes).contains(where: { dot in dot.y < view.area.minY + 6 }) {
      marks.append(.arrowhead(tip: Point(x: x - 6, y: view.area.minY), dx: 0, dy: -1, size: 9, .dot))
    }
    if (dots + probes).contains(where: { dot in dot.y > view.area.maxY - 6 }) {
      marks.append(.arrowhead(tip: Point(x: x - 6, y: view.area.maxY), dx: 0, dy: 1, size: 9, .dot))
    }
    return marks
  }
}

/// The laser on its pivot, turned along its beam.
struct Laser: Sendable {
  let elements: [SVGElement]

  init(at pivot: Point, towards end: Point) {
    let length = max(pivot.distance(to: end), 1e-9)
    let dx = (end.x - pivot.x) / length
    let dy = (end.y - pivot.y) / length
    func corner(_ along: Double, _ across: Double) -> Point {
      pivot.offset(dx * along - dy * across, dy * along + dx * across)
    }
    elements = [
      .polyline([corner(-34, -7), corner(6, -7), corner(6, 7), corner(-34, 7)], .bodyMark, isClosed: true),
      .circle(at: pivot, radius: 3, .dot),
    ]
  }
}
