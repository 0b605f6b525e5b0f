import RigCore

/// The dot's height over the steps; the error if heights are unknown.
struct ConvergencePanel: Sendable {
  private let trace: DrawableTrace

  init(_ trace: DrawableTrace) {
    self.trace = trace
  }

  private var yAxis: Axis {
    let target = trace.targetHeight
    let offsets = trace.samples.compactMap(\.dotOffset) + trace.samples.map(\.targetOffset) + [0]
    let low = offsets.min() ?? 0
    let high = offsets.max() ?? 0
    // Dots and the target's line are to be clear of the frame.
    let rim = max(trace.smallestHalfSpan, (high - low) * 0.07)
    return .linear(target + low - rim...target + high + rim, name: trace.heightName, unit: "cm")
  }

  private var legend: Legend {
    let dots = trace.largestMagnitude == nil ? nil : Legend.Entry(key: readingsKey, label: "dot")
    let height = trace.targetHeight.formatted(significantDigits: 6).withMinusSign
    let name =
      trace.truth == nil ? "target" : trace.hasMovingTarget ? "target, in the end \(height) cm" : "target, \(height) cm"
    return Legend([
      dots, trace.hasProbe ? StepAxis.probeEntry : nil, .init(key: .line(.target), label: name),
      trace.hasLostReadings ? StepAxis.lostEntry : nil,
    ])
  }

  private var readingsKey: Legend.Key {
    let count = trace.samples.count { sample in sample.error != nil }
    return count <= ReadingMarks.mostDots ? .dottedLine(.path, .dot) : .line(.path)
  }

  func legendRows(width: Double) -> Int {
    legend.rows(width: width).count
  }

  func panel(in box: Box, legendRows: Int? = nil) -> Panel {
    Panel(
      title: "Convergence to the target", in: box, x: StepAxis.axis(trace), y: yAxis, legend: legend,
      legendRows: legendRows, stripHeight: trace.hasLostReadings ? StepAxis.stripHeight : 0)
  }

  func element(in box: Box, legendRows: Int? = nil) -> SVGElement {
    let panel = panel(in: box, legendRows: legendRows)
    let readings = ReadingMarks(trace.samples) { sample in
      sample.dotOffset.map { offset in panel.point(Double(sample.index), trace.targetHeight + offset) }
    }
    var marks = Drawing()
    readings.draw(over: [targetLine(on: panel)], into: &marks)
    StepAxis.drawLost(trace, on: panel, into: &marks)
    return panel.element(marks)
  }

  private func targetLine(on panel: Panel) -> SVGElement {
    guard trace.hasMovingTarget else { return panel.horizontal(trace.targetHeight, .target) }
    let points = trace.samples.map { sample in
      panel.point(Double(sample.index), trace.targetHeight + sample.targetOffset)
    }
    return .polyline(LineThinning.thinned(points), .target)
  }
}
