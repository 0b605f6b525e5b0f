internal import RigCore
package import RigSimulation

/// The truth about a simulated rig with any number of axes at one moment, in the units of the reports.
package struct TruthRecord {
  /// The distance of the wall; nil if there is no wall.
  package let distanceCentimeters: Double?
  /// Nil if there is no wall.
  package let laserHeightCentimeters: Double?
  package let targetCentimeters: AxisValues
  /// Nil if the beam misses, as is the error.
  package let dotCentimeters: AxisValues?
  package let errorCentimeters: AxisValues?
  /// The true angle of the beam.
  package let beamDegrees: AxisValues

  package init<let axes: Int>(_ truth: PlantTruth<axes>) {
    distanceCentimeters = truth.distance?.centimeters
    laserHeightCentimeters = truth.laserHeight?.centimeters
    targetCentimeters = AxisValues(truth.targets) { target in target.centimeters }
    dotCentimeters = truth.dots.map { dots in AxisValues(dots) { dot in dot.centimeters } }
    errorCentimeters = truth.errors.map { errors in AxisValues(errors) { error in error.centimeters } }
    beamDegrees = AxisValues(truth.beams) { beam in beam.degrees }
  }
}
