import Foundation
import RigCore
import RigTestSupport
import RigTheory
import Testing

/// The reasons that a run tells for its end, and the key that each of them names.
@Suite struct OutcomeReasonTests {
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

  @Test func `a dot that swings while it lags behind a drift is at no stuck servo`() throws {
    var standing = 0
    for seed in 1...6 {
      let found = try Program.run([
        "run", "pan-tilt", "--rule", "gradientDescent", "--set", "rig.targetDrift=1", "--seed", "\(seed)", "--quiet",
      ])
      if found.output.contains("the error of tilt stays at ") { standing += 1 }
      #expect(!found.output.contains("and the dot does not follow: is the servo stuck"), "\(seed)")
      // A simulated drift is so much a step, however many steps a second has.
      #expect(!found.output.contains("loop.frameRate"), "\(seed)")
    }
    #expect(standing > 0)
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
    #expect(
      try reason(drift).contains("and no stable rate brings it within the tolerance: raise loop.tolerance, or choose"))
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

  /// The theory of momentum, and the rate that a swing names, which is stable with the delay that the swing reveals.
  @Test(
    arguments: [
      ("momentum", ["controller.momentum=0.9"]), ("momentum", ["controller.momentum=0.5"]),
      ("nesterov", ["controller.momentum=0.9"]), ("nesterov", ["controller.momentum=0.5"]),
      ("errorDependentRate", ["controller.rateFar=0.4"]), ("errorDependentRate", ["controller.rateFar=1"]),
    ], 1...4)
  func `the rate named for a swing is stable under every rule with fixed rates`(
    rule: (name: String, settings: [String]), deadTime: Int
  ) throws {
    func run(_ rate: Double, _ settings: [String]) throws -> FinishedProgram {
      try Program.run(
        [
          "run", "article", "--rule", rule.name, "--learning-rate", "\(rate)", "--steps", "3000", "--quiet", "--set",
          "rig.sensor.deadTime=\(deadTime)",
        ] + settings.flatMap { setting in ["--set", setting] })
    }
    let found = try run(1, rule.settings)
    let advice = /learning rate of at most ([0-9.e-]+)(, near the target and far)?, (half|a third) of the edge/
    let match = try #require(found.output.firstMatch(of: advice), "\(found.output)")
    #expect(found.output.contains("a dead time of \(deadTime) step"), "\(found.output)")
    #expect(found.output.contains(" with momentum ") == (rule.name != "errorDependentRate"))
    #expect((match.2 != nil) == (rule.settings == ["controller.rateFar=0.4"]))
    let rate = try #require(Double(match.1))
    let named = rule.name == "errorDependentRate" ? ["controller.rateFar=\(rate)"] : rule.settings
    #expect(try run(rate, named).status == 0, "\(rate)")
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

  @Test func `where a rule feels too far its key is named`() throws {
    for rule in ["extremumSeeking", "spsa"] {
      let found = try Program.run("run", "beam-walk", "--quiet", "--rule", rule)
      #expect(found.status == 3)
      #expect(found.output.contains("; the rule feels its way by controller.perturbation (10 cm): try a smaller one\n"))
    }
    #expect(try !Program.run("run", "power-meter", "--seed", "1").output.contains("controller.perturbation"))
  }

  @Test(
    arguments: [
      (
        ["rig.sensor.deadTime=2", "loop.deadTime=0"],
        "a reading is up to 2 steps old (loop.deadTime): set loop.deadTime to 2"
      ),
      (["rig.sensor.deadTime=2", "loop.deadTime=1"], "old, not 1 (loop.deadTime): set loop.deadTime to 2"),
      (["rig.sensor.smoothing=0.5"], "smooths its readings (rig.sensor.smoothing): set loop.deadTime to 30"),
      (["rig.servo.lag=0.5", "controller.servoLag=0"], "(controller.servoLag): set controller.servoLag to 0.5"),
      (["rig.servo.slewRate=2", "controller.servoSlewRate=20"], "set controller.servoSlewRate to 2, or lower"),
    ] as [([String], String)])
  func `a rule that waits for its reading names a delay that it was not told, and settles once it is`(
    settings: [String], words: String
  ) throws {
    let run = ["run", "power-meter", "--seed", "3", "--distance", "600", "--quiet"]
    let found = try Program.run(run + settings.flatMap { setting in ["--set", setting] })
    #expect(found.errors.contains(words), "\(found.errors)")
    #expect(
      [3, 4].contains(found.status) && found.output.contains(words) && !found.output.contains("raise loop.steps"))
    #expect(!found.output.contains("perturbation (10 cm)"))
    let key = try #require(words.firstMatch(of: /set ([A-Za-z.]+) to ([0-9.]+[0-9]|[0-9])/))
    let kept = settings.filter { setting in !setting.hasPrefix("\(key.1)=") } + ["\(key.1)=\(key.2)"]
    let told = try Program.run(run + kept.flatMap { setting in ["--set", setting] } + ["--steps", "3000"])
    #expect(told.status == 0 && told.errors == "", "\(told.output)\(told.errors)")
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
}
