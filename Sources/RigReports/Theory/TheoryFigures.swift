internal import RealModule
package import RigCore
package import RigScenario
internal import RigSimulation
package import RigTheory

/// What the theory says of a scenario: what every form of the report is made of. Lengths in cm.
package struct TheoryFigures {
  package let scenario: Scenario
  /// The walls that are looked at: the fixed one, or the nearest, the middle and the farthest that may be drawn. Empty
  /// of a rule that steers by no fixed gain.
  package let walls: [WallTheory]
  /// The gain below which the loop is stable; nil of a rule that steers by no fixed gain.
  package let edge: Double?
  /// Between which distances the loop is stable; nil where it is nowhere, or has no fixed gain.
  package let stableDistances: ClosedRange<Double>?
  /// What is known of the error after some steps under a rate that decays.
  package let decay: [DecayTheory]

  package init(_ scenario: Scenario) {
    self.scenario = scenario
    guard scenario.hasFixedGain else {
      (walls, edge, stableDistances, decay) = ([], nil, nil, [])
      return
    }
    let local = scenario.localGain(height: scenario.farthestHeight)
    let walls = scenario.rig.distance.theWalls.compactMap { distance in
      WallTheory(scenario, distance: distance, local)
    }
    self.walls = walls
    edge = scenario.linearLoop(gain: 1)?.edge
    stableDistances = edge.flatMap { edge in local.stableDistances(edge: edge) }
      .map { range in range.above.centimeters...range.below.centimeters }
    decay =
      scenario.linearForm?.decay.map { decay in
        walls.compactMap { wall in DecayTheory(scenario, gain: wall.loop.gain, decay) }
      } ?? []
  }

  /// The wall that the summary is of.
  package var middle: WallTheory? { walls.isEmpty ? nil : walls[walls.count / 2] }

  /// On which share of the walls that may be drawn, every ratio equally likely, the loop is stable.
  package var stableShare: Double? {
    guard edge != nil, case .drawn(let from, let to) = scenario.rig.distance, from < to else { return nil }
    guard let stableDistances else { return 0 }
    let lowest = max(from, stableDistances.lowerBound)
    let highest = min(to, stableDistances.upperBound)
    return highest > lowest ? .log(highest / lowest) / .log(to / from) : 0
  }

  /// What nobody does better; empty where the sensor does not tell the side.
  package var bounds: [BoundTheory] {
    scenario.rig.sensor.reports == .error
      ? [1, 2, 5, 20, 100].map { readings in BoundTheory(scenario, readings: readings) } : []
  }
}

/// What nobody does better after some readings, in standard deviations of one.
package struct BoundTheory {
  package let readings: Int
  /// Told the distance.
  package let knownDistance: Double
  /// Told no more than what a rule that learns is told, on average over all such walls; nil after the first reading.
  package let unknownDistance: Double?

  package init(_ scenario: Scenario, readings: Int) {
    self.readings = readings
    knownDistance = MeanOfReadings.standardError(noise: .centimeters(1), readings: readings).centimeters
    let plausible = PlausibleDistance(
      nearest: .centimeters(scenario.controller.nearestDistance),
      farthest: .centimeters(scenario.controller.farthestDistance))
    unknownDistance =
      readings > 1 ? UnknownDistance.meanStandardErrorRatio(readings: readings, plausible: plausible) : nil
  }
}

/// What becomes of the error under a rate that decays.
package struct DecayTheory {
  package let loop: DecayingLoop
  /// How many steps are looked ahead.
  package let steps: Int
  /// What is known of the error then.
  package let expectation: DecayingLoop.Expectation

  private static let mostSteps = 100_000

  /// Nil where the first gain is not above 0.
  package init?(_ scenario: Scenario, gain: Double, _ decay: RateDecay) {
    guard gain > 0 else { return nil }
    loop = DecayingLoop(gain: gain, decay: decay)
    steps = min(scenario.loop.steps, Self.mostSteps)
    expectation = loop.expectation(after: steps)
  }

  /// How much of the first error is left then, and how far the dot dances, in standard deviations of a reading; nil
  /// where the gain of the first steps has made them larger than numbers are.
  package var left: Double? { expectation.mean.magnitude.ifFinite }
  package var noise: Double? { expectation.variance.squareRoot().ifFinite }

  /// After how many steps the mean is within 1 % of the first error; nil where that takes very long.
  package var settlingSteps: Int? { loop.settlingSteps(to: 0.01, limit: Self.mostSteps) }
}

extension Scenario {
  /// False of a rule that finds its gain by itself, and of one that goes by the cost.
  package var hasFixedGain: Bool { linearForm != nil }

  /// How high the target is above the laser; of one that is drawn, the highest or lowest, which has the greatest gain.
  package var farthestHeight: Double {
    switch rig.target {
    case .fixed(let height): height - rig.laserHeight
    case .drawn(let from, let to):
      [from - rig.laserHeight, to - rig.laserHeight].max { left, right in left.magnitude < right.magnitude } ?? 0
    }
  }

  /// True where the gain depends on how high the target is.
  package var gainDependsOnHeight: Bool { controller.steers == .angle || rig.servo.offset != 0 }
}

extension DistanceSetting {
  /// The distances in cm that are worth a look; the middle is that of the ratios.
  fileprivate var theWalls: [Double] {
    switch self {
    case .fixed(let distance): [distance]
    case .drawn(let from, let to): from == to ? [from] : [from, (from * to).squareRoot(), to]
    }
  }
}
