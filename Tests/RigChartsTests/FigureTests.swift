import Foundation
import FoundationXML
import Testing

@testable import RigCharts

/// What an XML parser finds in a picture.
final class MarkupReader: NSObject, XMLParserDelegate {
  private(set) var isWellFormed = false
  private(set) var root: [String: String] = [:]
  private(set) var ids: Set<String> = []
  private(set) var words: [String] = []
  private(set) var numbers: [String] = []
  private var text = ""

  init(_ markup: String) {
    super.init()
    let parser = XMLParser(data: Data(markup.utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if name == "svg" { root = attributes }
    if let id = attributes["id"] { ids.insert(id) }
    let coordinates = ["x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "width", "height", "opacity"]
    numbers += coordinates.compactMap { key in attributes[key] }
    let data = attributes["d"] ?? ""
    numbers += data.split { character in "MLHVZ ".contains(character) }.map(String.init)
    text = ""
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    text += string
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    if name == "text" || name == "title" || name == "desc" { words.append(text) }
    text = ""
  }
}

@Suite struct FigureTests {
  private func expectSane(_ trace: RunTrace) {
    for figure in Figure.allCases {
      let document = figure.document(of: trace)
      let reader = MarkupReader(document.markup)
      #expect(reader.isWellFormed)
      #expect(reader.root["role"] == "img")
      let labelled = reader.root["aria-labelledby"]?.split(separator: " ").map(String.init) ?? []
      #expect(labelled.count == 2 && reader.ids.isSuperset(of: labelled))
      for number in reader.numbers {
        let value = Double(number)
        // Nothing is drawn off the paper, and NaN fails too.
        #expect(value.map { -1...max(document.width, document.height) + 1 ~= $0 } == true, "\(figure) \(number)")
        #expect((number.split(separator: ".").dropFirst().first?.count ?? 0) <= 2)
      }
    }
  }

  @Test(arguments: Traces.hard.indices)
  func hardTracesGiveSanePictures(index: Int) {
    expectSane(Traces.hard[index])
  }

  @Test(arguments: AxisTraces.hard.indices)
  func hardTracesOfSeveralAxesGiveSanePictures(index: Int) {
    expectSane(AxisTraces.hard[index])
  }

  @Test func randomTracesGiveSanePictures() {
    var rng = SplitMix(seed: 4)
    for _ in 0..<60 { expectSane(Traces.random(using: &rng)) }
  }

  @Test func textIsEscaped() {
    var trace = Traces.article
    trace.title = "1 < 2 & \"3\" > 2 \u{1}\u{0}"
    trace.outcome = "</text><script>"
    let markup = Figure.overview.svg(of: trace)
    let reader = MarkupReader(markup)
    #expect(reader.isWellFormed)
    #expect(reader.words.contains("1 < 2 & \"3\" > 2 \u{FFFD}\u{FFFD}"))
    #expect(reader.words.contains("</text><script>"))
    #expect(!markup.contains("<script"))
  }

  @Test func sameTraceSamePicture() {
    for figure in Figure.allCases { #expect(figure.svg(of: Traces.article) == figure.svg(of: Traces.article)) }
    #expect(Figure.rig.svg(of: Traces.article) != Figure.rig.svg(of: Traces.trace([3])))
  }

  @Test func overviewHoldsTheSceneAndAllPanels() {
    let words = MarkupReader(Figure.overview.svg(of: Traces.article)).words
    for heading in [
      "The rig from the side, to scale", "The dot on the sheet", "Descent on the cost", "Convergence to the target",
      "Size of the error", "distance 300 cm, hidden from the controller", "tolerance, 0.01 cm", "step",
      "height of the dot (cm)", "|error| (cm)", "cost J (cm²)",
    ] {
      #expect(words.contains(heading), "\(heading)")
    }
  }

  @Test func hardwarePicturesShowNoHeights() {
    var trace = Traces.article
    trace.truth = nil
    let words = MarkupReader(Figure.overview.svg(of: trace)).words
    #expect(words.contains("distance unknown, hidden from the controller"))
    #expect(words.contains("error (cm)"))
    #expect(!words.contains { word in word.contains("height") || word.contains("300 cm, hidden") })
  }

  @Test func longSentencesAreWrapped() {
    var trace = Traces.article
    trace.outcome = String(repeating: "a sentence that goes on ", count: 20)
    let words = MarkupReader(Figure.rig.svg(of: trace)).words.filter { word in word.contains("goes on") }
    // The first is the description.
    #expect(words.count > 3)
    #expect(words.dropFirst().joined(separator: " ") + " " == trace.outcome)
    #expect(words.dropFirst().allSatisfy { line in TextMetrics.width(line, .note) < 1120 })
    #expect(TextMetrics.wrapped(String(repeating: "x", count: 999), .note, width: 100).allSatisfy { $0.count < 20 })
  }

  @Test func darkRulesStandApart() {
    let sheet = Stylesheet.css(for: [])
    let parts = sheet.components(separatedBy: "@media (prefers-color-scheme:dark)")
    #expect(parts.count == 2)
    #expect(parts[0].contains(".dot{fill:\(Palette.laser.light)}") && !parts[0].contains(Palette.laser.dark))
    #expect(parts[1].contains(".dot{fill:\(Palette.laser.dark)}") && !parts[1].contains(Palette.laser.light))
    #expect(!sheet.contains("var("))
  }
}
