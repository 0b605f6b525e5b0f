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
    var run: [Point] = []
    for sample in samples {
      if let point = place(sample) {
        run.append(point)
        if sample.isProbing { probes.append(point) }
      } else if !run.isEmpty {
        runs.append(run)
        run = []
      }
    }
    if !run.isEmpty { runs.append(run) }
  }

  /// True where each reading has a dot of its own.
  var hasDots: Bool {
    runs.reduce(0) { count, run in count + run.count } <= Self.mostDots
  }

  /// The readings with `lines` behind their dots, or in front where there are so many readings that they hide a line.
  func elements(over lines: [SVGElement]) -> [SVGElement] {
    hasDots ? lines + elements : elements + lines
  }

  private var elements: [SVGElement] {
    var elements: [SVGElement] = []
    for run in runs where run.count > 1 {
      elements.append(.polyline(LineThinning.thinned(run), .path))
    }
    // A reading between two gaps has no line to show it.
    for point in runs.filter({ hasDots || $0.count == 1 }).joined() {
      elements.append(.circle(at: point, radius: 2.6, .dot))
    }
    if probes.count <= Self.mostDots {
      elements += probes.map { point in .circle(at: point, radius: 2.6, .probe) }
    }
    return elements
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

  /// The samples that `isMarked`, as marks along `strip`, no two of which overlap.
  static func stripMarks(
    _ samples: [DrawableTrace.Sample], in strip: Box, at position: (Double) -> Double,
    mark: (Point) -> SVGElement, where isMarked: (DrawableTrace.Sample) -> Bool
  ) -> [SVGElement] {
    stripMarks(samples.map(\.index), where: samples.map(isMarked), in: strip, at: position, mark: mark)
  }

  /// The steps that are marked, as marks along `strip`, no two of which overlap.
  static func stripMarks(
    _ steps: [Int], where isMarked: [Bool], in strip: Box, at position: (Double) -> Double, mark: (Point) -> SVGElement
  ) -> [SVGElement] {
    var marks: [SVGElement] = []
    var last = -Double.infinity
    for (step, isMarked) in zip(steps, isMarked) where isMarked {
      let x = position(Double(step))
      guard x - last >= 6 else { continue }
      last = x
      marks.append(mark(Point(x: x, y: strip.midY)))
    }
    return marks
  }

  static func lostMarks(_ trace: DrawableTrace, in strip: Box, at position: (Double) -> Double) -> [SVGElement] {
    stripMarks(trace.samples, in: strip, at: position) { point in
      .cross(at: point, radius: 3, .lost)
    } where: { sample in
      sample.error == nil
    }
  }

  static let probeEntry = Legend.Entry(key: .dot(.probe), label: "sign check")
  static let lostEntry = Legend.Entry(key: .cross(.lost), label: "spot lost")
}
