import RealModule
import RigCore

/// The error over the steps, drawn with characters.
///
/// |error| stands on a logarithmic axis where the errors span more than one and a half decades and none is 0; elsewhere
/// the error with its sign stands on a linear one. Of several axes each has a curve of its own character, which the
/// first line explains.
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

  private static func linearAxis(_ run: DrawableRun, ticks rows: Int) -> Axis<LinearScale> {
    let errors = run.errors + [0]
    let rim = (run.tolerance ?? 0) * 1.5
    let low = min(errors.min() ?? 0, -rim)
    let high = max(errors.max() ?? 0, rim)
    return .linear(low...high, name: "error", unit: "cm", ticks: max(2, min(6, rows / 2)), isLoose: true)
  }
}
