import RealModule

/// The colours of a map from the least to the largest: from a dark violet by way of blue and green to a light yellow.
///
/// Lightness rises along with blue giving way to yellow, the difference that those who confuse red with green see as
/// well as others; so the order of the colours is there without colour too, on a grey print. Equal steps along the
/// ramp are equal distances in a perceptual space, so that no step in the values looks larger than another.
struct ColorRamp: Sendable {
  /// More colours than the eye tells apart on the ramp, and few enough that level ground is one rectangle.
  static let levels = 128

  /// The end that is light.
  let lightEnd: ValueMap.ScaleEnd

  private static let anchors: [PerceptualColor] = [
    .init(lightness: 0.22, chroma: 0.09, hueDegrees: 300), .init(lightness: 0.366, chroma: 0.14, hueDegrees: 275),
    .init(lightness: 0.512, chroma: 0.11, hueDegrees: 240), .init(lightness: 0.658, chroma: 0.10, hueDegrees: 190),
    .init(lightness: 0.804, chroma: 0.14, hueDegrees: 145), .init(lightness: 0.95, chroma: 0.14, hueDegrees: 105),
  ]

  /// The colour of each level, from dark to light.
  static let colors: [PerceptualColor] = evenlySpaced(spline(through: anchors, parts: 60), count: levels)

  private static let codes: [String] = colors.map(\.hexadecimal)

  /// The colour of a level from 0, for the least values, to `levels - 1`, as `#RRGGBB`.
  func color(ofLevel level: Int) -> String {
    let index = min(max(level, 0), Self.levels - 1)
    return Self.codes[lightEnd == .high ? index : Self.levels - 1 - index]
  }

  /// The level of a share of the scale; what is beyond the ends has the colour of the end.
  static func level(ofFraction fraction: Double) -> Int {
    // The bounds come first, because an infinite share is no whole number.
    Int((min(max(fraction, 0), 1) * Double(levels)).rounded(.down)).clamped(to: 0...(levels - 1))
  }

  /// A smooth curve through colours whose lightness goes straight.
  ///
  /// Source: E. Catmull and R. Rom, "A Class of Local Interpolating Splines", Computer Aided Geometric Design, 1974.
  private static func spline(through anchors: [PerceptualColor], parts: Int) -> [PerceptualColor] {
    func blend(_ values: [Double], _ t: Double) -> Double {
      let slopeIn = (values[2] - values[0]) / 2
      let slopeOut = (values[3] - values[1]) / 2
      let step = values[2] - values[1]
      return values[1] + t * (slopeIn + t * (3 * step - 2 * slopeIn - slopeOut + t * (slopeIn + slopeOut - 2 * step)))
    }
    let last = anchors.count - 1
    let curve = (0..<last).flatMap { index in
      let around = (index - 1...index + 2).map { place in anchors[place.clamped(to: 0...last)] }
      return (0..<parts).map { part in
        let t = Double(part) / Double(parts)
        return PerceptualColor(
          lightness: around[1].lightness + t * (around[2].lightness - around[1].lightness),
          greenRed: blend(around.map(\.greenRed), t), blueYellow: blend(around.map(\.blueYellow), t))
      }
    }
    return curve + [anchors[last]]
  }

  /// So many colours along a curve, each as far from the last as from the next.
  private static func evenlySpaced(_ curve: [PerceptualColor], count: Int) -> [PerceptualColor] {
    var lengths = [0.0]
    for (color, next) in zip(curve, curve.dropFirst()) {
      lengths.append((lengths.last ?? 0) + color.distance(to: next))
    }
    var stretch = 0
    return (0..<count).map { index in
      let length = (lengths.last ?? 0) * Double(index) / Double(count - 1)
      while stretch < curve.count - 2 && lengths[stretch + 1] < length { stretch += 1 }
      let share = (length - lengths[stretch]) / (lengths[stretch + 1] - lengths[stretch])
      return curve[stretch].interpolated(to: curve[stretch + 1], share: share)
    }
  }
}

extension Comparable {
  func clamped(to range: ClosedRange<Self>) -> Self {
    min(max(self, range.lowerBound), range.upperBound)
  }
}

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
