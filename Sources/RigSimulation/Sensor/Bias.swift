public import RigCore

/// A sensor that is not level with the target.
public struct Bias: Sendable, Equatable {
  /// How much too high every reading is.
  public var offset: Length

  /// Adds `offset` to every reading.
  public init(offset: Length = .zero) {
    self.offset = offset
  }

  var isOn: Bool { offset != .zero }
}
