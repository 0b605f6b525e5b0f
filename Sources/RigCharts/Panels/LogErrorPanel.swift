import RealModule
import RigCore

/// |error| over the steps on a logarithmic axis, on which a descent with a constant rate is a straight line.
struct LogErrorPanel: Sendable {
  /// Nothing below the width of an atom, 1e-8 cm, is worth a decade unless the run itself is that small.
  static let finest = 1e-8

  private let trace: DrawableTrace
  let axis: Axis

  init(_ trace: DrawableTrace, ticks: Int = 9) {
    self.trace = trace
    let magnitudes = trace.samples.compactMap { sample in sample.error?.magnitude }.filter { $0 > 0 }
    axis = .sizes(
      magnitudes, limit: trace.tolerance, finest: Self.finest, name: "|error|", unit: "cm", ticks: ticks)
  }

  private var floor: Double {
    axis.scale.domain.lowerBound
  }

  /// The tolerance, unless it is finer than all that the axis has room for.
  private var visibleTolerance: Double? {
    trace.tolerance.flatMap { tolerance in axis.scale.fraction(of: tolerance) >= 0 ? tolerance : nil }
  }

  private func isBelowAxis(_ sample: DrawableTrace.Sample) -> Bool {
    sample.error.map { error in error.magnitude < floor } ?? false
  }

  private var hasReadingsBelow: Bool {
    trace.samples.contains(where: isBelowAxis)
  }

  private var legend: Legend {
    let shown = trace.samples.count { sample in sample.error != nil && !isBelowAxis(sample) }
    let key: Legend.Key = shown <= ReadingMarks.mostDots ? .dottedLine(.path, .dot) : .line(.path)
    let below = trace.samples.contains { sample in isBelowAxis(sample) && sample.error != 0 }
    return Legend([
      shown == 0 ? nil : .init(key: key, label: "|error|"),
      shown > 0 && trace.hasProbe ? StepAxis.probeEntry : nil,
      visibleTolerance.map { tolerance in
        .init(key: .line(.tolerance), label: "tolerance, \(tolerance.formatted(significantDigits: 3)) cm")
      },
      hasReadingsBelow ? .init(key: .triangle(.dot), label: below ? "0 or below the axis" : "error 0") : nil,
      trace.hasLostReadings ? StepAxis.lostEntry : nil,
    ])
  }

  func legendRows(width: Double) -> Int {
    legend.rows(width: width).count
  }

  func panel(in box: Box, legendRows: Int? = nil) -> Panel {
    Panel(
      title: "Size of the error", in: box, x: StepAxis.axis(trace), y: axis, legend: legend, legendRows: legendRows,
      stripHeight: trace.hasLostReadings || hasReadingsBelow ? StepAxis.stripHeight : 0)
  }

  func element(in box: Box, legendRows: Int? = nil) -> SVGElement {
    let panel = panel(in: box, legendRows: legendRows)
    let readings = ReadingMarks(trace.samples) { sample in
      guard let error = sample.error, !isBelowAxis(sample) else { return nil }
      return panel.point(Double(sample.index), error.magnitude)
    }
    var marks = Drawing()
    readings.draw(over: visibleTolerance.map { [panel.horizontal($0, .tolerance)] } ?? [], into: &marks)
    StepAxis.drawMarks(
      trace.samples.map(\.index), where: trace.samples.map(isBelowAxis), .dot, on: panel, into: &marks)
    StepAxis.drawLost(trace, on: panel, into: &marks)
    return panel.element(marks)
  }
}
