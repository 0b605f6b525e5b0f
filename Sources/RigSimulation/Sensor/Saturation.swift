public import RigCore

/// The largest error that a sensor can put in words.
public struct Saturation: Sendable, Equatable {
  /// The largest report, up or down; infinite for no limit.
  public var limit: Length

  /// Reports errors beyond `limit` (above 0) as the limit.
  public init(limit: Length = .centimeters(.infinity)) {
    precondition(limit > .zero, "a limit is above 0 cm")
    self.limit = limit
  }

  var isOn: Bool { limit.centimeters.isFinite }

  func clamp(_ error: Double) -> Double {
    min(max(error, -limit.centimeters), limit.centimeters)
  }
}
