import RigCore
import RigScenario
import RigTestSupport
import Testing

/// Every size that is not 0 at the least that its key allows: no command ends otherwise than it should, or writes what
/// is no number.
@Suite struct LeastValueTests {
  /// Keys that go with another one: alone, their least values are refused for another reason.
  private static let pairs = [
    "rig.sensor.outlierSize", "loop.probeLimit", "controller.farthestDistance", "rig.targetSway",
    "rig.targetSwayFrequency", "rig.servo.vibration", "rig.servo.vibrationFrequency", "rig.sensor.hum",
    "rig.sensor.humFrequency", "rig.servo.hysteresisStroke",
  ]

  /// The other keys with a least value above 0, each with that value.
  private static let leastValues: [(key: ScenarioKey, value: Double)] = ScenarioKey.all.compactMap { key in
    guard case .number(let range, _) = key.type, key.kinds?.contains(.singleAxis) ?? true,
      !pairs.contains(key.path)
    else { return nil }
    return switch range {
    case .zeroOr(let least, _): (key, least)
    case .between(let least, _) where least > 0: (key, least)
    case .between, .below: nil
    }
  }

  private func expectNumbers(_ arguments: [String], statuses: Set<Int32>) throws {
    let found = try Program.run(arguments)
    #expect(statuses.contains(found.status), "\(arguments): \(found.status) \(found.errors)")
    #expect(!found.output.contains(/\b(nan|inf)\b/), "\(arguments)")
    #expect(!found.errors.contains("Fatal"), "\(arguments)")
  }

  @Test(arguments: RuleDefinition.all.map(\.name)) func `a run`(rule: String) throws {
    let folder = try TemporaryFolder()
    let definition = try #require(RuleDefinition(named: rule))
    for (key, value) in Self.leastValues where key.rules?.contains(definition) ?? true {
      try expectNumbers(
        [
          "run", "noisy", "--seed", "1", "--steps", "12", "--rule", rule, "--plot", folder.path + "/a.svg", "--set",
          "\(key.path)=\(value)",
        ], statuses: [0, 3, 4, 5, 7])
    }
  }

  @Test func `a theory`() throws {
    for (key, value) in Self.leastValues where key.rules?.contains(.gradientDescent) ?? true {
      try expectNumbers(
        ["theory", "noisy", "--rule", "gradientDescent", "--set", "\(key.path)=\(value)"], statuses: [0])
    }
  }

  @Test func `a comparison and a sweep`() throws {
    let small = ["--set", "loop.tolerance=1e-9", "--seed", "1"]
    try expectNumbers(["compare", "--rigs", "3", "--readings", "9", "--noise", "0,1e-9"] + small, statuses: [0])
    let axes = ["--x", "loop.tolerance=1e-9,1", "--y", "rig.sensor.noise=0,1e-9,1"]
    for rule in ["gradientDescent", "kalman"] {
      try expectNumbers(
        ["sweep", "--rule", rule, "--trials", "3", "--steps", "9", "--seed", "1", "--format", "csv"] + axes,
        statuses: [0])
    }
  }
}
