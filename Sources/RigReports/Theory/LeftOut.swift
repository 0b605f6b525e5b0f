internal import RigCore
package import RigScenario

/// What of a rig a theory knows nothing of.
package struct LeftOut: Equatable {
  /// In a sentence that names all of it, in order.
  package let words: String
  /// By itself.
  package let name: String
}

extension Scenario {
  /// What of the rig the theory knows nothing of, in words.
  package var leftOutOfTheory: [String] { leftOut.map(\.words) }

  /// The names of what the edge of the theory's loop knows nothing of. The servo's steps and its play have a theory of
  /// their own, but the edge is that of a servo without.
  package var leftOutOfEdge: [String] {
    let nonlinear = [(rig.servo.resolution > 0, "servo steps"), (rig.servo.backlash > 0, "backlash")]
    return leftOut.map(\.name) + nonlinear.filter(\.0).map(\.1)
  }

  private var leftOut: [LeftOut] {
    let servo = rig.servo
    let sensor = rig.sensor
    let found: [(Bool, String, String)] = [
      (servo.deadBand > 0, "the servo's dead band", "dead band"),
      (servo.slewRate != nil, "its slew rate", "slew rate"),
      (servo.lag > 0, "its lag", "lag"),
      (sensor.rounding > 0, "the rounding of readings", "rounded readings"),
      (sensor.bias != 0, "their bias", "bias"),
      (sensor.dropouts > 0, "lost readings", "lost readings"),
      (sensor.outliers > 0, "outliers", "outliers"),
      (sensor.fieldOfView != nil || sensor.saturation != nil, "where the sensor's sight ends", "the end of sight"),
      (rig.distanceDrift != 0 || rig.distanceJumpStep != nil, "that the wall moves", "the wall's motion"),
      (rig.targetDrift != 0 || rig.targetJumpStep != nil, "that the target moves", "the target's motion"),
      (
        linearForm?.rateFar != nil && sensor.noise > 0, "that noise alone makes the rate larger",
        "what noise does to the rate"
      ),
      (!rig.faults.isEmpty, "the faults", "faults"),
    ]
    return found.filter(\.0).map { _, words, name in LeftOut(words: words, name: name) }
  }
}
