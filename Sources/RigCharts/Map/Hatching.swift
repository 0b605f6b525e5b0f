/// Patterns that tell areas apart without colour. Each stroke has a rim of paper, so that it is seen on any ground.
enum Hatching: Sendable, Hashable {
  case category(Int)
  case missing, noValue

  private enum Motif: CaseIterable {
    case rising, rings, crossed, upright
  }

  /// The name of the pattern in a picture called `picture`.
  func identifier(in picture: String) -> String {
    switch self {
    case .category(let index): "\(picture)-category-\(index)"
    case .missing: "\(picture)-missing"
    case .noValue: "\(picture)-no-value"
    }
  }

  /// The pattern itself, for a picture's definitions.
  func definition(in picture: String) -> SVGElement {
    let (size, content) = tile
    return SVGElement(
      "pattern",
      [
        .init("id", identifier(in: picture)), .init("width", size), .init("height", size),
        .init("patternUnits", "userSpaceOnUse"),
      ], children: content)
  }

  /// A path filled with the pattern.
  func filling(_ data: String, in picture: String) -> SVGElement {
    SVGElement("path", [.init("fill", "url(#\(identifier(in: picture)))"), .init("d", data)])
  }

  /// The side of the square that is repeated, and what is in it.
  private var tile: (size: Double, content: [SVGElement]) {
    switch self {
    case .missing:
      return (6, [path("M-1 5L1 7M0 0L6 6M5 -1L7 1", .missingHatch)])
    case .noValue:
      let ground = SVGElement.rectangle(Box(minX: 0, minY: 0, width: 8, height: 8), .noValueGround)
      return (8, [ground, path("M0.5 2L3.5 2M4.5 6L7.5 6", .noValueHatch)])
    case .category(let index):
      return motif(Motif.allCases[index % Motif.allCases.count])
    }
  }

  private func motif(_ motif: Motif) -> (size: Double, content: [SVGElement]) {
    switch motif {
    case .rising: (9, rimmed("M-1 1L1 -1M0 9L9 0M8 10L10 8"))
    case .rings:
      (
        9,
        [Style.hatchRim, .hatch].map { style in
          .circle(at: Point(x: 4.5, y: 4.5), radius: 2, style)
        }
      )
    case .crossed: (12, rimmed("M-1 1L1 -1M0 12L12 0M11 13L13 11M-1 11L1 13M0 0L12 12M11 -1L13 1"))
    case .upright: (7, rimmed("M3.5 0L3.5 7"))
    }
  }

  private func rimmed(_ data: String) -> [SVGElement] {
    [path(data, .hatchRim), path(data, .hatch)]
  }

  private func path(_ data: String, _ style: Style) -> SVGElement {
    .path(data, style)
  }

  /// The strokes and gaps of a category's outline, or of a curve, among others; nil for a line without gaps.
  static func dash(_ index: Int) -> String? {
    [nil, "8 4", "2 3", "9 3 2 3"][index % 4]
  }
}
