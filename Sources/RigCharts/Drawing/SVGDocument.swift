/// A whole picture: elements on paper, with a name and a description for those who do not see it.
public struct SVGDocument: Sendable {
  /// Prefix of the ids inside; two pictures on one page need two.
  public var identifier: String
  public var title: String
  /// What the picture shows, in sentences.
  public var description: String
  /// The width in user units, which are pixels where nobody scales the picture.
  public var width: Double
  /// The height in user units.
  public var height: Double
  /// What lies on the paper, from the back to the front.
  public var content: [SVGElement]

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
