public import RigCore

/// The unit that reports come in: 1 cm for a friend who shouts whole centimetres, the pitch for a row of photodiodes.
public struct Rounding: Sendable, Equatable {
  /// The unit; 0 for none.
  public var unit: Length

  /// Rounds reports to multiples of `unit`, at least 0; halves go away from zero.
  public init(unit: Length = .zero) {
    self.unit = unit
  }

  var isOn: Bool { unit > .zero }

  func round(_ error: Double) -> Double {
    (error / unit.centimeters).rounded() * unit.centimeters
  }
}
