import RealModule

/// A colour by how it looks: equal distances are about equally easy to see.
///
/// Source: B. Ottosson, "A perceptual color space for image processing" (Oklab), 2020.
struct PerceptualColor: Sendable, Equatable {
  /// 0 for black to 1 for white.
  var lightness: Double
  /// From green below 0 to red.
  var greenRed: Double
  /// From blue below 0 to yellow.
  var blueYellow: Double

  init(lightness: Double, greenRed: Double, blueYellow: Double) {
    self.lightness = lightness
    self.greenRed = greenRed
    self.blueYellow = blueYellow
  }

  /// A colour of a hue in degrees, as far from grey as `chroma` says.
  init(lightness: Double, chroma: Double, hueDegrees: Double) {
    let angle = hueDegrees * .pi / 180
    self.init(lightness: lightness, greenRed: chroma * .cos(angle), blueYellow: chroma * .sin(angle))
  }

  func distance(to other: PerceptualColor) -> Double {
    let steps = [lightness - other.lightness, greenRed - other.greenRed, blueYellow - other.blueYellow]
    return steps.reduce(0) { sum, step in sum + step * step }.squareRoot()
  }

  func interpolated(to other: PerceptualColor, share: Double) -> PerceptualColor {
    PerceptualColor(
      lightness: lightness + share * (other.lightness - lightness),
      greenRed: greenRed + share * (other.greenRed - greenRed),
      blueYellow: blueYellow + share * (other.blueYellow - blueYellow))
  }

  /// The light of the red, green and blue that make the colour: 0 to 1 where a screen can show it.
  var linearLight: [Double] {
    let long = cube(lightness + 0.3963377774 * greenRed + 0.2158037573 * blueYellow)
    let medium = cube(lightness - 0.1055613458 * greenRed - 0.0638541728 * blueYellow)
    let short = cube(lightness - 0.0894841775 * greenRed - 1.2914855480 * blueYellow)
    return [
      4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
      -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
      -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    ]
  }

  /// The colour for a screen, as `#RRGGBB`.
  var hexadecimal: String {
    "#"
      + linearLight.map { light in
        let digits = String(Int((255 * Self.encoded(min(max(light, 0), 1))).rounded()), radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
  }

  private func cube(_ root: Double) -> Double { root * root * root }

  /// The transfer function of sRGB (IEC 61966-2-1).
  private static func encoded(_ light: Double) -> Double {
    light <= 0.0031308 ? 12.92 * light : 1.055 * .pow(light, 1 / 2.4) - 0.055
  }
}
