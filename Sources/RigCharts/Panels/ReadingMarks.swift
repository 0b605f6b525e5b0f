/// The readings of a run over its steps: a line with gaps where the spot was lost.
struct ReadingMarks: Sendable {
  /// More dots than this would hide one another.
  static let mostDots = 80

  /// The points of each stretch of readings without a gap.
  private(set) var runs: [[Point]] = []
  /// Those of a probe.
  private var probes: [Point] = []

  /// The place that `place` gives for each sample, nil for a gap.
  init(_ samples: [DrawableTrace.Sample], at place: (DrawableTrace.Sample) -> Point?) {
    let places = samples.map(place)
    runs = Gaps.stretches(places)
    for (sample, place) in zip(samples, places) where sample.isProbing {
      if let place { probes.append(place) }
    }
  }

  /// True if each reading has a dot of its own.
  var hasDots: Bool {
    runs.reduce(0) { count, run in count + run.count } <= Self.mostDots
  }

  /// Draws the readings over `lines`, or under them if there are so many readings that they hide a line.
  func draw(over lines: [SVGElement], into drawing: inout Drawing) {
    if hasDots { drawing.add(lines) }
    draw(into: &drawing)
    if !hasDots { drawing.add(lines) }
  }

  private func draw(into drawing: inout Drawing) {
    let hasDots = hasDots
    for run in runs where run.count > 1 { drawing.polyline(LineThinning.thinned(run), .path) }
    // A reading between two gaps has no line to show it.
    for run in runs where hasDots || run.count == 1 {
      for point in run { drawing.circle(at: point, radius: 2.6, .dot) }
    }
    if probes.count > Self.mostDots { return }
    for point in probes { drawing.circle(at: point, radius: 2.6, .probe) }
  }
}

/// The axis of the steps, and the marks in the strip under it, which the panels over the steps share.
struct StepAxis: Sendable {
  /// The room for one row of marks.
  static let stripHeight = 14.0

  static func axis(_ trace: DrawableTrace) -> Axis {
    let indices = trace.samples.map(\.index)
    let first = Double(indices.min() ?? 0)
    let last = max(Double(indices.max() ?? 0), first + 1)
    return .linear(first...last, name: "step", ticks: 6, isWhole: true)
  }

  /// Draws marks along `strip` for the steps that are marked, no two of which overlap: arrowheads for what is below the
  /// axis, or crosses if the style is that of a lost reading.
  static func drawMarks(
    _ steps: [Int], where isMarked: [Bool], _ style: Style, on panel: Panel, into drawing: inout Drawing
  ) {
    var last = -Double.infinity
    for (step, isMarked) in zip(steps, isMarked) where isMarked {
      let place = Point(x: panel.positionX(Double(step)), y: panel.strip.midY)
      guard place.x - last >= 6 else { continue }
      last = place.x
      if style == .lost {
        drawing.cross(at: place, radius: 3, style)
      } else {
        drawing.arrowhead(tip: place.offset(0, 3.5), dx: 0, dy: 1, size: 7, style)
      }
    }
  }

  /// Draws a mark in the strip for each reading that lost the spot.
  static func drawLost(_ trace: DrawableTrace, on panel: Panel, into drawing: inout Drawing) {
    let isLost = trace.samples.map { sample in sample.error == nil }
    drawMarks(trace.samples.map(\.index), where: isLost, .lost, on: panel, into: &drawing)
  }

  static let probeEntry = Legend.Entry(key: .dot(.probe), label: "sign check")
  static let lostEntry = Legend.Entry(key: .cross(.lost), label: "spot lost")
}
