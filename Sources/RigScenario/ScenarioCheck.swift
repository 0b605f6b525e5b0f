internal import RealModule
internal import RigCore
internal import RigSimulation

/// Settings that cannot all be meant.
struct Contradiction {
  /// The keys that contradict each other.
  let keys: [String]
  let words: String
  /// The key that has no value, of a pair of which one alone does nothing.
  let unset: String?

  init(_ keys: [String], unset: String? = nil, _ words: String) {
    self.keys = keys
    self.unset = unset
    self.words = words
  }

  /// What to say where the key at `path` is blamed: of the kind of rig, which key it is that the kind needs.
  func words(named path: String) -> String {
    if path == unset, let set = keys.first { return "without it \(set) does nothing; set both, or neither" }
    guard path == "rig.kind", let key = keys.first, key != path, !words.contains(key) else { return words }
    return "a real rig needs \(key): \(words)"
  }
}

extension Scenario {
  var contradictions: [Contradiction] {
    [
      travelContradiction, startContradiction, targetContradiction, distanceContradiction, costContradiction,
      probeContradiction, outputContradiction,
    ].compactMap { contradiction in
      contradiction
    }
      + halfSetPairs + axesContradictions + pinContradictions
  }

  private var travelContradiction: Contradiction? { emptyTravel(rig.servo, "rig.servo") }

  func emptyTravel(_ servo: ServoSettings, _ path: String) -> Contradiction? {
    guard servo.travelFrom >= servo.travelTo else { return nil }
    return Contradiction(
      ["\(path).travelFrom", "\(path).travelTo"],
      "the travel from \(servo.travelFrom)° to \(servo.travelTo)° is empty")
  }

  /// Of a drawn distance the nearest counts: there a height is the widest angle.
  private var startContradiction: Contradiction? {
    guard rig.kind == .simulated, travelContradiction == nil, let start = rig.start else { return nil }
    var nearest = self
    if case .drawn(let from, _) = rig.distance { nearest.rig.distance = .fixed(from) }
    let command = SimulatedRig(nearest.rigModel, seed: RandomSeed(0)).command(forHeight: .centimeters(start)).degrees
    guard command < rig.servo.travelFrom || command > rig.servo.travelTo else { return nil }
    let travel = "\(NumberRange.text(rig.servo.travelFrom))° to \(NumberRange.text(rig.servo.travelTo))°"
    let wall = if case .drawn(let from, _) = rig.distance { " at \(NumberRange.text(from)) cm" } else { "" }
    return Contradiction(
      [
        "rig.start", "rig.distance", "rig.servo.travelFrom", "rig.servo.travelTo", "rig.servo.preset",
        "rig.servo.offset",
        "rig.servo.reversed", "rig.laserHeight",
      ],
      """
      to begin \(NumberRange.text(start)) cm high on a wall\(wall) the servo would have to stand at \
      \(command.formatted(decimals: 1))°, beyond its travel from \(travel)
      """)
  }

  private var distanceContradiction: Contradiction? {
    let nearest = controller.nearestDistance
    let farthest = controller.farthestDistance
    guard controller.rule.family == .learner, nearest >= farthest else { return nil }
    return Contradiction(
      ["controller.nearestDistance", "controller.farthestDistance"],
      """
      the nearest wall, at \(NumberRange.text(nearest)) cm, is not nearer than the farthest, at \
      \(NumberRange.text(farthest)) cm
      """)
  }

  private var targetContradiction: Contradiction? {
    guard rig.kind == .pins, case .drawn = rig.target else { return nil }
    return Contradiction(["rig.target", "rig.kind"], "no seed moves a real target: give rig.target one height")
  }

  private var costContradiction: Contradiction? {
    let costSeekers = RuleDefinition.all.filter { rule in rule.family == .costSeeker }
    guard rig.kind == .simulated, rig.sensor.reports == .cost, controller.rule.family != .costSeeker else { return nil }
    return Contradiction(
      ["rig.sensor.reports", "controller.rule"],
      """
      a sensor that reports only the cost does not tell the side, which \(controller.rule.name) needs; set \
      controller.rule to \(costSeekers.map(\.name).joined(separator: " or "))
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

  /// Settings that do nothing without another.
  private var halfSetPairs: [Contradiction] {
    let pairs: [(key: String, isSet: Bool, other: String, isOtherSet: Bool)] = [
      ("rig.distanceJump", rig.distanceJump != 0, "rig.distanceJumpStep", rig.distanceJumpStep != nil),
      ("rig.targetJump", rig.targetJump != 0, "rig.targetJumpStep", rig.targetJumpStep != nil),
      (
        "rig.targetAcrossJump", rig.targetAcrossJump != 0, "rig.targetAcrossJumpStep",
        rig.targetAcrossJumpStep != nil
      ),
      ("rig.sensor.outlierSize", rig.sensor.outlierSize != 0, "rig.sensor.outliers", rig.sensor.outliers != 0),
    ]
    return pairs.filter { pair in pair.isSet != pair.isOtherSet }.map { pair in
      let (set, unset) = pair.isSet ? (pair.key, pair.other) : (pair.other, pair.key)
      return Contradiction([set, unset], unset: unset, "does nothing alone; set \(unset) too")
    }
  }

  /// A rule that feels out the cost and reaches too far for the rig at hand.
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

  /// What a careful reader would ask about these settings; none of it keeps a run from being made.
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
    if let perturbationWarning { found.append(perturbationWarning) }
    let noise = expectedNoise
    let criterion = SettlingCriterion(
      tolerance: .centimeters(loop.tolerance), window: loop.window, noise: .centimeters(noise))
    let isCost = rig.kind == .simulated && rig.sensor.reports == .cost
    let window = isCost ? criterion.costWindow(axes: 1) : criterion.window
    if window > loop.steps + 1 {
      let cause = window > loop.window ? "with noise of \(NumberRange.text(noise)) cm it" : "it"
      let count = window < SettlingCriterion.longestWindow ? "\(window)" : "more than a billion"
      found.append(
        """
        \(cause) takes \(count) readings to tell that the dot is within \(tolerance) cm, more than the \
        \(loop.steps) steps allow: raise loop.tolerance or loop.steps
        """)
    }
    return found
  }
}
