import Foundation
import RigCore
import RigTestSupport
import RigTheory
import Testing

/// The causes and the remedies that a run tells which used up its steps.
@Suite struct StepLimitReasonTests {
  private func run(_ arguments: String..., settings: [String] = []) throws -> (status: Int32, reason: String) {
    try run(arguments, settings: settings)
  }

  private func run(_ arguments: [String], settings: [String]) throws -> (status: Int32, reason: String) {
    let found = try Program.run(
      ["run"] + arguments + ["--format", "json", "--quiet"] + settings.flatMap { setting in ["--set", setting] })
    let report = try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [String: Any]
    return (found.status, try #require(report?["reason"] as? String))
  }

  // MARK: A drift that no stable rate follows

  @Test(arguments: [["rig.servo.backlash=1", "rig.sensor.deadTime=3"], ["rig.targetDrift=1"]])
  func `no rate beyond the edge is named against a lag`(settings: [String]) throws {
    let found = try run("article", settings: settings)
    #expect(found.reason.contains("and no stable rate brings it within the tolerance"), "\(found)")
    #expect(!found.reason.contains("a learning rate above"), "\(found)")
    // A play that the command may still be crossing is a cause too.
    #expect(found.reason.contains("crosses the play of its gears") == settings[0].contains("backlash"), "\(found)")
  }

  @Test func `a rate that is named against a lag is below the edge, and is enough`() throws {
    var draws = SeededDraws(1)
    var named = 0
    for deadTime in 0...3 {
      for _ in 0..<5 {
        let drift = "rig.targetDrift=\(draws.logUniform(0.002...0.2))"
        let settings = [drift, "rig.sensor.deadTime=\(deadTime)"]
        let slow = ["article", "--start", "97", "--steps", "600", "--learning-rate"]
        let found = try run(slow + ["0.02"], settings: settings)
        guard let match = found.reason.firstMatch(of: /a learning rate above ([0-9.e-]+) brings/) else { continue }
        named += 1
        let rate = try #require(Double(match.1))
        #expect(2 * rate < LinearLoop(gain: 1, deadTime: deadTime).edge * 1.05, "\(settings): \(rate)")
        if 2 * rate < 0.8 * LinearLoop(gain: 1, deadTime: deadTime).edge {
          let better = try run(slow + ["\(1.1 * rate)"], settings: settings)
          #expect(better.status == 0, "\(settings): \(better)")
        }
      }
    }
    #expect(named >= 4, "\(named)")
  }

  @Test func `without a known edge the assumed distance tells it`() throws {
    let found = try run("article", "--seed", "1", settings: ["rig.targetDrift=1", "rig.distance=290..310"])
    #expect(
      found.reason.contains("and no rate that is stable before a wall at the assumed distance brings it"), "\(found)")
  }

  // MARK: A servo that turns no faster

  @Test(arguments: ["1", "0.1", "1e-6"], ["0", "1"])
  func `a servo that is held back by its speed is named with its key`(speed: String, noise: String) throws {
    let found = try run(
      "article", "--target", "300", "--steps", "50", "--learning-rate", "0.3", "--noise", noise, "--tolerance", "1",
      "--seed", "1", settings: ["rig.servo.slewRate=\(speed)"])
    #expect(
      found.reason.contains("the servo turned as fast as rig.servo.slewRate lets it, by \(speed)° a second"),
      "\(found)")
    #expect(found.reason.contains("raise loop.steps, or use a faster servo"), "\(found)")
    #expect(!found.reason.contains("larger learning rate"), "\(found)")
  }

  @Test func `a servo that had to catch up has more steps as its remedy`() throws {
    let settings = ["rig.servo.slewRate=5"]
    let slow = ["article", "--target", "300", "--learning-rate", "0.1"]
    let short = try run(slow + ["--steps", "20"], settings: settings)
    #expect(short.reason.contains("lets it, by 5° a second"), "\(short)")
    #expect(try run(slow + ["--steps", "1000"], settings: settings).status == 0)
  }

  @Test func `a command that ran ahead of a slow servo is not taken for a wrong sense`() throws {
    let found = try run(
      "article", "--target", "300", "--steps", "200", "--learning-rate", "0.3", settings: ["rig.servo.slewRate=5"])
    #expect(found.status == 3 && !found.reason.contains("reverse"), "\(found)")
    #expect(found.reason.contains("behind its command; use a smaller learning rate"), "\(found)")
    let reversed = try run("article", settings: ["rig.servo.slewRate=500", "rig.servo.reversed=true"])
    #expect(reversed.reason.contains("so reverse the servo's sense"), "\(reversed)")
  }

  @Test func `the slow one of two servos is named`() throws {
    for (key, name) in [("rig.servo", "tilt"), ("rig.panTilt.panServo", "pan")] {
      let found = try run("pan-tilt", "--steps", "50", "--seed", "1", settings: ["\(key).slewRate=0.1"])
      // One setting of `rig.servo` slows both.
      let names = name == "tilt" ? ["tilt", "pan"] : ["pan"]
      #expect(names.contains { name in found.reason.contains("the servo of \(name) turned as fast as") }, "\(found)")
      #expect(found.reason.contains("as \(key).slewRate lets it"), "\(found)")
    }
  }

  @Test func `a servo that keeps up is not blamed`() throws {
    for settings in [["rig.servo.slewRate=1000"], ["rig.servo.slewRate=1000", "rig.targetDrift=0.5"]] {
      let found = try run("article", "--steps", "40", "--learning-rate", "0.02", settings: settings)
      #expect(found.status == 4 && !found.reason.contains("slewRate"), "\(found)")
    }
  }

  // MARK: Swings

  @Test(arguments: ["0.1", "0.3"]) func `a dot that hops between a servo's steps is put down to them`(
    rate: String
  ) throws {
    let found = try run("article", "--seed", "1", "--learning-rate", rate, settings: ["rig.servo.resolution=1"])
    #expect(found.reason.contains("the dot swings by up to 3.3 cm to either side"), "\(found)")
    #expect(found.reason.contains("here the servo's resolution of 1° is 5.82 cm on this wall"), "\(found)")
  }

  @Test(arguments: 1...4, [0.8, 0.9, 0.95])
  func `a swing that dies away says how fast, and when it has settled`(deadTime: Int, share: Double) throws {
    let edge = LinearLoop(gain: 1, deadTime: deadTime).edge
    let loop = LinearLoop(gain: share * edge, deadTime: deadTime)
    func run(steps: Int) throws -> (status: Int32, reason: String) {
      try self.run(
        "article", "--no-probe", "--learning-rate", "\(share * edge / 2)", "--start", "130", "--tolerance", "0.001",
        "--steps", "\(steps)", settings: ["rig.sensor.deadTime=\(deadTime)"])
    }
    let found = try run(steps: 80)
    let words = /a period of ([0-9.]+) steps leaves ([0-9.]+) % of it; raise loop.steps to some ([0-9]+), or lower/
    let match = try #require(found.reason.firstMatch(of: words), "\(found)")
    guard case .oscillatory(let period) = loop.transient else {
      Issue.record("theory has no swing")
      return
    }
    let (seen, left, end) = (
      try #require(Double(match.1)), try #require(Double(match.2)), try #require(Int(match.3))
    )
    // The peaks are whole steps, and each is within 5 % of the swing between them.
    #expect(abs(seen / period - 1) < 0.05)
    #expect(abs(left / (100 * pow(loop.growthFactor, period)) - 1) < 0.1)
    #expect(try run(steps: end * 11 / 10).status == 0)
    #expect(try run(steps: end * 7 / 10).status == 4)
  }

  @Test func `a swing that dies away after its rate was halved, or under smoothing, needs more steps`() throws {
    let halved = [
      ("dead-time", "0.3", ["rig.sensor.deadTime=4", "loop.divergence.halvings=3"]),
      ("article", "0.9", ["rig.sensor.smoothing=1"]),
    ]
    for (scenario, rate, settings) in halved {
      let found = try run(scenario, "--learning-rate", rate, "--seed", "1", settings: settings)
      let match = try #require(found.reason.firstMatch(of: /raise loop.steps to some ([0-9]+)/), "\(found)")
      let longer = try run(
        scenario, "--learning-rate", rate, "--seed", "1", "--steps", "\(match.1)", settings: settings)
      #expect(found.status == 4 && longer.status == 0, "\(longer)")
    }
  }

  // MARK: Too few steps

  @Test func `a run shorter than the window that noise asks for says so`() throws {
    for seed in 1...10 {
      let found = try run("article", "--noise", "1", "--tolerance", "0.5", "--seed", "\(seed)")
      #expect(found.reason.contains("raise loop.tolerance"), "\(found)")
    }
  }

  @Test func `each reason of a run that used up its steps has a remedy`() throws {
    var draws = SeededDraws(2)
    for _ in 0..<60 {
      let settings = [
        "rig.sensor.deadTime=\(Int(draws.uniform(0...4.99)))", "rig.servo.backlash=\(draws.uniform(0...0.3))",
        "rig.servo.resolution=\(draws.uniform(0...0.3))", "rig.servo.lag=\(draws.uniform(0...0.5))",
      ]
      let found = try run(
        "article", "--learning-rate", "\(draws.logUniform(0.01...0.5))", "--noise", "\(draws.logUniform(0.001...1))",
        "--steps", "\(Int(draws.uniform(5...200)))", "--seed", "\(Int(draws.uniform(1...1000)))", settings: settings)
      guard found.status == 4 else { continue }
      let remedies = ["raise ", "use a ", "turn the rig", "choose a rule", "Turn it alone", "is it at the end of"]
      #expect(remedies.contains { remedy in found.reason.contains(remedy) }, "\(settings): \(found)")
    }
  }
}
