/// The marks of one of several curves: its hue, and without colour by its dash and its marker.
struct Series: Sendable, Equatable {
  /// The shape of a marker.
  enum Marker: Sendable, Equatable {
    case circle, square, diamond, triangle
  }

  let tone: SeriesTone
  /// Lengths of strokes and gaps as in SVG; nil for a line without gaps.
  let dash: String?
  let marker: Marker
  /// True for a marker of paper with a coloured rim.
  let isOpen: Bool

  /// The series of an axis: circles for heights and squares for places across, full on the first detector and open on
  /// the second. More axes than four begin anew.
  static func axis(_ index: Int) -> Series {
    switch index % 4 {
    case 0: Series(tone: .firstHeight, dash: nil, marker: .circle, isOpen: false)
    case 1: Series(tone: .firstAcross, dash: "6 3", marker: .square, isOpen: false)
    case 2: Series(tone: .secondHeight, dash: "9 3 2 3", marker: .circle, isOpen: true)
    default: Series(tone: .secondAcross, dash: "2 2.5", marker: .square, isOpen: true)
    }
  }

  static let cost = Series(tone: .cost, dash: nil, marker: .circle, isOpen: false)

  /// The bound that no rule can beat.
  static let bound = Series(tone: .bound, dash: "5 3", marker: .circle, isOpen: true)

  /// The series of a rule: its family's hues and dashes, and a marker of its own among all rules.
  static func rule(_ order: Int, ofFamily family: RuleComparison.Family, memberNumber: Int) -> Series {
    let tones: [SeriesTone] =
      switch family {
      case .learning: [.learning1, .learning2, .learning3, .learning4, .learning5]
      case .fixedRate: [.fixed1, .fixed2, .fixed3]
      case .costOnly: [.blind1, .blind2]
      }
    let dashes: [String?] = [nil, "7 2.5", "2 2", "9 2.5 2 2.5", "4 2"]
    let markers: [Marker] = [.circle, .square, .triangle, .diamond]
    return Series(
      tone: tones[memberNumber % tones.count], dash: dashes[memberNumber % dashes.count],
      marker: markers[order % markers.count], isOpen: order / markers.count % 2 == 1)
  }

  /// `children` in the series' hue.
  func group(_ children: [SVGElement]) -> SVGElement {
    SVGElement("g", [.init("class", tone.rawValue)], children: children)
  }

  /// Straight lines through `points`, which are at least one.
  func line(_ points: [Point]) -> SVGElement {
    var line = SVGElement.polyline(points, .seriesLine)
    if let dash { line.attributes.append(.init("stroke-dasharray", dash)) }
    return line
  }

  /// A marker about as large as a circle of `radius`.
  func mark(at center: Point, radius: Double) -> SVGElement {
    let style = isOpen ? Style.seriesRing : .seriesMark
    func closed(_ corners: [(Double, Double)]) -> SVGElement {
      .polyline(corners.map { x, y in center.offset(x * radius, y * radius) }, style, isClosed: true)
    }
    switch marker {
    case .circle: return .circle(at: center, radius: radius, style)
    case .square: return closed([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)])
    case .diamond: return closed([(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)])
    case .triangle: return closed([(0, -1.25), (1.15, 0.85), (-1.15, 0.85)])
    }
  }
}

/// The hue of one of several curves of a kind, such as those of the axes: a CSS class that hands its colour to the
/// shapes within.
enum SeriesTone: String, Sendable, CaseIterable {
  /// Height and across on the first detector, then on the second: warm and neutral, strong and weak, and none of them
  /// the hue of the cost, the target or the tolerance.
  case firstHeight, firstAcross, secondHeight, secondAcross
  case cost
  /// The rules of a comparison: cool if they learn, warm if they do not, earthen if they see the cost alone.
  case learning1, learning2, learning3, learning4, learning5
  case fixed1, fixed2, fixed3
  case blind1, blind2
  case bound

  var tone: Tone {
    switch self {
    case .firstHeight: Palette.laser
    case .firstAcross: Palette.ink
    case .secondHeight: Tone(light: "#B98000", dark: "#F0E442")
    case .secondAcross: Palette.axis
    case .cost, .learning1: Palette.cost
    case .learning2: Palette.target
    case .learning3: Tone(light: "#3B9BD1", dark: "#8FD3FF")
    case .learning4: Tone(light: "#3F3FA8", dark: "#9C9CFF")
    case .learning5: Tone(light: "#00737A", dark: "#4FD8DF")
    case .fixed1: Palette.laser
    case .fixed2: Tone(light: "#C28A00", dark: "#F0E442")
    case .fixed3: Tone(light: "#9B2D00", dark: "#FF8A5C")
    case .blind1: Tone(light: "#6B4C2E", dark: "#C9A27C")
    case .blind2: Tone(light: "#75801A", dark: "#C3CC6A")
    case .bound: Palette.axis
    }
  }
}
