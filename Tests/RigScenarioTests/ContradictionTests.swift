import RigCore
import RigScenario
import RigSimulation
import Testing

/// Settings that are legal each by itself and cannot all be meant.
@Suite struct ContradictionTests {
  @Test(arguments: [
    ("controller.momentum", "0.7", "only momentum and nesterov use it", [RuleDefinition.momentum, .nesterov]),
    ("controller.decaySteps", "5", "only decayingRate uses it", [.decayingRate]),
    ("controller.decayPower", "1", "only decayingRate uses it", [.decayingRate]),
    ("controller.rateFar", "0.7", "only errorDependentRate uses it", [.errorDependentRate]),
    ("controller.rateChange", "1", "only errorDependentRate uses it", [.errorDependentRate]),
    ("controller.perturbation", "1", "only extremumSeeking and spsa use it", [.extremumSeeking, .spsa]),
  ])
  func `a rule's own parameter with another rule`(path: String, value: String, words: String, users: [RuleDefinition]) {
    for rule in RuleDefinition.all {
      let message = "\(path): \(words), but the rule is \(rule.name)"
      let isUsed = users.contains(rule)
      let name = path.split(separator: ".")[1]
      let text = "controller: {rule: \(rule.name), \(name): \(value)}"
      let column = 24 + rule.name.count + name.count
      #expect(
        complaint(text)
          == (isUsed ? nil : "test.yaml:1:\(column): \(message); set controller.rule to \(users[0])"))
      #expect(
        complaint("controller: {rule: \(rule.name)}", flags: ["\(path)=\(value)"])
          == (isUsed ? nil : "--set: \(message); add --rule \(users[0])"))
      #expect(
        complaint("", flags: ["controller.rule=\(rule.name)", "\(path)=\(value)"])
          == (isUsed ? nil : "--set: \(message); add --rule \(users[0])"))
    }
    // The default rule counts as well.
    #expect(
      complaint("", flags: ["\(path)=\(value)"])
        == "--set: \(path): \(words), but the rule is recursiveLeastSquares; add --rule \(users[0])")
  }

  @Test func `a flag or variable may switch the rule of a file that has parameters for its own`() throws {
    let text = "controller: {rule: momentum, momentum: 0.7}"
    let found = try scenario(text, flags: ["controller.rule=gradientDescent"])
    #expect(found.controller.rule == .gradientDescent)
    #expect(try scenario(text, environment: ["LASERRIG_CONTROLLER_RULE": "nesterov"]).controller.rule == .nesterov)
    // But what is given together with the rule must go with it.
    #expect(
      complaint(text, flags: ["controller.rule=gradientDescent", "controller.momentum=0.5"])
        == "--set: controller.momentum: only momentum and nesterov use it, but the rule is gradientDescent; add --rule "
        + "momentum")
  }

  @Test func `a sensor that tells only the cost, and a rule that needs the side`() throws {
    let words =
      "a sensor that reports only the cost does not tell the side, which gradientDescent needs; set "
      + "controller.rule to extremumSeeking or spsa"
    #expect(
      complaint("rig: {sensor: {reports: cost}}\ncontroller: {rule: gradientDescent}")
        == "test.yaml:1:25: rig.sensor.reports: \(words)")
    #expect(
      complaint("rig: {sensor: {reports: cost}}", flags: ["controller.rule=gradientDescent"])
        == "--set: controller.rule: \(words)")
    for rule in RuleDefinition.all {
      let found = complaint("", flags: ["rig.sensor.reports=cost", "controller.rule=\(rule.name)"])
      #expect((found == nil) == (rule == .extremumSeeking || rule == .spsa))
      #expect(complaint("", flags: ["controller.rule=\(rule.name)"]) == nil)
    }
  }

  @Test func `a probe whose first turn is its widest and more`() {
    let words = "the first turn of 4° is wider than the widest of 3°"
    #expect(complaint("loop: {probeAngle: 4, probeLimit: 3}") == "test.yaml:1:20: loop.probeAngle: \(words)")
    #expect(
      complaint("loop: {probeLimit: 3}", flags: ["loop.probeAngle=4"]) == "--set: loop.probeAngle: \(words)")
    #expect(complaint("loop: {probeAngle: 3, probeLimit: 3}") == nil)
  }

  @Test func `a dead time that is longer than a probe waits`() throws {
    let late = "rig: {sensor: {deadTime: 9}}\ncontroller: {rule: gradientDescent}"
    #expect(
      try scenario(late).warnings == [
        "a reading is 9 steps old, and the sign check waits for 8: it may come to nothing or to the wrong sense; leave it "
          + "out (--no-probe, loop.probe: false) or set controller.rule to one that learns the response, such as "
          + "recursiveLeastSquares"
      ])
    #expect(try scenario(late, flags: ["rig.sensor.deadTime=8"]).warnings == [])
    #expect(try scenario(late, flags: ["loop.probe=false"]).warnings == [])
    #expect(try scenario(late, flags: ["controller.rule=recursiveLeastSquares"]).warnings == [])
  }

  @Test func `a rule that feels its way is told where it would feel too far`() throws {
    let feeling = "controller: {rule: extremumSeeking}"
    let bench = ["rig.kind=beamWalk", "rig.servo.preset=steeringMirror", "controller.assumedDistance=130"]
    #expect(
      try scenario(feeling, flags: bench).warnings == [
        """
        controller.perturbation: 10 cm at the assumed distance of 130 cm is a turn of 4.4°, more than the servo's travel \
        has room for from its middle; lower it to below 6.81
        """
      ])
    #expect(try scenario(feeling, flags: bench + ["controller.perturbation=6.8"]).warnings == [])
    #expect(
      try scenario(feeling, flags: ["rig.sensor.fieldOfView=9"]).warnings == [
        """
        controller.perturbation: 10 cm at the assumed distance of 300 cm may take the dot out of sight, which ends 9 cm \
        from the target; lower it
        """
      ])
    #expect(try scenario(feeling, flags: ["rig.sensor.fieldOfView=10"]).warnings == [])
    // After 200 steps and half as many pairs of readings, 1 / 101^0.101 of it is left.
    let pushing = ["controller.rule=spsa", "loop.tolerance=0.62"]
    #expect(
      try scenario(feeling, flags: pushing + ["controller.perturbation=1"]).warnings == [
        """
        controller.perturbation: 1 cm at the assumed distance of 300 cm leaves pushes of 0.63 cm at the last step, and the \
        dot no nearer than that, so it cannot settle within 0.62 cm; lower it, or raise loop.tolerance
        """
      ])
    #expect(try scenario(feeling, flags: pushing + ["controller.perturbation=0.98"]).warnings == [])
    #expect(try scenario("controller: {rule: secant}", flags: ["rig.sensor.fieldOfView=1"]).warnings == [])
  }

  @Test func `an empty travel`() {
    #expect(
      complaint("", flags: ["rig.servo.travelFrom=50", "rig.servo.travelTo=10"])?
        .hasPrefix("--set: rig.servo.travelFrom: the travel from 50") == true)
    #expect(
      complaint("rig: {servo: {travelTo: -20}}", flags: ["rig.servo.travelFrom=-20"])?
        .hasPrefix("--set: rig.servo.travelFrom: the travel from -20") == true)
    #expect(
      complaint("rig: {servo: {travelTo: -89}}")?.hasPrefix("test.yaml:1:25: rig.servo.travelTo: the travel") == true)
  }

  @Test func `a start beyond the travel before the farthest wall alone`() throws {
    // The beam points 30° higher than the command says, so the command for a far wall is the lowest.
    let rig = "rig: {start: 200, distance: 300..3000, servo: {offset: 30, travelFrom: -20}}"
    let far = try #require(complaint(rig))
    #expect(far.contains("to begin 200 cm high on a wall at 3000 cm the servo would have to stand at -26.2°"))
    #expect(complaint("rig: {start: 200, distance: 300..500, servo: {offset: 30, travelFrom: -20}}") == nil)
  }

  @Test func `a start beyond the travel`() throws {
    let far = try #require(complaint("", flags: ["rig.start=1000000"]))
    #expect(far.hasPrefix("--set: rig.start: to begin 1000000 cm high the servo"))
    #expect(far.contains("the servo would have to stand at 90.0°, beyond its travel from -89"))
    // The message names the origin that overrides the others.
    let near = try #require(complaint("rig: {start: 300, distance: 300}", flags: ["rig.servo.travelTo=40"]))
    #expect(near.hasPrefix("--set: rig.servo.travelTo: to begin 300 cm high") && near.contains("at 45.0°"))
    #expect(complaint("rig: {start: 300, distance: 300}", flags: ["rig.servo.travelTo=45.1"]) == nil)
    // Of the walls that may be drawn the nearest counts.
    #expect(complaint("rig: {start: 300, distance: 100..1000}") == nil)
    let drawn = try #require(complaint("rig: {start: 300, distance: 1..1000}"))
    #expect(drawn.hasPrefix("test.yaml:1:14: rig.start: to begin 300 cm high on a wall at 1 cm the servo"))
  }

  @Test func `settings that do nothing alone`() {
    #expect(
      complaint("rig: {sensor: {outliers: 0.1}}")
        == "test.yaml:1:26: rig.sensor.outliers: does nothing alone; set rig.sensor.outlierSize too")
    #expect(complaint("rig: {sensor: {outliers: 0.1, outlierSize: 5}}") == nil)
    #expect(
      complaint("rig: {sensor: {outlierSize: 5}}")
        == "test.yaml:1:29: rig.sensor.outlierSize: does nothing alone; set rig.sensor.outliers too")
    #expect(
      complaint("rig: {targetJump: 5}")
        == "test.yaml:1:19: rig.targetJump: does nothing alone; set rig.targetJumpStep too")
    #expect(
      complaint("", flags: ["rig.distanceJumpStep=5"])
        == "--set: rig.distanceJumpStep: does nothing alone; set rig.distanceJump too")
    // Nor does a message ask for a key that was just set to nothing.
    #expect(
      complaint("rig: {targetJump: 5}", flags: ["rig.targetJumpStep=none"])
        == "--set: rig.targetJumpStep: without it rig.targetJump does nothing; set both, or neither")
    #expect(
      complaint("output: {picture: rig}")
        == "test.yaml:1:19: output.picture: there is no file to draw it to; set output.plot")
    #expect(complaint("output: {picture: rig, plot: a.svg}") == nil)
  }

  @Test(arguments: [
    ("rig.sensor.noiseCorrelation=0.5", "rig.sensor.noise"), ("rig.sensor.humPhase=90", "rig.sensor.hum"),
    ("rig.servo.vibrationPhase=90", "rig.servo.vibration"), ("rig.targetSwayPhase=90", "rig.targetSway"),
    ("rig.sensor.background=0.1", "rig.sensor.peakRadius"),
    ("rig.sensor.powerFluctuation=0.1", "rig.sensor.peakRadius"),
  ]) func `a setting that does nothing without another, which does without it`(flag: String, needed: String) {
    let path = flag.prefix { character in character != "=" }
    #expect(complaint("", flags: [flag]) == "--set: \(path): does nothing alone; set \(needed) too")
    // An amplitude has no effect without its frequency, nor has a jump of the power without its step.
    let frequency = needed + "Frequency"
    let all = ["\(needed)=0.1"] + (ScenarioKey.key(at: frequency) == nil ? [] : ["\(frequency)=1"])
    #expect(complaint("", flags: all + [flag]) == nil && complaint("", flags: all) == nil)
  }

  @Test func `a jump of the power needs its step and a peak`() {
    let jump = ["rig.sensor.powerJump=0.1", "rig.sensor.powerJumpStep=3"]
    #expect(
      complaint("", flags: jump) == "--set: rig.sensor.powerJump: does nothing alone; set rig.sensor.peakRadius too")
    #expect(complaint("", flags: jump + ["rig.sensor.peakRadius=5"]) == nil)
  }

  @Test func `a preset on the command line takes the place of a file's servo`() throws {
    let file = "rig: {servo: {preset: hobby, deadBand: 0.7, backlash: 0.2}}"
    #expect(try scenario(file).rig.servo.deadBand == 0.7)
    let servo = try scenario(file, flags: ["rig.servo.preset=galvo", "rig.servo.backlash=0.1"]).rig.servo
    let wanted = try scenario("", flags: ["rig.servo.preset=galvo", "rig.servo.backlash=0.1"]).rig.servo
    #expect(servo == wanted)
  }

  @Test func `a CSV without its steps`() {
    let words = "without its steps nothing of the CSV is left; use json or table"
    #expect(
      complaint("output: {format: csv}", flags: ["output.quiet=true"]) == "--set: output.quiet: \(words)")
    #expect(
      complaint("output: {quiet: true}", environment: ["LASERRIG_OUTPUT_FORMAT": "csv"])
        == "LASERRIG_OUTPUT_FORMAT: output.format: \(words)")
    for format in ["table", "json"] {
      #expect(complaint("output: {quiet: true, format: \(format)}") == nil)
    }
  }

  @Test func `a tolerance finer than the readings is worth a warning, no more`() throws {
    let coarse = try scenario("rig: {sensor: {rounding: 1}}\nloop: {tolerance: 0.1}")
    #expect(
      coarse.warnings == [
        """
        readings come in steps of 1 cm, so a settled dot may be up to 0.5 cm off, more than the tolerance of 0.1 cm
        """
      ])
    #expect(try scenario("rig: {sensor: {rounding: 1}}\nloop: {tolerance: 0.5}").warnings == [])
    // Noise shakes the readings over the edges, so that their mean tells more than each.
    #expect(try scenario("rig: {sensor: {rounding: 1, noise: 0.25}}\nloop: {tolerance: 0.1}").warnings == [])
    #expect(Scenario().warnings == [] && Scenario.firstLook.warnings == [])
  }

  @Test func `noise with a memory is worth a warning, if it is as large as the tolerance`() throws {
    for (settings, key) in [
      ("hum: 1, humFrequency: 0.3", "hum"), ("pinkNoise: 1", "pinkNoise"),
      ("noise: 1, noiseCorrelation: 0.9", "noiseCorrelation"),
    ] {
      let found = try scenario("rig: {sensor: {\(settings)}}\nloop: {tolerance: 0.5, steps: 2000}").warnings
      #expect(found.count == 1 && found[0].hasPrefix("rig.sensor.\(key) moves readings"), "\(found)")
      #expect(found.first?.hasSuffix("with the dot more than 0.5 cm off") == true)
      #expect(try scenario("rig: {sensor: {\(settings)}}\nloop: {tolerance: 20, steps: 2000}").warnings == [])
    }
    #expect(try scenario("rig: {sensor: {noise: 1}}\nloop: {tolerance: 0.5, steps: 2000}").warnings == [])
  }
}
