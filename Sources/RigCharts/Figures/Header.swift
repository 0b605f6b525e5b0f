/// The headline over a figure: what ran, with which rule, and how it ended.
struct Header: Sendable {
  private let lines: [(text: String, style: TextStyle)]

  init(_ trace: RunTrace, width: Double) {
    self.init(title: trace.title, notes: [trace.ruleSummary, trace.outcome], width: width)
  }

  /// A headline with a paragraph for each of `notes`.
  init(title: String, notes: [String], width: Double) {
    lines =
      TextMetrics.wrapped(title, .title, width: width).map { line in (line, .title) }
      + notes.flatMap { note in TextMetrics.wrapped(note, .note, width: width).map { line in (line, .note) } }
  }

  /// From the first line's top to the room under the last.
  var height: Double {
    lines.reduce(8) { height, line in height + line.style.size * 1.45 }
  }

  func draw(at corner: Point, into drawing: inout Drawing) {
    var y = corner.y
    for line in lines {
      y += line.style.size * 1.45
      drawing.text(line.text, at: Point(x: corner.x, y: y - line.style.size * 0.35), line.style)
    }
  }
}
