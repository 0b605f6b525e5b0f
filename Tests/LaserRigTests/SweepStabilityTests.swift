import Foundation
import RigTestSupport
import Testing

/// A linear loop near its edge swings for longer than a trial lasts: theory says whether it is stable, at its edge or
/// growing, and a limit cycle is only that of a loop that is not linear.
@Suite struct SweepStabilityTests {
  /// The shares of diverged trials and of limit cycles in each column of a sweep over `x`, without noise.
  private func shares(_ x: String, _ arguments: [String] = []) throws -> [(diverged: Double, limitCycle: Double)] {
    let found = try Program.run(
      [
        "sweep", "article", "--seed", "1", "--trials", "4", "--steps", "400", "--tolerance", "0.01", "--quiet", "--x",
        x,
        "--y", "rig.sensor.noise=0", "--format", "csv",
      ] + arguments)
    #expect(found.status == 0 && found.errors == "", "\(found.errors)")
    let rows = found.lines.filter { line in !line.hasPrefix("#") }.map { line in
      line.split(separator: ",", omittingEmptySubsequences: false)
    }
    let title = try #require(rows.first)
    let places = try ["divergedShare", "limitCycleShare"].map { name in
      try #require(title.firstIndex { column in column == name })
    }
    return try rows.dropFirst().map { row in
      (try #require(Double(row[places[0]])), try #require(Double(row[places[1]])))
    }
  }

  @Test(arguments: [[], ["--set", "rig.laserHeight=3"], ["--set", "rig.distance=290..300", "--rule", "nesterov"]])
  func `a stable loop near its edge has no limit cycle`(arguments: [String]) throws {
    let edge = arguments.contains("nesterov") ? 0.75 : 1
    let found = try shares("controller.learningRate=\(0.9995 * edge)", arguments)
    #expect(found.count == 1 && found[0] == (0, 0), "\(found)")
  }

  @Test func `at the edge a loop has neither diverged nor a limit cycle, beyond it it has diverged`() throws {
    let found = try shares("controller.learningRate=0.9995,1,1.001")
    #expect(found.map(\.diverged) == [0, 0, 1] && found.map(\.limitCycle) == [0, 0, 0], "\(found)")
  }

  @Test func `a momentum of nearly 1 swings long and is stable`() throws {
    let found = try shares("controller.momentum=0.99,0.999,0.9999", ["--rule", "momentum"])
    #expect(found.allSatisfy { shares in shares == (0, 0) }, "\(found)")
  }

  @Test func `with dead time too`() throws {
    // 2 sin(π/10) = 0.618 is the edge of the gain, 2 · rate.
    let edge = sin(Double.pi / 10)
    let found = try shares(
      "controller.learningRate=\(0.9995 * edge),\(1.0005 * edge)", ["--set", "rig.sensor.deadTime=2"])
    #expect(found.map(\.diverged) == [0, 1] && found.map(\.limitCycle) == [0, 0], "\(found)")
  }

  @Test func `the limit cycle of a servo with steps is still found`() throws {
    let found = try shares(
      "controller.learningRate=0.4", ["--set", "rig.sensor.deadTime=1", "--set", "rig.servo.resolution=0.5"])
    #expect(found[0].limitCycle == 1 && found[0].diverged == 0, "\(found)")
  }

  @Test(arguments: [
    ("0.9995", "each error decays"), ("1", "neither decays nor grows"), ("1.001", "an error grows without end"),
  ])
  func `a map with no edge in it says on which side of the edge it is`(rate: String, words: String) throws {
    let arguments = ["sweep", "article", "--seed", "1", "--trials", "4", "--quiet", "--y", "rig.sensor.noise=0"]
    func finding(_ x: String) throws -> String {
      let lines = try Program.run(arguments + ["--x", x]).lines
      let first = lines.firstIndex { line in line.hasPrefix("  theory ") }
      return first.map { first in lines[first...].prefix(2).joined(separator: " ") } ?? ""
    }
    #expect(try finding("controller.learningRate=\(rate)").contains(words))
    #expect(try finding("controller.learningRate=0.5,1.2") == "")
    // Play is not linear.
    #expect(try Program.run(arguments + ["--x", "rig.servo.backlash=0.5"]).output.contains("  theory ") == false)
  }
}
