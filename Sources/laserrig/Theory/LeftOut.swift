internal import RigScenario

extension Scenario {
  /// What of the rig the theory knows nothing of, in words.
  var leftOutOfTheory: [String] {
    let servo = rig.servo
    let sensor = rig.sensor
    let found: [(Bool, String)] = [
      (servo.deadBand > 0, "the servo's dead band"),
      (servo.slewRate != nil, "its slew rate"),
      (servo.lag > 0, "its lag"),
      (sensor.rounding > 0, "the rounding of readings"),
      (sensor.bias != 0, "their bias"),
      (sensor.dropouts > 0, "lost readings"),
      (sensor.outliers > 0, "outliers"),
      (sensor.fieldOfView != nil || sensor.saturation != nil, "where the sensor's sight ends"),
      (rig.distanceDrift != 0 || rig.distanceJumpStep != nil, "that the wall moves"),
      (rig.targetDrift != 0 || rig.targetJumpStep != nil, "that the target moves"),
      (!rig.faults.isEmpty, "the faults"),
    ]
    return found.filter(\.0).map(\.1)
  }
}
