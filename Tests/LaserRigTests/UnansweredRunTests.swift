import Testing

/// Runs that end since the dot does not answer the laser any more.
@Suite struct UnansweredRunTests {
  private func run(_ settings: String...) throws -> FinishedProgram {
    try Program.run(
      ["run", "unknown-distance", "--quiet", "--seed", "2"] + settings.flatMap { setting in ["--set", setting] })
  }

  private static let learners = ["recursiveLeastSquares", "kalman", "secant", "broyden"]
  private static let rules = learners + ["gradientDescent", "momentum", "errorDependentRate"]

  @Test(arguments: rules, [3, 50]) func `a sensor that freezes ends the run`(rule: String, step: Int) throws {
    let found = try run(
      "controller.rule=\(rule)", "rig.sensor.noise=0.1", "loop.tolerance=0.02", "loop.window=100",
      "rig.faults=[{part: sensor, kind: stuck, from: \(step)}]")
    #expect(found.status == 7)
    let steps = try #require(found.lines.first { line in line.hasPrefix("  steps ") })
    let count = try #require(Int(steps.split(separator: " ")[1]))
    // A sign check comes first, and may meet the frozen sensor itself.
    #expect(count <= step + 12 || found.output.contains("does not move"), "\(count)")
    if count > step { #expect(found.output.contains("the sensor has reported the same number 10 times in a row")) }
  }

  @Test(arguments: [
    ["rig.sensor.noise=0"], ["rig.sensor.noise=0.01", "rig.sensor.rounding=0.5"],
    ["rig.sensor.noise=0.1", "rig.sensor.saturation=5"], ["rig.sensor.noise=0.1", "loop.frozenReadings=0"],
    ["rig.sensor.noise=0.1", "rig.sensor.dropouts=0.3"], ["rig.sensor.noise=0", "loop.noise=0.1"],
  ]) func `readings that may be equal are not taken for a frozen sensor`(settings: [String]) throws {
    let found = try Program.run(
      ["run", "unknown-distance", "--quiet", "--seed", "2", "--set", "loop.window=60"]
        + settings.flatMap { setting in ["--set", setting] })
    #expect(found.status != 7, "\(found.output)")
  }

  @Test func `equal readings at the limit of one detector are not taken for a frozen bench`() throws {
    let found = try Program.run(
      ["run", "beam-walk", "--quiet", "--seed", "1"]
        + [
          "rig.sensor.noise=0.001", "rig.beamWalk.nearSaturation=0.01", "rig.beamWalk.farSaturation=0.01",
          "loop.steps=60", "rig.faults=[{part: actuator, kind: stuck}]",
        ].flatMap { setting in ["--set", setting] })
    #expect(!found.output.contains("the same number"), "\(found.output)")
  }

  @Test(arguments: learners) func `a servo that is stuck from the start ends the run of a rule that learns`(
    rule: String
  ) throws {
    let found = try run(
      "controller.rule=\(rule)", "rig.sensor.noise=0.1", "rig.faults=[{part: actuator, kind: stuck}]")
    #expect(found.status == 7)
    #expect(found.output.contains("the dot is seen but has stayed within "))
    #expect(!found.output.contains("--no-probe"))
    let steps = try #require(found.lines.first { line in line.hasPrefix("  steps ") })
    #expect(try #require(Int(steps.split(separator: " ")[1])) < 40)
  }

  @Test(arguments: learners, [0, 4, 8]) func `a servo that answers late is not taken for a stuck one`(
    rule: String, deadTime: Int
  ) throws {
    for seed in 1...5 {
      let found = try Program.run([
        "run", "unknown-distance", "--quiet", "--seed", "\(seed)", "--noise", "0.1", "--set", "controller.rule=\(rule)",
        "--set", "rig.sensor.deadTime=\(deadTime)",
      ])
      #expect(found.status != 7, "seed \(seed): \(found.output)")
    }
  }
}
