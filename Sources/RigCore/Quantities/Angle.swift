public import RealModule

/// The angle of a beam above the horizontal.
///
/// The wall sees an angle's tangent and the servo its arc. An `Angle` keeps the form that it was made in and converts
/// only when it is asked for the other, so that a slope which passes through the loop comes back bit for bit and costs
/// no call to `tan`.
public struct Angle: Sendable {
  @usableFromInline
  enum Form: Sendable {
    case arc, slope
  }

  @usableFromInline
  let value: Double
  @usableFromInline
  let form: Form

  @inlinable
  init(value: Double, form: Form) {
    self.value = value
    self.form = form
  }

  /// An angle of `radians`.
  @inlinable
  public init(radians: Double) {
    self.init(value: radians, form: .arc)
  }

  /// An angle of `degrees`.
  @inlinable
  public init(degrees: Double) {
    self.init(radians: degrees * (.pi / 180))
  }

  /// The angle whose tangent is `slope`, between -90° and 90°.
  @inlinable
  public init(slope: Double) {
    self.init(value: slope, form: .slope)
  }

  /// An angle of `value` radians.
  @inlinable
  public static func radians(_ value: Double) -> Angle { Angle(radians: value) }

  /// An angle of `value` degrees.
  @inlinable
  public static func degrees(_ value: Double) -> Angle { Angle(degrees: value) }

  /// The angle whose tangent is `value`.
  @inlinable
  public static func slope(_ value: Double) -> Angle { Angle(slope: value) }

  /// No deflection: the beam is horizontal.
  @inlinable
  public static var zero: Angle { Angle(radians: 0) }

  /// The angle in radians.
  @inlinable
  public var radians: Double {
    form == .arc ? value : .atan(value)
  }

  /// The angle in degrees.
  @inlinable
  public var degrees: Double {
    radians * (180 / .pi)
  }

  /// The angle's tangent: how many centimetres the dot rises for each centimetre of distance; infinite beyond ±90°.
  @inlinable
  public var slope: Double {
    if form == .slope { return value }
    // Behind the vertical the tangent starts anew, and no beam meets the wall: a limit must cut such an angle on its
    // own side.
    return value.magnitude > .pi / 2 ? Double(signOf: value, magnitudeOf: .infinity) : .tan(value)
  }
}

// Angles are compared by the arc in either form: slopes that differ by less than an arc can resolve are the same angle.
extension Angle: Comparable, Hashable {
  public static func == (left: Angle, right: Angle) -> Bool {
    left.radians == right.radians
  }

  public static func < (left: Angle, right: Angle) -> Bool {
    left.radians < right.radians
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(radians)
  }
}
