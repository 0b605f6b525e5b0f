public import RigScenario
internal import RigTrials

/// All settings that decide the results of a sweep, except the arithmetic of the build.
public final class SweepDefinition: Sendable {
  /// The scenario from which every cell begins. It has a seed, and the first value of each axis.
  public let scenario: Scenario
  /// The axis with values that follow each other from one cell to the next.
  public let x: ScenarioAxis
  /// The axis on which the next value begins a new row of cells.
  public let y: ScenarioAxis
  /// The number of trials of each cell.
  public let trials: Int
  /// True if each cell has random numbers of its own.
  public let isIndependent: Bool

  /// A sweep with these settings, which the caller has checked; see the properties.
  public init(scenario: Scenario, x: ScenarioAxis, y: ScenarioAxis, trials: Int, isIndependent: Bool) {
    self.scenario = scenario
    self.x = x
    self.y = y
    self.trials = trials
    self.isIndependent = isIndependent
    stepsAxis = [x, y].first { axis in axis.key.path == Self.stepsPath }
    commonSteps = scenario.loop.steps
  }

  /// The most trials of a cell.
  public static let mostTrials = 1_000_000_000

  /// The number of cells of the sweep.
  public var cells: Int { x.numbers.count * y.numbers.count }
  /// The number of cells that belong to `shard`; all if it is nil.
  public func cellCount(of shard: SweepShard?) -> Int {
    shard.map { shard in (cells - shard.index + shard.count - 1) / shard.count } ?? cells
  }
  /// The seed of all random numbers.
  public var seed: UInt64 { scenario.seed ?? 0 }
  /// The number of steps of the trials of the cell `number`.
  public func steps(of number: Int) -> Int {
    guard let stepsAxis else { return commonSteps }
    let places = places(of: number)
    return Int(stepsAxis.numbers[x.key.path == Self.stepsPath ? places.x : places.y])
  }

  /// The axis along which the trials grow longer; nil if there is none.
  // Kept, as is the number beside it: a map has so many cells that a copy of an axis for each takes minutes.
  public let stepsAxis: ScenarioAxis?
  private let commonSteps: Int

  private static let stepsPath = "loop.steps"

  /// The least and the greatest number of steps of a trial: different only if an axis sets it.
  public var steps: ClosedRange<Int> {
    guard let first = stepsAxis?.numbers.first, let last = stepsAxis?.numbers.last else {
      return scenario.loop.steps...scenario.loop.steps
    }
    return Int(first)...Int(last)
  }

  /// The number of steps of a trial in words.
  public var stepsText: String {
    steps.lowerBound == steps.upperBound ? "\(steps.lowerBound)" : "\(steps.lowerBound) to \(steps.upperBound)"
  }

  /// The range of the steps of a trial: fewer have no quarters by which to judge them, and the lanes do not count to
  /// more.
  public static let possibleSteps = 3..<TrialJudgement.mostReadings

  /// The problem of the number of steps; nil if there is none.
  public var stepsComplaint: String? {
    guard let wrong = [steps.lowerBound, steps.upperBound].first(where: { !Self.possibleSteps.contains($0) }) else {
      return nil
    }
    let (least, most) = (Self.possibleSteps.lowerBound, Self.possibleSteps.upperBound - 1)
    return "a trial has \(least) to \(most) steps, but loop.steps is \(wrong)"
  }

  /// The place on each axis of the cell `number`.
  public func places(of number: Int) -> (x: Int, y: Int) {
    (number % x.numbers.count, number / x.numbers.count)
  }

  /// The scenario of the cell `number`.
  public func scenario(of number: Int) -> Scenario {
    let places = places(of: number)
    var scenario = scenario
    x.set(places.x, in: &scenario)
    y.set(places.y, in: &scenario)
    return scenario
  }

  /// The first setting that differs in `other`: its name, its value here, and its value there.
  public func difference(from other: SweepDefinition) -> (name: String, here: String, there: String)? {
    let pairs = [
      ("x", x.text, other.x.text), ("y", y.text, other.y.text), ("trials", String(trials), String(other.trials)),
      ("randomNumbers", randomNumbers, other.randomNumbers),
    ]
    if let pair = pairs.first(where: { pair in pair.1 != pair.2 }) { return pair }
    guard let key = scenario.difference(from: other.scenario) else { return nil }
    return (key.path, key.value(in: scenario).text, key.value(in: other.scenario).text)
  }

  /// The choice of random numbers in one word.
  public var randomNumbers: String { isIndependent ? "independent" : "common" }
}

/// Every N-th cell of a sweep, so that N machines can share it.
public struct SweepShard: Sendable, Equatable {
  /// The number of the shard, from 0 to `count` - 1: as Slurm and Kubernetes count.
  public let index: Int
  /// The number of shards of the sweep, 1 to 1 000 000.
  public let count: Int

  /// The shard in the form `I/N`, from which it can be read back.
  public var text: String { "\(index)/\(count)" }

  /// True if the cell of this number belongs to the shard.
  public func has(_ cell: Int) -> Bool { cell % count == index }

  /// The shard that `text` names; nil if `text` is not of the form `I/N`.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { part in Int(part) }
    guard parts.count == 2, let index = parts[0], let count = parts[1], (0..<Self.most).contains(count - 1),
      (0..<count).contains(index)
    else { return nil }
    self.index = index
    self.count = count
  }

  /// The most shards of a sweep.
  private static let most = 1_000_000
}
