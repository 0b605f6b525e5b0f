import Glibc
import RigCore
import RigScenario

/// The default rule beside what a user of Python would take: the same rigs, seeds and judgement.
struct YardsticksBenchmark: Benchmark {
  let name = "yardsticks"
  let purpose = "the default rule beside controllers of Python's packages, under the conditions of real benches"

  /// The packages are installed here, in the versions of `requirements.txt`.
  private static let environment = ".build-yardsticks"
  private static let requirements = "Tests/Benchmarks/Yardsticks/requirements.txt"

  let sample: BenchSample

  func measure() throws(Obstacle) -> Findings {
    let python = try Self.python()
    var peers: [YardstickPeer] = []
    for yardstick in Yardstick.all {
      peers.append(try YardstickPeer(python: python, controller: yardstick.controller))
    }
    var findings = Findings()
    var table = Table(
      "Share that settles in %, and readings to settle (median / 95 %), of \(sample.rigs) rigs",
      columns: ["condition", "default rule"] + Yardstick.all.map(\.title))
    var behind = Table(
      "Where the default rule is not ahead: the other settles on more rigs, or sooner, by more than chance",
      columns: ["condition", "default rule", "other", "its figures", "how"])
    for condition in sample.selected(BenchCondition.all) {
      let own = try ConditionsBenchmark.cell(ConditionsBenchmark.defaultRule, condition, sample)
      var row = [condition.name, own.shortText]
      for (yardstick, peer) in zip(Yardstick.all, peers) {
        let cell = try cell(yardstick, peer, condition)
        row.append(cell.shortText)
        if let lag = own.lag(behind: cell, readings: ConditionsBenchmark.readings) {
          behind.rows.append([
            condition.name, own.shortText, yardstick.title, cell.shortText, lag == .fewer ? "more rigs" : "sooner",
          ])
        }
      }
      StandardError.write("  \(row.joined(separator: " | "))\n")
      table.rows.append(row)
    }
    let slow = try YardstickPeer(python: python, controller: Yardstick.slow.controller)
    let share = try cell(Yardstick.slow, slow, .clean).settledShare
    findings.figures.append(Figure("\(Yardstick.slow.title) on the clean rig: settled", share, ""))
    findings.tables = [table, behind]
    return findings
  }

  private func cell(
    _ yardstick: Yardstick, _ peer: YardstickPeer, _ condition: BenchCondition
  ) throws(Obstacle) -> BenchCell {
    let scenario = try condition.scenario(rule: ConditionsBenchmark.defaultRule)
    let visitor = YardstickVisitor(
      scenario: scenario, peer: peer, sample: sample.limited(to: yardstick.mostRigs),
      readings: ConditionsBenchmark.readings)
    guard let trials = scenario.plants(visitedBy: visitor) else { throw Obstacle(reason: "the rig is not simulated") }
    do throws(Obstacle) {
      return BenchCell(try trials.get())
    } catch {
      throw Obstacle(reason: "\(condition.name): \(error.reason)")
    }
  }

  /// The interpreter of the environment, made if it is missing.
  private static func python() throws(Obstacle) -> String {
    let python = "\(environment)/bin/python"
    guard access(requirements, R_OK) == 0 else {
      throw Obstacle(reason: "\(requirements) is not here: run this in the package's folder")
    }
    let commands = [
      ("python3", ["-m", "venv", environment]),
      (python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]),
    ]
    for (program, words) in commands {
      StandardError.write("\(program) \(words.joined(separator: " ")) …\n")
      guard try ChildProcess(program, words).status == 0 else {
        throw Obstacle(reason: "\(program) \(words.joined(separator: " ")) failed")
      }
    }
    return python
  }
}
