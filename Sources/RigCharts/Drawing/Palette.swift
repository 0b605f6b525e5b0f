/// A colour on white paper and its counterpart on dark paper.
public struct Tone: Sendable, Equatable {
  /// The colour on light paper, as `#RRGGBB`.
  public let light: String
  /// The colour on dark paper, as `#RRGGBB`.
  public let dark: String

  /// A tone of two colours, each as `#RRGGBB`.
  public init(light: String, dark: String) {
    self.light = light
    self.dark = dark
  }
}

/// The colours of every picture.
///
/// The hues are those that M. Okabe and K. Ito chose to be told apart with any colour vision ("Color Universal Design",
/// 2008). Each thing keeps its hue in every panel; no thing is told by its hue alone.
public enum Palette {
  /// White, or nearly black on dark paper: the paper.
  public static let paper = Tone(light: "#FFFFFF", dark: "#14171B")
  /// Nearly black, or nearly white on dark paper: titles, headings, labels and strong marks.
  public static let ink = Tone(light: "#1B1F24", dark: "#ECEFF2")
  /// Grey: notes, numbers at the axes, dimensions and thin lines.
  public static let softInk = Tone(light: "#505963", dark: "#A9B2BC")
  /// Grey: frames and the ticks of their axes.
  public static let axis = Tone(light: "#6B747D", dark: "#7F8993")
  /// Faint grey: grid lines, and the cells of a map that have no value.
  public static let grid = Tone(light: "#E4E7EA", dark: "#2A3038")
  /// Light grey: the sheet on the wall, and the cells of a map that were not run.
  public static let sheet = Tone(light: "#C9CED4", dark: "#4A535D")
  /// Blue, or sky blue on dark paper: the cost.
  public static let cost = Tone(light: "#0072B2", dark: "#56B4E9")
  /// Vermilion, or orange on dark paper: the laser, its beam and its dots.
  public static let laser = Tone(light: "#D55E00", dark: "#E69F00")
  /// Bluish green: the target.
  public static let target = Tone(light: "#009E73", dark: "#1FC495")
  /// Reddish purple: the tolerance.
  public static let tolerance = Tone(light: "#B0508A", dark: "#CC79A7")
}
