import Foundation
import RigCore
import RigScenario
import RigTestSupport
import RigTheory
import Testing

@testable import RigReports

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
      let stability: String?
      let stabilityFar: String?
      let growsFromCentimeters: Double?
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
      let diskMargin: Double?
      let diskGainMargin: Double?
      let diskPhaseMarginDegrees: Double?
      let resolutionCentimeters: Double?
      let roundingResidualCentimeters: Double?
      let roundingResidualRMSCentimeters: Double?
      let roundingSwing: Swing?
      let backlashCentimeters: Double?
      let backlashRests: Bool?
      let backlashResidualCentimeters: Double?
      let backlashSwing: Swing?
      let neverSettles: Bool?
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
    let servoPole: Double?
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

  @Test(arguments: RuleDefinition.all) func `a gain is that of the rule's linear form`(rule: RuleDefinition) throws {
    var scenario = Scenario()
    scenario.controller.rule = rule
    scenario.controller.learningRate = 0.3
    scenario.controller.assumedDistance = 200
    guard let form = scenario.linearForm else { return }
    let local = scenario.localGain(height: 0, rateShare: 0.25)
    let halved = LinearForm.gain(
      learningRate: 0.25 * form.learningRate, assumedDistance: form.assumedDistance, reach: .centimeters(150))
    #expect(local.gain(at: .centimeters(150)) == halved)
    #expect(scenario.localGain(height: 0).gain(at: .centimeters(150)) == 4 * halved)
  }

  @Test func `the help`() throws {
    let found = try Program.run("theory", "--help")
    try Golden.expect(found.output, "help-theory")
    #expect(found.lines.allSatisfy { line in line.count <= 80 })
  }

  @Test func `the figures in JSON`() throws {
    let article = try results("article")
    let wall = try #require(article.walls.first)
    #expect(article.schemaVersion == 4 && article.scenario == "Config/article.yaml" && article.walls.count == 1)
    #expect(article.stableGainBelow == 2 && article.stableDistanceBelowCentimeters == 3000)
    #expect(wall.loopGain == 0.2 && wall.stable == true && wall.transient == "overdamped" && wall.settlingSteps == 21)
    // |S - ½| is greatest at z = -1: (2 + g)/(2(2 - g)).
    #expect(abs((wall.diskMargin ?? 0) - 2 * 1.8 / 2.2) < 1e-12 && abs((wall.diskGainMargin ?? 0) - 10) < 1e-9)
    #expect(abs((wall.diskPhaseMarginDegrees ?? 0) - 2 * atan(1.8 / 2.2) * 180 / .pi) < 1e-9)
    #expect(abs((wall.noiseFloorRatio ?? 0) - (0.2 / 1.8).squareRoot()) < 1e-12)
    #expect(
      article.bound.map(\.readings) == [1, 2, 5, 20, 100] && article.bound[2].knownDistanceRatio == 0.2.squareRoot())
    let drawn = try results(
      "article", "--distance", "50..1000", "--learning-rate", "0.315", "--assumed-distance", "500")
    #expect(abs((drawn.stableDistanceBelowCentimeters ?? 0) - 1587.3) < 0.1 && drawn.stableWallShare == 1)
    #expect(drawn.walls.map { wall in (wall.loopGain * 100).rounded() } == [6, 28, 126])
    let servo = try results("hobby-servo")
    let step = try #require(servo.walls[0].resolutionCentimeters)
    let rounding = try #require(servo.walls[0].roundingResidualCentimeters)
    #expect(abs(rounding / step - 1) < 0.01 && servo.unmodelled.contains("its dead band"))
    let late = try results("dead-time", "--learning-rate", "0.15", "--set", "rig.servo.resolution=0.1")
    let swing = try #require(late.walls[0].roundingSwing)
    #expect(abs(swing.periodSteps - 10) < 1e-9)
    #expect(late.walls[0].roundingResidualCentimeters ?? 0 > swing.dotAmplitudeCentimeters)
    let learning = try results("unknown-distance")
    #expect(learning.walls.isEmpty && learning.learningRate == nil && learning.bound[1].unknownDistanceRatio ?? 0 > 1)
  }

  @Test(
    arguments: [
      ("0.99", "stable", nil), ("1", "atEdge", "here an error neither decays nor grows"),
      ("1.01", "growing", "here an error grows without end"),
    ] as [(String, String, String?)])
  func `a loop is stable, at its edge or growing`(rate: String, stability: String, words: String?) throws {
    let wall = try results("article", "--learning-rate", rate).walls[0]
    #expect(wall.stability == stability && wall.stable == (stability == "stable"))
    let table = try Program.run("theory", "article", "--learning-rate", rate).output
    #expect(table.contains("grows") == (words != nil) && table.contains(words ?? "\n"), "\(table)")
  }

  @Test func `a servo whose command sets its speed has no loop gain`() throws {
    let arguments = ["article", "--set", "rig.servo.continuousRotation=1"]
    let words = try table(arguments)
    #expect(words.contains("The command of a continuous-rotation servo sets its speed and not its place"))
    #expect(words.contains("no loop gain, no margins") && !words.contains("stable for D"), "\(words)")
    let found = try results(arguments[0], arguments[1], arguments[2])
    #expect(found.walls.isEmpty)
    let run = try Program.run(["run"] + arguments + ["--quiet"])
    #expect(run.status == 4 && !run.output.contains("loop gain"), "\(run.output)")
  }

  /// The table as one line, whatever its line breaks are.
  private func table(_ arguments: [String]) throws -> String {
    try Program.run(["theory"] + arguments).output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func farRate(_ near: String, _ far: String, _ more: [String] = []) -> [String] {
    ["article", "--rule", "errorDependentRate", "--learning-rate", near, "--set", "controller.rateFar=\(far)"] + more
  }

  /// Rate 1 is the edge, halfway between 0.5 and 1.5: at |e| = ln 2 · 1 / 0.05 = 13.86 cm.
  @Test func `a rate that grows without end far from the target is not called stable and quick`() throws {
    let arguments = Self.farRate("0.5", "1.5")
    let found = try Program.run(["theory"] + arguments + ["--format", "json"])
    let wall = try JSONDecoder().decode(Results.self, from: Data(found.output.utf8)).walls[0]
    #expect(wall.stability == "stable" && wall.stabilityFar == "growing" && wall.settlingSteps == nil)
    #expect(abs((wall.growsFromCentimeters ?? 0) - log(2) / 0.05) < 1e-9)
    let words = try table(arguments)
    #expect(words.contains("an error of more than 13.9 cm grows") && !words.contains("settles to"), "\(words)")
    #expect(words.contains("stable near the target for D below") && words.contains("an error there grows × 2 "))
    // A run that begins on either side of that size.
    for (start, status) in [("113", 0), ("115", 3)] {
      let run = try Program.run(
        ["run"] + arguments + ["--quiet", "--start", start, "--set", "loop.divergence.halvings=0"])
      #expect(run.status == Int32(status), "\(start): \(run.output)")
    }
    let late = try table(Self.farRate("0.2", "1.5", ["--set", "rig.sensor.deadTime=1"]))
    #expect(late.contains("far from the target an error") && late.contains(" settles - "), "\(late)")
  }

  @Test func `a rate that crawls far from the target bounds the steps`() throws {
    // (1 - 0.002)^k = 0.01
    let slow = log(0.01) / log(0.998)
    let found = try Program.run(["theory"] + Self.farRate("0.5", "0.001") + ["--format", "json"])
    let wall = try JSONDecoder().decode(Results.self, from: Data(found.output.utf8)).walls[0]
    #expect(wall.settlingSteps == Int(slow.rounded(.up)) && wall.growsFromCentimeters == nil)
    let words = try table(Self.farRate("0.5", "0.001"))
    #expect(words.contains("settles to 1 % in at most 2301 steps") && words.contains(" settles ≤ 2301 "), "\(words)")
  }

  @Test func `noise turns the rate towards the far one, whichever is larger`() throws {
    let noise = ["--noise", "1"]
    let larger = try table(Self.farRate("0.1", "0.4", noise))
    #expect(larger.contains("that noise alone makes the rate larger"), "\(larger)")
    let smaller = try table(Self.farRate("0.4", "0.1", noise))
    #expect(smaller.contains("that noise alone makes the rate smaller"), "\(smaller)")
    let same = try table(Self.farRate("0.1", "0.1", noise))
    #expect(!same.contains("Unmodelled") && !same.contains("far off"), "\(same)")
  }

  @Test func `a decaying rate has the figures of its dead time`() throws {
    let rule = ["article", "--rule", "decayingRate", "--learning-rate", "0.35"]
    func decaying(_ more: [String]) throws -> Results {
      let found = try Program.run(["theory"] + rule + more + ["--format", "json"])
      return try JSONDecoder().decode(Results.self, from: Data(found.output.utf8))
    }
    let (quick, late) = (try decaying([]), try decaying(["--set", "rig.sensor.deadTime=2"]))
    #expect(late.unmodelled == [] && late.stableGainBelow ?? 1 < 0.62)
    let (few, many) = (try #require(quick.walls[0].settlingSteps), try #require(late.walls[0].settlingSteps))
    #expect(many > 2 * few)
    let words = try table(rule + ["--set", "rig.sensor.deadTime=2"])
    #expect(words.contains("settles to 1 % in \(many) steps"), "\(words)")
    #expect(words.contains("A gain of 0.618 or more with a dead time of 2 steps makes things worse"), "\(words)")
    // Beyond the 100 000 steps that are followed one by one.
    let slow = ["--set", "controller.decayPower=1", "--learning-rate", "0.02"]
    #expect(try decaying(slow).walls[0].settlingSteps ?? 0 > 100_000)
    let never = try decaying(["--set", "controller.decayPower=2", "--learning-rate", "0.01"])
    #expect(never.walls[0].neverSettles == true && never.walls[0].settlingSteps == nil)
  }

  /// A dead time with play takes three times as long to settle as without: 87 steps by theory, 277 in a run.
  @Test(arguments: ["backlash", "resolution"]) func `what the servo does on the way is named as unmodelled`(
    effect: String
  ) throws {
    let arguments = ["dead-time", "--learning-rate", "0.25", "--set", "rig.servo.\(effect)=0.3"]
    #expect(
      try results(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]).unmodelled
        == ["the servo's \(effect) but for what it leaves"])
    let table = try Program.run(["theory"] + arguments).output
    #expect(table.contains("Unmodelled effects: the servo's \(effect) but for what it leaves."), "\(table)")
  }

  @Test func `what backlash leaves: rest, a swing, or no more than a bound`() throws {
    func wall(_ rate: String, _ deadTime: String) throws -> Results.Wall {
      try results(
        "article", "--learning-rate", rate, "--set", "rig.sensor.deadTime=\(deadTime)", "--set",
        "rig.servo.backlash=0.5"
      ).walls[0]
    }
    let calm = try wall("0.1", "2")
    #expect(calm.backlashRests == true && calm.backlashResidualCentimeters == 0 && calm.backlashSwing == nil)
    let open = try wall("0.28", "2")
    #expect(open.backlashRests == nil && open.backlashResidualCentimeters ?? 0 > 1 && open.backlashSwing == nil)
    // 0.98 of the edge 2 sin(π/22) with a dead time of 5 steps.
    let swinging = try wall("0.13947", "5")
    let swing = try #require(swinging.backlashSwing)
    #expect(swinging.backlashRests == false && swing.dotAmplitudeCentimeters > 10)
    #expect(swing.dotAmplitudeCentimeters < swinging.backlashResidualCentimeters ?? 0)
    let growing = try wall("0.5", "2")
    #expect(growing.backlashRests == nil && growing.backlashResidualCentimeters == nil)
  }

  @Test(arguments: [("1", "an error neither decays nor grows"), ("1.2", "an error grows without end")])
  func `a comparison says the same of a wall at the edge and beyond it`(rate: String, words: String) throws {
    let found = try Program.run(
      "compare", "article", "--rigs", "4", "--readings", "8", "--set", "rig.distance=300", "--set",
      "controller.learningRate=\(rate)", "--rules", "gradientDescent", "--noise", "0", "--seed", "1")
    let text = found.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains(words) && !text.contains("every step makes it worse"), "\(found)")
  }

  /// The frame lasts 0.1 s: a = exp(-0.1 / 0.2).
  @Test func `a servo's lag is a part of the loop`() throws {
    let lag = ["--set", "rig.servo.lag=0.2"]
    let pole = exp(-0.5)
    let found = try results("article", lag[0], lag[1])
    #expect(abs((found.servoPole ?? 0) - pole) < 1e-15 && found.unmodelled == [])
    #expect(abs((found.stableGainBelow ?? 0) / (2 * (1 + pole) / (1 - pole)) - 1) < 1e-12)
    let table = try Program.run(["theory", "article", "--rule", "momentum"] + lag).output
    #expect(table.contains("Stable: for gains between 0 and 1.15 with a momentum of 0.5 and a servo's lag"), "\(table)")
    let run = try Program.run(["run", "article", "--quiet"] + lag).output
    #expect(run.contains("stable between 0 and 8.17 with the servo's lag"), "\(run)")
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
