internal import RigCore
internal import RigScenario

/// The layout of the table of steps.
struct StepTable {
  private let axes: [RigAxis]
  private let columns: [(title: String, width: Int)]

  /// A table for steps of `axes`. With more than one, the gradients, which are twice the errors, make room for the
  /// other axes; with more than two, the columns are narrower too.
  init(axes: [RigAxis]) {
    self.axes = axes
    let isSingle = axes.count == 1
    let isNarrow = axes.count > 2
    func columns(_ names: [String?], _ title: String, width: Int) -> [(title: String, width: Int)] {
      names.map { name in
        let title = name.map { name in "\(name) \(title)" } ?? title
        return (title, max(width, title.count + 2))
      }
    }
    self.columns =
      [("step", 9)] + columns(axes.map(isNarrow ? \.shortName : \.name), isSingle ? "angle °" : "°", width: 11)
      + columns(axes.map(\.errorName), isNarrow ? "cm" : "error cm", width: isNarrow ? 12 : 14)
      + (isSingle ? [("gradient cm", 14)] : []) + [("cost cm²", 14)]
  }

  var header: String {
    line(columns.map(\.title))
  }

  /// The steps of a long run that get a row, if the rule led from the step `first` on: the 20 after it, every tenth of
  /// the 200 after it, every hundredth of the 2000 after it …
  static func isShown(_ index: Int, since first: Int) -> Bool {
    var stride = 1
    while index - first > 20 * stride { stride *= 10 }
    return index.isMultiple(of: stride)
  }

  func row(_ step: StepRecord) -> String {
    func seen(_ numbers: AxisValues?) -> [String] {
      numbers.map { numbers in numbers.map(Self.signed) } ?? Array(repeating: "-", count: axes.count)
    }
    let cells =
      [String(step.index)] + step.anglesDegrees.map(Self.signed) + seen(step.errorsCentimeters)
      + (axes.count == 1 ? seen(step.gradientsCentimeters) : [])
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
  func centimeters(_ sighting: FirstAndLast.Sighting?) -> String {
    guard let sighting else { return "the dot was never seen" }
    guard let numbers = sighting.errors else {
      return "\(Self.text(sighting.costSquareCentimeters.squareRoot(), decimals: 6)) cm, the side unknown"
    }
    return zip(axes, numbers).map { axis, number in
      (axis.errorName.map { name in name + " " } ?? "") + "\(number > 0 ? "+" : "")\(Self.text(number, decimals: 6)) cm"
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
