import RealModule
import RigCore

/// The error over the steps, drawn with characters.
///
/// |error| stands on a logarithmic axis where the errors span more than one and a half decades and none is 0; elsewhere
/// the error with its sign stands on a linear one.
public struct TerminalPlot: Sendable {
  /// The smallest size, in cells, that a plot makes sense in.
  public static let smallestSize = (width: 24, height: 6)

  /// The plot, one string a line, none longer than the width that was asked for; empty where that is too small.
  public let lines: [String]

  /// Draws `trace` on `width` by `height` cells.
  public init(_ trace: RunTrace, width: Int, height: Int, characters: Characters = .unicode) {
    guard width >= Self.smallestSize.width, height >= Self.smallestSize.height else {
      lines = []
      return
    }
    let trace = DrawableTrace(trace)
    let rows = height - 3
    if Self.isLogarithmic(trace) {
      lines =
        TerminalLayout(
          trace, axis: LogErrorPanel(trace, ticks: rows).axis, value: \.magnitude, width: width, rows: rows,
          characters: characters
        ).lines
    } else {
      lines =
        TerminalLayout(
          trace, axis: Self.linearAxis(trace, ticks: rows), value: \.self, width: width, rows: rows,
          characters: characters
        ).lines
    }
  }

  static func isLogarithmic(_ trace: DrawableTrace) -> Bool {
    let magnitudes = trace.samples.compactMap { sample in sample.error?.magnitude }
    guard let low = magnitudes.min(), let high = magnitudes.max(), low > 0 else { return false }
    return Double.log10(high) - Double.log10(low) > 1.5
  }

  private static func linearAxis(_ trace: DrawableTrace, ticks rows: Int) -> Axis<LinearScale> {
    let errors = trace.samples.compactMap(\.error) + [0]
    let rim = (trace.tolerance ?? 0) * 1.5
    let low = min(errors.min() ?? 0, -rim)
    let high = max(errors.max() ?? 0, rim)
    return .linear(low...high, name: "error", unit: "cm", ticks: max(2, min(6, rows / 2)), isLoose: true)
  }
}
