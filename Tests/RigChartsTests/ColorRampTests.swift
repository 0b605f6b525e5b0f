import RealModule
import Testing

@testable import RigCharts

@Suite struct ColorRampTests {
  /// Colour vision by the light that reaches the eye in its place.
  ///
  /// Source: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for Simulation of
  /// Color Vision Deficiency", IEEE Transactions on Visualization and Computer Graphics 15, 2009: severity 1.
  enum Vision: CaseIterable {
    case usual, protanopia, deuteranopia, grey

    var matrix: [[Double]] {
      switch self {
      case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
      case .protanopia:
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
      case .deuteranopia:
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
      case .grey: Array(repeating: ColorRampTests.luminances, count: 3)
      }
    }

    func seen(_ light: [Double]) -> [Double] {
      matrix.map { row in min(max(zip(row, light).reduce(0) { sum, part in sum + part.0 * part.1 }, 0), 1) }
    }
  }

  private static let luminances = [0.2126, 0.7152, 0.0722]

  /// The light of a colour as a file has it.
  private static func light(_ code: String) throws -> [Double] {
    let digits = try #require(Int(code.dropFirst(), radix: 16))
    #expect(code.count == 7)
    return [16, 8, 0].map { shift in
      let value = Double((digits >> shift) & 255) / 255
      return value <= 0.04045 ? value / 12.92 : .pow((value + 0.055) / 1.055, 2.4)
    }
  }

  private static func luminance(_ light: [Double]) -> Double {
    zip(luminances, light).reduce(0) { sum, part in sum + part.0 * part.1 }
  }

  @Test(arguments: Vision.allCases) func `colours are in order of their lightness for every eye`(
    vision: Vision
  ) throws {
    let ramp = ColorRamp(lightEnd: .high)
    // Steps of two levels, since the bytes of a colour are rounded.
    let luminances = try (0..<ColorRamp.levels / 2).map { step in
      Self.luminance(vision.seen(try Self.light(ramp.color(ofLevel: 2 * step))))
    }
    for (dark, light) in zip(luminances, luminances.dropFirst()) { #expect(dark < light) }
    // Black on the darkest and white on the lightest would not be read; the others must differ as much as text has to.
    let ends = (try #require(luminances.first) + 0.05, try #require(luminances.last) + 0.05)
    #expect(ends.1 / ends.0 > 12)
  }

  @Test func `equal steps look equally large, and every colour is one that screens have`() {
    let colors = ColorRamp.colors
    #expect(colors.count == ColorRamp.levels)
    let steps = zip(colors, colors.dropFirst()).map { color, next in color.distance(to: next) }
    let mean = steps.reduce(0, +) / Double(steps.count)
    for step in steps { #expect(abs(step / mean - 1) < 0.02) }
    for color in colors { #expect(color.linearLight.allSatisfy { light in -1e-4...1 ~= light }) }
  }

  @Test func `perceptual colours are the screen's`() {
    #expect(PerceptualColor(lightness: 0, greenRed: 0, blueYellow: 0).hexadecimal == "#000000")
    #expect(PerceptualColor(lightness: 1, greenRed: 0, blueYellow: 0).hexadecimal == "#FFFFFF")
    // The primaries as the space's author prints them.
    #expect(
      PerceptualColor(lightness: 0.627955, greenRed: 0.224863, blueYellow: 0.125846).hexadecimal == "#FF0000")
    #expect(
      PerceptualColor(lightness: 0.452014, greenRed: -0.032457, blueYellow: -0.311528).hexadecimal == "#0000FF")
    #expect(PerceptualColor(lightness: 0.5, greenRed: 0.9, blueYellow: -0.9).hexadecimal.count == 7)
  }

  @Test func `the light end may be either, and levels stay within the ramp`() {
    let high = ColorRamp(lightEnd: .high)
    let low = ColorRamp(lightEnd: .low)
    for level in [0, 5, 127] { #expect(high.color(ofLevel: level) == low.color(ofLevel: 127 - level)) }
    #expect(ColorRamp.level(ofFraction: -.infinity) == 0 && ColorRamp.level(ofFraction: .infinity) == 127)
    #expect(ColorRamp.level(ofFraction: 0.5) == 64 && ColorRamp.level(ofFraction: 1) == 127)
  }
}
