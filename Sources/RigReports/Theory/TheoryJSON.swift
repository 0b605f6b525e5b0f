internal import RigCore
internal import RigScenario
internal import RigSimulation
internal import RigTheory
internal import RigTrials

/// The theory for programs: one JSON object.
public struct TheoryJSON: Sendable {
  /// The version of the format: raised if a key changes its name or meaning, not if one is added.
  private static let schemaVersion = 4

  private let figures: TheoryFigures
  private let name: String

  /// The report of `figures`.
  ///
  /// - Parameters:
  ///   - figures: the figures of the theory.
  ///   - name: the file of the scenario, or the name in its place if there is no file.
  public init(_ figures: TheoryFigures, name: String) {
    self.figures = figures
    self.name = name
  }

  private var scenario: Scenario { figures.scenario }

  /// The report as JSON, with the end of its last line.
  public var text: String {
    let form = scenario.stepForm
    let hasGain = figures.edge != nil
    let members = [
      ("schemaVersion", String(Self.schemaVersion)), ("scenario", JSON.string(name)),
      ("rule", JSON.string(scenario.controller.rule.name)),
      ("learningRate", JSON.number(hasGain ? form.learningRate : nil)),
      ("assumedDistanceCentimeters", JSON.number(hasGain ? form.assumedDistance.centimeters : nil)),
      ("momentum", JSON.number(scenario.linearLoop(gain: 1)?.momentum)),
      ("deadTimeSteps", String(scenario.rig.sensor.deadTime)),
      ("servoPole", JSON.number(scenario.linearLoop(gain: 1)?.servoPole)),
      ("sensorPole", JSON.number(scenario.linearLoop(gain: 1)?.sensorPole)),
      ("noiseCentimeters", JSON.number(scenario.rig.sensor.noise)),
      ("stableGainBelow", JSON.number(figures.edge)),
      ("stableDistanceAboveCentimeters", JSON.number(figures.stableDistances?.lowerBound)),
      ("stableDistanceBelowCentimeters", JSON.number(figures.stableDistances?.upperBound)),
      ("stableWallShare", JSON.number(figures.stableShare)),
      ("walls", list(walls)), ("bound", list(bounds)),
      ("unmodelled", JSON.array(scenario.unmodelledByTheory.map(JSON.string))),
    ]
    return "{\n" + members.map { name, value in "  \"\(name)\": \(value)" }.joined(separator: ",\n") + "\n}\n"
  }

  private func list(_ elements: [String]) -> String {
    elements.isEmpty ? "[]" : "[\n    " + elements.joined(separator: ",\n    ") + "\n  ]"
  }

  private var bounds: [String] {
    figures.bounds.map { bound in
      JSON.object([
        ("readings", String(bound.readings)), ("knownDistanceRatio", JSON.number(bound.knownDistance)),
        ("unknownDistanceRatio", JSON.number(bound.unknownDistance)),
      ])
    }
  }

  private var walls: [String] {
    figures.walls.enumerated().map { number, wall in
      let gain = [
        ("distanceCentimeters", JSON.number(wall.distance)), ("loopGain", JSON.number(wall.loop.gain)),
        ("loopGainFar", JSON.number(wall.far?.loop.gain)),
      ]
      let loop = number < figures.decay.count ? decaying(figures.decay[number]) : steady(wall)
      return JSON.object(gain + loop + servo(wall))
    }
  }

  private func steady(_ wall: WallTheory) -> [(String, String)] {
    return [
      ("stable", "\(wall.loop.isStable)"), ("stability", JSON.string(wall.loop.stability.rawValue)),
      ("stabilityFar", wall.far.map { far in JSON.string(far.loop.stability.rawValue) } ?? "null"),
      ("growsFromCentimeters", JSON.number(wall.far?.growsFrom)),
      ("growthFactor", JSON.number(wall.growthFactor)),
      ("transient", wall.transient.map { transient in JSON.string(transient.name) } ?? "null"),
      ("periodSteps", JSON.number(wall.transient?.period)),
      ("settlingSteps", wall.settlingSteps.map { steps in String(steps) } ?? "null"),
      ("noiseFloorRatio", JSON.number(wall.noiseFloor)),
      ("noiseFloorCentimeters", JSON.number(wall.noiseFloor.map { floor in floor * scenario.rig.sensor.noise })),
      ("gainMargin", JSON.number(wall.loop.gainMargin)),
      ("delayMarginSteps", wall.loop.delayMarginSteps.map { steps in String(steps) } ?? "null"),
      ("delayMarginExactSteps", JSON.number(wall.loop.delayMargin)),
      ("sensitivityPeak", JSON.number(wall.sensitivityPeak)),
    ] + JSON.members(wall.diskMargin)
  }

  private func decaying(_ decay: DecayTheory) -> [(String, String)] {
    [
      ("settlingSteps", decay.settlingSteps.map { steps in String(steps) } ?? "null"),
      ("neverSettles", "\(decay.settling == .never)"),
      ("steps", String(decay.steps)), ("meanErrorRatio", JSON.number(decay.expectation?.mean)),
      ("noiseRatio", JSON.number(decay.expectation?.variance.squareRoot())),
    ]
  }

  private func servo(_ wall: WallTheory) -> [(String, String)] {
    guard wall.resolution != nil || wall.backlash != nil else { return [] }
    let residual = wall.roundingResidual
    var rests: Bool?
    var bound: Double?
    var swing: LimitCycle?
    switch wall.backlashRemainder {
    case .rest: (rests, bound) = (true, 0)
    case .swing(let cycle, let most): (rests, bound, swing) = (false, most, cycle)
    case .atMost(let most): bound = most
    case nil: break
    }
    return [
      ("resolutionCentimeters", JSON.number(wall.resolution)),
      ("roundingResidualCentimeters", JSON.number(residual?.greatest)),
      ("roundingResidualRMSCentimeters", JSON.number(residual?.rootMeanSquare)),
      ("roundingSwing", Self.cycle(wall.roundingSwing)),
      ("backlashCentimeters", JSON.number(wall.backlash)),
      ("backlashRests", rests.map { rests in "\(rests)" } ?? "null"),
      ("backlashResidualCentimeters", JSON.number(bound)), ("backlashSwing", Self.cycle(swing)),
    ]
  }

  private static func cycle(_ cycle: LimitCycle?) -> String {
    guard let cycle else { return "null" }
    return JSON.object([
      ("dotAmplitudeCentimeters", JSON.number(cycle.dotAmplitude)),
      ("commandAmplitudeCentimeters", JSON.number(cycle.commandAmplitude)),
      ("periodSteps", JSON.number(cycle.periodSteps)),
    ])
  }
}
