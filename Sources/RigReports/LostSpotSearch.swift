internal import RigCore
internal import RigScenario
internal import RigSimulation

/// What the trials of a sweep or a comparison do while readings are lost at random: they hold still, and after so many
/// lost readings in a row they search, which turns the laser away from a dot that was there all along.
enum LostSpotSearch: String {
  /// Every trial holds still for fewer readings than it has, and then searches.
  case used
  /// No trial searches: each holds still for as long as readings are lost.
  case off
  /// The trials of some cells search.
  case inSomeCells

  /// The search in a sweep of `definition`; nil if no reading is lost at random in any cell.
  init?(_ definition: SweepDefinition) {
    // Along an axis the numbers ascend, so that the cells at the corners have the least and the greatest of each.
    let (columns, rows) = (definition.x.numbers.count, definition.y.numbers.count)
    let corners = [0, columns - 1].flatMap { column in [0, rows - 1].map { row in row * columns + column } }
    let scenarios = corners.map { number in definition.scenario(of: number) }
    self.init(scenarios) { scenario in scenario.loop.steps }
  }

  /// The search in the comparison of `plan`; nil if no reading is lost at random.
  init?(_ plan: ComparePlan) {
    self.init([plan.scenario]) { _ in plan.readings }
  }

  private init?(_ scenarios: [Scenario], readings: (Scenario) -> Int) {
    guard scenarios.contains(where: \.losesReadings) else { return nil }
    let searches = scenarios.map { scenario in scenario.loop.searchHold < readings(scenario) }
    self = !searches.contains(false) ? .used : searches.contains(true) ? .inSomeCells : .off
  }

  /// The meaning in words, for trials of `readings` readings from `scenario`, and the way to the other choice.
  func text(_ scenario: Scenario, readings: Int) -> String {
    let hold = scenario.loop.searchHold
    switch self {
    case .used:
      return """
        used: after \(hold.counted("lost reading")) in a row a trial turns away to search; \
        --set loop.search.hold=\(readings) has it hold still instead
        """
    case .off: return "off: a trial holds still while readings are lost (loop.search.hold=\(hold))"
    case .inSomeCells: return "used in the cells in which loop.search.hold is less than loop.steps"
    }
  }
}

extension Scenario {
  /// True if the sensor misses the dot at random.
  fileprivate var losesReadings: Bool {
    rig.sensor.dropouts > 0
      || rig.faults.contains { fault in
        if case .intermittent(probability: let probability) = fault.kind {
          fault.part == .sensor && probability > 0
        } else {
          false
        }
      }
  }
}
