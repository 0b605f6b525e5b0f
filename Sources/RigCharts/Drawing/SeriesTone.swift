/// The hue of one of several curves of a kind, such as those of the axes: a CSS class that hands its colour to the
/// shapes within.
enum SeriesTone: String, Sendable, CaseIterable {
  /// Height and across on the first detector, then on the second: warm and neutral, strong and weak, and none of them
  /// the hue of the cost, the target or the tolerance.
  case firstHeight, firstAcross, secondHeight, secondAcross
  case cost
  /// The rules of a comparison: cool where they learn, warm where they do not, earthen where they see the cost alone.
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
