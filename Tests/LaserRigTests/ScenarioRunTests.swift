import Foundation
import RigCore
import RigTestSupport
import RigTheory
import Testing

/// The exit code that the comment of each scenario promises: 0 for one that settles, 3 for one that runs away, 4 for
/// one that is meant to go on to its last step.
let scenarioStatuses: [String: Int32] = [
  "article": 0, "beam-walk": 0, "below-target": 0, "dead-time": 3, "drifting-target": 4, "hobby-servo": 0,
  "lost-spot": 0, "noisy": 0,
  "pan-tilt": 0, "power-meter": 0, "raspberry-pi": 0, "reversed-servo": 0, "too-large": 3, "too-small": 0,
  "two-errors": 0,
  "unknown-distance": 0,
]

/// What the program warns of, beside the report, where a scenario is meant to make it warn.
let scenarioWarnings = [
  "reversed-servo":
    "laserrig: warning: the laser turns the wrong way: followed with the sense reversed; rig.servo.reversed: false "
    + "would mend it\n"
]

/// One word turns the scenario of a real rig into a simulated one; the others are simulated already.
func simulated(_ name: String) -> [String] { name == "raspberry-pi" ? ["--set=rig.kind=singleAxis"] : [] }

/// The scenarios whose rigs have several axes.
let axesOfScenarios = ["beam-walk": 4, "pan-tilt": 2, "two-errors": 2]

@Suite struct ScenarioRunTests {
  private static let outcomes: [Int32: String] = [0: "converged", 3: "diverged", 4: "stepLimit"]

  @Test func `every file is run here`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Program.package + "/Config")
    // Beside them stands a folder of job scripts.
    #expect(files.filter { $0 != "slurm" }.sorted() == scenarioStatuses.keys.map { name in name + ".yaml" }.sorted())
  }

  @Test func `the seed decides the lots that a rule draws`() throws {
    func run(_ arguments: [String], seed: Int) throws -> String {
      // Nothing else is left to chance.
      let settings = ["--rule", "spsa", "--noise", "0", "--steps", "30", "--format", "csv", "--seed", String(seed)]
      let found = try Program.run(["run"] + arguments + settings)
      #expect(found.output.split(separator: "\n").count > 10, "\(found.errors)")
      return found.output
    }
    for arguments in [["--distance", "300", "--target", "100"], ["pan-tilt"]] {
      let first = try run(arguments, seed: 1)
      #expect(try run(arguments, seed: 1) == first)
      #expect(try (2...6).allSatisfy { seed in try run(arguments, seed: seed) != first })
    }
  }

  @Test(arguments: scenarioStatuses.keys.filter { name in axesOfScenarios[name] == nil }.sorted())
  func `it ends as it promises, with complete JSON`(name: String) throws {
    let expected = try #require(scenarioStatuses[name])
    let found = try Program.run(["run", name, "--seed", "1", "--format", "json"] + simulated(name))
    #expect(found.status == expected && found.errors == scenarioWarnings[name] ?? "")
    let report = try Report(found.output)
    #expect(report.schemaVersion == 1 && report.seed == 1 && !report.reason.isEmpty)
    #expect(report.outcome == Self.outcomes[expected])
    #expect(report.steps.map(\.index) == Array(0...report.stepCount))
    #expect(
      report.finalErrorCentimeters == report.steps.last { step in step.costSquareCentimeters != nil }?.errorCentimeters)
    #expect(report.finalCostSquareCentimeters == report.steps.last?.costSquareCentimeters)
    #expect(report.truth.distanceCentimeters > 0)
    for step in report.steps {
      // The gradient is twice the error, the cost its square; a step without a sighting has none of the three, and one
      // that does not know the side only the last.
      #expect(step.gradientCentimeters == step.errorCentimeters.map { error in 2 * error })
      if step.errorCentimeters != nil || name != "power-meter" {
        #expect(step.costSquareCentimeters == step.errorCentimeters.map { error in error * error })
      }
      #expect((-90...90).contains(step.angleDegrees))
      #expect(abs(step.timeSeconds - Double(step.index) / 10) < 1e-9)
    }
  }

  @Test(arguments: axesOfScenarios.keys.sorted())
  func `with several axes it ends as it promises, with a list for each figure of an axis`(name: String) throws {
    let axes = try #require(axesOfScenarios[name])
    let found = try Program.run("run", name, "--seed", "1", "--format", "json")
    #expect(found.status == scenarioStatuses[name] && found.errors == "")
    let root = try #require(try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [String: Any])
    let steps = try #require(root["steps"] as? [[String: Any]])
    #expect(steps.count == (root["stepCount"] as? Int ?? -1) + 1)
    for step in steps {
      let errors = try #require(step["errorCentimeters"] as? [Double])
      #expect(errors.count == axes && (step["angleDegrees"] as? [Double])?.count == axes)
      let gradients = try #require(step["gradientCentimeters"] as? [Double])
      #expect(gradients.count == axes)
      #expect(zip(gradients, errors).allSatisfy { pair in abs(pair.0 - 2 * pair.1) <= 1e-12 * pair.0.magnitude })
      let cost = try #require(step["costSquareCentimeters"] as? Double)
      #expect(abs(cost - errors.reduce(0) { sum, error in sum + error * error }) <= 1e-12 * cost)
    }
    let truth = try #require(root["truth"] as? [String: Any])
    let (target, dot) = (truth["targetCentimeters"] as? [Double], truth["dotCentimeters"] as? [Double])
    let error = try #require(truth["errorCentimeters"] as? [Double])
    #expect(target?.count == axes && dot?.count == axes && error.count == axes)
    // A sensor may be turned: the error is as long in its axes as in the wall's.
    let off = zip(dot ?? [], target ?? []).reduce(0) { sum, pair in sum + (pair.0 - pair.1) * (pair.0 - pair.1) }
    #expect(abs(off - error.reduce(0) { sum, error in sum + error * error }) <= 1e-9)
    let rows = try #require(truth["jacobianCentimeters"] as? [[Double]])
    #expect(rows.map(\.count) == Array(repeating: axes, count: axes))
    #expect(try #require(truth["conditionNumber"] as? Double) >= 1 - 1e-9)
    #expect((truth["distanceCentimeters"] is NSNull) == (axes == 4))
  }

  @Test func `two errors that cancel, step by step, and a cost that does not`() throws {
    let found = try Program.run("run", "two-errors", "--format", "csv")
    let rows = found.lines.dropFirst().map { line in line.split(separator: ",").map { field in Double(field) ?? .nan } }
    for (step, row) in rows.enumerated() {
      let (tilt, pan, cost) = (row[4], row[5], row[8])
      #expect(abs(tilt + pan) < 3e-3 && abs(cost / (18 * pow(0.64, Double(step))) - 1) < 1e-2)
    }
    #expect(rows.count > 20)
    let right = try Program.run("run", "two-errors", "--set", "rig.startAcross=3", "--format", "csv").lines[1]
    #expect(right.split(separator: ",")[4...5].compactMap { field in Double(field)?.rounded() } == [3, 3])
  }

  @Test func `every key of the JSON is there, null or not`() throws {
    let found = try Program.run("run", "lost-spot", "--format", "json")
    let root = try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [String: Any]
    let keys = [
      "schemaVersion", "scenario", "seed", "steps", "stepCount", "outcome", "reason", "initialErrorCentimeters",
      "finalErrorCentimeters", "missedFrames", "truth",
    ]
    #expect(Set(keys).isSubset(of: Set((root ?? [:]).keys)))
    let steps = try #require(root?["steps"] as? [[String: Any]])
    let lost = steps.filter { step in step["errorCentimeters"] is NSNull }
    #expect(!lost.isEmpty && lost.count < steps.count)
    for step in steps {
      for key in [
        "index", "timeSeconds", "angleDegrees", "errorCentimeters", "gradientCentimeters", "costSquareCentimeters",
      ] {
        #expect(step[key] != nil, "\(key)")
      }
    }
    #expect(
      lost.allSatisfy { step in step["gradientCentimeters"] is NSNull && step["costSquareCentimeters"] is NSNull })
  }

  @Test(arguments: ["hobby-servo", "lost-spot", "noisy", "unknown-distance"])
  func `a seed gives the same bytes, another one others`(name: String) throws {
    for format in ["table", "json", "csv"] {
      func bytes(_ seed: String) throws -> String {
        try Program.run("run", name, "--seed", seed, "--format", format).output
      }
      let first = try bytes("7")
      #expect(first.count > 500)
      #expect(try bytes("7") == first)
      #expect(try bytes("8").replacing("seed 8", with: "seed 7").replacing("\"seed\": 8", with: "\"seed\": 7") != first)
    }
  }

  @Test func `without a seed one is drawn, shown, and good for the same run again`() throws {
    let first = try Report(try Program.run("run", "noisy", "--format", "json").output)
    let again = try Report(
      try Program.run("run", "noisy", "--format", "json", "--seed", String(first.seed)).output)
    #expect(again.steps.map(\.errorCentimeters) == first.steps.map(\.errorCentimeters))
    let other = try Report(try Program.run("run", "noisy", "--format", "json").output)
    #expect(other.seed != first.seed)
  }

  @Test func `a name, a file name and a path are the same scenario`() throws {
    let byName = try Program.run("run", "article", "--seed", "1")
    for name in ["article.yaml", "Config/article.yaml"] {
      #expect(try Program.run("run", name, "--seed", "1").output == byName.output)
    }
    #expect(try Program.run("article", "--seed", "1").output == byName.output)
  }

  @Test func `without a scenario a first look, with its picture`() throws {
    let folder = try TemporaryFolder()
    let found = try Program.run("--seed", "1", in: folder.path)
    #expect([0, 4].contains(found.status) && found.errors == "")
    #expect(found.output.contains("\nPicture: descent.svg\n"))
    #expect(try folder.files == ["descent.svg"])
  }

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

  /// Why a long run that begins without a sign check uses up its steps.
  private func reason(_ settings: String..., seed: Int = 1, noise: Double = 0.3) throws -> String {
    try Report(
      Program.run(
        [
          "run", "article", "--no-probe", "--rule", "gradientDescent", "--learning-rate", "0.2", "--tolerance", "0.2",
          "--steps", "600", "--seed", "\(seed)", "--noise", "\(noise)", "--format", "json", "--quiet",
        ] + settings.flatMap { setting in ["--set", setting] }
      ).output
    ).reason
  }

  @Test func `a lag behind a drift and a stuck servo are told apart, or both are named`() throws {
    let drift = "rig.targetDrift=2"
    let stuck = "rig.faults=[{part: actuator, kind: stuck, from: 2}]"
    var named = [0, 0]
    for seed in 1...20 {
      let lag = try reason(drift, seed: seed)
      #expect(lag.contains("the error stays at 5 ± 0.0"), "\(lag)")
      #expect(lag.contains("the lag is the drift a step divided by the loop gain"), "\(lag)")
      #expect(!lag.contains("and the dot does not follow: is the servo stuck"), "\(lag)")
      if lag.contains("a step: the dot lags behind a target or a wall that drifts") { named[0] += 1 }
      let still = try reason(stuck, seed: seed)
      #expect(still.contains("the error stays at ") && still.contains("stuck"), "\(still)")
      #expect(!still.contains("a step: the dot lags behind"), "\(still)")
      if still.contains("and the dot does not follow: is the servo stuck") { named[1] += 1 }
    }
    #expect(named[0] >= 10 && named[1] >= 10, "\(named)")
    // Without noise they look the same.
    for setting in [drift, stuck] {
      let found = try reason(setting, noise: 0)
      #expect(found.contains("either the dot lags behind a target that drifts, or it does not follow"), "\(found)")
    }
    // A rate that would do, and that none does.
    let slow = try reason("rig.targetDrift=0.1", noise: 0.02)
    #expect(
      slow.contains("so a learning rate above 0.25 brings it within the tolerance if the loop is stable"), "\(slow)")
    #expect(try reason(drift).contains("and no stable rate brings it within the tolerance: raise loop.frameRate"))
    // A dot that comes to rest on its target, or moves on it with the noise, is none of these.
    for setting in ["rig.target=100", "rig.servo.deadBand=0.3", "rig.servo.resolution=0.5"] {
      #expect(try !reason(setting).contains("stays at"), "\(setting)")
    }
  }

  @Test(arguments: 0...4) func `the rate named for a swing is stable, whatever part of it is a servo's lag`(
    deadTime: Int
  ) throws {
    var named = 0
    for lag in [0.5, 1, 2, 3.5, 5] {
      let pole = exp(-1 / lag)
      let loop = LinearLoop(gain: 1, deadTime: deadTime, servoPole: pole)
      for share in [1.05, 1.3, 2] {
        func run(_ rate: Double) throws -> FinishedProgram {
          try Program.run(
            "run", "article", "--no-probe", "--rule", "gradientDescent", "--learning-rate", "\(rate)", "--set",
            "rig.sensor.deadTime=\(deadTime)", "--set", "rig.servo.lag=\(lag / 10)", "--set",
            "loop.divergence.halvings=0", "--steps", "2000", "--quiet")
        }
        let found = try run(share * loop.edge / 2)
        // Lag alone swings from end to end of the travel at last, which has no growth.
        guard let match = found.output.firstMatch(of: /learning rate of at most ([0-9.]+), half/) else { continue }
        named += 1
        let rate = try #require(Double(match.1))
        #expect(loop.with(gain: 2 * rate).isStable, "\(lag), \(share): \(2 * rate / loop.edge) of the edge")
        #expect(try run(rate).status == 0, "\(lag), \(share)")
      }
    }
    #expect(deadTime == 0 || named == 15, "\(named)")
  }

  @Test func `a rule that learns is not ended by a swing`() throws {
    for seed in 1...60 {
      let found = try Program.run(
        "run", "built-in", "--rule", "broyden", "--seed", "\(seed)", "--quiet", "--plot", "none")
      #expect(found.status != 3 && !found.output.contains("swings ever wider"), "\(seed): \(found.output)")
    }
  }

  @Test(arguments: 1...4) func `a falling rate with dead time runs on where theory says that it settles`(
    deadTime: Int
  ) throws {
    let edge = LinearLoop(gain: 1, deadTime: deadTime).edge
    for share in [1.1, 1.5, 2] {
      let theory = DecayingLoop(
        gain: share * edge, decay: RateDecay(steps: 10, power: 0.8), deadTime: deadTime)
      guard case .steps(let steps) = theory.settling(to: 0.01) else {
        Issue.record("theory does not say when \(share) settles")
        continue
      }
      let found = try Program.run(
        "run", "article", "--no-probe", "--rule", "decayingRate", "--learning-rate", "\(share * edge / 2)", "--set",
        "controller.decaySteps=10", "--set", "controller.decayPower=0.8", "--set", "rig.sensor.deadTime=\(deadTime)",
        "--tolerance", "0.03", "--steps", "\(steps + 100)", "--quiet")
      #expect(found.status == 0, "\(share): \(found.output)")
    }
  }

  @Test func `a last reading within the tolerance is never called still so large`() throws {
    // The target stands just beyond the travel.
    let found = try Program.run(
      "run", "article", "--no-probe", "--rule", "gradientDescent", "--set", "rig.servo.travelTo=18.4",
      "--start", "90", "--learning-rate", "0.5", "--tolerance", "1", "--quiet")
    #expect(found.status == 4 && !found.output.contains("the error is still"), "\(found.output)")
    #expect(found.output.contains("cm off, within the tolerance, but the actuator stands at the end of its travel"))
  }

  @Test func `the loop gain of several axes is that of the loop as it ended`() throws {
    func share(_ arguments: String...) throws -> (text: Substring, left: Double) {
      let found = try Program.run(["run", "pan-tilt", "--quiet"] + arguments)
      let line = try #require(found.lines.first { line in line.contains("loop gain ") })
      return (line, try #require((line.firstMatch(of: /a step leaves ([0-9.]+) of/)?.1).flatMap { Double($0) }))
    }
    let right = try share("--set", "loop.probe=true")
    for axis in ["rig.servo.reversed=true", "rig.panTilt.panServo.reversed=true"] {
      let reversed = try share("--set", "loop.probe=true", "--set", axis)
      #expect(reversed.text.contains("with ideal servos and the reversal followed a step leaves"))
      #expect(abs(reversed.left - right.left) < 0.05)
    }
    // A mirror's travel ends before the dot is far off, so that the loop swings on at half the rate, and half of that.
    let halved = try Program.run(
      "run", "beam-walk", "--quiet", "--learning-rate", "10", "--assumed-distance", "300", "--steps", "40")
    let slow = try Program.run(
      "run", "beam-walk", "--quiet", "--learning-rate", "2.5", "--assumed-distance", "300", "--steps", "40", "--set",
      "loop.divergence.halvings=0")
    func gain(_ run: FinishedProgram) -> Double? {
      run.output.firstMatch(of: /loop gain +[0-9.]+ to ([0-9.]+):/).flatMap { match in Double(match.1) }
    }
    #expect(halved.output.contains(": with ideal servos and the rate halved to 2.5 a step multiplies"))
    let (found, wanted) = (try #require(gain(halved)), try #require(gain(slow)))
    #expect(abs(found - wanted) < 0.02 * wanted)
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

  @Test func `where a rule feels too far its key is named`() throws {
    for rule in ["extremumSeeking", "spsa"] {
      let found = try Program.run("run", "beam-walk", "--quiet", "--rule", rule)
      #expect(found.status == 3)
      #expect(found.output.contains("; the rule feels its way by controller.perturbation (10 cm): try a smaller one\n"))
    }
    #expect(try !Program.run("run", "power-meter", "--seed", "1").output.contains("controller.perturbation"))
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

  @Test func `a rate that makes the error swing ever wider is halved, and every report says so`() throws {
    let guarded = ["run", "too-large", "--seed", "1", "--set", "loop.divergence.halvings=3"]
    let found = try Program.run(guarded + ["--format", "json"])
    #expect(found.status == 0)
    #expect(
      found.errors == "laserrig: warning: step 9: the error swings ever wider, so the learning rate is halved to 0.75\n"
    )
    #expect(try Report(found.output).rateHalvings == 1)
    let table = try Program.run(guarded + ["--quiet"]).output
    #expect(table.contains("\n  rate halved     once, at step 9 to 0.75, since the error swung ever wider\n"))
    #expect(table.contains("\n  loop gain       1.5 = 2 · 0.75 · 300 / 300"))
    // Beyond the bound too, as long as halvings are left.
    let fast = try Program.run(guarded + ["--learning-rate", "3", "--format", "json"])
    #expect(try fast.status == 0 && Report(fast.output).rateHalvings == 2)
    let hopeless = try Program.run(guarded + ["--learning-rate", "30", "--format", "json"])
    let report = try Report(hopeless.output)
    #expect(hopeless.status == 3 && report.outcome == "diverged" && report.rateHalvings == 3)
  }

  @Test(arguments: ["decayingRate", "errorDependentRate"])
  func `a halving tells the rule's parameter, not the rate that the rule has come to`(rule: String) throws {
    let other = rule == "decayingRate" ? "controller.decaySteps=200" : "controller.rateFar=1.5"
    let found = try Program.run(
      "run", "too-large", "--quiet", "--rule", rule, "--set", "loop.divergence.halvings=3", "--learning-rate", "1.5",
      "--set", other)
    #expect(found.errors.contains("the learning rate is halved to 0.75\n"), "\(found)")
    #expect(found.output.contains(" to 0.75, since the error swung ever wider\n"))
  }

  @Test func `a swing between a servo's steps is put down to the servo, by the figure of the theory`() throws {
    let run = ["article", "--set", "rig.servo.deadBand=2", "--steps", "300"]
    let found = try Program.run(["run"] + run + ["--quiet"])
    #expect(found.output.contains("here the servo's dead band of 2° is 11.6 cm on this wall: no learning rate"))
    #expect(found.output.contains("\n  servo           its dead band of 2° is 11.6 cm on this wall\n"))
    let coarse = ["article", "--set", "rig.servo.resolution=2"]
    let step = try #require(
      try Program.run(["theory"] + coarse).output.firstMatch(of: /resolution +([0-9.]+) cm/)?.1)
    #expect(try Program.run(["run"] + coarse + ["--quiet"]).output.contains("resolution of 2° is \(step) cm"))
  }

  @Test func `a reading that rests at the sensor's limit is told as such`() throws {
    let found = try Program.run(
      "run", "article", "--quiet", "--no-probe", "--steps", "20", "--set", "rig.sensor.saturation=2", "--set",
      "rig.servo.reversed=true")
    #expect(
      found.output.contains(
        "the last 21 readings stand at the sensor's limit of 2 cm (rig.sensor.saturation), so the dot is at least as"),
      "\(found.output)")
  }

  @Test(arguments: [1, 2]) func `a dead time of one step is told in the singular`(steps: Int) throws {
    let found = try Program.run("run", "article", "--quiet", "--set", "rig.sensor.deadTime=\(steps)")
    let words = steps == 1 ? "1 step" : "2 steps"
    #expect(found.output.contains("(a reading \(words) old)"))
    #expect(found.output.contains("with a dead time of \(words)\n"))
  }

  @Test func `readings at the limit of a simulated sensor are counted as clipped`() throws {
    let arguments = ["run", "article", "--set", "rig.sensor.saturation=2", "--set", "rig.sensor.rounding=0.7"]
    let report = try Report(try Program.run(arguments + ["--format", "json"]).output)
    // The limit is rounded to 2.1.
    let clipped = report.steps.prefix { step in abs((step.errorCentimeters ?? 0) - 2.1) < 1e-9 }.count
    #expect(clipped > 0 && report.saturatedReadings == clipped)
    let table = try Program.run(arguments + ["--quiet"]).output
    #expect(table.contains("\n  clipped         \(clipped) readings were clipped at 2 cm: the error may be larger\n"))
    #expect(try Report(try Program.run("run", "article", "--format", "json").output).saturatedReadings == nil)
  }

  @Test func `each detector of a beam walk is clipped at its own limit`() throws {
    func run(_ settings: [String]) throws -> FinishedProgram {
      try Program.run(["run", "beam-walk", "--seed", "1"] + settings.flatMap { setting in ["--set", setting] })
    }
    // The far errors begin at 0.4 and -0.6 cm, the near ones at -0.5 and 0.3 cm.
    let far = try run(["rig.beamWalk.farSaturation=0.2"]).output
    #expect(far.contains(/\n  clipped         [0-9]+ readings were clipped at 0\.2 cm: the error may be larger\n/))
    let both = try run(["rig.beamWalk.farSaturation=0.2", "rig.sensor.saturation=0.25"]).output
    #expect(both.contains(/\n  clipped         [0-9]+ readings were clipped at 0\.25 or 0\.2 cm: the error/))
    // A detector with a limit of its own does not have that of both.
    let wide = ["rig.beamWalk.farSaturation=5", "rig.beamWalk.nearSaturation=5"]
    for settings in [wide, wide + ["rig.sensor.saturation=0.01"]] {
      let found = try run(settings).output
      #expect(!found.contains("clipped"))
    }
    let stuck = try run([
      "rig.beamWalk.farSaturation=0.2", "loop.probe=false", "loop.steps=40", "controller.rule=gradientDescent",
      "rig.faults=[{part: actuator, kind: stuck}]",
    ]).output
    #expect(
      stuck.contains(
        "the last 41 readings stand at the sensor's limit of 0.2 cm (rig.beamWalk.farSaturation), so the dot is at"),
      "\(stuck)")
  }

  @Test func `a rule that learns the response is not probed for`() throws {
    let found = try Program.run("run", "reversed-servo", "--rule", "extremumSeeking", "--format", "json")
    #expect(found.status == 0 && found.errors == "")
    #expect(try Report(found.output).steps.allSatisfy { step in !step.probing })
  }

  @Test func `a spot that stays lost`() throws {
    let found = try Program.run(
      "run", "lost-spot", "--seed", "1", "--set", "loop.search.reach=0.1", "--format", "json")
    #expect(found.status == 5)
    #expect(try Report(found.output).outcome == "spotLost")
  }

  @Test func `a scenario that was shown can be run`() throws {
    for name in scenarioStatuses.keys.sorted() {
      let shown = try Program.run("config", "--show", name)
      let folder = try TemporaryFolder(files: ["\(name).yaml": shown.output])
      let found = try Program.run(
        ["run", "\(name).yaml", "--seed", "1", "--format", "csv"] + simulated(name), in: folder.path)
      #expect(found.errors == scenarioWarnings[name] ?? "")
      #expect(
        found.output == (try Program.run(["run", name, "--seed", "1", "--format", "csv"] + simulated(name)).output),
        "\(name)")
    }
  }
}
