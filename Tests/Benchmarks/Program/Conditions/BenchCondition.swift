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
    return both
  }

  /// The same condition, under which the default rule settles on fewer rigs.
  private func settling(atLeast share: Double) -> BenchCondition {
    var condition = self
    condition.leastSettled = share
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
      return try reader.scenario(from: Self.base, isForEveryRule: true)
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
  static let saturation = BenchCondition("saturation 5 cm", "rig.sensor.saturation=5").uncovered
  static let reversed = BenchCondition("reversed servo", "rig.servo.reversed=true")
  static let rounding = BenchCondition("readings of 0.5 cm", "rig.sensor.rounding=0.5")

  /// Every condition of the matrix.
  static let all: [BenchCondition] =
    [BenchCondition("clean")] + servos + deadTimes + [
      view, view.and(deadTimes[0]), view.and(deadTimes[2]), noiseUntold, noiseOvertold, lag, lagUntold, slew,
      dropouts, outliers, manyOutliers, drift, drift.and(deadTimes[1]), saturation, rounding,
      reversed, servos[0].and(deadTimes[1]), servos[0].and(noiseUntold).uncovered, servos[0].and(outliers),
      lagUntold.and(deadTimes[1]),
      servos[0].and(view), lag.and(outliers),
    ]
}
