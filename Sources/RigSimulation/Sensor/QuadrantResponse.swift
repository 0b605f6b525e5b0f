internal import RealModule
public import RigCore

extension SensorParameters {
  /// The radius in cm of the spot on a quadrant detector; nil for a sensor of another kind.
  public var spotRadius: Parameter<Double?> {
    Parameter(
      "spotRadius", .extent, unit: "cm", "a quadrant detector's spot, to 1/e² of its middle; none: a linear one")
  }
}

/// The S-curve of a quadrant detector: it compares the light on both sides of the middle, so that a reading grows in
/// proportion only while the spot lies on both, and stands still beyond.
///
/// `r(e) = √(π/8) w erf(√2 e / w)` for a round Gaussian spot of the radius w, at which the light is 1/e² of that in the
/// middle, on a detector that is larger than the spot. It is scaled to the slope 1 in the middle; its limit is 0.627 w.
/// Each direction has it by itself.
///
/// The loop's gain has the slope of the curve as a factor, which is never above 1: far from the target a loop is slower,
/// and without dead time it is stable there if it is near the target. Readings up to w/4 are true to 4 %.
///
/// Source: the integral of a Gaussian spot over two half planes, as in J. Narag and N. Hermosa, "Response of QD to
/// structured beams via convolution integrals", arXiv 1703.00719, 2017, for the Gaussian beam.
public struct QuadrantResponse: SensorEffect {
  /// The radius w of the spot; infinite for readings in proportion.
  public var spotRadius = Length.centimeters(.infinity)

  public static let declaration = EffectDeclaration(
    "quadrant detector",
    [
      EffectParameter(
        SensorParameters().spotRadius,
        theory: .unmodelled("S-curve", inSentence: "the S-curve of the quadrant detector"))
    ])

  public init() {}

  /// A detector with a spot of the radius `spotRadius`, above 0.
  public init(spotRadius: Length) {
    precondition(spotRadius > .zero, "a radius is above 0 cm")
    self.spotRadius = spotRadius
  }

  public init(_ values: ParameterValues) {
    self.init(spotRadius: .centimeters(values[SensorParameters().spotRadius] ?? .infinity))
  }
}

extension QuadrantResponse: SensorStage {
  typealias State = NoState

  @inline(__always)
  func apply<Seen: SeenError>(to reading: inout ReadingInWork<Seen>, _: inout NoState) {
    let radius = spotRadius.centimeters
    if radius == .infinity { return }
    let limit = (Double.pi / 8).squareRoot() * radius
    reading.error = reading.error.map { _, error in limit * .erf(2.0.squareRoot() * error / radius) }
  }
}

extension SensorModel {
  /// The S-curve of a quadrant detector.
  public var quadrantResponse: QuadrantResponse {
    get { chain[QuadrantResponse.self] }
    set { chain[QuadrantResponse.self] = newValue }
  }
}
