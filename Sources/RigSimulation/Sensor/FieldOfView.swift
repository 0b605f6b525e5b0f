public import RigCore

/// The part of the sheet that the sensor sees: so far from the target, up and down.
public struct FieldOfView: Sendable, Equatable {
  /// The largest error in sight; infinite for all of the sheet.
  public var halfHeight: Length

  /// Sees the dot no farther than `halfHeight` (above 0) from the target.
  public init(halfHeight: Length = .centimeters(.infinity)) {
    precondition(halfHeight > .zero, "a field of view is above 0 cm")
    self.halfHeight = halfHeight
  }

  var isOn: Bool { halfHeight.centimeters.isFinite }

  func sees(_ error: Double) -> Bool {
    error.magnitude <= halfHeight.centimeters
  }
}
