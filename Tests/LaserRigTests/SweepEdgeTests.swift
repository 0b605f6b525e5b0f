import Foundation
import RigCore
import RigScenario
import RigSimulation
import RigTestSupport
import Testing

@testable import RigReports
@testable import laserrig

/// The theory's edge over the map of a sweep.
@Suite struct SweepEdgeTests {
  private static func definition(
    _ x: String, _ y: String, _ change: (inout Scenario) -> Void = { _ in }
  ) throws -> SweepDefinition {
    var scenario = Scenario()
    scenario.rig.distance = .fixed(250)
    scenario.controller.rule = .gradientDescent
    scenario.controller.assumedDistance = 300
    scenario.controller.learningRate = 0.1
    change(&scenario)
    let axes = (try ScenarioAxis(x, by: "--x"), try ScenarioAxis(y, by: "--y"))
    axes.0.set(0, in: &scenario)
    axes.1.set(0, in: &scenario)
    return SweepDefinition(scenario: scenario, x: axes.0, y: axes.1, trials: 1, isIndependent: false)
  }

  private static func lines(_ definition: SweepDefinition) throws -> [[(x: Double, y: Double)]] {
    SweepEdge(definition).lines(
      horizontal: try SweepPicture.axis(definition.x), vertical: try SweepPicture.axis(definition.y))
  }

  private static func isNear(_ found: Double, _ expected: Double) -> Bool {
    abs(found - expected) <= 1e-12 * max(1, expected.magnitude)
  }

  @Test func `a gain of 2 is where the rate is D₀ over D, from edge to edge of the map`() throws {
    let rates = "controller.learningRate=0.1..1.6:30"
    let upright = try Self.lines(Self.definition(rates, "rig.sensor.noise=0..1:11"))
    #expect(upright.count == 1 && upright[0].allSatisfy { place in Self.isNear(place.x, 1.2) })
    let heights = upright.joined().map(\.y)
    // There is no noise below 0, but half a cell of the map.
    #expect(Self.isNear(heights.min() ?? 0, -0.05) && Self.isNear(heights.max() ?? 0, 1.05))
    let level = try Self.lines(Self.definition("rig.sensor.noise=0.1..10:9:log", rates))
    #expect(level.count == 1 && level[0].allSatisfy { place in Self.isNear(place.y, 1.2) })
    let places = level.joined().map(\.x)
    let half = pow(100, 1 / 16.0)
    #expect(Self.isNear(places.min() ?? 0, 0.1 / half) && Self.isNear(places.max() ?? 0, 10 * half))
  }

  @Test func `one row or column has a line across its cell`() throws {
    let row = try Self.lines(Self.definition("controller.learningRate=0.1..1.6:30", "rig.sensor.noise=0.5"))
    #expect(row.count == 1 && row[0].map(\.x).allSatisfy { place in Self.isNear(place, 1.2) })
    #expect(row[0].map(\.y) == [0, 1] || row[0].map(\.y) == [1, 0])
    // What it crosses does not lean, though the gain goes with the row's key.
    let column = try Self.lines(Self.definition("rig.distance=200", "controller.learningRate=0.1..1.6:30"))
    #expect(column.count == 1 && column[0].count == 2 && column[0].allSatisfy { place in Self.isNear(place.y, 1.5) })
    #expect(try Self.lines(Self.definition("rig.distance=200", "controller.learningRate=1.5")).isEmpty)
  }

  @Test(arguments: [0, 3]) func `with dead time it goes in steps of 2 sin(π / (2(2d + 1)))`(first: Int) throws {
    let (times, rates) = ("rig.sensor.deadTime=\(first)..8", "controller.learningRate=0.01..1.6:40")
    let steps = try Self.lines(Self.definition(times, rates))
    let turned = try Self.lines(Self.definition(rates, times)).map { line in
      line.map { place in (x: place.y, y: place.x) }
    }
    for line in [steps, turned] {
      #expect(line.count == 1)
      for time in first...8 {
        let rate = 1.2 * sin(.pi / (2 * (2 * Double(time) + 1)))
        let step = line.joined().filter { place in Self.isNear(place.y, rate) }.map(\.x).sorted()
        #expect(step == [Double(time) - 0.5, Double(time) + 0.5], "\(time)")
      }
    }
  }

  @Test func `more whole numbers than the eye tells apart make a line through them`() throws {
    let definition = try Self.definition("rig.sensor.deadTime=0..200:201", "controller.learningRate=0.001..1.6:40:log")
    let line = try #require(try Self.lines(definition).first)
    #expect(line.count < 300)
    for place in line where place.x == place.x.rounded() {
      #expect(Self.isNear(place.y, 1.2 * sin(.pi / (2 * (2 * place.x + 1)))))
    }
  }

  /// `2α(D + y²/D)/D₀ = 2` has two solutions in D, which meet where the wall is as far as the target is high.
  @Test func `steered by the angle, a wall can be too near and too far`() throws {
    func scenario(_ scenario: inout Scenario) {
      scenario.controller.steers = .angle
      scenario.controller.learningRate = 1.2
      scenario.rig.target = 100
    }
    let half = 125.0
    let far = half + (half * half - 10_000).squareRoot()
    let both = try Self.lines(Self.definition("rig.distance=30..1000:48:log", "rig.sensor.noise=0..1:9", scenario))
    #expect(both.count == 2)
    let ordered = both.sorted { left, right in left[0].x < right[0].x }
    for (line, distance) in zip(ordered, [10_000 / far, far]) {
      #expect(line.allSatisfy { place in Self.isNear(place.x, distance) })
    }
    let arc = try Self.lines(
      Self.definition("rig.distance=30..1000:48:log", "controller.learningRate=0.05..2:40:log", scenario))
    #expect(arc.count == 1)
    let top = try #require(arc[0].max { left, right in left.y < right.y })
    #expect(abs(top.x - 100) < 4 && abs(top.y - 1.5) < 1e-3)
  }

  @Test func `a drawn target has an edge where the gain is the same at any height`() throws {
    let axes = ("controller.learningRate=0.1..1.6:30", "rig.sensor.noise=0..1:11")
    for (change, isKnown) in [
      ({ _ in }, true), ({ scenario in scenario.controller.steers = .angle }, false),
      ({ scenario in scenario.rig.servo.offset = 3 }, false),
    ] as [((inout Scenario) -> Void, Bool)] {
      let definition = try Self.definition(axes.0, axes.1) { scenario in
        scenario.rig.target = .drawn(from: -50, to: 80)
        change(&scenario)
      }
      let lines = try Self.lines(definition)
      #expect(lines.count == (isKnown ? 1 : 0))
      #expect(lines.joined().allSatisfy { place in Self.isNear(place.x, 1.2) })
      // The axis of the gain above the map knows as much.
      #expect((SweepGain(definition)?.gain(at: 1.2)).map { gain in Self.isNear(gain, 2) } == (isKnown ? true : nil))
    }
    let drawn = try Self.definition(axes.0, axes.1) { scenario in scenario.rig.distance = .drawn(from: 50, to: 100) }
    #expect(try Self.lines(drawn).isEmpty && SweepGain(drawn) == nil)
  }

  @Test func `a gain that differs from row to row is on no scale`() throws {
    func hasGain(_ y: String, _ change: (inout Scenario) -> Void = { _ in }) throws -> Bool {
      SweepGain(try Self.definition("controller.learningRate=0.1..1.6:30", y, change)) != nil
    }
    #expect(try hasGain("rig.sensor.deadTime=0..4") && hasGain("rig.target=0..100:5"))
    #expect(try hasGain("rig.laserHeight=0..100:5"))
    for y in ["rig.distance=50..100:5", "controller.assumedDistance=50..100:5", "rig.servo.offset=0..20:5"] {
      #expect(try !hasGain(y))
    }
    #expect(try !hasGain("rig.target=0..100:5") { scenario in scenario.controller.steers = .angle })
    #expect(
      try !hasGain("controller.decayPower=0..1:5") { scenario in scenario.controller.rule = .decayingRate })
  }

  @Test func `rules without a fixed gain have no edge`() throws {
    for rule in RuleDefinition.all {
      let definition = try Self.definition("controller.learningRate=0.1..3:30", "rig.sensor.noise=0..1:11") {
        scenario in scenario.controller.rule = rule
      }
      let hasEdge = [.gradientDescent, .momentum, .nesterov].contains(rule)
      #expect(try Self.lines(definition).isEmpty != hasEdge, "\(rule)")
    }
    let reversed = try Self.definition("controller.learningRate=0.1..1.6:30", "rig.sensor.noise=0..1:11") { scenario in
      scenario.rig.servo.reversed = true
    }
    #expect(try Self.lines(reversed).isEmpty)
  }

  @Test(
    arguments: [
      // Whatever else the map shows, noise does nothing to the edge.
      ("rig.sensor.noise=0..2:5", "controller.learningRate=0.1..1.6:30", "learningRate 1.2"),
      ("rig.sensor.noise=0.1..2:5:log", "controller.learningRate=0.1..1.6:30:log", "learningRate 1.2"),
      ("rig.sensor.noise=0.5", "controller.learningRate=0.1..1.6:30", "learningRate 1.2"),
      // A dead time of 8 steps has its edge at 1.2 sin(π/34).
      ("rig.sensor.deadTime=0..8", "controller.learningRate=0.05..1.6:30", "learningRate 0.111 to 1.2"),
      ("rig.sensor.deadTime=0..8", "rig.distance=50..1000:30", "distance 277 to 1020"),
      // A tenth of the distances, but the whole of the rates.
      ("rig.distance=10..2000:191", "controller.learningRate=0.5..0.75:191", "distance 400 to 601"),
      // From 200 to 600 cm is half of this map, and a third of the rates; as plain numbers it would be a quarter.
      ("rig.distance=200..2000:91:log", "controller.learningRate=0.5..3.5:91", "learningRate 0.483 to 1.52"),
      ("rig.sensor.deadTime=0..3", "rig.sensor.bias=0..1:5", nil),
    ] as [(String, String, String?)])
  func `the edge is told by the axis along which it moves least, whichever way round the map is`(
    x: String, y: String, course: String?
  ) throws {
    for (x, y) in [(x, y), (y, x)] {
      let definition = try Self.definition(x, y)
      let names = [definition.x, definition.y].map { axis in
        axis.key.path.split(separator: ".").last.map(String.init) ?? ""
      }
      #expect(EdgeCourse(definition)?.text(names: (names[0], names[1])) == course, "\(x) \(y)")
    }
  }

  @Test func `two edges are two numbers and no range`() throws {
    func scenario(_ scenario: inout Scenario) {
      scenario.controller.steers = .angle
      scenario.controller.learningRate = 1.2
      scenario.rig.target = 100
    }
    let both = try Self.definition("rig.distance=30..1000:48:log", "rig.sensor.noise=0..1:9", scenario)
    #expect(EdgeCourse(both)?.text(names: ("distance", "noise")) == "distance 50 and 200")
  }

  @Test func `the edge says what of the rig it leaves out, and of an axis too`() throws {
    let rates = "controller.learningRate=0.1..1.6:30"
    let noise = "rig.sensor.noise=0..1:5"
    func edge(
      _ x: String = rates, _ y: String = noise, _ change: (inout Scenario) -> Void = { _ in }
    ) throws -> SweepEdge {
      SweepEdge(try Self.definition(x, y, change))
    }
    #expect(try edge().label == "edge by theory" && edge().origin == "by theory")
    // The theory knows momentum, dead time and the servo's lag.
    for axis in ["rig.sensor.deadTime=0..3", "rig.servo.lag=0..0.5"] {
      #expect(try edge(axis, rates).label == "edge by theory")
    }
    for (axis, name) in [
      ("rig.servo.deadBand=0..0.5", "dead band"), ("rig.servo.backlash=0..1", "backlash"),
      ("rig.sensor.bias=-1..0", "bias"),
      ("rig.servo.slewRate=1..9", "slew rate"),
    ] {
      for found in [try edge(axis, rates), try edge(rates, axis)] {
        #expect(found.label == "edge by theory, without \(name)")
      }
    }
    let hobby = try edge { scenario in
      scenario.rig.servo.deadBand = 0.5
      scenario.rig.servo.lag = 0.1
      scenario.rig.servo.slewRate = 60
      scenario.rig.servo.resolution = 0.1
    }
    #expect(hobby.label == "edge by theory, without dead band, slew rate and resolution")
    let worn = try edge { scenario in
      scenario.rig.servo.deadBand = 0.5
      scenario.rig.servo.slewRate = 60
      scenario.rig.servo.resolution = 0.1
      scenario.rig.servo.backlash = 0.3
    }
    #expect(worn.label == "edge by theory, without dead band, slew rate and 2 more")
    #expect(worn.origin == "by theory, without dead band, slew rate, resolution and backlash")
  }

  @Test func `on every line the gain is the edge's, up to what the keys can be`() throws {
    var draws = SeededDraws(1)
    let keys: [(String, ClosedRange<Double>, Bool)] = [
      ("controller.learningRate", 0.02...3, true), ("rig.distance", 40...900, true),
      ("controller.assumedDistance", 50...900, true), ("controller.momentum", 0...0.95, false),
      ("rig.target", -200...200, false), ("rig.servo.offset", -30...30, false), ("rig.laserHeight", -100...100, false),
    ]
    var count = 0
    for _ in 0..<60 {
      let first = Int(draws.uniform(0...6.99))
      let axes = [first, (first + 1 + Int(draws.uniform(0...5.99))) % 7].map { index in
        let (key, range, canBeLogarithmic) = keys[index]
        let spread = canBeLogarithmic && draws.coin() ? ":log" : ""
        return "\(key)=\(range.lowerBound)..\(range.upperBound):\(2 + Int(draws.uniform(0...60)))\(spread)"
      }
      let definition = try Self.definition(axes[0], axes[1]) { scenario in
        scenario.controller.rule = [.gradientDescent, .momentum, .nesterov][Int(draws.uniform(0...2.99))]
        scenario.controller.steers = draws.coin() ? .angle : .slope
        scenario.controller.learningRate = draws.uniform(0.3...1.5)
        scenario.controller.momentum = draws.uniform(0...0.9)
        scenario.rig.servo.offset = draws.coin() ? 0 : 10
        scenario.rig.sensor.deadTime = Int(draws.uniform(0...3.99))
      }
      let (horizontal, vertical) = (try SweepPicture.axis(definition.x), try SweepPicture.axis(definition.y))
      let edge = SweepEdge(definition)
      for line in edge.lines(horizontal: horizontal, vertical: vertical) {
        count += line.count
        for place in line {
          let excess = edge.excess(x: definition.x.nearest(to: place.x), y: definition.y.nearest(to: place.y))
          #expect(abs(excess ?? 1) < 1e-9, "\(axes) at \(place)")
        }
        let (first, last) = (line[0], line[line.count - 1])
        let ends = [ContourAxis(definition.x, drawnAs: horizontal), ContourAxis(definition.y, drawnAs: vertical)]
          .map { axis in [axis.nodes.first?.place, axis.nodes.last?.place] }
        #expect(
          first == last || [first, last].allSatisfy { end in ends[0].contains(end.x) || ends[1].contains(end.y) },
          "\(axes) from \(first) to \(last)")
      }
    }
    #expect(count > 1000)
  }
}

/// Lines at which a function changes its sign.
@Suite struct ZeroContourTests {
  private func lines(_ function: (Double, Double) -> Double?) throws -> [[(x: Double, y: Double)]] {
    let axis = try ScenarioAxis("rig.target=-1..1:21", by: "--x")
    let nodes = ContourAxis(axis, drawnAs: try SweepPicture.axis(axis))
    return ZeroContour(x: nodes, y: nodes, function).lines
  }

  @Test func `a circle is closed`() throws {
    let circles = try lines { x, y in x * x + y * y - 0.36 }
    #expect(circles.count == 1 && circles[0].count > 50)
    let (first, last) = (try #require(circles[0].first), try #require(circles[0].last))
    #expect(first == last && circles[0].allSatisfy { place in abs(hypot(place.x, place.y) - 0.6) < 1e-12 })
  }

  @Test func `where two corners face each other the middle tells which lines there are`() throws {
    for offset in [1e-4, -1e-4] {
      // In the middle of a square between nodes.
      let middle = 2.1 / 128
      let branches = try lines { x, y in (x - middle) * (y - middle) - offset }
      #expect(branches.count == 2)
      for branch in branches {
        // No branch goes from one quadrant to another.
        let sides = Set(branch.map { place in place.x > middle })
        #expect(sides.count == 1 && branch.count > 50)
      }
    }
  }

  @Test func `there is no line where there is no function, and none along its end`() throws {
    let halves = try lines { x, y in x < 0 ? nil : y }
    #expect(halves.count == 1 && halves[0].allSatisfy { place in place.x >= 0 && place.y == 0 })
    #expect(try lines { _, _ in nil }.isEmpty && lines { _, _ in 1 }.isEmpty && lines { _, _ in -1 }.isEmpty)
  }

  @Test(
    arguments: [
      // The theory's edge, and whether it crosses the map.
      (["--x", "controller.learningRate=0.01..2:6", "--y", "rig.sensor.deadTime=0..3"], true),
      (["--x", "rig.sensor.noise=0..1:4", "--y", "controller.learningRate=0.1..2:6"], true),
      (["--x", "rig.distance=10..3000:6:log", "--y", "controller.learningRate=0.02..2:6:log"], true),
      (
        [
          "--x", "controller.assumedDistance=50..900:6", "--y", "controller.momentum=0,0.5", "--rule", "momentum",
          "--set", "controller.learningRate=0.5",
        ], true
      ),
      (["--x", "controller.learningRate=0.01..0.5:6", "--y", "rig.sensor.noise=0..1:4"], false),
      (["--x", "rig.distance=50..500:4", "--y", "rig.sensor.noise=0..1:4", "--rule", "recursiveLeastSquares"], false),
    ])
  func `theory's edge runs over the map where there is one`(axes: [String], isCrossed: Bool) throws {
    let folder = try TemporaryFolder()
    let picture = folder.path + "/map.svg"
    let found = try Program.run(
      ["sweep", "--seed", "1", "--trials", "2", "--steps", "8", "--quiet", "--plot", picture] + axes)
    #expect(found.status == 0)
    #expect(try folder.text(of: "map.svg").contains("edge by theory") == isCrossed)
  }

  @Test func `the edge includes the servo's lag, and says in the picture and below the map what it leaves out`() throws
  {
    let folder = try TemporaryFolder()
    let found = try Program.run(
      SmallMap.arguments + ["--set", "rig.servo.slewRate=60", "--quiet", "--plot", folder.path + "/map.svg"])
    #expect(found.output.contains("\n  edge      by theory, without slew rate: learningRate 1\n"))
    #expect(try folder.text(of: "map.svg").contains("edge by theory, without slew rate"))
    // exp(-0.1 s / 0.2 s) = 0.607, and (1 + a) / (1 - a) = 4.08.
    let slow = try Program.run(
      SmallMap.arguments + ["--x", "controller.learningRate=1..5:20", "--set", "rig.servo.lag=0.2", "--quiet"])
    #expect(slow.output.contains("\n  edge      by theory: learningRate 4.08\n"), "\(slow.output)")
  }
}
