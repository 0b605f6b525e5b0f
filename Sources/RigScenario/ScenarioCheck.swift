internal import RealModule
internal import RigCore
internal import RigSimulation

/// Settings that contradict each other.
struct Contradiction {
  /// The keys that contradict each other.
  let keys: [String]
  let words: String
  /// The key without a value, without which the first key has no effect.
  let unset: String?

  init(_ keys: [String], unset: String? = nil, _ words: String) {
    self.keys = keys
    self.unset = unset
    self.words = words
  }

  /// The words of the contradiction if the key at `path` is blamed: for the kind of rig, they name the key that the
  /// kind needs.
  func words(named path: String) -> String {
    if path == unset, let set = keys.first { return "without it \(set) does nothing; set both, or neither" }
    guard path == "rig.kind", let key = keys.first, key != path, !words.contains(key) else { return words }
    return "a real rig needs \(key): \(words)"
  }
}

extension Scenario {
  var contradictions: [Contradiction] {
    let ofKind: [Contradiction?] = rig.kind.contradictions(self)
    let idle: [Contradiction?] = idleKeys
    let found =
      [travelContradiction] + ofKind + [distanceContradiction, probeContradiction, outputContradiction] + idle
      + [faultOnNoAxis]
    return found.compactMap { contradiction in contradiction }
  }

  var travelContradiction: Contradiction? {
    rig.kind.parts.contains(.servo) ? emptyTravel(rig.servo, KindServo.common.path) : nil
  }

  func emptyTravel(_ servo: ServoSettings, _ path: String) -> Contradiction? {
    guard servo.travelFrom >= servo.travelTo else { return nil }
    return Contradiction(
      ["\(path).travelFrom", "\(path).travelTo"],
      "the travel from \(servo.travelFrom)° to \(servo.travelTo)° is empty")
  }

  private var distanceContradiction: Contradiction? {
    let nearest = controller.nearestDistance
    let farthest = controller.farthestDistance
    // The bounds of the theory need the distances whatever the rule is.
    guard nearest >= farthest else { return nil }
    return Contradiction(
      ["controller.nearestDistance", "controller.farthestDistance"],
      """
      the nearest wall, at \(NumberRange.text(nearest)) cm, is not nearer than the farthest, at \
      \(NumberRange.text(farthest)) cm
      """)
  }

  private var probeContradiction: Contradiction? {
    guard loop.probeAngle > loop.probeLimit else { return nil }
    return Contradiction(
      ["loop.probeAngle", "loop.probeLimit"],
      """
      the first turn of \(NumberRange.text(loop.probeAngle))° is wider than the widest of \
      \(NumberRange.text(loop.probeLimit))°
      """)
  }

  private var outputContradiction: Contradiction? {
    if output.quiet, output.format == .csv {
      return Contradiction(
        ["output.quiet", "output.format"],
        "without its steps nothing of the CSV is left; use json or table")
    }
    if let plot = output.plot, let complaint = PictureFile.complaint(about: plot) {
      return Contradiction(["output.plot"], complaint)
    }
    if output.picture != .overview, output.plot == nil {
      return Contradiction(["output.picture"], "there is no file to draw it to; set output.plot")
    }
    return nil
  }

  private var faultOnNoAxis: Contradiction? {
    guard let axes = rig.kind.axes else { return nil }
    for (place, fault) in rig.faults.enumerated() {
      guard let axis = fault.axis, axis >= axes else { continue }
      return Contradiction(
        ["rig.faults", "rig.kind"],
        """
        entry \(place + 1) is on axis \(axis + 1), but a rig of the kind \(rig.kind.rawValue) has \(axes); leave axis out \
        for all
        """)
    }
    return nil
  }

  /// The contradictions of keys that are set while another key, without which they have no effect, is not set.
  private var idleKeys: [Contradiction] {
    let defaults = Scenario()
    func isSet(_ key: ScenarioKey) -> Bool { key.value(in: self) != key.value(in: defaults) }
    return ScenarioKey.dependent.filter { key in key.kinds?.contains(rig.kind) ?? true }
      .filter(isSet).flatMap { key in
        key.companions.filter { companion in ScenarioKey.key(at: companion).map(isSet) == false }
          .map { companion in
            Contradiction([key.path, companion], unset: companion, "does nothing alone; set \(companion) too")
          }
      }
  }

  /// The warning of a rule that probes the cost, and whose probe reaches too far for this rig.
  private var perturbationWarning: String? {
    guard controller.rule.family == .costSeeker, rig.kind.isSimulated else { return nil }
    let size = NumberRange.text(controller.perturbation)
    let probe = "controller.perturbation: \(size) cm at the assumed distance of"
    let distance = "\(NumberRange.text(controller.assumedDistance)) cm"
    let turn = Angle(slope: controller.perturbation / controller.assumedDistance).degrees
    let room = simulatedServos.map { servo in (servo.travelTo - servo.travelFrom) / 2 }.min() ?? .infinity
    if turn > room {
      return """
        \(probe) \(distance) is a turn of \(turn.formatted(significantDigits: 3))°, more than the servo's travel has \
        room for from its middle; lower it to below \
        \((controller.assumedDistance * Angle(degrees: room).slope).formatted(significantDigits: 3))
        """
    }
    if let sight = rig.sensor.fieldOfView, controller.perturbation > sight {
      return """
        \(probe) \(distance) may take the dot out of sight, which ends \(NumberRange.text(sight)) cm from the target; \
        lower it
        """
    }
    guard let last = controller.rule.push(controller.values, after: loop.steps)?.centimeters, last > loop.tolerance
    else { return nil }
    return """
      \(probe) \(distance) leaves pushes of \(last.formatted(significantDigits: 2)) cm at the last step, and the dot no \
      nearer than that, so it cannot settle within \(NumberRange.text(loop.tolerance)) cm; lower it, or raise \
      loop.tolerance
      """
  }

  /// The warning that a rule takes each reading for the answer to its latest move while the rig is later than the rule was
  /// told; nil if it is not, or if the rule learns how late readings are.
  public var untoldDelayWarning: String? {
    guard controller.rule.dwells, let delay = untoldDelay else { return nil }
    return """
      \(controller.rule.name) takes each reading for the answer to its latest move, but \(delay.words): \(delay.remedy), or \
      lower loop.frameRate until a step is longer than the delay
      """
  }

  /// The keys of a simulated sensor whose noise is not independent from reading to reading and as large as half of the
  /// tolerance; nil if there are none.
  private var noiseWithMemory: String? {
    guard rig.kind.isSimulated else { return nil }
    let sensor = rig.sensor
    let sizes = [
      ("hum", sensor.hum), ("pinkNoise", 2 * sensor.pinkNoise),
      ("noiseCorrelation", sensor.noiseCorrelation > 0 ? 2 * sensor.noise : 0),
    ]
    let names = sizes.filter { _, size in size > loop.tolerance / 2 }.map { name, _ in "rig.sensor.\(name)" }
    return names.isEmpty ? nil : names.joined(separator: " and ")
  }

  /// The doubts of a careful reader about these settings, with which a run is possible all the same.
  public var warnings: [String] {
    var found = pinWarnings
    let tolerance = NumberRange.text(loop.tolerance)
    let halfUnit = rig.sensor.rounding / 2
    if rig.kind.isSimulated, halfUnit > loop.tolerance, rig.sensor.noise < halfUnit / 2 {
      found.append(
        """
        readings come in steps of \(NumberRange.text(rig.sensor.rounding)) cm, so a settled dot may be up to \
        \(NumberRange.text(halfUnit)) cm off, more than the tolerance of \(tolerance) cm
        """)
    }
    if rig.kind.isSimulated, let probe = responseProbe, rig.sensor.deadTime > probe.patience,
      controller.rule.family == .descent
    {
      found.append(
        """
        a reading is \(rig.sensor.deadTime) steps old, and the sign check waits for \(probe.patience): it may come to \
        nothing or to the wrong sense; leave it out (--no-probe, loop.probe: false) or set controller.rule to one that \
        learns the response, such as \(RuleDefinition.recursiveLeastSquares.name)
        """)
    }
    if let untoldDelayWarning { found.append(untoldDelayWarning) }
    if let perturbationWarning { found.append(perturbationWarning) }
    if let memory = noiseWithMemory {
      found.append(
        """
        \(memory) moves readings for longer than one step, so their mean does not tell where the dot is: a run may count as \
        settled with the dot more than \(tolerance) cm off
        """)
    }
    if let windowWarning { found.append(windowWarning) }
    return found
  }

  /// The warning that a run has too few steps for the readings that tell whether the dot is on its target; nil if it has
  /// enough.
  package var windowWarning: String? {
    let window = settlingWindow
    guard window > loop.steps + 1 else { return nil }
    let noise = expectedNoise
    let cause = noise > 0 && window > loop.window ? "with noise of \(NumberRange.text(noise)) cm it" : "it"
    let count = window < SettlingCriterion.longestWindow ? "\(window)" : "more than a billion"
    return """
      \(cause) takes \(count) readings to tell that the dot is within \(NumberRange.text(loop.tolerance)) cm, more than \
      the \(loop.steps) steps allow: raise loop.tolerance or loop.steps
      """
  }

  /// The number of readings by which a dot that moves with the noise alone is told to be on its target, at first.
  package var settlingWindow: Int {
    let criterion = settlingCriterion
    let isCost = rig.kind.parts.contains(.report) && rig.sensor.reports == .cost
    return isCost ? criterion.costWindow(axes: 1) : criterion.window(axes: rig.kind.axes ?? pinAxisCount)
  }
}

extension Scenario {
  /// The contradiction of a start `place` that the beam does not reach before the nearest or the farthest wall. The
  /// angles for all walls between the two lie between theirs.
  ///
  /// - Parameters:
  ///   - keys: the keys that decide where the dot begins.
  ///   - commands: the command of each axis that puts the dot there, for the scenario with one of the walls; nil if none
  ///     does.
  func startContradiction(
    at place: String, _ keys: [String], commands: (Scenario) -> [Angle]?
  ) -> Contradiction? {
    for (scenario, wall) in extremeWalls {
      guard let commands = commands(scenario) else {
        return Contradiction(keys, "no beam leads to the start \(place)\(wall); move it nearer to 0")
      }
      for (axis, command) in zip(rig.kind.allAxes, commands) {
        let servo = axis.servo.settings(rig)
        let degrees = command.degrees
        guard degrees < servo.travelFrom || degrees > servo.travelTo else { continue }
        return Contradiction(
          keys,
          """
          to begin \(place)\(wall) the \(axis.name.map { name in "\(name) " } ?? "")servo would have to stand at \
          \(degrees.formatted(decimals: 1))°, beyond its travel from \(NumberRange.text(servo.travelFrom))° to \
          \(NumberRange.text(servo.travelTo))°
          """)
      }
    }
    return nil
  }
}
