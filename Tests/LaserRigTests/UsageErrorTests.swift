import RigTestSupport
import Testing

/// Mistakes on the command line: exit code 64.
@Suite struct UsageErrorTests {
  @Test func `flags and arguments`() throws {
    try BadInput.expect(
      [
        BadInput("--bogus", hints: "--bogus", "--help"),
        BadInput("run", "--leaning-rate", "3", hints: "--leaning-rate", "--learning-rate"),
        BadInput("--quite", hints: "--quite", "--quiet"),
        BadInput("run", "article", "noisy", hints: "noisy"),
        BadInput("run", "article", "--seed", hints: "--seed"),
        BadInput("run", "article", "--set", hints: "--set"),
        BadInput("run", "article", "--quiet=true", hints: "--quiet"),
        BadInput("explain", "7", hints: "7", "1 to 6"),
        BadInput("explain", "0", hints: "1 to 6"),
        BadInput("explain", "five", hints: "five"),
        BadInput("explain", "1", "2", hints: "2"),
        BadInput("config", hints: "--list", "--show", "--schema"),
        BadInput("config", "--list", "--schema", hints: "--list", "--show", "--schema"),
        BadInput("config", "--show", hints: "--show"),
        BadInput("config", "--lst", hints: "--list"),
        BadInput("list", "article", hints: "article"),
        BadInput("doctor", "--set", "pins.bogus=1", hints: "--set: pins.bogus: no such key"),
        BadInput("doctor", "--set", "pins.priority=3", hints: "--set: doctor needs a scenario", "raspberry-pi"),
        BadInput("doctor", "--set", "pins.priority=abc", hints: "--set: pins.priority: expected a whole number"),
        BadInput("doctor", "raspberry-pi", "--seed", "3", hints: "--seed"),
        BadInput("jog", "raspberry-pi", "--angle", "5", "--rule", "kalman", hints: "--rule"),
        BadInput("jog", "raspberry-pi", "--angle", "5", "--steps", "9", hints: "--steps"),
        BadInput("help", "foo", hints: "help: 'foo'", "run, compare, theory"),
        BadInput("help", "swep", hints: "help: 'swep'", "did you mean sweep?"),
        BadInput("help", "parameters", hints: "help: 'parameters'", "run, compare, theory", "calibrate"),
        BadInput("help", "run", "article", hints: "help: 'article'", "run has no commands of its own"),
      ], status: 64, in: try TemporaryFolder(), golden: "errors-flags")
  }

  @Test func `a line does not repeat a long value whole`() throws {
    let found = try Program.run("run", "--rule", String(repeating: "x", count: 70_000))
    #expect(found.status == 64 && found.errors.utf8.count < 1100 && found.errors.filter(\.isNewline).count == 1)
    #expect(found.errors.hasPrefix("laserrig: --rule: controller.rule: 'xxx") && found.errors.contains("xxx … "))
  }

  /// Bash spells bytes that a string of Swift cannot hold.
  @Test(arguments: [
    (#"run $'caf\xe9.yaml'"#, "argument 2"), (#"run article --plot $'caf\xe9.svg'"#, "argument 4"),
    (#"sweep --output=$'caf\xe9.csv'"#, "argument 2"), (#"run article --plot $'\xff\xc3'"#, "argument 4"),
    (#"merge $'\xc3\xa9.csv' $'\xe9.csv'"#, "argument 3"),
  ])
  func `a name that is not UTF-8 is told, and no file of another name is written`(
    arguments: String, place: String
  ) throws {
    let folder = try TemporaryFolder()
    let found = try Program.shell(#""$0" \#(arguments)"#, in: folder.path)
    #expect(found.status == 64 && found.output.isEmpty)
    #expect(found.errors.hasPrefix("laserrig: \(place) is not UTF-8: '") && found.errors.contains(#"\x"#))
    #expect(found.errors.filter(\.isNewline).count == 1)
    #expect(try Program.shell("ls -A", in: folder.path).output.isEmpty)
  }

  @Test func `a name in UTF-8 is a name like any other`() throws {
    let folder = try TemporaryFolder()
    let found = try Program.shell(#""$0" run --seed 1 --quiet --plot $'caf\xc3\xa9.svg'"#, in: folder.path)
    #expect(found.status == 0, "\(found.errors)")
    #expect(try Program.shell("ls -A", in: folder.path).lines == ["café.svg"])
    let folderVariable = try Program.shell(#"LASERRIG_CONFIG=$'\xe9' "$0" run article"#, in: folder.path)
    #expect(folderVariable.status == 64 && folderVariable.errors.contains(#"LASERRIG_CONFIG is not UTF-8: '\xE9'"#))
  }

  @Test func `values`() throws {
    let absurd = String(repeating: "9", count: 400)
    try BadInput.expect(
      [
        BadInput("run", "--learning-rate", "0", hints: "--learning-rate", "between 1e-12 and"),
        BadInput("run", "--learning-rate", "-0.1", hints: "between 1e-12 and", "-0.1"),
        BadInput("run", "--learning-rate", "nan", hints: "finite"),
        BadInput("run", "--learning-rate", "inf", hints: "finite"),
        BadInput("run", "--learning-rate", "-inf", hints: "finite"),
        BadInput("run", "--learning-rate", "1e999", hints: "finite"),
        BadInput("run", "--learning-rate", "fast", hints: "number", "fast"),
        BadInput("run", "--learning-rate", "0,1", hints: "number", "0,1"),
        BadInput("run", "--learning-rate", "", hints: "number"),
        BadInput("run", "--noise", "-1", hints: "0 or between 1e-09 and", "-1"),
        BadInput("run", "--noise", "nan", hints: "finite"),
        BadInput("run", "--distance", "0", hints: "between 0.1 and"),
        BadInput("run", "--distance", "-300", hints: "between 0.1 and", "-300"),
        BadInput("run", "--distance", "nan", hints: "finite"),
        BadInput("run", "--distance", "1000..50", hints: "50..1000"),
        BadInput("run", "--distance", "50...1000", hints: "50..1000"),
        BadInput("run", "--assumed-distance", "0", hints: "between 0.1 and"),
        BadInput("run", "--target", "inf", hints: "finite"),
        BadInput("run", "--start", "high", hints: "number in cm", "high"),
        BadInput("run", "--tolerance", "0", hints: "between 1e-09 and"),
        BadInput("run", "--tolerance", "2e-323", hints: "between 1e-09 and", "2e-323"),
        BadInput("run", "--noise", "1e-160", hints: "0 or between 1e-09 and", "1e-160"),
        BadInput("run", "--set", "rig.servo.slewRate=1e-200", hints: "between 1e-06 and", "1e-200"),
        BadInput("run", "--set", "rig.servo.backlash=1e-200", hints: "0 or between 1e-09 and", "1e-200"),
        BadInput("run", "--set", "rig.servo.lag=1e-200", hints: "0 or between 1e-09 and", "1e-200"),
        BadInput("run", "--steps", "0", hints: "1 and 1000000000"),
        BadInput("run", "--steps=-5", hints: "1 and 1000000000"),
        BadInput("run", "--steps", "1000000001", hints: "1 and 1000000000"),
        BadInput("run", "--steps", "1000000000000000000000000000000", hints: "1000000000"),
        BadInput("run", "--steps", absurd, hints: "1000000000"),
        BadInput("run", "--steps", "1e30", hints: "whole number", "1e30"),
        BadInput("run", "--steps", "2.5", hints: "whole number", "2.5"),
        BadInput("run", "--seed=-1", hints: "from 0 to 18446744073709551615"),
        BadInput("run", "--seed", "18446744073709551616", hints: "from 0 to 18446744073709551615"),
        BadInput("run", "--rule", "momentm", hints: "momentum"),
        BadInput("run", "article", "--set", "=1", hints: "--set", "key.path=value", "no key"),
        BadInput(
          "run", "article", "--set", "rig.laserHeight=-1000000", hints: "--set: rig.laserHeight", "beyond its travel"),
        BadInput("run", "article", "--plot", "x.png", hints: "--plot", "SVG", "x.svg"),
        BadInput("run", "article", "--set", "output.plot=pictures/x.PDF", hints: "--set: output.plot", "x.svg"),
        BadInput("compare", "--plot", "x.jpg", hints: "--plot", "SVG", "x.svg"),
        BadInput("run", "--rule", "newton", hints: "gradientDescent", "nesterov"),
        BadInput("run", "--format", "jsn", hints: "did you mean json"),
        BadInput("run", "--format", "xml", hints: "table, json, csv"),
        BadInput("run", "--picture", "overveiw", hints: "did you mean overview"),
        BadInput("run", "--picture", "", hints: "overview, descent, rig"),
      ], status: 64, in: try TemporaryFolder(), golden: "errors-values")
  }

  @Test func `assignments and contradictions`() throws {
    try BadInput.expect(
      [
        BadInput("run", "--set", "loop.stepz=3", hints: "did you mean loop.steps"),
        BadInput("run", "--set", "learningRate=3", hints: "did you mean controller.learningRate"),
        BadInput("run", "--set", "loop=3", hints: "section"),
        BadInput("run", "--set", "loop.steps", hints: "key.path=value"),
        BadInput("run", "--set", "", hints: "key.path=value"),
        BadInput("run", "--set", "loop.steps=ten", hints: "whole number", "ten"),
        BadInput("run", "--set", "rig.servo.preset=hoby", hints: "did you mean hobby"),
        BadInput("run", "--set", "rig.faults=[{part: sensor}]", hints: "kind is missing"),
        BadInput("run", "--set", "rig.faults=[{", hints: "bad YAML"),
        BadInput("run", "--steps", "3", "--set", "loop.steps=4", hints: "--steps", "--set", "once"),
        BadInput("run", "--set", "loop.steps=3", "--set", "loop.steps=4", hints: "--set", "once"),
        BadInput("run", "--quiet", "--format", "csv", hints: "CSV"),
        BadInput("run", "--set", "controller.momentum=0.7", hints: "only momentum and nesterov use it"),
        BadInput("run", "article", "--start", "1e6", hints: "beyond its travel"),
        BadInput(
          "run", "article", "--set", "rig.servo.travelFrom=5", "--set", "rig.servo.travelTo=-5", hints: "is empty"),
        BadInput("run", "--set", "rig.sensor.outliers=0.1", hints: "rig.sensor.outlierSize"),
        BadInput("run", "--set", "title=one\ntwo", hints: "one line"),
        BadInput("run", "--set", "loop.steps\n=3", hints: "did you mean loop.steps"),
        BadInput("run", "--rule", "\u{1B}[31mred", hints: "u{1B}"),
      ], status: 64, in: try TemporaryFolder(), golden: "errors-settings")
  }
}
