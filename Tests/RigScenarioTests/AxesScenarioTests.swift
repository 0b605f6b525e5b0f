import RigCore
import RigSimulation
import Testing

@testable import RigScenario

/// Rigs with several axes, from file to model.
@Suite struct AxesScenarioTests {
  @Test func `every key of a pan-tilt rig reaches its model`() throws {
    let found = try scenario(
      """
      rig:
        kind: panTilt
        distance: 250
        distanceDrift: 0.5
        laserHeight: 4
        target: 90
        targetDrift: 0.1
        targetAcross: -40
        targetAcrossDrift: 0.2
        targetAcrossJumpStep: 7
        targetAcrossJump: 12
        servo: {preset: hobby, reversed: true}
        sensor: {noise: 0.3, bias: 1, biasAcross: -2}
        faults: [{part: actuator, kind: stuck, axis: 2}, {part: sensor, kind: stuck}]
        panTilt:
          wallYaw: 20
          wallPitch: -10
          sensorRotation: 15
          crossing: 3
          panServo: {backlash: 1.5}
      loop: {frameRate: 20}
      """
    ).panTiltModel
    var hobby = ServoModel.hobby
    hobby.mounting.isReversed = true
    var pan = hobby
    pan.backlash.play = .degrees(1.5)
    #expect(
      found
        == PanTiltModel(
          wall: WallModel(
            distance: .fixed(.centimeters(250)), distanceDriftPerStep: .centimeters(0.5), laserHeight: .centimeters(4),
            target: Trajectory(start: .centimeters(90), driftPerStep: .centimeters(0.1))),
          targetAcross: Trajectory(
            start: .centimeters(-40), driftPerStep: .centimeters(0.2), jumpStep: 7, jump: .centimeters(12)),
          geometry: PanTiltGeometry(
            wallYaw: .degrees(20), wallPitch: .degrees(-10), sensorRotation: .degrees(15), crossing: .degrees(3)),
          tilt: hobby, pan: pan,
          sensor: SensorModel(
            Bias(offset: .centimeters(1), across: .centimeters(-2)),
            GaussianNoise(standardDeviation: .centimeters(0.3))),
          faults: [Fault(part: .actuator, kind: .stuck, axis: 1), Fault(part: .sensor, kind: .stuck)],
          frameSeconds: 0.05))
  }

  @Test func `every key of a beam walk reaches its model`() throws {
    let found = try scenario(
      """
      rig:
        kind: beamWalk
        servo: {travelFrom: -2, travelTo: 2}
        sensor: {rounding: 0.01, biasAcross: 0.1}
        beamWalk:
          mirrorDistance: 25
          nearDistance: 15
          farDistance: 90
          firstMirrorRoll: 1
          secondMirrorRoll: 2
          nearRoll: 3
          farRoll: 4
          nearTarget: 0.1
          nearTargetAcross: 0.2
          farTarget: 0.3
          farTargetAcross: 0.4
      """
    ).beamWalkModel
    let sensor = SensorModel(Rounding(unit: .centimeters(0.01)), Bias(across: .centimeters(0.1)))
    #expect(
      found
        == BeamWalkModel(
          geometry: BeamWalkGeometry(
            mirrorDistance: .centimeters(25), nearDistance: .centimeters(15), farDistance: .centimeters(90),
            mirrorRoll1: .degrees(1), mirrorRoll2: .degrees(2), nearRoll: .degrees(3), farRoll: .degrees(4)),
          targets: PerAxis { axis in Trajectory(start: .centimeters([0.1, 0.2, 0.3, 0.4][axis])) },
          servos: PerAxis(repeating: ServoModel(travel: .degrees(-2) ... .degrees(2))), near: sensor, far: sensor,
          frameSeconds: 0.1))
  }

  @Test func `the pan servo is like the other until something is said of it`() throws {
    for text in ["", "rig: {servo: {preset: hobby}}", "rig: {servo: {travelTo: 30, reversed: true}}"] {
      let found = try scenario("rig: {kind: panTilt}\n", from: try scenario(text))
      #expect(found.panTiltModel.pan == found.panTiltModel.tilt)
    }
    let apart = try scenario("rig: {kind: panTilt, servo: {lag: 0.1, backlash: 2}, panTilt: {panServo: {lag: 0.3}}}")
    #expect(apart.panTiltModel.pan.motor.lagSeconds == 0.3 && apart.panTiltModel.pan.backlash.play == .degrees(2))
    #expect(apart.panTiltModel.tilt.motor.lagSeconds == 0.1)
    // A preset takes over all but how the laser is mounted.
    let preset = try scenario(
      "rig: {kind: panTilt, servo: {preset: hobby, offset: 2}, panTilt: {panServo: {preset: galvo, backlash: 0.1}}}")
    let galvo = try scenario("rig: {servo: {preset: galvo, offset: 2, backlash: 0.1}}").rigModel.servo
    #expect(preset.panTiltModel.pan == galvo && preset.panTiltModel.tilt.deadBand == ServoModel.hobby.deadBand)
  }

  @Test func `a preset on the command line takes the place of what the file says of pan`() throws {
    let file = "rig: {kind: panTilt, panTilt: {panServo: {backlash: 2, reversed: true}}}"
    for flag in ["rig.servo.preset=hobby", "rig.panTilt.panServo.preset=hobby"] {
      var hobby = ServoModel.hobby
      hobby.mounting.isReversed = true
      #expect(try scenario(file, flags: [flag]).panTiltModel.pan == hobby, "\(flag)")
    }
    let both = try scenario(file, flags: ["rig.servo.lag=0.5"]).panTiltModel
    #expect(both.pan.motor.lagSeconds == 0.5 && both.pan.backlash.play == .degrees(2))
  }

  @Test func `a start puts the dot where it says`() throws {
    func dot(_ start: String) throws -> [Double] {
      let found = try scenario("rig: {kind: panTilt, distance: 200, laserHeight: 5, panTilt: {wallYaw: 25}, \(start)}")
      return try #require(found.panTiltRigs.plant(seed: RandomSeed(1)).truth.dots).values.map { place in
        (place.centimeters * 1e9).rounded() / 1e9
      }
    }
    #expect(try dot("start: 60, startAcross: -30") == [60, -30])
    #expect(try dot("start: 60") == [60, 0])
    #expect(try dot("startAcross: 12") == [5, 12])
    #expect(try dot("target: 1") == [5, 0])
  }

  @Test func `a start that no beam reaches`() {
    let steep = "rig: {kind: panTilt, startAcross: -700, panTilt: {wallYaw: 60}}"
    #expect(
      complaint(steep)
        == """
        test.yaml:1:35: rig.startAcross: no beam leads to the start 0 cm high and -700 cm across; move it nearer to 0
        """)
    let far = "rig: {kind: panTilt, start: 30, startAcross: 300, panTilt: {panServo: {travelTo: 40}}}"
    #expect(
      complaint(far)
        == """
        test.yaml:1:29: rig.start: to begin 30 cm high and 300 cm across the pan servo would have to stand at 45.0°, \
        beyond its travel from -89° to 40°
        """)
    #expect(
      complaint("rig: {kind: panTilt, start: 300, distance: 1..300}")
        == """
        test.yaml:1:29: rig.start: to begin 300 cm high and 0 cm across on a wall at 1 cm the tilt servo would have to \
        stand at 89.8°, beyond its travel from -89° to 89°
        """)
    #expect(complaint("rig: {kind: panTilt, start: 30, startAcross: 200}") == nil)
    let narrow = "rig: {kind: panTilt, start: 30, startAcross: 200, servo: {travelTo: 40}}"
    #expect(complaint(narrow) == nil)
    for key in ["rig.panTilt.panServo.offset", "rig.servo.offset"] {
      #expect(complaint(narrow, flags: ["\(key)=-10"])?.hasPrefix("--set: \(key): to begin") == true)
    }
  }

  @Test func `settings of other kinds of rig contradict nothing`() {
    let jump = "distanceJump: 3"
    #expect(complaint("rig: {\(jump)}") != nil && complaint("rig: {kind: panTilt, \(jump)}") != nil)
    #expect(complaint("rig: {kind: beamWalk, \(jump)}") == nil)
    let empty = "servo: {travelFrom: 40, travelTo: 30}"
    #expect(complaint("rig: {\(empty)}") != nil && complaint("rig: {kind: beamWalk, \(empty)}") != nil)
    #expect(complaint("rig: {kind: pins, \(empty)}")?.contains("travel") != true)
  }

  @Test func `one of two detectors clips`() throws {
    let both = try scenario("rig: {kind: beamWalk, sensor: {saturation: 2, noise: 0.1}}").beamWalkModel
    let far = try scenario(
      "rig: {kind: beamWalk, sensor: {saturation: 2, noise: 0.1}, beamWalk: {farSaturation: 0.25}}"
    ).beamWalkModel
    #expect(both.near == both.far && far.near == both.near)
    var expected = both.far
    expected.saturation = Saturation(limit: .centimeters(0.25))
    #expect(far.far == expected)
    let near = try scenario("rig: {kind: beamWalk, beamWalk: {nearSaturation: 0.2}}")
    // Targets at 0.5, -0.3, -0.4 and 0.6 cm, and the dots in the middle.
    var rig = near.beamWalkRigs.plant(seed: RandomSeed(1))
    let errors = rig.read().error?.values.map { error in (error.centimeters * 1e9).rounded() / 1e9 }
    #expect(errors == [-0.2, 0.2, 0.4, -0.6])
  }

  @Test func `detectors that see the same, or stand the wrong way round`() {
    #expect(
      complaint("rig: {kind: beamWalk, beamWalk: {nearDistance: 50, farDistance: 50}}")
        == """
        test.yaml:1:65: rig.beamWalk.farDistance: the far detector, 50 cm behind mirror 2, must stand beyond the near \
        one, 50 cm behind it; at one place both see the same
        """)
    #expect(
      complaint("rig: {kind: beamWalk}", flags: ["rig.beamWalk.nearDistance=120"])?
        .hasPrefix("--set: rig.beamWalk.nearDistance: the far detector, 100 cm behind") == true)
    // A rig of another kind is not checked for this.
    #expect(complaint("rig: {beamWalk: {nearDistance: 120}}") == nil)
  }

  @Test func `an empty travel of pan`() {
    let text = "rig: {kind: panTilt, panTilt: {panServo: {travelTo: -89}}}"
    #expect(
      complaint(text)?.hasPrefix("test.yaml:1:53: rig.panTilt.panServo.travelTo: the travel from -89") == true)
  }

  @Test func `a fault on an axis that the rig has not`() {
    let list = "faults: [{part: sensor, kind: stuck}, {part: actuator, kind: stuck, axis: 3}]"
    #expect(
      complaint("rig: {kind: panTilt, \(list)}")?.hasSuffix(
        """
        rig.faults: entry 2 is on axis 3, but a rig of the kind panTilt has 2; leave axis out for all
        """) == true)
    #expect(complaint("rig: {\(list)}")?.contains("a rig of the kind singleAxis has 1;") == true)
    #expect(complaint("rig: {kind: beamWalk, \(list)}") == nil)
  }

  private static let kinds: [Substring] = ["singleAxis", "panTilt", "beamWalk", "pins"]

  @Test(arguments: [
    ("rig.targetAcross=1", "singleAxis", "panTilt"), ("rig.panTilt.wallYaw=1", "beamWalk", "panTilt"),
    ("rig.beamWalk.farRoll=1", "panTilt", "beamWalk"), ("rig.sensor.biasAcross=1", "singleAxis", "panTilt or beamWalk"),
    ("rig.sensor.reports=error", "panTilt", "singleAxis"), ("rig.distance=100", "beamWalk", "singleAxis or panTilt"),
    ("rig.target=100", "beamWalk", "singleAxis, panTilt or pins"),
  ])
  func `a flag for another kind of rig`(flag: String, kind: String, owners: String) {
    let path = flag.split(separator: "=")[0]
    let found = complaint("rig: {kind: \(kind)}", flags: [flag])?.wholeMatch(
      of: #/--set: ([\w.]+): only a rig of the kind (.+) has it, but rig.kind is (\w+)/#)
    #expect(found?.output.1 == path && found?.output.3 == Substring(kind))
    func names(_ list: Substring) -> [Substring] { list.split(separator: #/, | or /#) }
    // Later kinds may have the key as well.
    let told = names(found?.output.2 ?? "").filter { name in Self.kinds.contains(name) }
    #expect(told == names(owners[...]), "\(flag)")
    // A file may describe several kinds.
    #expect(
      complaint(file(setting: String(path), to: String(flag.split(separator: "=")[1])), flags: ["rig.kind=\(kind)"])
        == nil)
  }

  @Test func `a rig is shown without the keys of other kinds, unless they are set`() throws {
    func shows(_ text: String, _ word: String) throws -> Bool { try scenario(text).yaml.contains(word) }
    #expect(try !shows("", "panTilt:") && !shows("", "beamWalk:") && !shows("", "targetAcross"))
    #expect(try shows("rig: {kind: panTilt}", "panServo:") && !shows("rig: {kind: panTilt}", "firstMirrorRoll"))
    #expect(try shows("rig: {kind: beamWalk}", "firstMirrorRoll") && shows("rig: {kind: beamWalk}", "biasAcross"))
    #expect(try shows("rig: {panTilt: {panServo: {lag: 1}}}", "panServo:"))
    #expect(try !shows("rig: {servo: {lag: 1}}", "panServo:"))
  }
}
