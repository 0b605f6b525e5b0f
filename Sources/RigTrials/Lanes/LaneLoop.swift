internal import RigCore
internal import RigSimulation

/// The loop that runs in lanes: an exactly linear plant with a fixed gain, and those effects of the sensor that keep it
/// simple.
///
/// In terms of the true error, with the loop gain g = 2αD/D₀, momentum β, dead time d and noise n:
///
/// `e[k+1] = e[k] - g s[k] (e[k-d] + n[k]) + β (e[k] - e[k-1])`,
///
/// within the servo's travel; s is 1, or the decay of the rate. If a reading is lost the loop holds still, and if many
/// in a row are lost, it searches for the dot.
struct LaneLoop: Sendable {
  /// How much the slope falls for each centimetre that is read.
  let correction: Double
  /// The share of the last move that carries on.
  let momentum: Float
  /// The factor of the first rate at each update; empty if the rate stays as it is.
  let decay: [Float]
  let noise: Float
  let deadTime: Int
  /// The unit of a reading in cm; 0 for none.
  let rounding: Float
  /// The share of the readings that are lost.
  let dropouts: Float
  /// The search for a lost dot.
  let search: SpotSearch

  /// True if only noise comes between gradient descent and the wall.
  var isPlain: Bool { momentum == 0 && decay.isEmpty && deadTime == 0 && rounding == 0 && dropouts == 0 }

  /// The greatest gain of a loop in lanes, which count in numbers of small range.
  private static let greatestGain = 1e15
  private static let longestDeadTime = 256
  private static let longestDecay = 1 << 16

  /// The loop of `rig` under `rule`, or nil if lanes cannot do the same as the general loop.
  init?(
    _ rig: SimulatedRig, _ rule: any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>>, _ settings: LoopSettings,
    _ judgement: TrialJudgement
  ) {
    let readings = judgement.readings
    let model = rig.model
    guard Self.canHold(rig, judgement) else { return nil }
    let sensor = model.sensor
    guard settings.controlVariable == .slope, Self.canDo(model), sensor.deadTime.steps <= Self.longestDeadTime else {
      return nil
    }
    guard let form = (rule as? any LinearRule)?.linearForm, form.farRate == nil else { return nil }
    switch form.inertia {
    case .none: momentum = 0
    case .heavyBall(let share): momentum = Float(share)
    case .lookAhead: return nil
    }
    guard form.decay == nil || readings <= Self.longestDecay else { return nil }
    decay =
      form.decay.map { decay in (0..<readings).map { update in Float(1 / decay.divisor(after: update)) } } ?? []
    correction = form.correctionPerCentimeter
    guard (correction * model.wall.farthest).magnitude < Self.greatestGain else { return nil }
    noise = Float(sensor.noise.standardDeviation.centimeters)
    deadTime = sensor.deadTime.steps
    rounding = Float(sensor.rounding.unit.centimeters)
    dropouts = Float(sensor.dropouts.probability)
    search = settings.search
  }

  /// True if lanes can do all effects of `model`.
  private static func canDo(_ model: RigModel) -> Bool {
    // The whole model is compared, so that no effect can be forgotten here.
    let sensor = model.sensor
    let done = RigModel(
      wall: model.wall, servo: ServoModel(travel: model.servo.travel),
      sensor: SensorModel(sensor.deadTime, sensor.dropouts, sensor.noise.white, sensor.rounding),
      frameSeconds: model.frameSeconds)
    return model.wall.isStill && model == done
  }

  /// True if single precision holds all lengths, and the sums of their squares, of the rigs that differ from `rig` only
  /// by the draw of the wall.
  private static func canHold(_ rig: SimulatedRig, _ judgement: TrialJudgement) -> Bool {
    let wall = rig.model.wall
    let targets = wall.targetHeights.map { heights in [heights.lowerBound, heights.upperBound] } ?? [wall.target.start]
    let slopes = [rig.travel.lower[0].slope, rig.travel.upper[0].slope]
    // Nothing on the wall can be farther from the target than this.
    let farthest =
      (slopes.map(\.magnitude).max() ?? 0) * wall.farthest + wall.laserHeight.centimeters.magnitude
      + (targets.map(\.centimeters.magnitude).max() ?? 0)
    let sensor = rig.model.sensor
    let lengths = [
      judgement.tolerance.centimeters, judgement.noise.centimeters, sensor.noise.standardDeviation.centimeters,
      sensor.rounding.unit.centimeters, wall.nearest, wall.farthest,
    ]
    return farthest < Self.lengths.upperBound
      && lengths.allSatisfy { length in length == 0 || Self.lengths.contains(length) }
  }

  /// The sizes that single precision holds, in cm.
  private static let lengths = 1e-15...1e15
}

extension WallModel {
  /// The distances between which the wall is drawn, in cm.
  fileprivate var nearest: Double {
    switch distance {
    case .fixed(let distance): distance.centimeters
    case .logUniform(let range): range.lowerBound.centimeters
    }
  }

  fileprivate var farthest: Double {
    switch distance {
    case .fixed(let distance): distance.centimeters
    case .logUniform(let range): range.upperBound.centimeters
    }
  }
}
