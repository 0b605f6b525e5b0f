internal import RigCore
public import RigScenario
internal import RigSimulation

/// An unmodelled effect: one that a rig has and the theory of its loop does not include.
public struct UnmodelledEffect: Sendable, Equatable {
  /// The effect as it stands in a sentence that lists the effects of a rig in order, such as "the servo's slew rate".
  public let words: String
  /// The name of the effect outside a sentence, such as "slew rate".
  public let name: String
  /// True if the theory includes what the effect leaves in the end, but nothing else of it.
  public let hasRemainder: Bool
}

extension Scenario {
  /// The unmodelled effects of the rig, as they stand in a sentence that lists them in order.
  public var unmodelledByTheory: [String] { unmodelled(under: linearForm).map(\.words) }

  /// The names of the effects that the theoretical edge of stability does not include; last, those that have a theory
  /// of their own for what they leave.
  public var unmodelledByEdge: [String] {
    let unmodelled = unmodelled(under: linearForm)
    return (unmodelled.filter { effect in !effect.hasRemainder } + unmodelled.filter(\.hasRemainder)).map(\.name)
  }

  /// True if the rig has an effect that the theory of its loop under a rule of this form does not include, or includes in
  /// part.
  func hasUnmodelledEffects(under form: LinearForm) -> Bool { !unmodelled(under: form).isEmpty }

  /// An effect of a device declares whether it is modelled; the others are named here.
  private func unmodelled(under form: LinearForm?) -> [UnmodelledEffect] {
    let noiseRaisesRate = rig.sensor.noise > 0 ? Self.isFarRateLarger(form) : nil
    var wall = rig.wallModel(frameSeconds: 1 / loop.frameRate)
    let target = wall.target
    wall.target = Trajectory(start: target.start)
    let others: [(Bool, String, String)] = [
      (!wall.isStill, "that the wall moves", "the wall's motion"),
      (!target.isConstant, "that the target moves", "the target's motion"),
      (noiseRaisesRate == true, "that noise alone makes the rate larger", Self.rateInNoise),
      (noiseRaisesRate == false, "that noise alone makes the rate smaller", Self.rateInNoise),
      (rig.sensor.smoothing > 0 && !isSmoothingModelled(under: form), "the smoothing of readings", "smoothing"),
      (rig.frameJitter > 0, "that frames vary in length", "the frames' jitter"),
      (!rig.faults.isEmpty, "the faults", "faults"),
    ]
    return ofServo + ofSensor
      + others.filter(\.0).map { _, words, name in UnmodelledEffect(words: words, name: name, hasRemainder: false) }
  }

  private static let rateInNoise = "what noise does to the rate"

  /// True if the rate far from the target, to which noise turns it, is larger than the one on it; nil if it is the same.
  private static func isFarRateLarger(_ form: LinearForm?) -> Bool? {
    form.flatMap { form in form.distinctFarRate.map { far in far.rate > form.learningRate } }
  }

  private var ofServo: [UnmodelledEffect] {
    var found: [UnmodelledEffect] = []
    for coverage in coverage(ServoModel.parameters, rig.servo.values) {
      let owner = found.isEmpty ? "the servo's" : "its"
      switch coverage {
      case .modelled: break
      case .modelledApart(let name):
        found.append(
          UnmodelledEffect(words: "\(owner) \(name) but for what it leaves", name: name, hasRemainder: true))
      case .unmodelled(let name, let sentence):
        if found.contains(where: { effect in effect.name == name }) { continue }
        found.append(UnmodelledEffect(words: sentence ?? "\(owner) \(name)", name: name, hasRemainder: false))
      }
    }
    return found
  }

  private var ofSensor: [UnmodelledEffect] {
    var found: [UnmodelledEffect] = []
    for case .unmodelled(let name, let sentence) in coverage(SensorModel.parameters, rig.sensor.values) {
      let effect = UnmodelledEffect(words: sentence ?? name, name: name, hasRemainder: false)
      if !found.contains(effect) { found.append(effect) }
    }
    return found
  }

  /// The effects of those `parameters` that are not at their default in `values`, as the theory treats them.
  private func coverage(_ parameters: [EffectParameter], _ values: ParameterValues) -> [TheoryCoverage] {
    parameters.filter { parameter in !values.isDefault(parameter.description) }.map(\.theory)
  }
}
