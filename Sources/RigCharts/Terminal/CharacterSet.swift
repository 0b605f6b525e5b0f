extension TerminalPlot {
  /// The characters that a plot is made of.
  public enum Characters: Sendable {
    /// Braille patterns, eight dots in a cell, and box-drawing lines.
    case unicode
    /// Seven-bit characters only.
    case ascii

    var verticalLine: Character { self == .unicode ? "│" : "|" }
    var tick: Character { self == .unicode ? "┤" : "+" }
    var horizontalLine: Character { self == .unicode ? "─" : "-" }
    var corner: Character { self == .unicode ? "└" : "+" }
    var lost: Character { self == .unicode ? "×" : "x" }
    var minus: String { self == .unicode ? "−" : "-" }
    /// Dots across and down in one cell.
    var dots: (across: Int, down: Int) { self == .unicode ? (2, 4) : (1, 1) }
  }
}
