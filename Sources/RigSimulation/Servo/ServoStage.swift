/// An imperfection of a servo.
public protocol ServoEffect: DeviceEffect {}

/// Servo effects at work.
protocol ServoStage: EffectChain {
  /// Moves the parts through one frame of `seconds`.
  func apply(to parts: inout ServoParts, _ state: inout State, seconds: Double)

  /// Puts the parts at the positions that they have once the command has stood for a long time.
  func rest(_ parts: inout ServoParts, _ state: inout State)
}

extension ServoStage where State == NoState {
  /// Applies the effect as in a frame: an effect that depends on the command alone is the same at rest.
  func rest(_ parts: inout ServoParts, _ state: inout NoState) { apply(to: &parts, &state, seconds: 0) }
}

extension Then: ServoStage where First: ServoStage, Next: ServoStage {
  @inline(__always)
  func apply(to parts: inout ServoParts, _ state: inout State, seconds: Double) {
    first.apply(to: &parts, &state.first, seconds: seconds)
    next.apply(to: &parts, &state.next, seconds: seconds)
  }

  func rest(_ parts: inout ServoParts, _ state: inout State) {
    first.rest(&parts, &state.first)
    next.rest(&parts, &state.next)
  }
}

/// The positions of the parts of a servo, in radians.
struct ServoParts: Sendable {
  /// The value that an effect takes from the one before it and hands to the one after it: at first the command, in the
  /// end the angle of the beam.
  var angle = 0.0
  /// The motor.
  var motor = 0.0
  /// The horn, which the motor turns through its gears.
  var horn = 0.0
}
