internal import RealModule
internal import RigCore
public import RigScenario
internal import RigSimulation
public import RigTheory
internal import RigTrials

/// The figures of the theory for a loop before one wall. Lengths in cm.
public struct WallTheory: Sendable {
  /// The dead time in steps beyond which figures that need a solver are left out.
  public static let longestDeadTime = 64

  public let distance: Double
  public let loop: LinearLoop
  /// The gain far from the target, for a rule that has another one there.
  public let gainFar: Double?
  public let growthFactor: Double?
  public let transient: LinearLoop.Transient?
  /// The number of steps after which the error is within 1 % of the first; nil for never.
  public let settlingSteps: Int?
  /// The noise floor in standard deviations of a reading; nil if it is infinite, or too large for numbers.
  public let noiseFloor: Double?
  public let sensitivityPeak: Double?
  /// By how much a step of the servo, and its play, moves the dot; nil if it has none.
  public let servoStep: Double?
  public let play: Double?

  public init?(_ scenario: Scenario, distance: Double, _ local: LocalGain) {
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
      // The smallest numbers have a product that rounds to 0.
      return size > 0 ? size : nil
    }
    servoStep = onWall(scenario.rig.servo.resolution)
    play = onWall(scenario.rig.servo.backlash)
  }

  public var isSolved: Bool { growthFactor != nil }

  /// The greatest distance from its target at which the servo's step keeps the dot: exact, or by the describing
  /// function.
  public var rounding: Rounding? {
    guard let servoStep, loop.isStable else { return nil }
    let actuator = QuantizedActuator(loop: loop, step: servoStep)
    if let residual = actuator.residual { return .exact(residual) }
    return actuator.cycleBetweenPlaces.map { cycle in .swing(cycle, onPlace: actuator.cycleOnPlace) }
  }

  public enum Rounding: Sendable {
    /// The error that remains, for any target.
    case exact(QuantizedActuator.Residual)
    /// The swing of the dot between two steps, and the one on a step if there is one.
    case swing(LimitCycle, onPlace: LimitCycle?)
  }

  /// The swing of the dot that play in the gears keeps up; nil if there is none.
  public var playSwing: LimitCycle? {
    guard let play, loop.isStable else { return nil }
    return PlayInGears(loop: loop, play: play).cycle
  }
}

extension Double {
  /// The number; nil if it is NaN or infinite.
  public var ifFinite: Double? { isFinite ? self : nil }
}
