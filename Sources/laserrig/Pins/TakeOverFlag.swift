internal import ArgumentParser
internal import RigScenario
internal import RigWiring

/// The flag of the commands that drive a real rig.
struct TakeOverFlag: ParsableArguments {
  @Flag(help: "Stop the pulses that another program makes on a servo's PWM channel, and take the channel.")
  var takeOver = false
}

extension Scenario {
  /// The real rig, which takes servos' outputs from other programs if `takesOver`.
  func pinRig(takesOver: Bool) -> PinRigSettings {
    var rig = pinRig
    rig.takesOver = takesOver
    return rig
  }
}
