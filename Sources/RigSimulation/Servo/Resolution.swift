public import RigCore

/// The step that commands are rounded to: a pulse width in whole microseconds, a converter's bits.
public struct Resolution: Sendable, Equatable {
  /// The step; 0 for none.
  public var step: Angle

  /// Rounds to multiples of `step`, at least 0.
  public init(step: Angle = .zero) {
    precondition(step >= .zero, "a resolution is at least 0")
    self.step = step
  }

  var isOn: Bool { step > .zero }

  func round(_ radians: Double) -> Double {
    let steps = (radians / step.radians).rounded()
    // Too fine a step to be counted is none.
    return isOn && steps.isFinite ? steps * step.radians : radians
  }
}
