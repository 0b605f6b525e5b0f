import RigTestSupport
import Testing

/// What the cells of a sweep come to, whatever the rig and the engine.
@Suite struct SweepVerdictTests {
  @Test func `noise alone is neither a limit cycle nor a runaway`() throws {
    let loops = [
      ["--x", "controller.learningRate=0.95"],
      ["--x", "controller.learningRate=0.95", "--set", "rig.distance=100..300"],
      ["--x", "controller.learningRate=0.135", "--set", "rig.sensor.deadTime=5"],
      ["--x", "controller.learningRate=1.8", "--rule", "momentum", "--set", "controller.momentum=0.9"],
      ["--x", "controller.learningRate=0.85", "--set", "controller.steers=angle"],
      ["--x", "controller.learningRate=0.95", "--set", "rig.kind=panTilt"],
    ]
    for loop in loops {
      let found = try SweptMap.of(loop + ["--y", "rig.sensor.noise=3", "--trials", "12", "--steps", "600"])
      let cell = try #require(found.cells.first)
      #expect(cell.limitCycleShare == 0 && cell.divergedShare == 0, "\(loop): \(cell)")
    }
  }

  @Test func `the loop is stable below a gain of 2, on an exact map`() throws {
    let found = try SweptMap.of(
      "--x", "controller.learningRate=0.1..1.2:12", "--y", "rig.sensor.noise=0,0.01", "--trials", "10", "--steps",
      "400")
    #expect(found.x.values.count == 12 && found.y.values == [0, 0.01] && found.y.unit == "cm")
    #expect(found.cells.map(\.cell) == Array(0..<24))
    for cell in found.cells {
      #expect(cell.x == found.x.values[cell.cell % 12] && cell.y == found.y.values[cell.cell / 12])
      // The rate 1 is the edge itself.
      guard cell.x != 1 else { continue }
      #expect(cell.settledShare == (cell.x < 1 ? 1 : 0), "\(cell.x)")
      #expect(cell.divergedShare == (cell.x < 1 ? 0 : 1), "\(cell.x)")
      #expect(cell.settledLower <= cell.settledShare && cell.settledShare <= cell.settledUpper)
      #expect(cell.engine == "lanes")
    }
    // Nothing disturbs: e[k] = -50 (1 - 2α)^k, and 1 cm is the tolerance.
    #expect(found.cells[0].medianSettlingReadings == 18 && found.cells[0].settling95Readings == 18)
    #expect(found.cells[4].medianSettlingReadings == 1 && found.cells[11].medianSettlingReadings == nil)
  }

  @Test func `chance of its own changes a cell, and common random numbers makes neighbours alike`() throws {
    let twins = ["--x", "rig.laserHeight=0,1e-9", "--y", "rig.sensor.noise=0.5", "--trials", "20"]
    let common = try SweptMap.of(twins).cells
    let own = try SweptMap.of(twins + ["--independent"]).cells
    let difference = { (cells: [SweptMap.Cell]) throws -> Double in
      abs(try #require(cells[0].steadyErrorCentimeters) - (try #require(cells[1].steadyErrorCentimeters)))
    }
    #expect(try difference(common) < 1e-6 && difference(own) > 1e-4)
  }

  @Test func `scenarios with one axis, two and four, and rules that learn`() throws {
    for name in ["hobby-servo", "pan-tilt", "beam-walk", "unknown-distance", "built-in"] {
      let found = try SweptMap.of(
        name, "--x", "rig.sensor.dropouts=0,0.1", "--y", "rig.sensor.noise=0,0.05", "--trials", "3", "--steps", "60",
        "--tolerance", "5", "--rule", "recursiveLeastSquares")
      #expect(found.cells.count == 4 && found.cells.allSatisfy { cell in cell.engine == "general" }, "\(name)")
      #expect(found.cells[0].settledShare == 1, "\(name)")
    }
  }

  @Test func `a target that the beam cannot reach is named, whatever the engine and the rig`() throws {
    // From 300 cm a beam at 20° points 109 cm up, and one at -20° as far down.
    let travel = ["--set", "rig.servo.travelFrom=-20", "--set", "rig.servo.travelTo=20", "--trials", "5"]
    for more in [
      ["--rule", "momentum"], ["--rule", "secant"], ["--set", "controller.steers=angle"],
      ["--set", "rig.sensor.deadTime=1"],
      ["pan-tilt"],
    ] {
      let found = try SweptMap.of(
        more + travel + ["--x", "rig.target=-130,-100,0,100,130", "--y", "rig.distance=300", "--steps", "100"])
      #expect(found.cells.map(\.outOfReachShare) == [1, 0, 0, 0, 1], "\(more)")
      #expect(found.cells[0].settledShare == 0 && found.cells[0].reachedShare == 0)
    }
    let map = ["sweep", "--seed", "1", "--x", "rig.target=0..130:14", "--y", "rig.sensor.noise=0,0.1"] + travel
    let table = try Program.run(map)
    #expect(
      table.output.contains(" |############||\n") && table.output.contains("    |  out of reach: "), "\(table.output)")
    #expect(
      table.output.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(
        "reach in 4 of 28 cells the servo's travel ends before the target: target 120 to 130, noise 0 to 0.1"),
      "\(table.output)")
    // Of targets drawn evenly from 89 to 129 cm half are out of reach.
    let drawn = try SweptMap.of(
      ["--x", "controller.learningRate=0.2", "--y", "rig.distance=300"] + travel
        + ["--set", "rig.target=89..129", "--trials", "400", "--tolerance", "0.1"])
    let share = try #require(drawn.cells.first?.outOfReachShare)
    #expect(abs(share - 0.5) < 0.1 && abs(drawn.cells[0].settledShare + share - 1) < 1e-9)
  }

  @Test func `with lost readings the search for the dot can be left out, and the output says which it was`() throws {
    // The dot is never out of sight, but half of the readings are lost.
    let common = [
      "sweep", "--seed", "1", "--x", "controller.learningRate=0.2", "--y", "rig.sensor.dropouts=0.5", "--trials", "200",
    ]
    for rule in ["gradientDescent", "nesterov"] {
      let arguments = Array(common.dropFirst(3)) + ["--rule", rule]
      let used = try SweptMap.of(arguments)
      let off = try SweptMap.of(arguments + ["--set", "loop.search.hold=200"])
      #expect(used.search == "used" && off.search == "off")
      #expect(used.cells[0].settledShare < 0.9 && off.cells[0].settledShare == 1, "\(rule): \(used.cells)")
    }
    let table = try Program.run(common)
    let words = table.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("search used: after 3 lost readings in a row a trial turns away to search; "), "\(words)")
    #expect(words.contains("--set loop.search.hold=200 has it hold still instead"), "\(words)")
    let still = try Program.run(common + ["--set", "loop.search.hold=200"])
    #expect(still.output.contains("  search    off: a trial holds still while readings are lost\n"), "\(still.output)")
    #expect(try Program.run(common + ["--format", "csv"]).lines.contains("# search: used"))
    // Lost to a fault, lost in some cells alone, searched for in some cells alone, and never lost.
    let axis = ["--x", "controller.learningRate=0.2", "--trials", "3", "--steps", "20"]
    #expect(try SweptMap.of(axis + ["--y", "rig.sensor.dropouts=0,0.1"]).search == "used")
    #expect(
      try SweptMap.of(axis + ["--y", "loop.search.hold=0,20", "--set", "rig.sensor.dropouts=0.1"]).search
        == "inSomeCells")
    #expect(
      try SweptMap.of(
        axis + [
          "--y", "rig.sensor.noise=0", "--set", "rig.faults=[{part: sensor, kind: intermittent, probability: 0.1}]",
        ]
      ).search == "used")
    #expect(try SweptMap.of(axis + ["--y", "rig.sensor.noise=0,1"]).search == nil)
  }

  @Test func `the general loop agrees with the lanes`() throws {
    let lanes = try SweptMap.of(
      "--x", "controller.learningRate=0.2,0.6", "--y", "rig.sensor.noise=0.4", "--trials", "50")
    // A limit that no reading gets to is nothing for lanes.
    let general = try SweptMap.of(
      "--x", "controller.learningRate=0.2,0.6", "--y", "rig.sensor.noise=0.4", "--trials", "50", "--set",
      "rig.sensor.saturation=1000")
    #expect(lanes.cells.allSatisfy { cell in cell.engine == "lanes" })
    for (fast, exact) in zip(lanes.cells, general.cells) {
      #expect(exact.engine == "general" && fast.settledLower < exact.settledUpper)
      #expect(exact.settledLower < fast.settledUpper)
      let (error, other) = try (#require(exact.steadyErrorCentimeters), #require(fast.steadyErrorCentimeters))
      let uncertainties = try [exact, fast].map { cell in try #require(cell.steadyErrorUncertaintyCentimeters) }
      #expect(abs(other - error) < 4 * (uncertainties[0] + uncertainties[1]))
    }
  }
}
