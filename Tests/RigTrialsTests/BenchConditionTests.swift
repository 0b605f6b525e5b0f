import RigCore
import RigScenario
import RigSimulation
import Testing

/// What the rule that runs when none is named makes of the conditions of real benches. `benchmarks conditions` has more
/// of them, on more rigs.
@Suite struct BenchConditionTests {
  struct Condition: CustomTestStringConvertible {
    let settings: [String]
    var least = 0.97
    var isCovered = true

    var testDescription: String { settings.joined(separator: " ") }

    static let all = [
      Condition(settings: ["rig.servo.preset=hobby"]),
      Condition(settings: ["rig.servo.preset=metalGear"]),
      Condition(settings: ["rig.sensor.deadTime=4"]),
      Condition(settings: ["rig.sensor.deadTime=6"], least: 0.94),
      Condition(settings: ["rig.sensor.fieldOfView=20", "rig.target=-19..19", "rig.sensor.deadTime=1"]),
      Condition(settings: ["rig.sensor.fieldOfView=20", "rig.target=-19..19", "rig.sensor.deadTime=3"]),
      Condition(settings: ["rig.sensor.noise=1", "loop.noise=0.1"]),
      Condition(settings: ["rig.servo.lag=0.3", "controller.servoLag=0"], isCovered: false),
      Condition(settings: ["rig.targetSway=0.5", "rig.targetSwayFrequency=0.05"], isCovered: false),
      Condition(settings: ["rig.targetSway=2", "rig.targetSwayFrequency=0.05"], isCovered: false),
      Condition(settings: ["rig.servo.creep=0.02"], isCovered: false),
      Condition(settings: ["rig.servo.reversed=true"]),
      Condition(settings: ["rig.sensor.saturation=5"]),
      Condition(settings: ["rig.sensor.saturation=5", "rig.servo.reversed=true"]),
      Condition(settings: ["rig.sensor.spotRadius=20"]),
      Condition(settings: ["rig.sensor.outliers=0.1", "rig.sensor.outlierSize=20"]),
    ]
  }

  @Test(arguments: Condition.all) func `it settles, and its standard error holds`(condition: Condition) throws {
    var reader = ScenarioReader()
    for setting in condition.settings { try reader.set(setting, by: "--set") }
    var base = Scenario.comparison
    base.rig.sensor.noise = 0.1
    base.loop.tolerance = 0.3
    let scenario = try reader.scenario(from: base)
    var settings = scenario.loopSettings
    settings.settling = nil
    settings.stepLimit = 250
    var settled = 0
    var rigs = 0
    var within = 0
    for seed in 1...50 as ClosedRange<UInt64> {
      let rig = scenario.simulatedRigs.plant(seed: RandomSeed(seed))
      guard rig.hasTargetInReach else { continue }
      rigs += 1
      var loop = ControlLoop(
        rig: rig, rule: AnyRule<1>(scenario.rule(seed: seed)), pacer: VirtualPacer(frameSeconds: rig.frameSeconds),
        start: rig.restCommand, settings: settings)
      guard case .stepLimit = loop.run(), let distance = rig.truth.distance?.centimeters else { continue }
      // The reach of a servo that rounds and has a dead band.
      let servo = scenario.rig.servo
      let reach = distance * (1 + loop.rig.truth.beam.slope * loop.rig.truth.beam.slope)
      let step = Angle.degrees(servo.resolution + servo.deadBand).radians
      let error = loop.rig.truth.error?.magnitude.centimeters ?? .infinity
      if error <= max(0.3, 3 * scenario.rig.sensor.noise) + reach * step { settled += 1 }
      let told = loop.rule.terms.values
      if (told[0].magnitude - distance).magnitude <= 1.96 * told[1] { within += 1 }
    }
    #expect(Double(settled) >= condition.least * Double(rigs), "\(settled) of \(rigs)")
    // 95 % less three standard errors of a count of 50.
    if condition.isCovered { #expect(Double(within) >= 0.85 * Double(rigs), "\(within) of \(rigs)") }
  }
}
