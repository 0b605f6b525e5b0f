/// The readings at which rules have settled, as marks under a panel: those that would lie on one another stand in rows.
struct SettlingMarks: Sendable {
  struct Mark: Sendable, Equatable {
    let series: Series
    let x: Double
    let row: Int
  }

  static let rowHeight = 9.0
  private static let radius = 3.2

  let marks: [Mark]

  /// The marks for `settled` at the places of their readings.
  init(_ settled: [(series: Series, x: Double)]) {
    var ends: [Double] = []
    marks = settled.enumerated().sorted { left, right in (left.element.x, left.offset) < (right.element.x, right.offset)
    }
    .map { _, mark in
      let row = ends.firstIndex { end in end <= mark.x } ?? ends.count
      if row == ends.count { ends.append(0) }
      ends[row] = mark.x + Self.rowHeight
      return Mark(series: mark.series, x: mark.x, row: row)
    }
  }

  /// The room that so many rows of marks need.
  static func height(rows: Int) -> Double {
    rows == 0 ? 0 : Double(rows) * rowHeight + 5
  }

  var rows: Int { (marks.map(\.row).max() ?? -1) + 1 }

  func elements(in strip: Box) -> [SVGElement] {
    marks.map { mark in
      let center = Point(x: mark.x, y: strip.minY + 2 + (Double(mark.row) + 0.5) * Self.rowHeight)
      return mark.series.group([mark.series.mark(at: center, radius: Self.radius)])
    }
  }
}
