public import RigCore
public import RigSimulation

extension LoopSettings {
  /// Exactly `steps` updates, come what may: nothing counts as settled or as running away.
  public static func exactly(_ steps: Int, steering variable: ControlVariable = .slope) -> LoopSettings {
    LoopSettings(
      controlVariable: variable, stepLimit: steps, settling: nil,
      divergence: .never)
  }
}

extension GradientDescent where axes == 1 {
  /// The rule whose loop gain before a wall at `distance` cm is `gain`.
  public init(gain: Double, distance: Double) {
    self.init(learningRate: gain / 2, assumedDistance: .centimeters(distance))
  }
}

/// The readings of a run with one axis on a rig that cannot fail, in cm; NaN where the spot was lost.
public func errors<Plant: Rig, Rule: UpdateRule>(
  of rig: Plant, under rule: Rule, start: Angle, settings: LoopSettings
) -> [Double]
where
  Plant.Angles == PerAxis<1, Angle>, Plant.Output == Reading<1>, Plant.Failure == Never,
  Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length>
{
  var errors: [Double] = []
  var loop = ControlLoop(
    rig: rig, rule: rule, pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(start), settings: settings)
  _ = loop.run { step in
    errors.append(step.reading.error?[0].centimeters ?? .nan)
    return .proceed
  }
  return errors
}

/// The true errors of a run with one axis on a simulated rig, in cm; NaN where the beam misses the wall.
public func trueErrors<Rule: UpdateRule>(
  of rig: SimulatedRig, under rule: Rule, start: Angle = .zero, settings: LoopSettings
) -> [Double] where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
  var errors: [Double] = []
  var loop = ControlLoop(
    rig: rig, rule: rule, pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(start), settings: settings)
  for _ in 0...settings.stepLimit where loop.outcome == nil {
    _ = loop.advance()
    errors.append(loop.rig.truth.error?.centimeters ?? .nan)
  }
  return errors
}
