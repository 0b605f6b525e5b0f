internal import RealModule
public import RigCore

// Effects of a piezo drive without a position sensor of its own, between its voltage and the mirror.

// MARK: Hysteresis

extension ServoParameters {
  /// How far the ways up and down lie apart, as a share of the stroke.
  public var hysteresis: Parameter<Double> {
    Parameter(
      "hysteresis", default: 0, .between(0, 0.25), "how far apart a piezo's ways up and down lie, a share of the stroke"
    )
  }

  /// The stroke over which they do, in degrees.
  public var hysteresisStroke: Parameter<Double> {
    Parameter("hysteresisStroke", default: 0, .zeroOr(1e-9, 180), unit: "°", "the stroke of a piezo with hysteresis")
  }
}

/// The hysteresis of a piezo drive: after a turn back the mirror takes another way, and the farther the drive goes from
/// a turn, the more of its voltage the mirror follows.
///
/// `y = x - Σ w (x - Pᵢ(x))`, the Prandtl-Ishlinskii model with eight play operators of the half widths `i S / 18`, of
/// one weight `w = 0.45 h` each. Over a full stroke S the ways up and down then lie `h S` apart in the middle, over a
/// small one s about `h s² / S`. A small move after a turn moves the mirror by `1 - 3.6 h` of it only, so that the loop is
/// slower there, and never less stable.
///
/// Source: Physik Instrumente, *Piezo tutorial*, "Hysteresis": 10–15 % of a large stroke, about 2 % of a small one.
/// M. Brokate and J. Sprekels, *Hysteresis and Phase Transitions*, 1996, chapter 2, for the model.
public struct Hysteresis: ServoEffect {
  /// The share h of the full stroke by which the ways up and down lie apart, in 0...0.25.
  public var share = 0.0
  /// The full stroke S, at least 0.
  public var stroke = Angle.zero

  public static let declaration = EffectDeclaration(
    "hysteresis",
    [
      EffectParameter(
        ServoParameters().hysteresis, theory: .unmodelled("hysteresis"), companions: ["hysteresisStroke"]),
      EffectParameter(
        ServoParameters().hysteresisStroke, theory: .unmodelled("hysteresis"), companions: ["hysteresis"]),
    ])

  public init() {}

  /// Ways up and down that lie the `share` (0...0.25) of `stroke` (at least 0) apart.
  public init(share: Double, stroke: Angle) {
    precondition((0...0.25).contains(share) && stroke >= .zero, "a share lies in 0...0.25, a stroke is at least 0")
    self.share = share
    self.stroke = stroke
  }

  public init(_ values: ParameterValues) {
    self.init(
      share: values[ServoParameters().hysteresis], stroke: .degrees(values[ServoParameters().hysteresisStroke]))
  }

  private static let count = 8

  private var isOn: Bool { share > 0 && stroke > .zero }
  /// In the middle of a full stroke the play i holds the ways the lesser of i and 9 - i ninths of the stroke apart.
  private var weight: Double {
    let parts = Self.count + 1
    return share * Double(parts) / Double((1...Self.count).reduce(0) { sum, play in sum + min(play, parts - play) })
  }
}

extension Hysteresis: ServoStage {
  /// The positions of the parts that the plays drive; none if the effect is off.
  typealias State = [Double]

  func state(_ streams: DeviceStreams) -> [Double] { isOn ? Array(repeating: 0, count: Self.count) : [] }

  @inline(__always)
  func apply(to parts: inout ServoParts, _ driven: inout [Double], seconds: Double) {
    guard isOn else { return }
    let drive = parts.angle
    let unit = stroke.radians / Double(2 * Self.count + 2)
    for index in 0..<Self.count {
      driven[index] = Play(half: Double(index + 1) * unit).driven(from: driven[index], by: drive)
      parts.angle -= weight * (drive - driven[index])
    }
  }

  func rest(_ parts: inout ServoParts, _ driven: inout [Double]) {
    for index in driven.indices { driven[index] = parts.angle }
  }
}

extension ServoModel {
  /// The hysteresis of a piezo drive.
  public var hysteresis: Hysteresis {
    get { chain[Hysteresis.self] }
    set { chain[Hysteresis.self] = newValue }
  }
}

// MARK: Creep

extension ServoParameters {
  /// The share of a move that is yet to come, for each decade of time.
  public var creep: Parameter<Double> {
    Parameter("creep", default: 0, .between(0, 0.1), "the share of a piezo's move that comes in each decade of time")
  }
}

/// The creep of a piezo drive: after a move the mirror goes on, by an equal share of the move in each decade of time from
/// 0.1 s to 1000 s.
///
/// `y = x - γ Σ (x - xᵢ)` with four first-order lags xᵢ of x, whose time constants lie in the middle of the decades. In
/// the end the mirror arrives: y = x.
///
/// A loop follows it as it follows any slow drift.
///
/// Source: Physik Instrumente, *Piezo tutorial*, "Creep": `L(t) = L(0.1 s) (1 + γ log₁₀(t / 0.1 s))` with γ of 0.01 to
/// 0.02.
public struct Creep: ServoEffect {
  /// The share γ of a move that comes in each decade, in 0...0.1.
  public var sharePerDecade = 0.0

  public static let declaration = EffectDeclaration(
    "creep", [EffectParameter(ServoParameters().creep, theory: .unmodelled("creep"))])

  public init() {}

  /// A mirror of which `sharePerDecade` (0...0.1) of a move comes in each decade of time.
  public init(sharePerDecade: Double) {
    precondition((0...0.1).contains(sharePerDecade), "a share of creep lies in 0...0.1")
    self.sharePerDecade = sharePerDecade
  }

  public init(_ values: ParameterValues) { self.init(sharePerDecade: values[ServoParameters().creep]) }
}

extension Creep: ServoStage {
  /// A first-order lag.
  struct Lag: Sendable {
    /// The time constant in seconds.
    let seconds: Double
    /// The time of an even frame in seconds, and the share of the distance from the drive that is left after it.
    let even: (seconds: Double, kept: Double)
    var position = 0.0

    init(seconds: Double, frameSeconds: Double) {
      self.seconds = seconds
      even = (frameSeconds, FirstOrderLag.remainder(after: frameSeconds, timeConstant: seconds))
    }

    /// The share of the distance from the drive that is left after `time` seconds.
    func kept(after time: Double) -> Double {
      time == even.seconds ? even.kept : FirstOrderLag.remainder(after: time, timeConstant: seconds)
    }
  }

  /// The lags, one a decade; none if the effect is off.
  typealias State = [Lag]

  func state(_ streams: DeviceStreams) -> [Lag] {
    guard sharePerDecade > 0 else { return [] }
    return (0..<4).map { decade in Lag(seconds: .pow(10, Double(decade) - 0.5), frameSeconds: streams.frameSeconds) }
  }

  @inline(__always)
  func apply(to parts: inout ServoParts, _ lags: inout [Lag], seconds: Double) {
    let drive = parts.angle
    for index in lags.indices {
      lags[index].position = drive + lags[index].kept(after: seconds) * (lags[index].position - drive)
      parts.angle -= sharePerDecade * (drive - lags[index].position)
    }
  }

  func rest(_ parts: inout ServoParts, _ lags: inout [Lag]) {
    for index in lags.indices { lags[index].position = parts.angle }
  }
}

extension ServoModel {
  /// The creep of a piezo drive.
  public var creep: Creep {
    get { chain[Creep.self] }
    set { chain[Creep.self] = newValue }
  }
}
