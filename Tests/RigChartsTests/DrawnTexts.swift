import Testing

@testable import RigCharts

/// The words of a picture with the room that they take.
struct DrawnTexts {
  struct Word {
    let text: String
    let box: Box
  }

  private(set) var words: [Word] = []

  init(_ elements: [SVGElement]) {
    for element in elements { collect(element) }
  }

  private mutating func collect(_ element: SVGElement) {
    for child in element.children { collect(child) }
    func attribute(_ name: String) -> String? {
      element.attributes.first { attribute in attribute.name == name }?.value
    }
    guard element.name == "text", attribute("transform") == nil,
      let x = attribute("x").flatMap(Double.init), let y = attribute("y").flatMap(Double.init),
      let style = attribute("class").flatMap(TextStyle.init)
    else { return }
    let width = TextMetrics.width(element.text, style)
    let left =
      switch attribute("text-anchor") {
      case "middle": x - width / 2
      case "end": x - width
      default: x
      }
    // Most letters reach neither below the line nor above the height of a capital.
    let box = Box(minX: left, minY: y - style.size * 0.72, width: width, height: style.size * 0.72)
    words.append(Word(text: element.text, box: box))
  }

  /// The pairs that lie on one another.
  var collisions: [(String, String)] {
    words.indices.flatMap { second in
      words[..<second].filter { first in first.box.intersects(words[second].box) }.map { first in
        (first.text, words[second].text)
      }
    }
  }
}
