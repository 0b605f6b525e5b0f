internal import RealModule
public import RigCore
public import RigScenario
internal import RigSimulation
public import RigTheory

/// The figures of the theory for a scenario, from which every form of the report is made. Lengths in cm.
public struct TheoryFigures: Sendable {
  /// The scenario of the figures.
  public let scenario: Scenario
  /// The walls in the report: the fixed one, or the nearest, the middle and the farthest that may be drawn. Empty for a
  /// rule that steers by no fixed gain.
  public let walls: [WallTheory]
  /// The gain below which the loop is stable; nil for a rule that steers by no fixed gain.
  public let edge: Double?
  /// The distances between which the loop is stable; nil if it is stable at none, or has no fixed gain.
  public let stableDistances: ClosedRange<Double>?
  /// The expected errors under a rate that decays, one for each wall with a gain above 0; empty for other rules.
  public let decay: [DecayTheory]

  /// The figures of `scenario`, which has a simulated rig with one axis.
  public init(_ scenario: Scenario) {
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
        walls.compactMap { wall in DecayTheory(scenario, wall.loop, decay) }
      } ?? []
  }

  /// The wall of the summary: the one in the middle of ``walls``; nil if there are none.
  public var middle: WallTheory? { walls.isEmpty ? nil : walls[walls.count / 2] }

  /// The share of the walls that may be drawn, every ratio equally likely, at which the loop is stable; nil if the wall
  /// is fixed, and for a rule that steers by no fixed gain.
  public var stableShare: Double? {
    guard edge != nil, case .drawn(let from, let to) = scenario.rig.distance, from < to else { return nil }
    guard let stableDistances else { return 0 }
    let lowest = max(from, stableDistances.lowerBound)
    let highest = min(to, stableDistances.upperBound)
    return highest > lowest ? .log(highest / lowest) / .log(to / from) : 0
  }

  /// The bounds that no rule can beat; empty if the sensor does not tell the side.
  public var bounds: [BoundTheory] {
    scenario.rig.sensor.reports == .error
      ? [1, 2, 5, 20, 100].map { readings in BoundTheory(scenario, readings: readings) } : []
  }
}

/// The bound that no rule can beat after some readings, in standard deviations of one.
public struct BoundTheory: Sendable {
  /// The number of readings, at least 1.
  public let readings: Int
  /// The bound of a rule that is told the distance.
  public let knownDistance: Double
  /// The bound of a rule that is told only the range of plausible distances, on average over the walls in that range;
  /// nil after a single reading.
  public let unknownDistance: Double?

  /// The bound after `readings` readings, for the distances that the controller of `scenario` takes for plausible.
  public init(_ scenario: Scenario, readings: Int) {
    self.readings = readings
    knownDistance = MeanOfReadings.standardError(noise: .centimeters(1), readings: readings).centimeters
    let plausible = PlausibleDistance(
      nearest: .centimeters(scenario.controller.nearestDistance),
      farthest: .centimeters(scenario.controller.farthestDistance))
    unknownDistance =
      readings > 1 ? UnknownDistance.meanStandardErrorRatio(readings: readings, plausible: plausible) : nil
  }
}

/// The expected error under a rate that decays.
public struct DecayTheory: Sendable {
  /// The loop with the gain that decays.
  public let loop: DecayingLoop
  /// The number of steps for which it is computed: those of the scenario's run, at most 100 000.
  public let steps: Int
  /// The expected error after these steps; nil for a dead time beyond ``WallTheory/longestDeadTime``.
  public let expectation: DecayingLoop.Expectation?
  /// When the mean is within 1 % of the first error for good.
  public let settling: DecayingLoop.Settling

  private static let mostSteps = 100_000

  /// The expectation of a loop that begins as `first`; nil if the first gain is not above 0.
  public init?(_ scenario: Scenario, _ first: LinearLoop, _ decay: RateDecay) {
    guard first.gain > 0 else { return nil }
    loop = DecayingLoop(gain: first.gain, decay: decay, deadTime: first.deadTime, servoPole: first.servoPole)
    steps = min(scenario.loop.steps, Self.mostSteps)
    let isSolved = first.deadTime <= WallTheory.longestDeadTime
    expectation = isSolved ? loop.expectation(after: steps) : nil
    settling = isSolved ? loop.settling(to: 0.01) : .notKnown
  }

  /// The share of the first error that is left after ``steps`` steps, on average; nil if it is too large for a number,
  /// or for a dead time beyond ``WallTheory/longestDeadTime``.
  public var left: Double? { expectation?.mean.magnitude.ifFinite }
  /// The standard deviation of the dot after ``steps`` steps, in standard deviations of a reading; nil if it is too
  /// large for a number, or for a dead time beyond ``WallTheory/longestDeadTime``.
  public var noise: Double? { expectation?.variance.squareRoot().ifFinite }

  /// The number of steps after which the mean is within 1 % of the first error for good; nil if it never is, or if the
  /// number is not known.
  public var settlingSteps: Int? { if case .steps(let steps) = settling { steps } else { nil } }
}

extension Scenario {
  /// False for a rule that finds its gain by itself or follows the cost, and on a servo whose command sets its speed.
  public var hasFixedGain: Bool { linearForm != nil }

  /// The height of the target above the laser; for a drawn one, the highest or lowest, whichever has the greatest gain.
  public var farthestHeight: Double {
    switch rig.target {
    case .fixed(let height): height - rig.laserHeight
    case .drawn(let from, let to):
      [from - rig.laserHeight, to - rig.laserHeight].max { left, right in left.magnitude < right.magnitude } ?? 0
    }
  }

  /// True if the gain depends on the height of the target.
  public var gainDependsOnHeight: Bool { controller.steers == .angle || rig.servo.offset != 0 }
}

extension DistanceSetting {
  /// The distances in cm in the report; the middle one is that of the ratios.
  fileprivate var theWalls: [Double] {
    switch self {
    case .fixed(let distance): [distance]
    case .drawn(let from, let to): from == to ? [from] : [from, (from * to).squareRoot(), to]
    }
  }
}
