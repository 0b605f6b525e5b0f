internal import RigCore
internal import RigScenario
internal import RigSimulation

/// How the axes of a rig are tangled up with its errors, and what a loop that gives each axis its own error makes of
/// it.
struct Coupling {
  /// How many centimetres each error (row) changes for each axis' slope (column).
  let jacobianCentimeters: [[Double]]
  /// The most and the least that a unit of slope moves the dot.
  let reachCentimeters: ClosedRange<Double>
  let conditionNumber: Double
  /// The same for a unit of what the rule steers, times 2α/D₀.
  let loopGain: ClosedRange<Double>
  /// By what a step of plain descent multiplies the error in the long run.
  let contraction: Double

  init<let axes: Int>(
    _ jacobian: SquareMatrix<axes>, at command: PerAxis<axes, Angle>, _ controller: ControllerSettings
  ) {
    jacobianCentimeters = (0..<axes).map { row in (0..<axes).map { column in jacobian[row, column] } }
    reachCentimeters = jacobian.reach
    conditionNumber = jacobian.conditionNumber
    let gain = 2 * controller.learningRate / controller.assumedDistance
    let steered = SquareMatrix<axes> { row, column in
      let slope = command[column].slope
      return jacobian[row, column] * (controller.steers == .slope ? 1 : 1 + slope * slope)
    }
    loopGain = gain * steered.reach.lowerBound...gain * steered.reach.upperBound
    contraction = steered.contraction(gain: gain)
  }
}

extension SquareMatrix {
  fileprivate var reach: ClosedRange<Double> {
    let values = singularValues
    return values[axes - 1]...values[0]
  }
}
