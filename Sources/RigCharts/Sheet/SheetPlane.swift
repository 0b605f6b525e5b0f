import RealModule
import RigCore

/// The geometry of a sheet seen from the front: one scale for both directions, so that a circle is a circle.
final class SheetPlane: Sendable {
  /// A place on the sheet, from where the target stands at the end, in cm.
  struct Offset: Sendable, Equatable {
    let across: Double
    let up: Double

    /// The larger of the two distances.
    var reach: Double { max(across.magnitude, up.magnitude) }
  }

  /// A whole run has to be so many times as wide as what is around the target for an enlargement to be worth its room.
  static let leastEnlargement = 4.0

  let axes: SheetAxes
  /// The place of the dot at each reading, the true one if it is known; nil if the spot was lost.
  let dots: [Offset?]
  /// The place of the target at each reading.
  let targets: [Offset]

  init(_ axes: SheetAxes) {
    self.axes = axes
    dots = zip(axes.places.samples, axes.heights.samples).map { place, height in
      guard let across = place.dotOffset, let up = height.dotOffset else { return nil }
      return Offset(across: across, up: up)
    }
    targets = zip(axes.places.samples, axes.heights.samples).map { place, height in
      Offset(across: place.targetOffset, up: height.targetOffset)
    }
  }

  var tolerance: Double? { axes.heights.tolerance }

  var hasMovingTarget: Bool {
    axes.places.hasMovingTarget || axes.heights.hasMovingTarget
  }

  private var smallestHalfSpan: Double {
    max(axes.places.smallestHalfSpan, axes.heights.smallestHalfSpan)
  }

  /// All that the run visits, and the target.
  var whole: (across: ClosedRange<Double>, up: ClosedRange<Double>) {
    let visited = dots.compactMap(\.self) + targets
    func range(_ values: [Double]) -> ClosedRange<Double> { min(values.min() ?? 0, 0)...max(values.max() ?? 0, 0) }
    let across = range(visited.map(\.across))
    let up = range(visited.map(\.up))
    let span = max(across.upperBound - across.lowerBound, up.upperBound - up.lowerBound)
    let rim = max(span * 0.12, smallestHalfSpan)
    return (across.lowerBound - rim...across.upperBound + rim, up.lowerBound - rim...up.upperBound + rim)
  }

  /// Half the width of the stretch around the target, in cm, which holds the tolerance and the dots of the second half
  /// of the run; nil if the picture of the whole run shows it as well.
  var halfSpanAroundTarget: Double? {
    let late = dots.suffix(dots.count / 2).compactMap { dot in dot?.reach }.sorted()
    // A few dots far out, such as outliers, are not what the enlargement is for.
    let spread = late.isEmpty ? 0 : 1.3 * late[late.count * 9 / 10]
    let half = max(3 * (tolerance ?? 0), spread, smallestHalfSpan)
    let all = whole
    let span = max(all.across.upperBound - all.across.lowerBound, all.up.upperBound - all.up.lowerBound)
    return span / 2 >= Self.leastEnlargement * half ? half : nil
  }

  /// A panel of `across` by `up` (cm from the target), widened in one direction to the shape of `box`.
  func panel(
    _ title: String, across: ClosedRange<Double>, up: ClosedRange<Double>, legend: Legend, legendRows: Int?, in box: Box
  ) -> Panel {
    func panel(
      _ across: ClosedRange<Double>, _ up: ClosedRange<Double>, aspect: Double?, ticks: Int = 5
    ) -> Panel {
      Panel(
        title: title, in: box, x: axis(across, of: axes.places, named: acrossName, ticks: ticks),
        y: axis(up, of: axes.heights, named: upName), legend: legend, legendRows: legendRows, aspect: aspect)
    }
    let room = panel(across, up, aspect: nil).plot
    let width = across.upperBound - across.lowerBound
    let height = up.upperBound - up.lowerBound
    let centimeters = max(width / room.width, height / room.height)
    let wide = across.widened(to: centimeters * room.width)
    let high = up.widened(to: centimeters * room.height)
    let panels = [5, 4, 3, 2].map { ticks in panel(wide, high, aspect: room.width / room.height, ticks: ticks) }
    return panels.first { panel in panel.hasApartTicks } ?? panels[panels.count - 1]
  }

  private func axis(
    _ range: ClosedRange<Double>, of trace: DrawableTrace, named name: String, ticks: Int = 5
  ) -> Axis {
    let target = trace.targetHeight
    return .linear(target + range.lowerBound...target + range.upperBound, name: name, unit: "cm", ticks: ticks)
  }

  private var upName: String { axes.heights.truth == nil ? "error in height" : "height of the dot" }
  private var acrossName: String { axes.places.truth == nil ? "error across" : "across" }

  /// The point at which an offset is drawn.
  func point(_ offset: Offset, on panel: Panel) -> Point {
    panel.point(axes.places.targetHeight + offset.across, axes.heights.targetHeight + offset.up)
  }

  /// User units for a centimetre.
  func unitsPerCentimeter(on panel: Panel) -> Double {
    let domain = panel.x.scale.domain
    return panel.plot.width / (domain.upperBound - domain.lowerBound)
  }
}

extension ClosedRange<Double> {
  /// The range with as much added at both ends as makes it so wide.
  fileprivate func widened(to width: Double) -> ClosedRange<Double> {
    let missing = Swift.max(0, width - (upperBound - lowerBound)) / 2
    return lowerBound - missing...upperBound + missing
  }
}
