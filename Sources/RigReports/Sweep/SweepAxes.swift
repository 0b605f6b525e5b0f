internal import RigCore
public import RigScenario

/// The two axes of a sweep, with every value checked on the scenario.
public struct SweepAxes: Sendable {
  /// The axis with values that follow each other from one cell to the next.
  public let x: ScenarioAxis
  /// The axis on which the next value begins a new row of cells.
  public let y: ScenarioAxis
  /// The scenario with the first value of each axis.
  public let scenario: Scenario

  /// The axes that a command line names, each with the usual one in its place if it names none.
  /// - Parameters:
  ///   - x: the text of `--x`; nil for the usual axis.
  ///   - y: the text of `--y`; nil for the usual axis.
  ///   - config: the name of the scenario, for messages.
  ///   - assignments: the texts of `--set`.
  ///   - reader: the settings that were read.
  ///   - builtIn: the scenario that these settings change.
  ///   - warn: takes a note about an axis.
  /// - Throws: `ScenarioError` for a text that is not an axis, and for a value that the scenario cannot have.
  public init(
    x: String?, y: String?, config: String?, assignments: [String], _ reader: ScenarioReader, from builtIn: Scenario,
    warn: (String) -> Void
  ) throws(ScenarioError) {
    var reader = reader
    var axes: [String: ScenarioAxis] = [:]
    for (flag, text) in [("--x", x), ("--y", y)] {
      guard let text else { continue }
      let axis = try ScenarioAxis(text, by: flag)
      try Self.check(axis.key, flag)
      try reader.set(axis.key.path, to: axis.text(at: 0), by: flag)
      if let note = axis.note { warn("\(flag): \(axis.key.path): \(note)") }
      axes[flag] = axis
    }
    // Only now is the rule known, and with it the usual axes.
    let scenario = try reader.scenario(from: builtIn, axes: axes.values.map(\.key.path))
    guard scenario.rig.kind.isSimulated else {
      throw FlagValue("sweep", "").error(
        "\(config ?? "this") is a real rig; sweeps are of simulated ones: --set rig.kind=singleAxis")
    }
    var usual = Self.usual(
      scenario, tolerance: axes.values.first { axis in axis.key.path == "loop.tolerance" }?.numbers.last)
    usual.removeAll { text in axes.values.contains { given in text.hasPrefix(given.key.path + "=") } }
    for (flag, text) in [("--y", usual.last), ("--x", usual.first)] {
      guard axes[flag] == nil, let text else { continue }
      let axis = try ScenarioAxis(text, by: flag)
      if let own = assignments.first(where: { words in words.hasPrefix(axis.key.path + "=") }) {
        throw FlagValue("--set", own).error(
          """
          \(axis.key.path) is the axis \(flag.dropFirst(2)) if no other is given; name another with \(flag), or \
          this one with one value: \(flag) \(own)
          """)
      }
      try reader.set(axis.key.path, to: axis.text(at: 0), by: flag)
      axes[flag] = axis
    }
    guard let x = axes["--x"], let y = axes["--y"] else { preconditionFailure("there are two usual axes") }
    self.x = x
    self.y = y
    self.scenario = try reader.scenario(from: builtIn, axes: [x.key.path, y.key.path])
    try checkEdges(reader)
  }

  /// The axes `x` and `y` of the file at `path`, and the scenario that `reader` has read there.
  /// - Throws: `ScenarioError` as above: a user may have changed the file.
  public init(x: String, y: String, _ reader: ScenarioReader, by path: String) throws(ScenarioError) {
    self.x = try ScenarioAxis(x, by: path)
    self.y = try ScenarioAxis(y, by: path)
    for axis in [self.x, self.y] { try Self.check(axis.key, path) }
    guard self.x.key.path != self.y.key.path else {
      throw FlagValue(path, "").error("\(self.x.key.path) is both its axes; begin it anew")
    }
    scenario = try reader.scenario(axes: [self.x.key.path, self.y.key.path])
    guard scenario.rig.kind.isSimulated else {
      throw FlagValue(path, "").error("a sweep is of a simulated rig; begin it anew")
    }
    var reader = reader
    for axis in [self.x, self.y] { try reader.set(axis.key.path, to: axis.text(at: 0), by: path) }
    try checkEdges(reader)
  }

  /// The usual axes as they would be typed: the rate over the noise; if the rule has no rate, the distance; if there is
  /// no wall, lost readings. With noise of twice the `tolerance`, nil for the scenario's, few dots stay within it.
  private static func usual(_ scenario: Scenario, tolerance: Double?) -> [String] {
    let rate = ScenarioKey.key(at: "controller.learningRate")
    let x =
      if rate?.isUsed(by: scenario.controller.rule) == true {
        "controller.learningRate=\(usualRates(scenario))"
      } else if !scenario.rig.kind.hasWall {
        "rig.sensor.dropouts=0..0.5"
      } else {
        "rig.distance=50..1000"
      }
    let noise = (2 * (tolerance ?? scenario.loop.tolerance)).formatted(significantDigits: 3)
    return [x, "rig.sensor.noise=0..\(noise)"]
  }

  /// The usual range, the same for most scenarios, so that their maps can be compared side by side, unless the edge of
  /// the loop would lie outside or barely within.
  private static func usualRates(_ scenario: Scenario) -> String {
    guard let edge = scenario.edgeRate, (1e-4...1e4).contains(edge), !(0.1...1.2).contains(edge) else {
      return "0.01..1.25"
    }
    return "\((edge / 100).formatted(significantDigits: 2))..\((1.25 * edge).formatted(significantDigits: 3))"
  }

  /// - Throws: `ScenarioError` for a key that changes nothing in a trial of a sweep.
  private static func check(_ key: ScenarioKey, _ flag: String) throws(ScenarioError) {
    guard key.path.hasPrefix("loop."), !key.isOfTrials else { return }
    throw FlagValue(flag, key.path).error(
      "\(key.path): does nothing in a sweep, whose trials go on to their last step; choose another key")
  }

  /// Checks the edges of the map only: if two keys contradict each other, the contradiction grows or shrinks with each
  /// of them, so a map without one on its edges has none inside. For the same reason some places of a long edge are
  /// enough.
  private func checkEdges(_ reader: ScenarioReader) throws(ScenarioError) {
    func check(_ xPlace: Int, _ yPlace: Int) throws(ScenarioError) {
      var scenario = scenario
      x.set(xPlace, in: &scenario)
      y.set(yPlace, in: &scenario)
      try reader.check(scenario, axes: [x.key.path, y.key.path])
    }
    let (lastX, lastY) = (x.numbers.count - 1, y.numbers.count - 1)
    let (columns, rows) = (Self.places(upTo: lastX), Self.places(upTo: lastY))
    for place in columns { try check(place, 0) }
    for place in rows { try check(lastX, place) }
    for place in columns where lastY > 0 { try check(place, lastY) }
    for place in rows where lastX > 0 { try check(0, place) }
  }

  /// Places from 0 to `last`, both among them: as many as are checked at once.
  private static func places(upTo last: Int) -> [Int] {
    let parts = min(last, 63)
    return parts == 0 ? [0] : (0...parts).map { part in part * last / parts }
  }
}
