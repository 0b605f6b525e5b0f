import Foundation
import RigTestSupport
import Testing

/// `laserrig theory`, as its users meet it.
@Suite struct TheoryTests {
  /// The JSON with every key that is promised.
  private struct Results: Decodable {
    struct Swing: Decodable {
      let dotAmplitudeCentimeters: Double
      let commandAmplitudeCentimeters: Double
      let periodSteps: Double
    }

    struct Wall: Decodable {
      let distanceCentimeters: Double
      let loopGain: Double
      let loopGainFar: Double?
      let stable: Bool?
      let growthFactor: Double?
      let transient: String?
      let periodSteps: Double?
      let settlingSteps: Int?
      let noiseFloorRatio: Double?
      let noiseFloorCentimeters: Double?
      let gainMargin: Double?
      let delayMarginSteps: Int?
      let delayMarginExactSteps: Double?
      let sensitivityPeak: Double?
      let resolutionCentimeters: Double?
      let roundingResidualCentimeters: Double?
      let roundingResidualRMSCentimeters: Double?
      let roundingSwing: Swing?
      let backlashCentimeters: Double?
      let backlashSwing: Swing?
      let steps: Int?
      let meanErrorRatio: Double?
      let noiseRatio: Double?
    }

    struct Bound: Decodable {
      let readings: Int
      let knownDistanceRatio: Double
      let unknownDistanceRatio: Double?
    }

    let schemaVersion: Int
    let scenario: String
    let rule: String
    let learningRate: Double?
    let assumedDistanceCentimeters: Double?
    let momentum: Double?
    let deadTimeSteps: Int
    let noiseCentimeters: Double
    let stableGainBelow: Double?
    let stableDistanceAboveCentimeters: Double?
    let stableDistanceBelowCentimeters: Double?
    let stableWallShare: Double?
    let walls: [Wall]
    let bound: [Bound]
    let unmodelled: [String]
  }

  private func results(_ arguments: String...) throws -> Results {
    let found = try Program.run(["theory"] + arguments + ["--format", "json"])
    #expect(found.status == 0 && found.errors == "", "\(arguments): \(found.errors)")
    return try JSONDecoder().decode(Results.self, from: Data(found.output.utf8))
  }

  private static let forms: [(name: String, arguments: [String])] = [
    ("theory-article", ["article"]),
    ("theory-dead-time", ["dead-time"]),
    ("theory-drawn", ["article", "--distance", "50..1000", "--rule", "momentum", "--learning-rate", "0.5"]),
    ("theory-hobby-servo", ["hobby-servo"]),
    ("theory-unknown-distance", ["unknown-distance"]),
    ("theory-decaying", ["noisy", "--rule", "decayingRate"]),
    ("theory-power-meter", ["power-meter"]),
    ("theory-reversed-servo", ["reversed-servo"]),
    ("theory-angle", ["article", "--set", "controller.steers=angle", "--target", "-100..50"]),
    ("theory-json", ["dead-time", "--learning-rate", "0.15", "--distance", "50..500", "--format", "json"]),
  ]

  @Test(arguments: forms.map(\.name)) func `what it prints`(name: String) throws {
    let arguments = Self.forms.first { form in form.name == name }?.arguments ?? []
    let found = try Program.run(["theory"] + arguments)
    #expect(found.status == 0 && found.errors == "")
    try Golden.expect(found.output, name)
    if !arguments.contains("json") { #expect(found.lines.allSatisfy { line in line.count <= 80 }) }
  }

  @Test func `the help`() throws {
    let found = try Program.run("theory", "--help")
    try Golden.expect(found.output, "help-theory")
    #expect(found.lines.allSatisfy { line in line.count <= 80 })
  }

  @Test func `the figures in JSON`() throws {
    let article = try results("article")
    let wall = try #require(article.walls.first)
    #expect(article.schemaVersion == 3 && article.scenario == "Config/article.yaml" && article.walls.count == 1)
    #expect(article.stableGainBelow == 2 && article.stableDistanceBelowCentimeters == 3000)
    #expect(wall.loopGain == 0.2 && wall.stable == true && wall.transient == "overdamped" && wall.settlingSteps == 21)
    #expect(abs((wall.noiseFloorRatio ?? 0) - (0.2 / 1.8).squareRoot()) < 1e-12)
    #expect(
      article.bound.map(\.readings) == [1, 2, 5, 20, 100] && article.bound[2].knownDistanceRatio == 0.2.squareRoot())
    let drawn = try results(
      "article", "--distance", "50..1000", "--learning-rate", "0.315", "--assumed-distance", "500")
    #expect(abs((drawn.stableDistanceBelowCentimeters ?? 0) - 1587.3) < 0.1 && drawn.stableWallShare == 1)
    #expect(drawn.walls.map { wall in (wall.loopGain * 100).rounded() } == [6, 28, 126])
    let servo = try results("hobby-servo")
    let step = try #require(servo.walls[0].resolutionCentimeters)
    #expect(servo.walls[0].roundingResidualCentimeters == step && servo.unmodelled.contains("the servo's dead band"))
    let late = try results("dead-time", "--learning-rate", "0.15", "--set", "rig.servo.resolution=0.1")
    let swing = try #require(late.walls[0].roundingSwing)
    #expect(abs(swing.periodSteps - 10) < 1e-9 && late.walls[0].roundingResidualCentimeters == nil)
    let learning = try results("unknown-distance")
    #expect(learning.walls.isEmpty && learning.learningRate == nil && learning.bound[1].unknownDistanceRatio ?? 0 > 1)
  }

  /// The article's dot begins 3 cm off, so 1 % of that is 0.03 cm.
  @Test(arguments: [("gradientDescent", "0.1"), ("gradientDescent", "0.8"), ("momentum", "0.1"), ("nesterov", "0.2")])
  func `a run settles when the theory says`(rule: String, rate: String) throws {
    let arguments = ["article", "--rule", rule, "--learning-rate", rate]
    let steps = try #require(try results("article", "--rule", rule, "--learning-rate", rate).walls[0].settlingSteps)
    // A window as long as the run would last would end later; three readings in a row are enough here.
    let run = try Program.run(
      ["run"] + arguments + ["--tolerance", "0.03", "--set", "loop.window=6", "--quiet"])
    #expect(run.output.contains("  steps           \(steps + 5)\n"), "\(steps): \(run.output)")
  }

  @Test func `a very long dead time is answered at once`() throws {
    let found = try results("article", "--set", "rig.sensor.deadTime=10000", "--set", "loop.probe=false")
    #expect(found.walls[0].growthFactor == nil && found.stableGainBelow ?? 1 < 0.001)
    let table = try Program.run("theory", "article", "--set", "rig.sensor.deadTime=10000")
    #expect(table.output.contains("not computed for a dead time of more than 64 steps"))
  }

  /// The nearest wall is 50 cm away by default, and the farthest 1000. The bounds need both, whatever the rule is.
  @Test(arguments: ["farthestDistance: 40", "nearestDistance: 2000"], ["gradientDescent", "recursiveLeastSquares"])
  func `a nearest wall beyond the farthest is refused under any rule`(setting: String, rule: String) throws {
    let folder = try TemporaryFolder(files: [
      "a.yaml": "controller:\n  rule: recursiveLeastSquares\n  \(setting)\n"
    ])
    for command in [["theory", "--rule", rule], ["compare", "--rigs", "2"], ["run", "--rule", rule]] {
      let found = try Program.run([command[0], "a.yaml"] + command.dropFirst(), in: folder.path)
      #expect(found.status == 78 && found.errors.contains("is not nearer than the farthest"), "\(found)")
      #expect(found.errors.hasPrefix("laserrig: a.yaml:3:") && found.errors.filter(\.isNewline).count == 1)
    }
  }

  /// The ends of what keys can be, and what is next to nothing: every figure is a number, or stands as `-` and null.
  @Test(
    arguments: [
      ["--learning-rate", "1e-12"],
      ["--learning-rate", "1e-12", "--set", "rig.sensor.deadTime=2"], ["--learning-rate", "1000000"],
      ["--rule", "momentum", "--set", "controller.momentum=0.9999999999999999"],
      ["--rule", "nesterov", "--set", "controller.momentum=0.9999999999999999", "--learning-rate", "1e-12"],
      ["--rule", "momentum", "--set", "rig.sensor.deadTime=64", "--learning-rate", "1e-12"],
      ["--rule", "decayingRate", "--learning-rate", "1000000"],
      ["--rule", "decayingRate", "--set", "controller.decaySteps=0.001"],
      ["--rule", "errorDependentRate", "--set", "controller.rateFar=1000000", "--learning-rate", "1e-12"],
      ["--set", "rig.servo.resolution=1e-9", "--set", "rig.servo.backlash=1e-9"],
      ["--distance", "0.1..1000000", "--target", "-1000000..1000000", "--set", "controller.steers=angle"],
      ["--noise", "0", "--set", "rig.sensor.deadTime=1000"], ["--noise", "1e-9", "--set", "rig.servo.offset=89"],
    ])
  func `extremes have no figures that are none`(arguments: [String]) throws {
    let table = try Program.run(
      ["theory", "article", "--set", "loop.probe=false", "--set", "rig.start=none"] + arguments)
    #expect(table.status == 0 && table.errors == "", "\(table.errors)")
    #expect(!table.output.contains(/\b(nan|inf)\b/) && table.lines.allSatisfy { line in line.count <= 80 })
    let json = try Program.run(
      ["theory", "article", "--set", "loop.probe=false", "--set", "rig.start=none", "--format", "json"] + arguments)
    #expect(json.status == 0 && !json.output.contains(/\b(nan|inf)\b/))
    _ = try JSONDecoder().decode(Results.self, from: Data(json.output.utf8))
  }

  @Test func `what is beyond all numbers is said in words`() throws {
    let wild = try Program.run("theory", "noisy", "--rule", "decayingRate", "--learning-rate", "1000000").output
    #expect(wild.contains(/noise +-\n/) && wild.contains(/left of it +-\n/))
  }

  @Test func `a run says the same of momentum with dead time`() throws {
    let arguments = ["dead-time", "--rule", "momentum", "--learning-rate", "0.1"]
    let edge = try #require(try results("dead-time", "--rule", "momentum", "--learning-rate", "0.1").stableGainBelow)
    let run = try Program.run(["run"] + arguments + ["--quiet"])
    let text = String(format: "%.3f", edge)
    #expect(run.output.contains("stable between 0 and \(text) with a dead time of 2 steps"), "\(text): \(run.output)")
  }

  @Test func `bad input`() throws {
    try BadInput.expect(
      [
        BadInput("theory", "--format", "csv", hints: "table, json"),
        BadInput("theory", "--format", "jsn", hints: "did you mean json"),
        BadInput("theory", "article", "--rule", "momentm", hints: "did you mean momentum"),
        BadInput("theory", "article", "--learning-rate", "0", hints: "between 1e-12 and"),
        BadInput("theory", "article", "--set", "loop.stepz=3", hints: "did you mean loop.steps"),
        BadInput("theory", "pan-tilt", hints: "panTilt", "one axis", "rig.kind=singleAxis"),
        BadInput("theory", "beam-walk", hints: "beamWalk", "one axis"),
        BadInput("theory", "raspberry-pi", hints: "real rig", "rig.kind=singleAxis"),
        BadInput("theory", "article", "noisy", hints: "noisy"),
      ], status: 64, in: try TemporaryFolder(), golden: "errors-theory")
    let missing = try Program.run("theory", "nowhere")
    #expect(missing.errors.contains("nowhere") && missing.errors.filter(\.isNewline).count == 1)
    #expect(missing.status == (try Program.run("run", "nowhere").status))
    // A form that only other reports have is no reason to refuse a file.
    #expect(try Program.run("theory", "article", "--set", "output.format=csv").lines.count > 10)
  }
}
