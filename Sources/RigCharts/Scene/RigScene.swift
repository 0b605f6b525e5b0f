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

  /// The part of `box` that words and legend leave to laser and sheet.
  private static func area(in box: Box, legendRows: Int) -> Box {
    let top = 24 + Double(legendRows) * Legend.rowHeight + 10
    return Box(minX: box.minX + 130, minY: box.minY + top, width: box.width - 130 - 170, height: box.height - top - 44)
  }

  var element: SVGElement {
    var drawing = Drawing()
    drawing.text(heading, at: Point(x: box.minX, y: box.minY + 14), .heading)
    legend.draw(at: Point(x: box.minX, y: box.minY + 24), width: box.width, into: &drawing)
    drawReference(into: &drawing)
    drawBeams(into: &drawing)
    drawSheet(into: &drawing)
    drawLaser(towards: beamEnd ?? view.laser.offset(1, 0), into: &drawing)
    SceneLabels(trace, view: view, beamEnd: beamEnd).draw(into: &drawing)
    return drawing.group
  }

  private var heading: String {
    view.isToScale ? "The rig from the side, to scale" : "The rig from the side, not to scale"
  }

  /// The point at which the last beam ends in the picture.
  private var beamEnd: Point? {
    trace.samples.last.map(end)
  }

  private func end(of sample: DrawableTrace.Sample) -> Point {
    guard let offset = sample.dotOffset else { return view.beamEnd(degrees: sample.angleDegrees) }
    return view.visibleEnd(of: view.dot(offset: offset))
  }

  private func drawReference(into drawing: inout Drawing) {
    let laser = view.laser
    let corner = Point(x: view.target.x, y: laser.y)
    let bottom = SceneLabels.dimensionHeight(view) + 5
    drawing.line(from: laser, to: corner, .grid)
    drawing.line(from: laser, to: Point(x: laser.x, y: bottom), .grid)
    drawing.line(from: corner, to: Point(x: corner.x, y: bottom), .grid)
  }

  private func drawBeams(into drawing: inout Drawing) {
    if trace.samples.count > 1, let first = trace.samples.first {
      drawing.line(from: view.laser, to: end(of: first), .oldBeam)
    }
    if let beamEnd { drawing.line(from: view.laser, to: beamEnd, .beam) }
  }

  private func drawSheet(into drawing: inout Drawing) {
    let x = view.target.x
    drawing.rectangle(Box(minX: x, minY: view.area.minY, width: 5, height: view.area.height), .sheet)
    drawing.bullseye(at: view.target.offset(17, 0), radius: 8)
    let newest = dots.last.flatMap { dot in view.isInView(dot) ? dot : nil }
    drawing.circles(at: probes.filter(view.isInView), radius: 4.5, .probe)
    drawing.fadingDots(at: dots.dropLast().filter(view.isInView), newest: newest, radius: 4.5)
    let highest = (dots + probes).reduce(Double.infinity) { least, dot in min(least, dot.y) }
    let lowest = (dots + probes).reduce(-Double.infinity) { largest, dot in max(largest, dot.y) }
    if highest < view.area.minY + 6 {
      drawing.arrowhead(tip: Point(x: x - 6, y: view.area.minY), dx: 0, dy: -1, size: 9, .dot)
    }
    if lowest > view.area.maxY - 6 {
      drawing.arrowhead(tip: Point(x: x - 6, y: view.area.maxY), dx: 0, dy: 1, size: 9, .dot)
    }
  }

  /// Draws the laser on its pivot, turned along its beam.
  private func drawLaser(towards end: Point, into drawing: inout Drawing) {
    let pivot = view.laser
    let length = max(pivot.distance(to: end), 1e-9)
    let dx = (end.x - pivot.x) / length
    let dy = (end.y - pivot.y) / length
    func corner(_ along: Double, _ across: Double) -> Point {
      pivot.offset(dx * along - dy * across, dy * along + dx * across)
    }
    drawing.polyline([corner(-34, -7), corner(6, -7), corner(6, 7), corner(-34, 7)], .bodyMark, isClosed: true)
    drawing.circle(at: pivot, radius: 3, .dot)
  }
}
