import RealModule
import Testing

@testable import RigCharts

@Suite struct ComparisonTests {
  private func panel(
    _ comparison: RuleComparison, level: Int = 0, quantile: DrawableComparison.Quantile = .median
  ) -> (panel: ComparisonPanel, geometry: Panel) {
    let panel = ComparisonPanel(DrawableComparison(comparison), level: level, quantile: quantile, namesX: true)
    return (panel, panel.panel(left: 100, width: 300, top: 20, height: 300, stripHeight: 30))
  }

  @Test func `readings invert, and the first have as much room as the later`() {
    let scale = Scale(readingsUpTo: 200)
    for value in [0.0, 1, 2, 3, 14, 199, 200] {
      #expect(abs(scale.value(atFraction: scale.fraction(of: value)) - value) < 1e-9)
    }
    #expect(scale.fraction(of: 0) == 0 && scale.fraction(of: 200) == 1)
    #expect(scale.fraction(of: 14) > 0.5)
  }

  @Test func `labels of readings are apart, and the ends have theirs`() {
    for last in [1, 2, 7, 50, 200, 999, 20000, 1_000_000] {
      for width in [60.0, 200, 520] {
        let axis = Axis.readings(Scale(readingsUpTo: last), width: width, name: "readings used")
        #expect(axis.ticks.first?.value == 0 && axis.ticks.last?.value == Double(last))
        for (left, right) in zip(axis.ticks, axis.ticks.dropFirst()) {
          let room = (TextMetrics.width(left.label, .tick) + TextMetrics.width(right.label, .tick)) / 2
          #expect((axis.scale.fraction(of: right.value) - axis.scale.fraction(of: left.value)) * width > room)
        }
      }
    }
    let labels = Axis.readings(Scale(readingsUpTo: 200), width: 222, name: "").ticks.map(\.label)
    #expect(["0", "1", "2", "10", "100", "200"].allSatisfy(labels.contains))
  }

  @Test func `lines are where the scales say, above one another as their quantiles`() {
    let curve = [80.0, 40, 8, 2, 0.5, 0.4]
    let comparison = Comparisons.single(curve)
    let (median, geometry) = panel(comparison)
    let points = curve.enumerated().map { index, size in geometry.point(Double(index), size) }
    let series = Series.rule(0, ofFamily: .learning, memberNumber: 0)
    #expect(median.element(on: geometry).markup.contains(series.line(points).markup))
    #expect(abs(geometry.plot.minX - 100) < 1e-9 && abs(geometry.plot.width - 300) < 1e-9)
    let (worst, other) = panel(comparison, quantile: .percentile95)
    #expect(other.plot == geometry.plot)
    let double = curve.enumerated().map { index, size in geometry.point(Double(index), 2 * size) }
    #expect(worst.element(on: other).markup.contains(series.line(double).markup))
  }

  @Test func `a line leaves the picture at the reading that took it out`() throws {
    let (panel, geometry) = panel(Comparisons.single([50, 40, 1e-15, 1e-15]))
    let markup = panel.element(on: geometry).markup
    let exit = try #require(markup.firstMatch(of: #/seriesLine" d="M[^"]*L([0-9.]+) ([0-9.]+)"/#))
    let x = try #require(Double(exit.1))
    #expect(abs(try #require(Double(exit.2)) - geometry.plot.maxY) < 0.01)
    #expect(geometry.positionX(1.9) < x && x <= geometry.positionX(2))
  }

  @Test func `a gap is a gap, and a rule that runs away goes out at the top`() {
    func lines(_ curve: [Double]) -> Int {
      let (panel, geometry) = panel(Comparisons.single(curve))
      return panel.element(on: geometry).markup.ranges(of: "class=\"seriesLine\"").count
    }
    #expect(lines([50, 40, 30, 20]) == 1)
    #expect(lines([50, 40, .nan, 30, 20]) == 2)
    let axis = DrawableComparison(Comparisons.single([50, 1e9, 1e40])).sizes.scale.domain
    #expect(axis.upperBound == 1000 && axis.lowerBound == 0.01)
  }

  @Test func `marks stand at their readings, and apart`() {
    let (panel, geometry) = panel(Comparisons.plausible, quantile: .percentile95)
    let marks = panel.settlingMarks(left: geometry.plot.minX, width: geometry.plot.width).marks
    let first = Comparisons.plausible.rules.map { rule in rule.results[0]?.percentile95Readings }
    // The bound has a mark too.
    #expect(marks.count == first.compactMap(\.self).count + 1)
    for readings in first.compactMap(\.self) {
      #expect(marks.contains { mark in abs(mark.x - geometry.positionX(Double(readings))) < 1e-9 })
    }
    for (index, mark) in marks.enumerated() {
      for other in marks[..<index] where mark.row == other.row {
        #expect(abs(mark.x - other.x) >= SettlingMarks.rowHeight)
      }
    }
    #expect(SettlingMarks([]).rows == 0 && SettlingMarks.height(rows: 0) == 0)
  }

  @Test func `every rule looks different, with and without colour`() {
    let entries = DrawableComparison(Comparisons.plausible).entries
    #expect(entries.count == 8)
    for (index, entry) in entries.enumerated() {
      for other in entries[..<index] {
        #expect(entry.series.tone != other.series.tone)
        #expect(entry.series.marker != other.series.marker || entry.series.isOpen != other.series.isOpen)
        if entry.rule.family == other.rule.family { #expect(entry.series.dash != other.series.dash) }
      }
    }
  }

  @Test func `rules of a family stand together under its name`() {
    var comparison = Comparisons.plausible
    comparison.rules.reverse()
    let words = DrawnTexts(ComparisonFigure().document(of: comparison).content).words.map(\.text)
    let order = [
      "rules that learn the distance", "Broyden", "secant", "Kalman", "least squares (default)",
      "rules with a fixed rate",
      "integral", "descent, usual rate", "descent, safe rate", "rules that see the cost alone", "extremum seeking",
      "bound: distance known",
    ].map { name in words.firstIndex(of: name) ?? -1 }
    #expect(order.allSatisfy { place in place >= 0 } && order == order.sorted())
    comparison.rules = comparison.rules.filter { rule in rule.family == .learning }
    let few = DrawnTexts(ComparisonFigure().document(of: comparison).content).words.map(\.text)
    #expect(few.contains("Kalman") && !few.contains("rules that learn the distance"))
  }

  @Test func `the numbers say what they know`() {
    func numbers(_ share: Double, _ readings: Int?) -> [String] {
      ComparisonTable.numbers(of: Comparisons.result([1], share: share, readings: readings))
    }
    #expect(numbers(1, 2) == ["100 %", "2", "2", "12°", "0.01"])
    #expect(numbers(0.9999, 67)[0] == "99.9 %" && numbers(0.995, 67)[0] == "99.5 %")
    #expect(numbers(0, nil) == ["0 %", "never", "never", "12°", "0.01"])
    #expect(numbers(0.0001, nil)[0] == ">0 %" && numbers(0.724, nil)[0] == "72.4 %" && numbers(.nan, nil)[0] == "–")
    #expect(ComparisonTable.numbers(of: nil) == ["–", "–", "–", "–", "–"])
    var result = Comparisons.result([1])
    result.finalErrorCentimeters = .infinity
    result.turnedDegrees = 1.5e7
    #expect(ComparisonTable.numbers(of: result).suffix(2) == ["10⁷°", "∞"])
    result.finalErrorCentimeters = 3e-13
    #expect(ComparisonTable.numbers(of: result).last == "0")
    result.finalErrorCentimeters = 0.00012
    result.turnedDegrees = 123.4
    #expect(ComparisonTable.numbers(of: result).suffix(2) == ["120°", "<0.001"])
    #expect(numbers(1, 99_999)[1] == "99999" && numbers(1, 200_000)[1] == "10⁵")
  }

  @Test(arguments: [(1.0, 99_999), (0.9999, nil), (0.0001, 1_000_000)], [1e-6, 0.0012, 0.123, 12_345, 1.5e7])
  func `every number fits its column, so that none is cut`(settling: (share: Double, readings: Int?), size: Double) {
    var result = Comparisons.result([1], share: settling.share, readings: settling.readings)
    result.turnedDegrees = max(size, 0.01)
    result.finalErrorCentimeters = size
    // Four levels of noise make the narrowest columns.
    let width = ComparisonFigure.columnWidth(levels: 4)
    var start = 0.0
    for (column, number) in zip(ComparisonTable.columns, ComparisonTable.numbers(of: result)) {
      #expect(TextMetrics.width(number, .tick) + 3 < (column.end - start) * width, "\(number)")
      start = column.end
    }
  }

  @Test func `the bound is behind the rules, and dashed`() throws {
    let (panel, geometry) = panel(Comparisons.plausible, level: 1)
    let markup = panel.element(on: geometry).markup
    let bound = try #require(markup.firstRange(of: "class=\"bound\""))
    let rule = try #require(markup.firstRange(of: "class=\"learning1\""))
    #expect(bound.lowerBound < rule.lowerBound)
    #expect(Series.bound.dash != nil)
  }

  @Test(arguments: Comparisons.hard.indices) func `pictures are sane`(index: Int) {
    let document = ComparisonFigure().document(of: Comparisons.hard[index])
    let reader = MarkupReader(document.markup)
    #expect(reader.isWellFormed && reader.root["role"] == "img")
    for number in reader.numbers {
      let value = Double(number)
      #expect(value.map { -1...max(document.width, document.height) + 1 ~= $0 } == true, "\(number)")
    }
    #expect(ComparisonFigure().svg(of: Comparisons.hard[index]) == document.markup)
    let texts = DrawnTexts(document.content)
    #expect(texts.collisions.isEmpty, "\(texts.collisions.prefix(4))")
    #expect(texts.words.allSatisfy { word in 0 <= word.box.minX && word.box.maxX <= document.width + 1 })
  }

  @Test func `names are escaped`() {
    var comparison = Comparisons.single([3, 2, 1])
    comparison.rules[0].name = "<script> & co"
    comparison.explanation = "1 < 2"
    let reader = MarkupReader(ComparisonFigure().svg(of: comparison))
    #expect(reader.isWellFormed && reader.words.contains("<script> & co") && reader.words.contains("1 < 2"))
  }

  @Test func `the words for the blind name every rule`() {
    let description = ComparisonFigure().document(of: Comparisons.plausible).description
    #expect(Comparisons.plausible.rules.allSatisfy { rule in description.contains(rule.name) })
    #expect(description.contains("noise of 0.5 cm"))
  }
}
