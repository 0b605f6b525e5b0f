internal import RealModule
internal import RigCore
package import RigScenario
internal import RigSimulation
package import RigTheory
internal import RigTrials

/// What the theory says of a loop before one wall. Lengths in cm.
package struct WallTheory {
  /// The dead time in steps beyond which what takes a solver is left out.
  package static let longestDeadTime = 64

  package let distance: Double
  package let loop: LinearLoop
  /// The gain far from the target, of a rule that has another one there.
  package let gainFar: Double?
  package let growthFactor: Double?
  package let transient: LinearLoop.Transient?
  /// After how many steps the error is within 1 % of the first; nil for never.
  package let settlingSteps: Int?
  /// In standard deviations of a reading; nil where there is no end to it, or none that numbers tell.
  package let noiseFloor: Double?
  package let sensitivityPeak: Double?
  /// By how much a step of the servo, and its play, moves the dot; nil where it has none.
  package let servoStep: Double?
  package let play: Double?

  package init?(_ scenario: Scenario, distance: Double, _ local: LocalGain) {
    guard let loop = scenario.linearLoop(gain: local.gain(at: .centimeters(distance))) else { return nil }
    self.distance = distance
    self.loop = loop
    gainFar = scenario.linearForm.flatMap { form in
      form.rateFar.map { rate in loop.gain * rate / form.learningRate }
    }
    let isSolved = loop.deadTime <= Self.longestDeadTime
    growthFactor = isSolved ? loop.growthFactor : nil
    transient = isSolved ? loop.transient : nil
    settlingSteps = isSolved ? loop.settlingSteps(to: 0.01) : nil
    noiseFloor = isSolved && loop.isStable ? loop.noiseFloor.ifFinite : nil
    sensitivityPeak = isSolved ? loop.sensitivityPeak?.ifFinite : nil
    // Near the target a turn by an angle moves the dot by D / cos² of the beam's.
    let height = local.height.centimeters
    let reach = distance + height * height / distance
    func onWall(_ degrees: Double) -> Double? {
      let size = Angle.degrees(degrees).radians * reach
      // The smallest numbers have a product that is none.
      return size > 0 ? size : nil
    }
    servoStep = onWall(scenario.rig.servo.resolution)
    play = onWall(scenario.rig.servo.backlash)
  }

  package var isSolved: Bool { growthFactor != nil }

  /// How far the servo's step keeps the dot from its target at most: exactly, or by the describing function.
  package var rounding: Rounding? {
    guard let servoStep, loop.isStable else { return nil }
    let actuator = QuantizedActuator(loop: loop, step: servoStep)
    if let residual = actuator.residual { return .exact(residual) }
    return actuator.cycleBetweenPlaces.map { cycle in .swing(cycle, onPlace: actuator.cycleOnPlace) }
  }

  package enum Rounding {
    /// What is left, whatever the target.
    case exact(QuantizedActuator.Residual)
    /// How the dot swings between two steps, and, where it does so at all, on one.
    case swing(LimitCycle, onPlace: LimitCycle?)
  }

  /// How play in the gears keeps the dot swinging; nil where it does not, or there is none.
  package var playSwing: LimitCycle? {
    guard let play, loop.isStable else { return nil }
    return PlayInGears(loop: loop, play: play).cycle
  }
}

extension Double {
  /// Nil of what is no number, and of what has no end.
  package var ifFinite: Double? { isFinite ? self : nil }
}
