internal import RealModule
public import RigCore
public import RigScenario
internal import RigSimulation
public import RigTheory

/// The coupling of a rig's axes to its errors, and its effect on a loop that gives each axis its own error, with the
/// senses and the rate that the loop ended with.
public struct Coupling: Sendable {
  /// The change of each error (row) in cm for a unit of each axis' slope (column).
  public let jacobianCentimeters: [[Double]]
  /// The least and the most that a unit of slope moves the dot, in cm.
  public let reachCentimeters: ClosedRange<Double>
  /// The ratio of the most to the least that a unit of slope moves the dot, at least 1; infinite if the dot cannot move
  /// in some direction.
  public let conditionNumber: Double
  /// The least and the most that a step of plain descent moves the dot for each centimetre of error.
  public let loopGain: ClosedRange<Double>
  /// The factor by which a step of plain descent multiplies the error in the long run.
  public let contraction: Double
  /// How much the gains and phases of all servos may change at the same time, each by its own; nil if the loop is not
  /// stable, or has no fixed gain.
  public let diskMargin: DiskMargin?

  /// The coupling at the end of a run.
  ///
  /// - Parameters:
  ///   - jacobian: the change of each error (row) in cm for a unit of each axis' slope (column).
  ///   - command: the angles at which the run ended.
  ///   - scenario: the scenario of the run.
  ///   - loop: the settings at the end of the run.
  public init<let axes: Int>(
    _ jacobian: SquareMatrix<axes>, at command: PerAxis<axes, Angle>, _ scenario: Scenario, _ loop: LoopAtItsEnd
  ) {
    jacobianCentimeters = (0..<axes).map { row in (0..<axes).map { column in jacobian[row, column] } }
    reachCentimeters = jacobian.reach
    conditionNumber = jacobian.conditionNumber
    let gains = jacobian.loopGains(at: command, scenario, rateShare: loop.rateShare) { axis in
      loop.followsReversal(ofAxis: axis)
    }
    loopGain = gains.reach
    contraction = gains.contraction
    diskMargin = scenario.coupledLoop(gains: gains)?.diskMargin
  }
}

extension SquareMatrix {
  /// The loop gains near `command` of a loop that gives each axis its own error, if this is the change of each error
  /// (row) in cm for a unit of each axis' slope (column).
  ///
  /// - Parameters:
  ///   - command: the angles of the axes.
  ///   - scenario: the scenario of the loop.
  ///   - rateShare: the share of the rule's learning rate that is left, above 0.
  ///   - isReversed: true for an axis that the loop steers with the sense reversed.
  func loopGains(
    at command: PerAxis<axes, Angle>, _ scenario: Scenario, rateShare: Double,
    isReversed: (Int) -> Bool = { _ in false }
  ) -> SquareMatrix {
    let form = scenario.stepForm
    return SquareMatrix { row, column in
      let reach = scenario.controller.steers.slopeChange(at: command[column]) * self[row, column]
      let gain = LinearForm.gain(
        learningRate: rateShare * form.learningRate, assumedDistance: form.assumedDistance,
        reach: .centimeters(reach))
      return isReversed(column) ? -gain : gain
    }
  }

  fileprivate var reach: ClosedRange<Double> {
    let values = singularValues
    return values[axes - 1]...values[0]
  }
}

/// The settings of a loop at the end of its run, which may differ from those at its start.
public struct LoopAtItsEnd: Sendable {
  /// The share of the rule's learning rate that the halvings have left, above 0 and at most 1.
  public let rateShare: Double
  private let signCheck: SignCheck?

  /// The settings at the end of the run with `result`.
  public init(_ result: RunResult) {
    rateShare = Self.rateShare(afterHalvings: result.halvings?.count ?? 0)
    signCheck = result.signCheck
  }

  /// The share of a learning rate that so many halvings leave.
  static func rateShare(afterHalvings halvings: Int) -> Double { 1 / .pow(2, halvings) }

  /// True if the sign check found that the axis turns the wrong way.
  public func followsReversal(ofAxis axis: Int) -> Bool {
    signCheck.map { check in check.centimetersPerSlope[axis] < 0 } ?? false
  }

  /// True if the sign check found any axis that turns the wrong way.
  public var followsReversal: Bool {
    signCheck.map { check in check.centimetersPerSlope.contains { response in response < 0 } } ?? false
  }
}

extension ControllerSettings {
  /// True if the rule has one learning rate, which a halving halves.
  var hasLearningRate: Bool {
    rule.parameters.contains(RuleParameters().learningRate.description)
  }
}
