public import RigCore

/// A length that may change while a rig runs: it drifts evenly, it jumps once, it sways, or all of it.
public struct Trajectory: Sendable, Equatable {
  /// The value at step 0.
  public var start: Length
  /// The change from each step to the next.
  public var driftPerStep: Length
  /// The step at which the value jumps; nil for no jump.
  public var jumpStep: Int?
  /// By how much the value jumps.
  public var jump: Length
  /// The sway about the value in cm; nil for none.
  public var sway: Wave?

  /// A length that starts at `start`; by default it stays there.
  public init(
    start: Length, driftPerStep: Length = .zero, jumpStep: Int? = nil, jump: Length = .zero, sway: Wave? = nil
  ) {
    self.start = start
    self.driftPerStep = driftPerStep
    self.jumpStep = jumpStep
    self.jump = jump
    self.sway = sway
  }

  /// True if the value never changes. A jump without a step, or without a size, does not count.
  public var isConstant: Bool {
    // The whole value is compared, so that nothing that moves it can be forgotten here.
    self == Trajectory(start: start, jumpStep: jump == .zero ? jumpStep : nil, jump: jumpStep == nil ? jump : .zero)
  }

  /// The length at `step`, if all steps take the same time.
  public func value(at step: Int) -> Length { value(at: step, time: Double(step)) }

  /// The length at `step`, which comes at `time`, counted in even steps.
  func value(at step: Int, time: Double) -> Length {
    var drifted = start + Double(step) * driftPerStep
    if let sway { drifted = drifted + .centimeters(sway.value(at: time)) }
    guard let jumpStep, step >= jumpStep else { return drifted }
    return drifted + jump
  }
}
