internal import RigCharts
internal import RigCore
internal import RigScenario
internal import RigSimulation
internal import RigTheory
internal import RigTrials

/// The findings of a comparison, in sentences made from its figures.
struct CompareFindings {
  private let results: CompareResults

  init(_ results: CompareResults) {
    self.results = results
  }

  var sentences: [String] {
    [why, ranking, search].compactMap { sentence in sentence }
  }

  private var scenario: Scenario { results.plan.scenario }

  /// The reason why a fixed rate is slow, or unsafe, or both: the gain that the walls give it.
  private var why: String? {
    // The formula does not hold for a rule that steers the angle, or for a laser that turns the wrong way.
    guard scenario.controller.steers == .slope, !scenario.rig.servo.reversed, scenario.rig.servo.offset == 0 else {
      return nil
    }
    guard let nearest = results.rigs.distances.first, let farthest = results.rigs.distances.last else { return nil }
    let lines = results.plan.entrants.compactMap(why)
    guard !lines.isEmpty else { return nil }
    let walls =
      nearest == farthest
      ? "a wall \(Self.text(nearest)) cm away" : "walls \(Self.text(nearest)) to \(Self.text(farthest)) cm away"
    let premise = scenario.servoPremise.map { premise in "\(premise), " } ?? ""
    return """
      Why: \(premise)before \(walls) the loop gain of a fixed rate is 2 · learning rate · distance / assumed \
      distance. \(lines.joined(separator: " "))
      """
  }

  /// The effect of the walls on `entrant`; nil for a rule without a fixed rate, and for one that carries on a part of
  /// its last move and is stable before all walls.
  private func why(_ entrant: Entrant) -> String? {
    let own = entrant.scenario(like: scenario)
    guard let form = own.linearForm, form.hasOneRate else { return nil }
    let local = own.localGain(height: 0)
    let gains = results.rigs.distances.map { distance in local.gain(at: .centimeters(distance)) }
    guard let low = gains.first, let high = gains.last, let loop = own.linearLoop(gain: low) else { return nil }
    let isOneWall = results.rigs.distances.first == results.rigs.distances.last
    let range = isOneWall ? Self.text(low) : "\(Self.text(low)) to \(Self.text(high))"
    let isPlain = form.proportionalRate != nil
    let slow =
      low < 1 && isPlain && loop.isPlain
      ? "a step leaves \(Self.percent(1 - low)) of the error\(isOneWall ? "" : " before the nearest")" : nil
    let effects = [slow, unsafe(gains, loop, isOneWall: isOneWall)].compactMap { effect in effect }
    if effects.isEmpty { return isPlain ? "For \(entrant.label) it is \(range)." : nil }
    return "For \(entrant.label) it is \(range): \(effects.joined(separator: "; "))."
  }

  private func unsafe(_ gains: [Double], _ loop: LinearLoop, isOneWall: Bool) -> String? {
    if isOneWall { return loop.stability.trouble }
    let wild = gains.count { gain in loop.with(gain: gain).stability == .growing }
    guard wild > 0 else { return nil }
    let share = Self.percent(Double(wild) / Double(results.rigs.count))
    return "\(share) of the walls give it more than \(Self.text(loop.edge)), where an error grows without end"
  }

  /// How soon the best rules of each family settle, and how near they come to the bound.
  private var ranking: String? {
    let levels = results.levels.filter { level in level.isFinished && level.rows.count > 1 }
    guard !levels.isEmpty else { return nil }
    let sorts = [
      ("the best rule that learns the distance", { (entrant: Entrant) in entrant.family == .learning }),
      ("the best fixed rate", { (entrant: Entrant) in entrant.family == .fixedRate }),
      ("the best that needs no more than the cost", { (entrant: Entrant) in entrant.family == .costOnly }),
    ]
    var parts = sorts.compactMap { name, isOfSort in best(name, isOfSort, levels) }
    if results.rigs.arePlain, levels.contains(where: { level in level.bound != nil }) {
      parts.append("\(Self.readings(levels.map { level in level.bound?.percentile95Readings })) told the distance")
    }
    let noises = levels.map { level in Self.text(level.noise) }.listed
    return "With noise of \(noises) cm 95 % of the rigs have settled \(parts.listed)."
  }

  private func best(_ name: String, _ isOfSort: (Entrant) -> Bool, _ levels: [ComparedLevel]) -> String? {
    let winners = levels.compactMap { level in
      level.rows.filter { row in isOfSort(row.entrant) }
        .min { left, right in Self.rank(left.performance) < Self.rank(right.performance) }
    }
    guard let first = winners.first, winners.count == levels.count else { return nil }
    let isOne = winners.allSatisfy { winner in winner.entrant.label == first.entrant.label }
    let winner = isOne ? "\(name) (\(first.entrant.label))" : name
    return "\(Self.readings(winners.map(\.performance.percentile95Readings))) under \(winner)"
  }

  /// The search for a dot that the sensor misses at random, on which the figures depend.
  private var search: String? {
    let plan = results.plan
    return LostSpotSearch(plan).map { search in
      "The search for a lost dot is \(search.text(plan.scenario, readings: plan.readings))."
    }
  }

  private static func rank(_ performance: Performance) -> Int { performance.percentile95Readings ?? .max }

  private static func readings(_ readings: [Int?]) -> String {
    if readings.allSatisfy({ reading in reading == nil }) { return "never" }
    return "by reading " + readings.map { reading in reading.map(String.init) ?? "never" }.listed
  }

  private static func text(_ number: Double) -> String { number.formatted(significantDigits: 3) }

  private static func percent(_ share: Double) -> String { "\((share * 100).formatted(significantDigits: 2)) %" }
}
