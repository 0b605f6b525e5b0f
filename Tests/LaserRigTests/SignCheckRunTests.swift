import RigCore
import RigTestSupport
import RigTheory
import Testing

/// What a run tells of its sign check: the sense and the coupling of its axes, and a rate that is too large for them.
@Suite struct SignCheckRunTests {
  @Test func `the sign check follows a reversed servo, and without it the loop runs away`() throws {
    let checked = try Program.run("run", "reversed-servo", "--format", "json")
    let report = try Report(checked.output)
    #expect(report.signCheck?.reversed == true && report.signCheck?.readingCount == 22)
    #expect(abs((report.signCheck?.responseCentimetersPerSlope ?? 0) + 300) < 1e-6)
    #expect(report.steps.map(\.probing) == report.steps.map { step in step.index < 22 })
    let unchecked = try Program.run("run", "reversed-servo", "--format", "json", "--no-probe")
    #expect(unchecked.status == 3 && unchecked.errors == "")
    #expect(try Report(unchecked.output).signCheck == nil)
    // What the warning advises makes it go away.
    let mended = try Program.run("run", "reversed-servo", "--set", "rig.servo.reversed=false")
    #expect(mended.status == 0 && mended.errors == "")
  }

  @Test func `a dead time that the sign check does not wait out is warned of, and never taken for the wrong sense`()
    throws
  {
    let late = [
      "run", "article", "--rule", "gradientDescent", "--learning-rate", "0.01", "--set", "rig.sensor.deadTime=12",
      "--steps", "200",
    ]
    let found = try Program.run(late + ["--set", "loop.probe=true", "--format", "json"])
    #expect(found.status == 7)
    #expect(
      found.errors.hasPrefix(
        "laserrig: warning: a reading is 12 steps old, and the sign check waits for 8: it may come"))
    #expect(found.errors.split(separator: "\n").count { line in line.contains("warning") } == 1)
    #expect(try Report(found.output).reason.contains("turns by 10° and back, the dot ends"))
    #expect(try Program.run(late + ["--no-probe"]).errors == "")
  }

  private static let spin = "rig.servo.continuousRotation=1"

  @Test(arguments: [
    // Far from neutral such a servo leaves every bound before the sign check is done.
    (["article", "--set", "rig.servo.continuousRotation=1"], 3),
    (["hobby-servo", "--start", "50", "--set", "rig.servo.continuousRotation=3"], 3),
    (["hobby-servo", "--start", "50", "--set", "rig.sensor.fieldOfView=30", "--set", spin], 5),
    (["hobby-servo", "--start", "50", "--set", "rig.sensor.saturation=20", "--set", spin], 7),
    (["article", "--start", "100", "--set", "rig.servo.continuousRotation=3"], 4),
  ])
  func `a dot that moves by itself in the sign check is told, with what may move it`(arguments: [String], status: Int)
    throws
  {
    let found = try Program.run(["run"] + arguments + ["--set", "loop.probe=true", "--quiet", "--seed", "1"])
    #expect(found.status == Int32(status), "\(found.output)")
    let words = /in the sign check the dot went on by [0-9.]+ cm in [0-9]+ readings of one command: a continuous-/
    #expect(found.output.contains(words), "\(found.output)")
  }

  @Test(arguments: [0.0, 5, 10, 30]) func `a continuous-rotation servo is named from wherever it begins`(start: Double)
    throws
  {
    for seed in 1...3 {
      let found = try Program.run(
        "run", "hobby-servo", "--start", "\(start)", "--set", "rig.servo.continuousRotation=1", "--quiet", "--seed",
        "\(seed)")
      let words = (start == 0 ? "this looks like a " : "") + "continuous-rotation servo, whose command"
      #expect(found.output.contains(words), "\(found.output)")
    }
  }

  @Test func `a sign check that ends on a dot at rest says nothing of a motion`() throws {
    let stuck = "rig.faults=[{part: actuator, kind: stuck}]"
    let found = try Program.run("run", "hobby-servo", "--set", stuck, "--quiet", "--seed", "1")
    #expect(found.status == 7 && !found.output.contains("in the sign check the dot went on"), "\(found.output)")
  }

  @Test func `of coupled axes the sign check says what it leaves open`() throws {
    let words = "of each axis alone: together they turn a step by "
    let two = try Program.run(
      "run", "pan-tilt", "--rule", "gradientDescent", "--learning-rate", "0.1", "--set", "loop.probe=true", "--quiet")
    #expect(two.output.contains(words))
    #expect(try !Program.run("run", "reversed-servo", "--quiet").output.contains(words))
  }

  @Test(arguments: [60, 70, -65, 110]) func `a sensor turned to the side is told as coupling, with its angle`(
    degrees: Int
  ) throws {
    let found = try Program.run(
      "run", "pan-tilt", "--quiet", "--set", "loop.probe=true", "--set", "rig.panTilt.sensorRotation=\(degrees)",
      "--set",
      "rig.panTilt.wallYaw=0", "--set", "rig.panTilt.wallPitch=0", "--set", "rig.panTilt.crossing=0", "--set",
      "rig.sensor.noise=0.02", "--tolerance", "0.01")
    let match = try #require(found.errors.firstMatch(of: /the axes are coupled: the response is turned by ([0-9]+)°/))
    // Play in the gears, and the slope of the wall far from its middle, take away or add a degree or two.
    #expect(try abs(abs(degrees) - #require(Int(match.1))) <= 3, "\(found.errors)")
    #expect(found.errors.contains("turn the sensor back (rig.panTilt.sensorRotation), or choose a rule that learns"))
    #expect(!found.errors.contains("would mend it"), "no servo is to blame")
    // The end of a run that does not settle says so again.
    #expect(found.output.contains("; the axes are coupled: the response is turned by "), "\(found.output)")
    let learner = try Program.run(
      "run", "pan-tilt", "--quiet", "--rule", "recursiveLeastSquares", "--set", "loop.probe=true", "--set",
      "rig.panTilt.sensorRotation=\(degrees)")
    #expect(!learner.errors.contains("coupled"))
  }

  @Test func `axes that are coupled a little are no reason for a warning`() throws {
    for scenario in ["pan-tilt", "two-errors", "beam-walk"] {
      let found = try Program.run("run", scenario, "--quiet", "--set", "loop.probe=true", "--seed", "3")
      #expect(found.errors == "", "\(scenario): \(found.errors)")
    }
  }

  @Test func `a rate that coupled axes do not bear is told, with one that they do`() throws {
    let turned = [
      "run", "two-errors", "--quiet", "--set", "loop.probe=true", "--set", "rig.panTilt.sensorRotation=60",
      "--tolerance",
      "0.01", "--set", "loop.divergence.halvings=0",
    ]
    // 2 cos 60° is 1.
    let found = try Program.run(turned + ["--learning-rate", "0.6"])
    let match = try #require(
      found.errors.firstMatch(
        of: /gain would be ([0-9.]+), stable below ([0-9.]+) with axes so coupled; use one of at most ([0-9.]+), half/))
    #expect(try abs(#require(Double(match.2)) - 1) < 0.05, "\(found.errors)")
    #expect(try #require(Double(match.1)) > 1)
    let rate = try #require(Double(match.3))
    #expect(try !Program.run(turned + ["--learning-rate", "\(rate)"]).errors.contains("too large"))
  }

  @Test func `of a bench whose axes share a key it is named only if it mends them all`() throws {
    func warnings(_ settings: String...) throws -> String {
      try Program.run(
        ["run", "beam-walk", "--quiet", "--set", "loop.probe=true"]
          + settings.flatMap { setting in ["--set", setting] }
      ).errors
    }
    let all = try warnings("rig.servo.reversed=true")
    #expect(
      all == "laserrig: warning: the laser turns the wrong way on mirror 1 tilt, mirror 1 pan, mirror 2 tilt, "
        + "mirror 2 pan: followed with the sense reversed; rig.servo.reversed: false would mend it\n", "\(all)")
    for (key, mirror, other) in [
      ("firstMirrorRoll", "mirror 1", "nearRoll"), ("secondMirrorRoll", "mirror 2", "farRoll"),
    ] {
      let one = try warnings("rig.beamWalk.\(key)=180")
      #expect(
        one == "laserrig: warning: the laser turns the wrong way on \(mirror) tilt, \(mirror) pan: followed with the "
          + "sense reversed; it is not rig.servo.reversed, which turns other axes too: is its mirror or its detector "
          + "mounted upside down (rig.beamWalk.\(key), rig.beamWalk.\(other))?\n", "\(one)")
    }
  }

  @Test(arguments: [("pan", "rig.panTilt.panServo.reversed"), ("tilt", "rig.servo.reversed")])
  func `a reversed axis of two is told with its own key and name`(name: String, key: String) throws {
    let tilt = [
      "--set", "rig.servo.reversed=\(name == "tilt")", "--set", "rig.panTilt.panServo.reversed=\(name == "pan")",
    ]
    let found = try Program.run(["run", "pan-tilt", "--quiet", "--set", "loop.probe=true"] + tilt)
    #expect(
      found.errors
        == "laserrig: warning: the laser turns the wrong way on \(name): followed with the sense reversed; "
        + "\(key): false would mend it\n")
  }

  @Test(arguments: [(1, "tilt"), (2, "pan")])
  func `an axis that does not answer is called by its name`(axis: Int, name: String) throws {
    let fault = "rig.faults=[{part: actuator, kind: stuck, axis: \(axis)}]"
    let found = try Program.run("run", "pan-tilt", "--quiet", "--set", "loop.probe=true", "--set", fault)
    #expect(found.status == 7)
    #expect(found.output.contains(" cm when \(name) turns by 10°: is the servo stuck"))
    #expect(found.output.contains("does not move by more than the standard error of 0.1"))
  }

  @Test func `a rate that the sign check finds too large is told before it is tried`() throws {
    let found = try Program.run(
      "run", "reversed-servo", "--set=rig.servo.reversed=false", "--learning-rate", "1.5", "--steps", "25")
    #expect(
      found.errors
        == "laserrig: warning: the learning rate of 1.5 is too large for this rig: its loop gain would be 3, "
        + "stable below 2; use one of at most 0.5, half of the edge at 1\n")
    let stable = try Program.run("run", "reversed-servo", "--set=rig.servo.reversed=false", "--learning-rate", "0.9")
    #expect(stable.errors == "" && stable.status == 0)
    // A lag of two frames moves the edge to a gain of 8.17.
    let slow = try Program.run(
      "run", "reversed-servo", "--set=rig.servo.reversed=false", "--set=rig.servo.lag=0.2", "--learning-rate", "1.5")
    #expect(slow.errors == "" && slow.status == 0, "\(slow)")
  }

  @Test(arguments: ["{part: actuator, kind: stuck}", "{part: sensor, kind: intermittent, probability: 1}"])
  func `a dot that does not answer ends the run before the loop is closed`(fault: String) throws {
    let found = try Program.run(
      "run", "hobby-servo", "--set", "rig.faults=[\(fault)]", "--set", "rig.sensor.rounding=0", "--format", "json")
    #expect(found.status == 7)
    let report = try Report(found.output)
    #expect(report.outcome == "unresponsive" && report.reason.hasSuffix("(--no-probe does not ask)"))
    #expect(report.steps.allSatisfy { step in step.probing })
  }

  @Test func `a rule that learns the response is not probed for`() throws {
    let found = try Program.run("run", "reversed-servo", "--rule", "extremumSeeking", "--format", "json")
    #expect(found.status == 0 && found.errors == "")
    #expect(try Report(found.output).steps.allSatisfy { step in !step.probing })
  }

  @Test func `without a sign check, axes that run away are told of it`() throws {
    let turned = ["run", "pan-tilt", "--set", "rig.panTilt.sensorRotation=85", "--seed", "1", "--quiet"]
    let found = try Program.run(turned)
    let advice = "a sign check (loop.probe: true) tells whether the axes are reversed, swapped or turned"
    #expect(found.status == 3 && found.output.contains(advice), "\(found.output)")
    let checked = try Program.run(turned + ["--set", "loop.probe=true"])
    #expect(!checked.output.contains(advice) && checked.output.contains("the axes are coupled"), "\(checked.output)")
  }
}
