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
  /// The loop far from the target; nil for a rule that has the same gain everywhere.
  public let far: FarLoop?
  /// The factor by which a step multiplies the error in the long run; nil for a dead time beyond
  /// ``longestDeadTime``.
  public let growthFactor: Double?
  /// The transient response in the long run; nil for a dead time beyond ``longestDeadTime``.
  public let transient: LinearLoop.Transient?
  /// The number of steps after which the error stays within 1 % of the first; nil if the loop is not stable, or for a
  /// dead time beyond ``longestDeadTime``. With another gain far from the target it is an upper bound, and nil if there
  /// is none: with dead time, with a servo's lag, or if the loop is not stable far from the target.
  public let settlingSteps: Int?
  /// The noise floor in standard deviations of a reading; nil if the loop is not stable, if the floor is too large for
  /// a number, or for a dead time beyond ``longestDeadTime``.
  public let noiseFloor: Double?
  /// The greatest factor by which the loop magnifies the swing of a target; nil if the loop is not stable, or for
  /// a dead time beyond ``longestDeadTime``.
  public let sensitivityPeak: Double?
  /// How much gain and phase may change at the same time; nil if the loop is not stable, or for a dead time beyond
  /// ``longestDeadTime``.
  public let diskMargin: DiskMargin?
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
    let far = scenario.linearForm.flatMap { form in
      form.distinctFarRate.map { rate in FarLoop(loop, rate, near: form.learningRate) }
    }
    self.far = far
    let isSolved = loop.deadTime <= Self.longestDeadTime
    growthFactor = isSolved ? loop.growthFactor : nil
    transient = isSolved ? loop.transient : nil
    let settling = isSolved ? loop.settlingSteps(to: 0.01) : nil
    if let far {
      settlingSteps = settling.flatMap { steps in
        far.isBound ? far.loop.settlingSteps(to: 0.01).map { far in max(steps, far) } : nil
      }
    } else {
      settlingSteps = settling
    }
    noiseFloor = isSolved && loop.isStable ? loop.noiseFloor.ifFinite : nil
    sensitivityPeak = isSolved ? loop.sensitivityPeak?.ifFinite : nil
    diskMargin = isSolved ? loop.diskMargin : nil
    func onWall(_ degrees: Double) -> Double? {
      WallReach(distance: distance, height: local.height.centimeters).way(ofTurn: degrees)
    }
    resolution = onWall(scenario.rig.servo.resolution)
    backlash = onWall(scenario.rig.servo.backlash)
  }

  /// True if the dead time is at most ``longestDeadTime``, so that the figures that need a solver are there.
  public var isSolved: Bool { growthFactor != nil }

  /// An upper bound of the error in cm that the servo's resolution leaves, for any target, to which that from the
  /// servo's backlash adds; nil if the servo has no steps, if the loop is not stable, if its errors fade too slowly to
  /// tell, or for a dead time beyond ``longestDeadTime``.
  public var roundingResidual: QuantizedActuator.Residual? {
    guard isSolved, let quantized else { return nil }
    return backlash == nil ? quantized.residual : quantized.bound
  }

  /// The swing of the dot in cm between two steps of the servo, about a target halfway between them, by the describing
  /// function; nil if the servo has no steps or has backlash as well, or outside the range over which the function is confirmed.
  public var roundingSwing: LimitCycle? { backlash == nil ? quantized?.cycleBetweenPlaces : nil }

  private var quantized: QuantizedActuator? {
    resolution.map { resolution in QuantizedActuator(loop: loop, step: resolution) }
  }

  /// What the backlash leaves for ever.
  public enum BacklashRemainder: Sendable, Equatable {
    /// The dot comes to rest on its target.
    case rest
    /// The dot swings about as far as that, by the describing function, and no farther than `bound` cm.
    case swing(LimitCycle, bound: Double)
    /// The dot rests or swings, no farther off than so many cm.
    case atMost(Double)
  }

  /// What the backlash leaves for ever, to which the error from the servo's resolution adds; nil if the servo has none, if the loop is not stable, if its errors fade too
  /// slowly to tell, or for a dead time beyond ``longestDeadTime``.
  public var backlashRemainder: BacklashRemainder? {
    guard let backlash, isSolved else { return nil }
    let gears = PlayInGears(loop: loop, play: backlash)
    let isAlone = resolution == nil
    if isAlone, gears.isKnownToRest { return .rest }
    guard let bound = gears.bound else { return nil }
    return (isAlone ? gears.cycle : nil).map { cycle in .swing(cycle, bound: bound) } ?? .atMost(bound)
  }
}

/// A loop far from the target, for a rule with another gain there.
public struct FarLoop: Sendable {
  /// The loop with the gain far from the target.
  public let loop: LinearLoop
  /// The size of an error in cm from which on it grows; nil if it does not, or if the size is not known.
  public let growsFrom: Double?

  /// The loop with the rate `rate` far from the target of the loop `nearby`, which has the rate `near` on it.
  init(_ nearby: LinearLoop, _ rate: FarRate, near: Double) {
    loop = nearby.with(gain: nearby.gain * rate.rate / near)
    let edge = nearby.edge / nearby.gain * near
    growsFrom =
      nearby.isPlain && nearby.isStable && loop.stability == .growing
      ? rate.error(near: near, rate: edge)?.centimeters.ifFinite : nil
  }

  /// True if every gain between those near the target and far from it shortens the error at each step, so that the
  /// slower of the two bounds the steps to settle: without dead time, momentum and lag, where a step multiplies the
  /// error by 1 - g.
  var isBound: Bool { loop.isPlain && loop.isStable }
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
