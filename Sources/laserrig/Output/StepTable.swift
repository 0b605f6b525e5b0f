internal import RigCore

/// The layout of the table of steps.
enum StepTable {
  private static let widths = [9, 11, 14, 14, 14]

  static var header: String {
    line(["step", "angle °", "error cm", "gradient cm", "cost cm²"])
  }

  /// The steps of a long run that get a row: all up to 20, every tenth up to 200, every hundredth up to 2000 …
  static func isShown(_ index: Int) -> Bool {
    var stride = 1
    while index > 20 * stride { stride *= 10 }
    return index.isMultiple(of: stride)
  }

  static func row(_ step: Step<1>) -> String {
    let cells = [
      String(step.index), signed(step.angles[0].degrees), signed(step.reading.error?[0].centimeters),
      signed(step.gradientCentimeters?[0]), step.costSquareCentimeters.map { cost in text(cost) } ?? "-",
    ]
    var notes: [String] = []
    if step.reading == .spotLost { notes.append("spot lost") }
    if step.isSearching { notes.append("searching") }
    if step.isRailed { notes.append("railed") }
    return line(cells) + (notes.isEmpty ? "" : "  " + notes.joined(separator: ", "))
  }

  /// An error with all the digits that a reader would compare.
  static func centimeters(_ number: Double?) -> String {
    guard let number else { return "the dot was never seen" }
    return "\(number > 0 ? "+" : "")\(text(number, decimals: 6)) cm"
  }

  static func text(_ number: Double, decimals: Int = 4) -> String {
    number.magnitude < 1e7 ? number.formatted(decimals: decimals) : number.formatted(significantDigits: 5)
  }

  private static func signed(_ number: Double?) -> String {
    guard let number else { return "-" }
    return (number > 0 ? "+" : "") + text(number)
  }

  private static func line(_ cells: [String]) -> String {
    zip(cells, widths).map { cell, width in String(repeating: " ", count: max(1, width - cell.count)) + cell }.joined()
  }
}
