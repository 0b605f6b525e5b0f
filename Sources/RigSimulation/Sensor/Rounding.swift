public import RigCore

/// The unit that reports come in: 1 cm for a friend who shouts whole centimetres, the pitch for a row of photodiodes.
public struct Rounding: Sendable, Equatable {
  /// The unit; 0 for none.
  public var unit: Length

  /// Rounds reports to multiples of `unit`, at least 0; halves go away from zero.
  public init(unit: Length = .zero) {
    precondition(unit >= .zero, "a unit is at least 0 cm")
    self.unit = unit
  }

  var isOn: Bool { unit > .zero }

  func round(_ error: Double) -> Double {
    let units = (error / unit.centimeters).rounded()
    // Too fine a unit to be counted is none.
    return units.isFinite ? units * unit.centimeters : error
  }
}
