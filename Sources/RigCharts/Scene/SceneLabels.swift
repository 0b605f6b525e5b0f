import RealModule
import RigCore

/// The words, the angle and the dimension line of the side view.
struct SceneLabels: Sendable {
  private let trace: DrawableTrace
  private let view: SceneView
  private let beamEnd: Point?

  init(_ trace: DrawableTrace, view: SceneView, beamEnd: Point?) {
    self.trace = trace
    self.view = view
    self.beamEnd = beamEnd
  }

  func draw(into drawing: inout Drawing) {
    drawDistance(into: &drawing)
    drawLaserName(into: &drawing)
    drawAngle(into: &drawing)
    drawHeights(into: &drawing)
  }

  /// The place of the dimension line, under the sheet.
  static func dimensionHeight(_ view: SceneView) -> Double {
    view.area.maxY + 18
  }

  private func drawDistance(into drawing: inout Drawing) {
    let y = Self.dimensionHeight(view)
    let left = Point(x: view.laser.x, y: y)
    let right = Point(x: view.target.x, y: y)
    let distance = view.isToScale ? "\(view.distance.formatted(significantDigits: 4)) cm" : "unknown"
    drawing.line(from: left, to: right, .dimension)
    drawing.arrowhead(tip: left, dx: -1, dy: 0, size: 8, .dimensionHead)
    drawing.arrowhead(tip: right, dx: 1, dy: 0, size: 8, .dimensionHead)
    drawing.text(
      "distance \(distance), hidden from the controller", at: Point(x: (left.x + right.x) / 2, y: y + 18), .callout,
      anchor: .middle)
  }

  /// True if the beam rises in the picture, so that the room beneath it is free.
  private var isRising: Bool {
    (beamEnd?.y ?? view.laser.y) <= view.laser.y
  }

  private func drawLaserName(into drawing: inout Drawing) {
    let lines = view.isToScale ? ["laser", "height \(Self.centimeters(view.laserHeight))"] : ["laser"]
    var place = view.laser.offset(-6, isRising ? -14.0 - 15 * Double(lines.count - 1) : 24)
    for line in lines {
      drawing.text(line, at: place, .callout, anchor: .end)
      place.y += 15
    }
  }

  private func drawAngle(into drawing: inout Drawing) {
    guard let last = trace.samples.last, let beamEnd else { return }
    let room = isRising ? view.laser.y - view.area.minY : view.area.maxY - view.laser.y
    let radius = min(56, room - 4, (view.target.x - view.laser.x) * 0.55)
    let turn = Double.atan2(y: beamEnd.y - view.laser.y, x: beamEnd.x - view.laser.x)
    let arc = (0...16).map { part in
      let angle = turn * Double(part) / 16
      return view.laser.offset(radius * .cos(angle), radius * .sin(angle))
    }
    drawing.polyline(arc, .leader)
    drawing.text(
      last.angleDegrees.formatted(decimals: 2).withMinusSign + "°", at: view.laser.offset(14, isRising ? 18 : -9),
      .callout)
  }

  private func drawHeights(into drawing: inout Drawing) {
    let x = view.target.x + 34
    let target = ["hidden target", view.isToScale ? "height \(Self.centimeters(view.targetHeight))" : "error 0 cm"]
    var labels = [SideLabel(lines: target, y: view.target.y)]
    if let sample = trace.samples.last {
      labels.append(SideLabel(lines: lines(of: sample), y: beamEnd?.y ?? view.target.y))
    }
    for label in SideLabel.spread(labels, in: view.area) { label.draw(at: x, into: &drawing) }
  }

  private func lines(of sample: DrawableTrace.Sample) -> [String] {
    guard let error = sample.error, let offset = sample.dotOffset else {
      return ["no dot in sight", "at step \(sample.index)"]
    }
    if view.isToScale {
      return ["dot at step \(sample.index)", "height \(Self.centimeters(view.targetHeight + offset))"]
    }
    return ["dot at step \(sample.index)", "error \(Self.centimeters(error))"]
  }

  private static func centimeters(_ value: Double) -> String {
    let text =
      value.magnitude < 1e5 ? value.formatted(decimals: 2).trimmedDecimals : value.formatted(significantDigits: 3)
    return text.withMinusSign + " cm"
  }
}

extension String {
  /// A decimal number without trailing zeros.
  var trimmedDecimals: String {
    guard contains(".") else { return self }
    var text = self
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}

/// A label of a few lines beside the sheet, at a height that it would like to have.
struct SideLabel {
  let lines: [String]
  var y: Double

  static let lineHeight = 15.0

  private var height: Double {
    Double(lines.count) * Self.lineHeight
  }

  /// Two labels moved apart as little as possible, inside `area`.
  static func spread(_ labels: [SideLabel], in area: Box) -> [SideLabel] {
    var labels = labels.map { label in label.clamped(to: area) }
    guard labels.count == 2 else { return labels }
    let gap = (labels[0].height + labels[1].height) / 2 + 4
    let upper = labels[0].y < labels[1].y ? 0 : 1
    let lower = 1 - upper
    let missing = gap - (labels[lower].y - labels[upper].y)
    guard missing > 0 else { return labels }
    labels[upper].y -= missing / 2
    labels[upper] = labels[upper].clamped(to: area)
    labels[lower].y = labels[upper].y + gap
    labels[lower] = labels[lower].clamped(to: area)
    labels[upper].y = labels[lower].y - gap
    return labels
  }

  private func clamped(to area: Box) -> SideLabel {
    var label = self
    label.y = min(max(y, area.minY + height / 2), area.maxY - height / 2)
    return label
  }

  func draw(at x: Double, into drawing: inout Drawing) {
    for (row, line) in lines.enumerated() {
      drawing.text(line, at: Point(x: x, y: y - height / 2 + Double(row) * Self.lineHeight + 11), .callout)
    }
  }
}
