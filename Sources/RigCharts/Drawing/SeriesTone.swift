/// The hue of one of several curves of a kind, such as those of the axes: a CSS class that hands its colour to the shapes
/// within.
public enum SeriesTone: String, Sendable, CaseIterable {
  /// Height and across on the first detector, then on the second: warm and neutral, strong and weak, and none of them
  /// the hue of the cost, the target or the tolerance.
  case firstHeight, firstAcross, secondHeight, secondAcross
  case cost

  var tone: Tone {
    switch self {
    case .firstHeight: Palette.laser
    case .firstAcross: Palette.ink
    case .secondHeight: Tone(light: "#B98000", dark: "#F0E442")
    case .secondAcross: Palette.axis
    case .cost: Palette.cost
    }
  }
}
