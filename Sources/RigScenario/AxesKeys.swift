internal import RigCore

extension ScenarioKey {
  /// The keys that only rigs with several axes have, but for those of the target, the start and the sensor.
  static let severalAxes: [ScenarioKey] = panTilt + panServo + beamWalk

  private static let panTilt: [ScenarioKey] = [
    .number(
      "rig.panTilt.wallYaw", \.rig.panTilt.wallYaw, slants, unit: "°",
      "how far the wall's right side is turned away"),
    .number("rig.panTilt.wallPitch", \.rig.panTilt.wallPitch, slants, unit: "°", "how far the wall's top leans away"),
    .number(
      "rig.panTilt.sensorRotation", \.rig.panTilt.sensorRotation, turns, unit: "°",
      "how far the sensor is turned clockwise"),
    .number(
      "rig.panTilt.crossing", \.rig.panTilt.crossing, slants, unit: "°",
      "how much the axes miss a right angle; positive has the tilt axis higher on the right"),
  ]

  /// The pan servo has the keys of `rig.servo`, which stand for both servos until one of these changes the pan alone.
  private static let panServo: [ScenarioKey] = servo.map { key in
    let path = "rig.panTilt.panServo" + key.path.dropFirst("rig.servo".count)
    let summary =
      switch key.path {
      case "rig.servo.preset": "the servo of pan, where it is another than that of tilt"
      case "rig.servo.offset": "how far to the right the beam points"
      case "rig.servo.reversed": "a larger command moves the beam to the left"
      default: key.summary
      }
    return ScenarioKey(path, key.type, isOptional: key.isOptional, summary) { scenario in
      key.read(scenario.withPanServo)
    } write: { scenario, value in
      var changed = scenario.withPanServo
      key.write(&changed, value)
      scenario.rig.panTilt.panServo = changed.rig.servo == scenario.rig.servo ? nil : changed.rig.servo
    }
  }

  private static let beamWalk: [ScenarioKey] = [
    .number(
      "rig.beamWalk.mirrorDistance", \.rig.beamWalk.mirrorDistance, .distance, unit: "cm",
      "from mirror 1 to mirror 2"),
    .number(
      "rig.beamWalk.nearDistance", \.rig.beamWalk.nearDistance, .distance, unit: "cm",
      "from mirror 2 to the near detector"),
    .number(
      "rig.beamWalk.farDistance", \.rig.beamWalk.farDistance, .distance, unit: "cm",
      "from mirror 2 to the far detector, beyond the near one"),
    .number(
      "rig.beamWalk.firstMirrorRoll", \.rig.beamWalk.firstMirrorRoll, turns, unit: "°",
      "how far the mount of mirror 1 is rolled about the beam"),
    .number(
      "rig.beamWalk.secondMirrorRoll", \.rig.beamWalk.secondMirrorRoll, turns, unit: "°",
      "how far the mount of mirror 2 is rolled about the beam"),
    .number(
      "rig.beamWalk.nearRoll", \.rig.beamWalk.nearRoll, turns, unit: "°",
      "how far the near detector is rolled about the beam"),
    .number(
      "rig.beamWalk.farRoll", \.rig.beamWalk.farRoll, turns, unit: "°",
      "how far the far detector is rolled about the beam"),
    .number(
      "rig.beamWalk.nearTarget", \.rig.beamWalk.nearTarget, .length, unit: "cm",
      "the hidden height of the target on the near detector"),
    .number(
      "rig.beamWalk.nearTargetAcross", \.rig.beamWalk.nearTargetAcross, .length, unit: "cm",
      "where across that target is"),
    .number(
      "rig.beamWalk.farTarget", \.rig.beamWalk.farTarget, .length, unit: "cm",
      "the hidden height of the target on the far detector"),
    .number(
      "rig.beamWalk.farTargetAcross", \.rig.beamWalk.farTargetAcross, .length, unit: "cm",
      "where across that one is"),
  ]

  private static let slants = NumberRange.between(-89, 89)
  private static let turns = NumberRange.between(-180, 180)
}

extension Scenario {
  /// The scenario with the servo of pan in the place of that of tilt.
  fileprivate var withPanServo: Scenario {
    var scenario = self
    scenario.rig.servo = panServo
    return scenario
  }

  /// The servo that turns the beam across.
  var panServo: ServoSettings { rig.panTilt.panServo ?? rig.servo }
}
