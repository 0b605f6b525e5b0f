internal import RigCore
package import RigSimulation

/// A truth of a kind of rig, which can be told in the units of the reports.
package protocol Recordable {
  var record: TruthRecord { get }
}

extension SimulatedTruth: Recordable {
  package var record: TruthRecord { TruthRecord(self) }
}

extension SpotTruth: Recordable {
  package var record: TruthRecord { TruthRecord(self) }
}

/// How a simulated rig with any number of axes really stood at one moment, in the units of the reports.
package struct TruthRecord {
  /// Nil where there is no wall.
  package let distanceCentimeters: Double?
  /// Nil where there is no wall.
  package let laserHeightCentimeters: Double?
  package let targetCentimeters: AxisValues
  /// Nil where the beam misses, as is the error.
  package let dotCentimeters: AxisValues?
  package let errorCentimeters: AxisValues?
  /// Where the beam really points.
  package let beamDegrees: AxisValues

  fileprivate init(_ truth: SimulatedTruth) {
    distanceCentimeters = truth.distance.centimeters
    laserHeightCentimeters = truth.laserHeight.centimeters
    targetCentimeters = AxisValues(truth.target.centimeters)
    let dot = truth.dot
    dotCentimeters = dot.map { dot in AxisValues(dot.centimeters) }
    errorCentimeters = dot.map { dot in AxisValues((dot - truth.target).centimeters) }
    beamDegrees = AxisValues(truth.beam.degrees)
  }

  fileprivate init<let axes: Int>(_ truth: SpotTruth<axes>) {
    distanceCentimeters = truth.distance?.centimeters
    laserHeightCentimeters = truth.laserHeight?.centimeters
    targetCentimeters = AxisValues(truth.target) { target in target.centimeters }
    dotCentimeters = truth.dot.map { dot in AxisValues(dot) { dot in dot.centimeters } }
    errorCentimeters = truth.error.map { error in AxisValues(error) { error in error.centimeters } }
    beamDegrees = AxisValues(truth.beam) { beam in beam.degrees }
  }
}
