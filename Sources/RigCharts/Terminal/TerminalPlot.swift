import RealModule
import RigCore

/// The error over the steps, drawn with characters.
///
/// |error| stands on a logarithmic axis if the errors span more than one and a half decades and none is 0; elsewhere
/// the error with its sign stands on a linear one. Of several axes each has a curve of its own character, which the
/// first line explains.
public struct TerminalPlot: Sendable {
  /// The smallest size, in cells, that a plot makes sense in.
  public static let smallestSize = (width: 24, height: 6)

  /// The plot, one string a line, none longer than the width that was asked for; empty if that is too small.
  public let lines: [String]

  /// Draws `trace` on `width` by `height` cells.
  public init(_ trace: RunTrace, width: Int, height: Int, characters: Characters = .unicode) {
    guard width >= Self.smallestSize.width, height >= Self.smallestSize.height else {
      lines = []
      return
    }
    let run = DrawableRun(trace)
    if Self.isLogarithmic(run) {
      lines =
        TerminalLayout(
          run, axis: AxisPanels.sizes(run, ticks: height - 3).axis, value: \.magnitude, width: width, height: height,
          characters: characters
        ).lines
    } else {
      lines =
        TerminalLayout(
          run, axis: Self.linearAxis(run, ticks: height - 3), value: \.self, width: width, height: height,
          characters: characters
        ).lines
    }
  }

  static func isLogarithmic(_ run: DrawableRun) -> Bool {
    let magnitudes = run.errors.map(\.magnitude)
    guard let low = magnitudes.min(), let high = magnitudes.max(), low > 0 else { return false }
    return Double.log10(high) - Double.log10(low) > 1.5
  }

  private static func linearAxis(_ run: DrawableRun, ticks rows: Int) -> Axis {
    let errors = run.errors + [0]
    let rim = (run.tolerance ?? 0) * 1.5
    let low = min(errors.min() ?? 0, -rim)
    let high = max(errors.max() ?? 0, rim)
    return .linear(low...high, name: "error", unit: "cm", ticks: max(2, min(6, rows / 2)), isLoose: true)
  }
}

/// The places of the parts of a terminal plot.
struct TerminalLayout: Sendable {
  /// A plot of fewer rows shows nothing.
  private static var leastRows: Int { 3 }

  private(set) var lines: [String] = []

  init(
    _ run: DrawableRun, axis: Axis, value: (Double) -> Double, width: Int, height: Int,
    characters: TerminalPlot.Characters
  ) {
    func plain(_ text: String) -> String {
      characters == .unicode ? text : text.inSevenBits
    }
    lines = Self.caption(axis.label, run, characters, width: width, height: height).map(plain)
    let rows = height - 2 - lines.count
    let labels = Self.labels(axis, rows: rows, of: DotCanvas.cell(characters, curves: run.axes.count))
    let margin = min(labels.map { label in plain(label.text).count }.max() ?? 0, width / 2)
    let columns = width - margin - 2
    var canvas = DotCanvas(columns: columns, rows: rows, characters, curves: run.axes.count)

    let steps = StepAxis.axis(run.first).scale
    func column(_ index: Int) -> Int {
      Int((steps.fraction(of: Double(index)) * Double(canvas.width - 1)).rounded())
    }
    func row(_ value: Double) -> Int {
      Self.dotRow(value, axis, of: canvas.height)
    }
    var isLost = Array(repeating: false, count: columns)
    for (curve, trace) in run.axes.enumerated() {
      var previous: (x: Int, y: Int)?
      for sample in trace.samples {
        guard let error = sample.error else {
          isLost[min(column(sample.index) / canvas.cell.across, columns - 1)] = true
          previous = nil
          continue
        }
        let place = (x: column(sample.index), y: row(value(error)))
        canvas.draw(from: previous ?? place, to: place, curve: curve)
        previous = place
      }
    }
    if let tolerance = run.tolerance {
      // If errors have signs, so has the tolerance.
      canvas.rule(row(value(tolerance)))
      canvas.rule(row(value(-tolerance)))
    }

    for row in 0..<rows {
      let text = labels.first { label in label.row == row }.map { label in plain(label.text) }
      let mark = text == nil ? characters.verticalLine : characters.tick
      lines.append((text ?? "").prefix(margin).padded(to: margin) + " " + String(mark) + canvas.cells(row: row))
    }
    let baseline = isLost.map { isLost in isLost ? characters.lost : characters.horizontalLine }
    lines.append(String(repeating: " ", count: margin + 1) + String(characters.corner) + String(baseline))
    lines.append(Self.stepLabels(steps.domain, margin: margin + 2, columns: columns))
    lines = lines.map { line in String(line.prefix(width)).withoutTrailingSpaces }
  }

  /// The caption, in as many lines as leave room for the plot itself.
  private static func caption(
    _ name: String, _ run: DrawableRun, _ characters: TerminalPlot.Characters, width: Int, height: Int
  ) -> [String] {
    var parts: [String] = []
    if run.axes.count > 1 {
      parts = run.names.enumerated().map { axis, name in "\(TerminalPlot.Characters.curve(axis)) \(name.error)" }
      parts.append("\(TerminalPlot.Characters.meeting) \(run.axes.count == 2 ? "both" : "several")")
    }
    if let tolerance = run.tolerance { parts.append("tolerance \(tolerance.formatted(significantDigits: 3)) cm") }
    if run.costs.contains(where: { cost in cost == nil }) { parts.append("\(characters.lost) spot lost") }
    var lines = [name]
    for (index, part) in parts.enumerated() {
      let separator = index == 0 && run.axes.count > 1 ? ": " : ", "
      let line = lines[lines.count - 1] + separator
      if run.axes.count == 1 || line.count + part.count <= width || lines.count >= height - 2 - leastRows {
        lines[lines.count - 1] = line + part
      } else {
        lines[lines.count - 1] = String(line.dropLast())
        lines.append(part)
      }
    }
    return lines
  }

  /// The labelled ticks with the rows of cells that hold them, at most one a row.
  private static func labels(
    _ axis: Axis, rows: Int, of cell: (across: Int, down: Int)
  ) -> [(row: Int, text: String)] {
    var labels: [(row: Int, text: String)] = []
    for tick in axis.ticks.reversed() where !tick.label.isEmpty {
      let row = dotRow(tick.value, axis, of: rows * cell.down) / cell.down
      if labels.last?.row != row { labels.append((row, tick.label)) }
    }
    return labels
  }

  /// The row of dots, of `rows`, that is nearest to a value.
  private static func dotRow(_ value: Double, _ axis: Axis, of rows: Int) -> Int {
    let fraction = min(max(axis.scale.fraction(of: value), 0), 1)
    return Int(((1 - fraction) * Double(rows - 1)).rounded())
  }

  private static func stepLabels(_ domain: ClosedRange<Double>, margin: Int, columns: Int) -> String {
    let first = "step " + domain.lowerBound.formatted(decimals: 0)
    let last = domain.upperBound.formatted(decimals: 0)
    let gap = columns - first.count - last.count
    return String(repeating: " ", count: margin) + first + (gap > 0 ? String(repeating: " ", count: gap) + last : "")
  }
}

extension StringProtocol {
  /// The text at the right end of `width` characters.
  fileprivate func padded(to width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - count)) + self
  }
}

extension String {
  fileprivate var withoutTrailingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
