import Foundation
import Testing

/// What a run of a rule that learns says where there is nothing to learn, or more than it reckoned with.
@Suite struct LearningTroubleTests {
  static let rules = ["recursiveLeastSquares", "kalman", "secant", "broyden"]

  private struct Learned: Decodable {
    struct Trouble: Decodable {
      let name: String
      let text: String
    }
    let distanceCentimeters: Double?
    let trouble: Trouble?
    let caveat: Trouble?
  }

  private struct Scatter: Decodable {
    let centimeters: Double
    let toldCentimeters: Double
    let periodSteps: Double?
  }

  private struct Run: Decodable {
    let learned: Learned?
    let readingScatter: Scatter?
  }

  private func run(_ arguments: [String], seed: Int = 1) throws -> Run {
    let found = try Program.run(["run"] + arguments + ["--seed", "\(seed)", "--quiet", "--format", "json"])
    return try JSONDecoder().decode(Run.self, from: Data(found.output.utf8))
  }

  private func learned(_ arguments: [String]) throws -> Learned? { try run(arguments).learned }

  @Test(arguments: rules, ["actuator", "sensor"])
  func `a dot that does not follow the laser is told, and no distance`(rule: String, part: String) throws {
    for noise in ["0", "0.1"] {
      let arguments = [
        "unknown-distance", "--rule", rule, "--noise", noise, "--set", "rig.faults=[{part: \(part), kind: stuck}]",
      ]
      let table = try Program.run(["run"] + arguments + ["--seed", "1", "--quiet"])
      #expect(table.status == 7)
      // Equal readings in spite of noise are those of a frozen sensor.
      if part == "sensor" && noise != "0" {
        #expect(try learned(arguments) == nil)
        continue
      }
      let found = try #require(try learned(arguments), "noise \(noise)")
      #expect(found.distanceCentimeters == nil)
      #expect(found.trouble?.name == "noResponse", "noise \(noise)")
      let line = try #require(table.lines.first { line in line.hasPrefix("  learned ") })
      #expect(line.contains("nothing: the dot did not follow the laser: ") && line.contains("a stuck servo"), "\(line)")
    }
  }

  @Test(arguments: rules)
  func `a servo that turns for ever is named by a sign check, which is pointed to`(rule: String) throws {
    let arguments = ["run", "unknown-distance", "--set", "rig.servo.continuousRotation=3", "--seed", "1", "--quiet"]
    let found = try Program.run(arguments + ["--rule", rule])
    #expect([3, 5].contains(found.status))
    let line = try #require(found.lines.first { line in line.hasPrefix("  outcome ") })
    #expect(line.contains("a sign check names a stuck, reversed or continuous-rotation servo: rules with a fixed rate"))
    let probed = try Program.run(arguments + ["--rule", "gradientDescent"])
    #expect(probed.status == 7 && probed.output.contains("this looks like a continuous-rotation servo"))
  }

  @Test func `an axis that is stuck is named`() throws {
    let found = try learned([
      "pan-tilt", "--rule", "kalman", "--set", "rig.faults=[{part: actuator, kind: stuck, axis: 2}]",
    ])
    #expect(found?.trouble?.text.hasPrefix("the dot did not follow pan: ") == true)
  }

  @Test(arguments: rules) func `a wall beyond the farthest is told, with its key`(rule: String) throws {
    for distance in [3000.0, 5000] {
      let found = try learned(["unknown-distance", "--rule", rule, "--distance", String(distance)])
      #expect(found?.trouble?.name == "beyondFarthestDistance")
      let text = try #require(found?.trouble?.text)
      #expect(text.contains("controller.farthestDistance (1000 cm): raise it"), "\(text)")
      let told = try #require(text.firstMatch(of: /the wall is ([0-9.]+) ± ([0-9.]+) cm away/))
      let (distanceTold, error) = (Double(told.1) ?? 0, Double(told.2) ?? 0)
      #expect(abs(distanceTold - distance) <= 4 * error + 0.01)
    }
  }

  @Test(arguments: rules) func `a rig that answers is in no trouble, however slow, late or noisy it is`(rule: String)
    throws
  {
    let rigs = [
      ["drifting-target"], ["unknown-distance", "--distance", "1000", "--noise", "0"], ["pan-tilt"],
      ["unknown-distance", "--set", "rig.sensor.deadTime=3"], ["unknown-distance", "--set", "rig.servo.slewRate=3"],
      ["unknown-distance", "--set", "rig.servo.lag=1"], ["unknown-distance", "--set", "rig.servo.reversed=true"],
      ["unknown-distance", "--set", "rig.sensor.outliers=0.05", "--set", "rig.sensor.outlierSize=50"],
    ]
    for rig in rigs {
      let found = try #require(try learned(rig + ["--rule", rule]))
      #expect(found.trouble == nil, "\(rig): \(found.trouble?.text ?? "")")
    }
  }

  @Test(arguments: rules) func `a rule that never saw the dot has learned nothing`(rule: String) throws {
    let off = "rig.faults=[{part: sensor, kind: intermittent, probability: 1}]"
    #expect(try learned(["unknown-distance", "--rule", rule, "--set", off]) == nil)
  }

  @Test func `readings that scatter more than they should are told, and their period`() throws {
    for seed in 1...10 {
      let noisy = try run(
        ["unknown-distance", "--noise", "1", "--set", "loop.noise=0.1", "--set", "loop.steps=100"], seed: seed)
      let scatter = try #require(noisy.readingScatter)
      #expect(abs(scatter.centimeters - 1) < 0.5 && scatter.toldCentimeters == 0.1)
      #expect(scatter.periodSteps == nil)

      let humming = try run(
        [
          "unknown-distance", "--noise", "0.1", "--set", "rig.sensor.hum=1", "--set", "rig.sensor.humFrequency=2",
          "--set", "loop.steps=100",
        ], seed: seed)
      // Ten frames a second.
      #expect(abs(try #require(humming.readingScatter?.periodSteps) - 5) < 0.3)

      let usual = try run(["unknown-distance", "--noise", "0.1", "--set", "loop.steps=100"], seed: seed)
      #expect(usual.readingScatter == nil)
    }
    let table = try Program.run(
      ["run", "unknown-distance", "--noise", "1", "--set", "loop.noise=0.1", "--seed", "1", "--quiet"])
    let line = try #require(table.lines.first { line in line.hasPrefix("  noise ") })
    #expect(line.contains("times as much as the rule was told (0.1 cm): set loop.noise="), "\(line)")
  }

  @Test func `a drift and a limit of the sensor make a standard error doubtful, a clean rig does not`() throws {
    let clean = [
      ["unknown-distance"], ["unknown-distance", "--set", "rig.servo.preset=hobby", "--tolerance", "1"],
      ["unknown-distance", "--set", "rig.sensor.deadTime=2"], ["noisy", "--rule", "recursiveLeastSquares"],
    ]
    for seed in 1...10 {
      let drifting = try run(["unknown-distance", "--set", "rig.targetDrift=0.05", "--steps", "60"], seed: seed)
      #expect(drifting.learned?.caveat?.name == "drifting")
      let limited = ["unknown-distance", "--set", "rig.sensor.saturation=5"]
      let clipped = try run(limited + ["--set", "loop.linearRange=1000"], seed: seed)
      #expect(clipped.learned?.caveat?.name == "clipped")
      // The dot moves for most of that run, which is no scatter.
      #expect(clipped.readingScatter == nil)
      // From readings beyond its linear range nothing is learned, so ± holds.
      #expect(try run(limited, seed: seed).learned?.caveat == nil)
      for rig in clean {
        let found = try run(rig, seed: seed).learned
        #expect(found?.caveat == nil, "\(rig), seed \(seed): \(found?.caveat?.text ?? "")")
      }
    }
    let table = try Program.run(
      ["run", "unknown-distance", "--set", "rig.sensor.saturation=5", "--set", "loop.linearRange=1000"]
        + ["--seed", "1", "--quiet"])
    #expect(table.output.contains("cm away; do not trust ±: "), "\(table.output)")
  }

  /// No run of a few readings shows these effects, which falsify a standard error all the same.
  @Test(arguments: [
    ("rig.servo.hysteresis", ["rig.servo.hysteresis=0.1", "rig.servo.hysteresisStroke=120"]),
    ("rig.servo.creep", ["rig.servo.creep=0.02"]),
    ("controller.servoLag", ["rig.servo.lag=0.3", "controller.servoLag=0"]),
    ("rig.sensor.smoothing", ["rig.sensor.smoothing=0.2"]),
    ("rig.sensor.deadTimeSpread", ["rig.sensor.deadTimeSpread=2"]),
    ("rig.sensor.newReadingEvery", ["rig.sensor.newReadingEvery=3"]),
  ])
  func `an effect that no rule has a model for makes a standard error doubtful`(
    key: String, settings: [String]
  ) throws {
    let set = settings.flatMap { setting in ["--set", setting] }
    for seed in 1...3 {
      let caveat = try run(["unknown-distance"] + set, seed: seed).learned?.caveat
      #expect(caveat?.name == "unmodelled" && caveat?.text.contains("(\(key))") == true, "\(caveat?.text ?? "none")")
    }
    // A lag that the rule was told is part of its model.
    let told = ["unknown-distance", "--set", "rig.servo.lag=0.3"]
    #expect(try run(told, seed: 1).learned?.caveat == nil)
  }

  /// Such a rule waits for the oldest reading that there may be.
  @Test(arguments: [
    ["rig.sensor.deadTime=2"], ["rig.sensor.deadTimeSpread=2"], ["rig.sensor.newReadingEvery=3"], ["rig.servo.lag=0.2"],
  ])
  func `a rule that stays at a command has no caveat for a delay that it was told`(settings: [String]) throws {
    let kalman = ["unknown-distance", "--rule", "kalman", "--distance", "300", "--set", settings[0]]
    #expect(try run(kalman, seed: 1).learned?.caveat == nil)
    let untold = settings[0].contains("sensor") ? "loop.deadTime" : "controller.servoLag"
    let found = try run(kalman + ["--set", "\(untold)=0"], seed: 1).learned?.caveat
    #expect(found?.name == "unmodelled" && found?.text.contains("(\(untold))") == true, "\(found?.text ?? "none")")
  }

  /// Broyden's method corrects its matrix only as far as its moves ask for.
  @Test func `a rule without a standard error is set beside a line through all readings`() throws {
    let askew = ["unknown-distance", "--distance", "100", "--set", "controller.steers=angle", "--target", "348.7"]
    for seed in [1, 3] {
      let found = try run(askew + ["--rule", "broyden"], seed: seed).learned
      #expect(found?.caveat?.name == "unconfirmed")
      let text = try #require(found?.caveat?.text)
      let told = try #require(text.firstMatch(of: #/gives ([0-9.]+) ± ([0-9.]+) cm/#))
      let (distance, error) = (try #require(Double(told.output.1)), try #require(Double(told.output.2)))
      #expect(abs(distance - 100) < 4 * error && error < 1, "\(text)")
      // A distance that agrees is told alone.
      #expect(try run(["unknown-distance", "--rule", "secant"], seed: seed).learned?.caveat == nil)
    }
    let vague = ["unknown-distance", "--noise", "60", "--tolerance", "120", "--target", "30", "--rule", "broyden"]
    #expect(try run(vague, seed: 4).learned?.caveat?.name == "unconfirmed")
  }
}
