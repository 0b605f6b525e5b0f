import Foundation
import RigTestSupport
import Testing

/// The axes of a sweep: those that a user asks for, and the usual ones.
@Suite struct SweepAxesTests {
  @Test func `the usual axes go with the rule and the rig`() throws {
    let rate = try SweptMap.of("--trials", "1", "--steps", "3")
    #expect(rate.x.key == "controller.learningRate" && rate.y.key == "rig.sensor.noise" && rate.cells.count == 4096)
    let tiny = ["--trials", "1", "--steps", "3"]
    let learner = try SweptMap.of(tiny + ["--rule", "secant"])
    #expect(learner.x.key == "rig.distance" && learner.x.values.first == 50 && learner.x.values.last == 1000)
    let bench = try SweptMap.of(tiny + ["beam-walk", "--y", "rig.sensor.noise=0,0.1", "--rule", "secant"])
    #expect(bench.x.key == "rig.sensor.dropouts" && bench.scenario == "Config/beam-walk.yaml")
    // A usual axis that the user replaced is not looked at: its noise of 2e-9 cm and less would be refused.
    let exact = try SweptMap.of(tiny + ["--y", "rig.sensor.deadTime=0..1", "--tolerance", "1e-9"])
    #expect(exact.x.key == "controller.learningRate" && exact.y.key == "rig.sensor.deadTime")
    let noise = try SweptMap.of(tiny + ["--x", "rig.sensor.noise=0,1"])
    #expect(noise.y.key == "controller.learningRate" && noise.cells.count == 128)
  }

  @Test func `the usual rates go as far as the edge of the loop, and the usual noise with the tolerance`() throws {
    func ends(_ arguments: String...) throws -> [Double] {
      let found = try SweptMap.of(["--trials", "1", "--steps", "3"] + arguments)
      #expect(found.x.key == "controller.learningRate" && found.y.key == "rig.sensor.noise")
      return [found.x.values.first, found.x.values.last, found.y.values.first, found.y.values.last].compactMap(\.self)
    }
    // Twice the tolerance, which is 1 cm where nothing else is said.
    #expect(try ends() == [0.01, 1.25, 0, 2])
    #expect(try ends("--tolerance", "0.04") == [0.01, 1.25, 0, 0.08])
    #expect(try ends("noisy", "--rule", "gradientDescent")[2...] == [0, 2])
    // (1 + 0.8) · 2 is where the heavy ball's gain ends, and α half of that.
    #expect(try ends("--rule", "momentum", "--set", "controller.momentum=0.8") == [0.018, 2.25, 0, 2])
    // With the wall ten times as far the edge is at a tenth of the rate, and at 3000/5 it is at 5.
    #expect(try ends("--set", "rig.distance=3500") == [0.00086, 0.107, 0, 2])
    #expect(try ends("--set", "rig.distance=60") == [0.05, 6.25, 0, 2])
    // Of an axis of tolerances the greatest.
    let tolerances = try SweptMap.of("--trials", "1", "--steps", "3", "--x", "loop.tolerance=0.1..0.5:3")
    #expect(tolerances.y.key == "rig.sensor.noise" && tolerances.y.values.last == 1)
  }

  @Test func `an axis may be of the dead time that a rule which waits is told`() throws {
    let map = try SweptMap.of(
      "unknown-distance", "--rule", "kalman", "--x", "loop.deadTime=0,2", "--y", "rig.sensor.deadTime=2", "--trials",
      "60",
      "--seed", "1")
    #expect(map.cells[0].settledShare < 0.3 && map.cells[1].settledShare > 0.85, "\(map.cells)")
  }

  @Test func `an axis may be of how long the trials are`() throws {
    let noise = "rig.sensor.noise=0,0.3,1"
    for (more, engine) in [([], "lanes"), (["--rule", "nesterov"], "general")] {
      func cells(_ axes: String...) throws -> [SweptMap.Cell] {
        let common = ["sweep", "--seed", "1", "--trials", "70", "--format", "json"]
        let found = try Program.run(common + axes + more)
        let object = found.output.replacing("\"steps\": null", with: "\"steps\": 0")
        return try JSONDecoder().decode(SweptMap.self, from: Data(object.utf8)).cells
      }
      let all = try cells("--x", "loop.steps=10,600,300", "--y", noise)
      #expect(all.map(\.x) == [10, 300, 600, 10, 300, 600, 10, 300, 600] && all.allSatisfy { $0.engine == engine })
      for (column, steps) in [10, 300, 600].enumerated() {
        // As if every trial had been as long.
        for (row, alone) in try cells("--x", noise, "--y", "rig.sensor.bias=0", "--steps", "\(steps)").enumerated() {
          let cell = all[3 * row + column]
          #expect(cell.settledShare == alone.settledShare && cell.totalVariation == alone.totalVariation)
          #expect(cell.steadyErrorCentimeters == alone.steadyErrorCentimeters)
        }
      }
    }
    let table = try Program.run(
      "sweep", "--seed", "1", "--trials", "10", "--x", "loop.steps=10,30", "--y", "rig.sensor.noise=0,1", "--quiet")
    #expect(table.output.contains("each of 10 trials of 10 to 30 steps") && table.output.contains("\n800 steps in "))
  }

  @Test func `an axis from nothing on, with blanks, and with fewer whole numbers than asked for`() throws {
    let found = try SweptMap.of(
      "--x", " rig.sensor.outliers = 0 .. 0.2 : 3 ", "--y", "rig.sensor.noise=0.1", "--set",
      "rig.sensor.outlierSize=10", "--trials", "9")
    #expect(found.x.values == [0, 0.1, 0.2] && found.cells[0].settledShare > found.cells[2].settledShare)
    let few = try Program.run(
      "sweep", "--x", "rig.sensor.deadTime=1..4:9:log", "--y", "rig.sensor.noise=0", "--trials", "1", "--quiet")
    #expect(few.status == 0 && few.output.contains("4 × 1 cells"))
    #expect(
      few.errors == "laserrig: warning: --x: rig.sensor.deadTime: only 4 of the 9 values are different whole numbers\n")
  }
}
