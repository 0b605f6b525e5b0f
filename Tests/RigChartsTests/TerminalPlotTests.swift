import Testing

@testable import RigCharts

@Suite struct TerminalPlotTests {
  private func expectFitting(_ trace: RunTrace, width: Int, height: Int) {
    for characters in [TerminalPlot.Characters.unicode, .ascii] {
      let lines = TerminalPlot(trace, width: width, height: height, characters: characters).lines
      #expect(lines.count == height)
      #expect(lines.allSatisfy { line in line.count <= width && !line.contains("\n") })
      if characters == .ascii { #expect(lines.joined().allSatisfy { character in character.isASCII }) }
    }
  }

  @Test func linesFit() {
    var rng = SplitMix(seed: 7)
    for trace in Traces.hard + (0..<40).map({ _ in Traces.random(using: &rng) }) {
      expectFitting(trace, width: Int.random(in: 24...140, using: &rng), height: Int.random(in: 6...40, using: &rng))
    }
  }

  @Test func `lines fit for several axes too`() {
    var rng = SplitMix(seed: 9)
    for trace in AxisTraces.hard {
      expectFitting(trace, width: Int.random(in: 24...140, using: &rng), height: Int.random(in: 6...40, using: &rng))
      expectFitting(trace, width: 24, height: 6)
    }
  }

  @Test func `each axis has its own character, and the first line says which`() throws {
    let trace = AxisTraces.trace([[3, -3], [1, -1], [0, 0]], tolerance: 0)
    for characters in [TerminalPlot.Characters.unicode, .ascii] {
      let lines = TerminalPlot(trace, width: 60, height: 10, characters: characters).lines
      #expect(lines[0] == "error (cm): o height, # across, * both")
      let plot = lines[1...7].map { line in line.drop { character in !"|+│┤".contains(character) }.dropFirst() }
      let heights = plot.indices.filter { row in plot[row].contains("o") }
      let places = plot.indices.filter { row in plot[row].contains("#") }
      #expect(try #require(heights.max()) < #require(places.min()))
      #expect(plot.filter { line in line.hasSuffix("*") }.count == 1)
    }
    let beam = TerminalPlot(AxisTraces.beamWalk, width: 80, height: 14).lines
    #expect(beam[0] == "|error| (cm): o near height, # near across, + far height, % far across,")
    #expect(beam[1] == "* several, tolerance 0.01 cm")
  }

  @Test func tooSmallIsEmpty() {
    #expect(TerminalPlot(Traces.article, width: 23, height: 20).lines.isEmpty)
    #expect(TerminalPlot(Traces.article, width: 80, height: 5).lines.isEmpty)
    #expect(TerminalPlot(Traces.article, width: -1, height: -1).lines.isEmpty)
  }

  @Test func theAxisFollowsTheErrors() {
    #expect(TerminalPlot.isLogarithmic(DrawableRun(Traces.article)))
    #expect(!TerminalPlot.isLogarithmic(DrawableRun(Traces.trace([3, 2, 1]))))
    #expect(!TerminalPlot.isLogarithmic(DrawableRun(Traces.trace([3, 0.001, 0]))))
    #expect(TerminalPlot(Traces.article, width: 60, height: 12).lines[0].hasPrefix("|error| (cm)"))
    #expect(TerminalPlot(Traces.trace([3, -2, 1]), width: 60, height: 12).lines[0].hasPrefix("error (cm)"))
  }

  @Test func asciiPlotOfTheArticle() {
    let lines = TerminalPlot(Traces.article, width: 48, height: 11, characters: .ascii).lines
    #expect(lines == articlePlot)
  }

  @Test func lostReadingsAreMarked() {
    let lines = TerminalPlot(Traces.trace([3, nil, 1, 2]), width: 60, height: 10, characters: .ascii).lines
    #expect(lines[0].hasSuffix("x spot lost"))
    #expect(lines[8].contains("x"))
    #expect(
      !TerminalPlot(Traces.trace([3, 1]), width: 60, height: 10, characters: .ascii).lines.joined().contains("x"))
  }

  @Test func brailleLineHasBothEnds() {
    var canvas = DotCanvas(columns: 4, rows: 2, .unicode)
    canvas.draw(from: (0, 0), to: (7, 7))
    #expect(canvas.cells(row: 0) == "⠑⢄  ")
    #expect(canvas.cells(row: 1) == "  ⠑⢄")
  }

  private var articlePlot: [String] {
    [
      "|error| (cm), tolerance 0.01 cm",
      " 1e1 +",
      " 1e0 +********",
      "1e-1 +        *******",
      "1e-2 +--------------********--------------------",
      "1e-3 +                     ********",
      "1e-4 +                             *******",
      "1e-5 +                                    ******",
      "1e-6 +",
      "     +------------------------------------------",
      "      step 0                                  60",
    ]
  }
}
