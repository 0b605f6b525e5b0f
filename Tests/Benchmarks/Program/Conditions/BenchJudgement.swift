import RigCore
import RigScenario
import RigSimulation

/// Judges one rig by the true error at each of a fixed number of readings.
struct BenchJudgement {
  private let tolerance: Double
  private let readings: Int
  private var seen = 0
  private var lastOutside = 0
  private var squares = 0.0

  /// A judgement over `readings` readings; an error of at most `tolerance` cm counts as on the target.
  init(tolerance: Double, readings: Int) {
    self.tolerance = tolerance
    self.readings = readings
  }

  /// Takes the true error at one more reading, in cm; infinite for a dot off the wall.
  mutating func observe(_ error: Double) {
    seen += 1
    // Written so that NaN counts as outside.
    if !(error <= tolerance) { lastOutside = seen }
    if seen > readings - readings / 4 { squares += error * error }
  }

  /// The result, with how many standard errors the told distance was off. A run that ended before its last reading has
  /// not settled.
  func trial(rig: Int, standardErrorsOff: Double?) -> BenchTrial {
    let isWhole = seen == readings
    return BenchTrial(
      rig: rig, readingsToSettle: isWhole && lastOutside < readings ? lastOutside : nil,
      lateError: isWhole ? (squares / Double(readings / 4)).squareRoot() : .infinity, endedEarly: !isWhole,
      standardErrorsOff: standardErrorsOff)
  }
}

extension Scenario {
  /// What the noise, the servo's step and its dead band leave on the wall of `truth`, in cm.
  func benchTolerance<let axes: Int>(_ truth: PlantTruth<axes>) -> Double {
    let angle = Angle.degrees(rig.servo.resolution + rig.servo.deadBand).radians
    var reach = 0.0
    if axes == 1, let distance = truth.distance?.centimeters {
      let height = truth.targets[0].centimeters
      reach = distance + height * height / distance
    }
    return max(0.1, 3 * rig.sensor.noise) + reach * angle
  }
}
