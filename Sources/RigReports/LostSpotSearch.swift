internal import RigCore
internal import RigScenario
internal import RigSimulation

/// What the trials of a sweep do while readings are lost at random: they hold still, and after so many lost readings in
/// a row they search, which turns the laser away from a dot that was there all along.
enum LostSpotSearch: String {
  /// Every cell holds still for fewer readings than a trial has, and then searches.
  case used
  /// No cell searches: each holds still for as long as readings are lost.
  case off
  /// Some cells search.
  case inSomeCells

  /// The search in a sweep of `definition`; nil if no reading is lost at random in any cell.
  init?(_ definition: SweepDefinition) {
    // Along an axis the numbers ascend, so that the cells at the corners have the least and the greatest of each.
    let (columns, rows) = (definition.x.numbers.count, definition.y.numbers.count)
    let corners = [0, columns - 1].flatMap { column in [0, rows - 1].map { row in row * columns + column } }
    let scenarios = corners.map { number in definition.scenario(of: number) }
    guard scenarios.contains(where: \.losesReadings) else { return nil }
    let searches = scenarios.map { scenario in scenario.loop.searchHold < scenario.loop.steps }
    self = !searches.contains(false) ? .used : searches.contains(true) ? .inSomeCells : .off
  }

  /// The meaning in words, for a sweep from `scenario`, and the way to the other choice.
  func text(_ scenario: Scenario) -> String {
    let hold = scenario.loop.searchHold
    switch self {
    case .used:
      return """
        used: after \(hold.counted("lost reading")) in a row a trial turns away to search; \
        --set loop.search.hold=\(scenario.loop.steps) has it hold still instead
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
