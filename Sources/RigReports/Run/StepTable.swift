internal import RigCore

/// The layout of the table of steps.
struct StepTable {
  private let axes: Int
  private let columns: [(title: String, width: Int)]

  /// A table for steps of `axes` axes. With more than one, the gradients, which are twice the errors, make room for the
  /// other axes.
  init(axes: Int) {
    self.axes = axes
    func columns(_ names: [String?], _ title: String, width: Int) -> [(title: String, width: Int)] {
      names.map { name in
        let title = name.map { name in "\(name) \(title)" } ?? title
        return (title, max(width, title.count + 2))
      }
    }
    self.columns =
      [("step", 9)] + columns(Self.shortNames(axes), axes == 1 ? "angle °" : "°", width: 11)
      + columns(AxisNames.errors(axes), axes == 4 ? "cm" : "error cm", width: axes == 4 ? 12 : 14)
      + (axes == 1 ? [("gradient cm", 14)] : []) + [("cost cm²", 14)]
  }

  /// The axes' names, short enough for four of them to fit.
  private static func shortNames(_ axes: Int) -> [String?] {
    axes == 4 ? ["tilt 1", "pan 1", "tilt 2", "pan 2"] : AxisNames.all(axes)
  }

  var header: String {
    line(columns.map(\.title))
  }

  /// The steps of a long run that get a row: all up to 20, every tenth up to 200, every hundredth up to 2000 …
  static func isShown(_ index: Int) -> Bool {
    var stride = 1
    while index > 20 * stride { stride *= 10 }
    return index.isMultiple(of: stride)
  }

  func row(_ step: StepRecord) -> String {
    func seen(_ numbers: AxisValues?) -> [String] {
      numbers.map { numbers in numbers.map(Self.signed) } ?? Array(repeating: "-", count: axes)
    }
    let cells =
      [String(step.index)] + step.anglesDegrees.map(Self.signed) + seen(step.errorsCentimeters)
      + (axes == 1 ? seen(step.gradientsCentimeters) : [])
      + [step.costSquareCentimeters.map { cost in Self.text(cost) } ?? "-"]
    var notes: [String] = []
    if step.costSquareCentimeters == nil { notes.append("spot lost") }
    if step.isSearching { notes.append("searching") }
    if step.isProbing { notes.append("probing") }
    if step.isRailed { notes.append("railed") }
    return line(cells) + (notes.isEmpty ? "" : "  " + notes.joined(separator: ", "))
  }

  /// An error with all the digits that a reader may compare: `+3.000000 cm`, or `tilt +3.000000 cm, pan -1.000000 cm`.
  /// For a cost alone its root: `3.000000 cm, the side unknown`.
  static func centimeters(_ sighting: FirstAndLast.Sighting?) -> String {
    guard let sighting else { return "the dot was never seen" }
    guard let numbers = sighting.errors else {
      return "\(text(sighting.costSquareCentimeters.squareRoot(), decimals: 6)) cm, the side unknown"
    }
    return zip(AxisNames.errors(numbers.count), numbers).map { name, number in
      (name.map { name in name + " " } ?? "") + "\(number > 0 ? "+" : "")\(text(number, decimals: 6)) cm"
    }.joined(separator: ", ")
  }

  static func text(_ number: Double, decimals: Int = 4) -> String {
    number.magnitude < 1e7 ? number.formatted(decimals: decimals) : number.formatted(significantDigits: 5)
  }

  private static func signed(_ number: Double) -> String {
    (number > 0 ? "+" : "") + text(number)
  }

  private func line(_ cells: [String]) -> String {
    zip(cells, columns).map { cell, column in
      String(repeating: " ", count: max(1, column.width - cell.count)) + cell
    }.joined()
  }
}
