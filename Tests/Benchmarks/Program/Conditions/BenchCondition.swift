import RigCore
import RigScenario
import RigSimulation

/// A condition of a real bench: the settings by which it differs from a clean rig, as they are typed after `--set`.
struct BenchCondition: Sendable {
  let name: String
  let settings: [String]
  /// The least share of rigs on which the default rule settles.
  private(set) var leastSettled = 0.995
  /// True if the standard error that the default rule tells has to hold.
  private(set) var isCovered = true
  /// True if the default rule is known to settle on fewer rigs than gradient descent.
  private(set) var isKnownWorse = false

  init(_ name: String, _ settings: String...) {
    self.name = name
    self.settings = settings
  }

  private init(name: String, settings: [String]) {
    self.name = name
    self.settings = settings
  }

  /// This condition and `other` together.
  func and(_ other: BenchCondition) -> BenchCondition {
    var both = BenchCondition(name: "\(name), \(other.name)", settings: settings + other.settings)
    both.leastSettled = min(leastSettled, other.leastSettled)
    both.isCovered = isCovered && other.isCovered
    both.isKnownWorse = isKnownWorse || other.isKnownWorse
    return both
  }

  /// The same condition, under which the default rule settles on fewer rigs.
  private func settling(atLeast share: Double) -> BenchCondition {
    var condition = self
    condition.leastSettled = share
    return condition
  }

  /// The same condition, under which the default rule is known to settle on fewer rigs than gradient descent.
  private var knownWorse: BenchCondition {
    var condition = settling(atLeast: 0).uncovered
    condition.isKnownWorse = true
    return condition
  }

  /// The same condition, under which the told standard error does not hold.
  private var uncovered: BenchCondition {
    var condition = self
    condition.isCovered = false
    return condition
  }

  /// The scenario of the condition for `rule`.
  /// - Throws: if the program does not take the settings.
  func scenario(rule: String) throws(Obstacle) -> Scenario {
    do throws(ScenarioError) {
      var reader = ScenarioReader()
      for setting in settings + ["controller.rule=\(rule)"] { try reader.set(setting, by: "--set") }
      return try reader.scenario(from: Self.base, rules: RuleDefinition.all)
    } catch {
      throw Obstacle(reason: "\(name): \(error)")
    }
  }

  /// A clean rig: a wall and a target anywhere, a little noise, and a prompt servo. Rules with a fixed rate assume the
  /// farthest wall, as the sign check advises.
  static var base: Scenario {
    var scenario = Scenario.comparison
    scenario.rig.sensor.noise = 0.1
    scenario.loop.steps = 400
    scenario.loop.tolerance = 0.3
    return scenario
  }
}

extension BenchCondition {
  static let clean = BenchCondition("clean")

  /// The servos of the presets.
  static let servos = [
    BenchCondition("hobby servo", "rig.servo.preset=hobby"),
    BenchCondition("metal-geared servo", "rig.servo.preset=metalGear"),
    BenchCondition("galvo", "rig.servo.preset=galvo"),
    BenchCondition("steering mirror", "rig.servo.preset=steeringMirror", "rig.target=-2..2"),
  ]

  static let deadTimes = (1...6).map { steps in
    BenchCondition("dead time \(steps)", "rig.sensor.deadTime=\(steps)")
  }

  static let view = BenchCondition("view ±20 cm", "rig.sensor.fieldOfView=20", "rig.target=-19..19")
  static let noiseUntold = BenchCondition("noise 10 × the told", "rig.sensor.noise=1", "loop.noise=0.1")
  static let noiseOvertold = BenchCondition("noise a tenth of the told", "loop.noise=1")
  static let lag = BenchCondition("lag 0.3 s", "rig.servo.lag=0.3")
  static let lagUntold = BenchCondition("lag 0.3 s untold", "rig.servo.lag=0.3", "controller.servoLag=0").uncovered
  static let slew = BenchCondition("20°/s", "rig.servo.slewRate=20")
  static let dropouts = BenchCondition("20 % lost", "rig.sensor.dropouts=0.2").settling(atLeast: 0.99)
  static let outliers = BenchCondition("10 % outliers", "rig.sensor.outliers=0.1", "rig.sensor.outlierSize=20")
  static let manyOutliers = BenchCondition("20 % outliers", "rig.sensor.outliers=0.2", "rig.sensor.outlierSize=20")
    .settling(atLeast: 0.97)
  static let drift = BenchCondition("drift 0.05 cm", "rig.targetDrift=0.05").settling(atLeast: 0.975).uncovered
  static let saturation = BenchCondition("saturation 5 cm", "rig.sensor.saturation=5")
  static let reversed = BenchCondition("reversed servo", "rig.servo.reversed=true")
  static let rounding = BenchCondition("readings of 0.5 cm", "rig.sensor.rounding=0.5")

  /// Disturbances that come and go.
  static let periodic = [
    BenchCondition("target sways 0.5 cm", "rig.targetSway=0.5", "rig.targetSwayFrequency=0.05").uncovered,
    hum, BenchCondition("beam vibrates 0.01°", "rig.servo.vibration=0.01", "rig.servo.vibrationFrequency=2").uncovered,
  ]
  static let hum = BenchCondition("hum 0.5 cm", "rig.sensor.hum=0.5", "rig.sensor.humFrequency=2")

  /// Noise that has a memory, and readings that are late or smoothed.
  static let memories = [
    BenchCondition("correlated noise", "rig.sensor.noiseCorrelation=0.95").uncovered,
    BenchCondition("pink noise 0.1 cm", "rig.sensor.pinkNoise=0.1").uncovered,
    BenchCondition("dead time 0 to 3", "rig.sensor.deadTimeSpread=3").uncovered,
    BenchCondition("every reading 3 times", "rig.sensor.newReadingEvery=3").uncovered,
    BenchCondition("readings smoothed 0.2 s", "rig.sensor.smoothing=0.2"),
  ]

  /// Responses that are not linear.
  static let bent = [
    BenchCondition("quadrant detector 20 cm", "rig.sensor.spotRadius=20"),
    BenchCondition("…, the target within it", "rig.sensor.spotRadius=20", "rig.target=-20..20")
      .settling(atLeast: 0.99),
    BenchCondition("hysteresis 15 %", "rig.servo.hysteresis=0.15", "rig.servo.hysteresisStroke=120")
      .settling(atLeast: 0.9).uncovered,
    BenchCondition("creep 2 %", "rig.servo.creep=0.02").uncovered,
  ]

  /// Devices that stand still for a time. `laserrig run` ends a run of one that does so for good.
  static let frozen = [
    BenchCondition("sensor frozen for 8 readings", "rig.faults=[{part: sensor, kind: stuck, from: 2, to: 9}]"),
    BenchCondition("servo stuck for 20 readings", "rig.faults=[{part: actuator, kind: stuck, from: 2, to: 21}]"),
  ]

  /// Every condition alone, and pairs of settings that a bench has together.
  static let all: [BenchCondition] =
    [clean] + servos + deadTimes + [
      view, view.and(deadTimes[0]), view.and(deadTimes[2]), noiseUntold, noiseOvertold, lag, lagUntold, slew,
      dropouts, outliers, manyOutliers, drift, drift.and(deadTimes[1]), saturation, rounding, reversed,
    ] + periodic + memories + bent + frozen + [
      servos[0].and(deadTimes[1]), servos[0].and(noiseUntold).uncovered, servos[0].and(outliers),
      lagUntold.and(deadTimes[1]), servos[0].and(view), lag.and(outliers),
    ]

  /// All that are tried, alone and in pairs.
  static var tried: [BenchCondition] { all + pairs }

  /// The conditions of which every pair is tried.
  private static let main = [
    servos[0], deadTimes[1], view, noiseUntold, lagUntold, dropouts, outliers, drift, saturation, hum,
  ]

  /// Every pair of the main conditions that ``all`` lacks. Nothing is promised of them but that the default rule is not
  /// worse than gradient descent.
  static let pairs: [BenchCondition] = main.indices.flatMap { first in
    main[(first + 1)...].map { second in main[first].and(second).settling(atLeast: 0).uncovered }
  }.filter { pair in !all.contains { condition in Set(condition.settings) == Set(pair.settings) } }
}
