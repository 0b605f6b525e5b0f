/// A length on or before the sheet: a height, a distance, an error.
///
/// A `Length` divided by a `Length` is a plain number, so a formula whose units do not cancel does not compile.
public struct Length: Hashable, Sendable {
  /// The length in centimetres.
  public var centimeters: Double

  /// A length of `centimeters` cm; any finite value, negative below or behind the origin.
  @inlinable
  public init(centimeters: Double) {
    self.centimeters = centimeters
  }

  /// A length of `value` cm.
  @inlinable
  public static func centimeters(_ value: Double) -> Length {
    Length(centimeters: value)
  }

  /// The absolute value.
  @inlinable
  public var magnitude: Length {
    Length(centimeters: centimeters.magnitude)
  }
}

extension Length: Comparable {
  @inlinable
  public static func < (left: Length, right: Length) -> Bool {
    left.centimeters < right.centimeters
  }
}

extension Length: AdditiveArithmetic {
  /// The length zero.
  @inlinable
  public static var zero: Length { Length(centimeters: 0) }

  @inlinable
  public static func + (left: Length, right: Length) -> Length {
    Length(centimeters: left.centimeters + right.centimeters)
  }

  @inlinable
  public static func - (left: Length, right: Length) -> Length {
    Length(centimeters: left.centimeters - right.centimeters)
  }
}

extension Length {
  /// The length with the opposite sign.
  @inlinable
  public static prefix func - (length: Length) -> Length {
    Length(centimeters: -length.centimeters)
  }

  /// The length scaled by a number.
  @inlinable
  public static func * (factor: Double, length: Length) -> Length {
    Length(centimeters: factor * length.centimeters)
  }

  /// The ratio of two lengths: a slope, a gain, a share.
  @inlinable
  public static func / (left: Length, right: Length) -> Double {
    left.centimeters / right.centimeters
  }
}
