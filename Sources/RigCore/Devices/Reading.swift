/// The result of one look of a sensor: ``error(_:)``, ``cost(_:)`` or ``spotLost``.
///
/// The cases are stored as a kind and two values, because the compiler of Swift 6.3.1 ended with an internal error on
/// an enumeration.
public struct Reading<let axes: Int>: Sendable, Equatable {
  @usableFromInline
  enum Kind: Sendable {
    case error, cost, spotLost
  }

  @usableFromInline
  let kind: Kind
  // A value that was not read is zero, so that readings of one kind are equal if what was read is equal.
  @usableFromInline
  let errors: PerAxis<axes, Length>
  @usableFromInline
  let onlyCost: Double

  @inlinable
  init(kind: Kind, errors: PerAxis<axes, Length> = PerAxis(repeating: .zero), onlyCost: Double = 0) {
    self.kind = kind
    self.errors = errors
    self.onlyCost = onlyCost
  }

  /// The dot's height above the target, `y_laser - y_target`; positive is too high. Finite: a loop takes NaN for a
  /// lost spot.
  @inlinable
  public static func error(_ error: PerAxis<axes, Length>) -> Reading {
    Reading(kind: .error, errors: error)
  }

  /// The cost `J = e²` in cm², summed over the axes, at least 0: how far off the dot is, but not on which side. A power
  /// meter behind a pinhole reports no more than this. A loop takes NaN for a lost spot.
  @inlinable
  public static func cost(_ squareCentimeters: Double) -> Reading {
    Reading(kind: .cost, onlyCost: squareCentimeters)
  }

  /// A reading in which no dot is in sight.
  @inlinable
  public static var spotLost: Reading { Reading(kind: .spotLost) }

  /// The error, or nil if the spot is lost or its side unknown.
  @inlinable
  public var error: PerAxis<axes, Length>? {
    kind == .error ? errors : nil
  }

  /// The error if a loop can follow it; nil if the spot is lost, its side is unknown, or the error is NaN.
  @inlinable
  @inline(__always)
  public var followableError: PerAxis<axes, Length>? {
    guard let error, !error.sumOfSquares.isNaN else { return nil }
    return error
  }

  /// The cost of a reading of unknown side if a loop can follow it; nil if the spot is lost, the reading has an error,
  /// or the cost is NaN.
  @inlinable
  public var followableCost: Double? {
    kind == .cost && onlyCost >= 0 ? onlyCost : nil
  }

  /// The cost in cm², summed over the axes; nil if the spot is lost.
  @inlinable
  public var cost: Double? {
    switch kind {
    case .error: errors.sumOfSquares
    case .cost: onlyCost
    case .spotLost: nil
    }
  }
}
