/// A whole picture: elements on paper, with a name and a description for readers that do not see it.
public struct SVGDocument: Sendable {
  /// Prefix of the ids inside; two pictures on one page need two.
  public var identifier: String
  /// The name of the picture.
  public var title: String
  /// The description of the picture, in sentences.
  public var description: String
  /// The width in user units, which are pixels unless the picture is scaled.
  public var width: Double
  /// The height in user units.
  public var height: Double
  /// The elements on the paper, from the back to the front.
  public var content: [SVGElement]

  /// A picture with these parts; see the properties.
  public init(
    identifier: String, title: String, description: String, width: Double, height: Double, content: [SVGElement]
  ) {
    self.identifier = identifier
    self.title = title
    self.description = description
    self.width = width
    self.height = height
    self.content = content
  }

  /// The picture as a standalone SVG 1.1 file.
  public var markup: String {
    let titleID = "\(identifier)-title"
    let descriptionID = "\(identifier)-description"
    let paper = SVGElement.rectangle(Box(minX: 0, minY: 0, width: width, height: height), .paper)
    let root = SVGElement(
      "svg",
      [
        .init("xmlns", "http://www.w3.org/2000/svg"), .init("class", Stylesheet.rootClass),
        .init("viewBox", "0 0 \(width.coordinate) \(height.coordinate)"), .init("width", width),
        .init("height", height), .init("role", "img"), .init("aria-labelledby", "\(titleID) \(descriptionID)"),
      ],
      children: [
        SVGElement("title", [.init("id", titleID)], text: title),
        SVGElement("desc", [.init("id", descriptionID)], text: description),
        SVGElement("style", text: Stylesheet.css(for: content)),
        paper,
      ] + content)
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.markup + "\n"
  }
}

/// The style sheet inside every picture.
///
/// Light is the plain default and dark stands in a media query, with no custom properties: renderers that know neither
/// (librsvg) and those that know both draw the same light picture. Every rule is bound to the root's class, so that a
/// picture pasted into a page does not restyle the page.
enum Stylesheet {
  static let rootClass = "laserrig"

  /// The rules for the classes of `elements`.
  static func css(for elements: [SVGElement]) -> String {
    var used: Set<String> = []
    for element in elements { collectClasses(of: element, into: &used) }
    let styles = Style.allCases.filter { style in style.isCommon || used.contains(style.rawValue) }
    let tones = SeriesTone.allCases.filter { tone in used.contains(tone.rawValue) }
    let light = rules(styles, tones) { tone in tone.light }
    let dark = rules(styles, tones) { tone in tone.dark }
    var sheet = ".\(rootClass){font-family:\"Helvetica Neue\",Arial,\"DejaVu Sans\",sans-serif}\n"
    for style in styles where !style.declarations.isEmpty {
      sheet += selector(style.rawValue) + "{\(style.declarations)}\n"
    }
    for style in TextStyle.allCases {
      sheet += selector(style.rawValue) + "{font-size:\(style.size.coordinate)px"
      if style.isBold { sheet += ";font-weight:bold" }
      if style.hasRim { sheet += ";paint-order:stroke;stroke-width:3;stroke-linejoin:round" }
      sheet += "}\n"
    }
    sheet += light.joined(separator: "\n")
    sheet += "\n@media (prefers-color-scheme:dark){\n" + dark.joined(separator: "\n") + "\n}\n"
    return sheet
  }

  private static func selector(_ name: String) -> String {
    ".\(rootClass) .\(name)"
  }

  private static func collectClasses(of element: SVGElement, into classes: inout Set<String>) {
    for attribute in element.attributes where attribute.name == "class" { classes.insert(attribute.value) }
    for child in element.children { collectClasses(of: child, into: &classes) }
  }

  private static func rules(_ styles: [Style], _ tones: [SeriesTone], _ color: (Tone) -> String) -> [String] {
    let shapes = styles.map { style in
      let fill = style.fill.map(color) ?? (style == .seriesMark ? "currentColor" : "none")
      let stroke = style.stroke.map { ";stroke:\(color($0))" } ?? ""
      return selector(style.rawValue) + "{fill:\(fill)\(stroke)}"
    }
    let texts = TextStyle.allCases.map { style in
      let rim = style.hasRim ? ";stroke:\(color(Palette.paper))" : ""
      return selector(style.rawValue) + "{fill:\(color(style.tone))\(rim)}"
    }
    return shapes + texts + tones.map { tone in selector(tone.rawValue) + "{color:\(color(tone.tone))}" }
  }
}
