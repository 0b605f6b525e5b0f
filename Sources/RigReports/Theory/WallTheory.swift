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

  /// The distance of the wall in cm.
  public let distance: Double
  /// The loop of the linear theory.
  public let loop: LinearLoop
  /// The gain far from the target; nil for a rule that has the same gain everywhere.
  public let gainFar: Double?
  /// The factor by which a step multiplies the error in the long run; nil for a dead time beyond
  /// ``longestDeadTime``.
  public let growthFactor: Double?
  /// The transient response in the long run; nil for a dead time beyond ``longestDeadTime``.
  public let transient: LinearLoop.Transient?
  /// The number of steps after which the error stays within 1 % of the first; nil if the loop is not stable, or for a
  /// dead time beyond ``longestDeadTime``.
  public let settlingSteps: Int?
  /// The noise floor in standard deviations of a reading; nil if the loop is not stable, if the floor is too large for
  /// a number, or for a dead time beyond ``longestDeadTime``.
  public let noiseFloor: Double?
  /// The greatest factor by which the loop magnifies the swing of a target; nil if the loop is not stable, or for
  /// a dead time beyond ``longestDeadTime``.
  public let sensitivityPeak: Double?
  /// The way of the dot in cm for one step of the servo's resolution; nil if the servo has no steps.
  public let resolution: Double?
  /// The way of the dot in cm for a turn by the servo's backlash; nil if it has none.
  public let backlash: Double?

  /// The figures of `scenario` before one wall; nil for a rule that steers by no fixed gain.
  ///
  /// - Parameters:
  ///   - scenario: a scenario of a simulated rig with one axis.
  ///   - distance: the distance of the wall in cm.
  ///   - local: the gain of the scenario's rule near its target.
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
    resolution = onWall(scenario.rig.servo.resolution)
    backlash = onWall(scenario.rig.servo.backlash)
  }

  /// True if the dead time is at most ``longestDeadTime``, so that the figures that need a solver are there.
  public var isSolved: Bool { growthFactor != nil }

  /// The greatest distance from its target at which the servo's resolution keeps the dot: exact, or by the describing
  /// function. Nil if the servo has no steps, or if the loop is not stable.
  public var rounding: Rounding? {
    guard let resolution, loop.isStable else { return nil }
    let actuator = QuantizedActuator(loop: loop, step: resolution)
    if let residual = actuator.residual { return .exact(residual) }
    return actuator.cycleBetweenPlaces.map { cycle in .swing(cycle, onPlace: actuator.cycleOnPlace) }
  }

  /// The effect of a servo that turns in steps on a dot that has arrived.
  public enum Rounding: Sendable {
    /// The error that remains, for any target.
    case exact(QuantizedActuator.Residual)
    /// The swing of the dot between two steps, and the one on a step if there is one.
    case swing(LimitCycle, onPlace: LimitCycle?)
  }

  /// The swing of the dot in cm that the backlash keeps up; nil if there is none.
  public var backlashSwing: LimitCycle? {
    guard let backlash, loop.isStable else { return nil }
    return PlayInGears(loop: loop, play: backlash).cycle
  }
}

extension LinearLoop.Transient {
  /// The name of the kind of transient in a report.
  var name: String {
    switch self {
    case .deadbeat: "deadbeat"
    case .overdamped: "overdamped"
    case .alternating: "alternating"
    case .oscillatory: "oscillatory"
    }
  }

  /// The period of the oscillation in steps; nil if there is none.
  var period: Double? {
    switch self {
    case .deadbeat, .overdamped: nil
    case .alternating: 2
    case .oscillatory(let period): period
    }
  }
}

extension Double {
  /// The number; nil if it is NaN or infinite.
  public var ifFinite: Double? { isFinite ? self : nil }
}
