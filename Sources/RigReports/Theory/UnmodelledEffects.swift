internal import RigCore
public import RigScenario
internal import RigSimulation

/// An unmodelled effect: one that a rig has and the theory of its loop does not include.
public struct UnmodelledEffect: Sendable, Equatable {
  /// The effect as it stands in a sentence that lists the effects of a rig in order, such as "the servo's lag".
  public let words: String
  /// The name of the effect outside a sentence, such as "lag".
  public let name: String
}

extension Scenario {
  /// The unmodelled effects of the rig, as they stand in a sentence that lists them in order.
  public var unmodelledByTheory: [String] { unmodelled.map(\.words) }

  /// The names of the effects that the theoretical edge of stability does not include: the unmodelled effects, and those
  /// that have a theory of their own.
  public var unmodelledByEdge: [String] {
    let apart =
      (coverage(ServoModel.parameters, rig.servo.values) + coverage(SensorModel.parameters, rig.sensor.values))
      .compactMap { coverage in if case .modelledApart(let name) = coverage { name } else { nil } }
    return unmodelled.map(\.name) + apart
  }

  /// An effect of a device declares whether it is modelled; the others are named here.
  private var unmodelled: [UnmodelledEffect] {
    var wall = rigModel.wall
    let target = wall.target
    wall.target = Trajectory(start: target.start)
    let others: [(Bool, String, String)] = [
      (!wall.isStill, "that the wall moves", "the wall's motion"),
      (!target.isConstant, "that the target moves", "the target's motion"),
      (
        linearForm?.rateFar != nil && rig.sensor.noise > 0, "that noise alone makes the rate larger",
        "what noise does to the rate"
      ),
      (!rig.faults.isEmpty, "the faults", "faults"),
    ]
    return ofServo + ofSensor
      + others.filter(\.0).map { _, words, name in UnmodelledEffect(words: words, name: name) }
  }

  private var ofServo: [UnmodelledEffect] {
    var found: [UnmodelledEffect] = []
    for case .unmodelled(let name, let sentence) in coverage(ServoModel.parameters, rig.servo.values) {
      let owner = found.isEmpty ? "the servo's" : "its"
      found.append(UnmodelledEffect(words: sentence ?? "\(owner) \(name)", name: name))
    }
    return found
  }

  private var ofSensor: [UnmodelledEffect] {
    var found: [UnmodelledEffect] = []
    for case .unmodelled(let name, let sentence) in coverage(SensorModel.parameters, rig.sensor.values) {
      let effect = UnmodelledEffect(words: sentence ?? name, name: name)
      if !found.contains(effect) { found.append(effect) }
    }
    return found
  }

  /// The effects of those `parameters` that are not at their default in `values`, as the theory treats them.
  private func coverage(_ parameters: [EffectParameter], _ values: ParameterValues) -> [TheoryCoverage] {
    parameters.filter { parameter in values[parameter.description] != parameter.description.defaultSetting }
      .map(\.theory)
  }
}
