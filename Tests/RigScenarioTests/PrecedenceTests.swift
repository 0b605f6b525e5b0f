import RigScenario
import RigSimulation
import Testing

/// The command line overrides the environment, the environment the file, the file the defaults.
@Suite struct PrecedenceTests {
  private let text = "loop: {steps: 10}"
  private let environment = ["LASERRIG_LOOP_STEPS": "20"]
  private let flags = ["loop.steps=30"]

  @Test func `the highest origin that has a value gives it`() throws {
    #expect(try scenario("").loop.steps == Scenario().loop.steps)
    #expect(try scenario(text).loop.steps == 10)
    #expect(try scenario("", environment: environment).loop.steps == 20)
    #expect(try scenario("", flags: flags).loop.steps == 30)
    #expect(try scenario(text, environment: environment).loop.steps == 20)
    #expect(try scenario(text, flags: flags).loop.steps == 30)
    #expect(try scenario("", environment: environment, flags: flags).loop.steps == 30)
    #expect(try scenario(text, environment: environment, flags: flags).loop.steps == 30)
  }

  @Test func `the order of reading does not matter`() throws {
    var reader = ScenarioReader()
    try reader.set("loop.steps", to: "30", by: "--steps")
    try reader.read(environment: environment)
    try reader.read(text, from: "test.yaml")
    #expect(try reader.scenario().loop.steps == 30)
  }

  @Test func `none overrides too`() throws {
    #expect(try scenario("seed: 5", flags: ["seed=none"]).seed == nil)
    #expect(try scenario("seed: 5", environment: ["LASERRIG_SEED": ""]).seed == nil)
    #expect(try scenario("output: {plot: a.svg}", flags: ["output.plot=none"]).output.plot == nil)
    #expect(try scenario("output: {plot: none}", from: .firstLook).output.plot == nil)
  }

  @Test func `a message names the origin that won`() {
    let words = "loop.steps: expected a whole number, got 'x'"
    #expect(complaint("loop: {steps: x}") == "test.yaml:1:15: \(words)")
    #expect(complaint(text, environment: ["LASERRIG_LOOP_STEPS": "x"]) == "LASERRIG_LOOP_STEPS: \(words)")
    #expect(complaint(text, environment: environment, flags: ["loop.steps=x"]) == "--set: \(words)")
  }

  @Test func `a bad value that was overridden does no harm`() {
    #expect(complaint("loop: {steps: x}", environment: environment) == nil)
    #expect(complaint(text, environment: ["LASERRIG_LOOP_STEPS": "x"], flags: flags) == nil)
  }

  @Test func `an unknown key is wrong wherever it stands`() {
    #expect(
      complaint("loop: {stepz: 1}", flags: flags)
        == "test.yaml:1:8: loop.stepz: no such key, did you mean loop.steps?")
  }

  @Test func `a flag and a key of the command line that say the same`() throws {
    var reader = ScenarioReader()
    try reader.set("loop.steps", to: "5", by: "--steps")
    let problem = "loop.steps: is set by --steps too; give it once"
    #expect(throws: ScenarioError.self) { try reader.set("loop.steps=6", by: "--set") }
    do throws(ScenarioError) {
      try reader.set("loop.steps=6", by: "--set")
    } catch {
      #expect(error.description == "--set: \(problem)")
      #expect(error.origin == .commandLine("--set") && error.key == "loop.steps")
    }
    #expect(
      complaint("", flags: ["loop.steps=5", "loop.steps=5"]) == "--set: loop.steps: is set by --set too; give it once")
  }

  @Test(arguments: [
    ("loop.steps", "--set: expected key.path=value, got 'loop.steps'"), ("", "--set: expected key.path=value, got ''"),
    ("=5", "--set: expected key.path=value, got '=5', which names no key"),
  ])
  func `half an assignment`(assignment: String, message: String) {
    #expect(complaint("", flags: [assignment]) == message)
  }

  @Test func `a value may hold an equals sign`() throws {
    #expect(try scenario("", flags: ["title=a=b=c"]).title == "a=b=c")
    #expect(try scenario("title: x", flags: ["title="]).title == "")
  }

  @Test func `a preset comes before the keys that change it`() throws {
    let hobby = try scenario("rig: {servo: {preset: hobby}}").rig.servo
    #expect(hobby.deadBand > 0 && hobby.lag != 0.5)
    for text in [
      "rig: {servo: {preset: hobby, lag: 0.5}}", "rig: {servo: {lag: 0.5, preset: hobby}}",
      "rig:\n  servo:\n    lag: 0.5\n    preset: hobby\n",
    ] {
      let servo = try scenario(text).rig.servo
      #expect(servo.lag == 0.5 && servo.deadBand == hobby.deadBand, "\(text)")
    }
    // A flag's preset takes the place of the file's figures, but not of how the laser is mounted.
    let servo = try scenario(
      "rig: {servo: {lag: 0.5, reversed: true, offset: 3}}", flags: ["rig.servo.preset=hobby"]
    ).rig.servo
    #expect(servo.lag == hobby.lag && servo.deadBand == hobby.deadBand && servo.reversed && servo.offset == 3)
  }
}
