internal import RigCore
internal import RigScenario
internal import RigSimulation

/// How far a small turn moves the dot on a wall, near a target: by `D / cos²` of the beam's angle for each radian.
struct WallReach {
  /// The way of the dot in cm for each radian.
  private let reach: Double

  /// The reach on a wall at `distance` cm (above 0), near a target `height` cm above the laser.
  init(distance: Double, height: Double) { reach = distance + height * height / distance }

  /// The way of the dot in cm for a turn by `degrees`; nil for none, and where it is too short for a number.
  func way(ofTurn degrees: Double) -> Double? {
    let size = Angle.degrees(degrees).radians * reach
    return size > 0 ? size : nil
  }
}

/// The coarsest of the steps in which the servos of a simulated rig move the dot.
struct ServoStep {
  /// The effect that makes the step: resolution, dead band or backlash.
  let name: String
  let degrees: Double
  /// How far the step moves the dot.
  let centimeters: Double

  /// The coarsest step of `scenario` with this truth; nil if its servos have none, or if the wall's distance is unknown.
  init?(_ scenario: Scenario, at truth: TruthRecord) {
    let steps = scenario.simulatedServos.flatMap { servo in
      [("resolution", servo.resolution), ("dead band", servo.deadBand), ("backlash", servo.backlash)]
    }
    guard let coarsest = steps.max(by: { left, right in left.1 < right.1 }),
      let distance = truth.distanceCentimeters, let target = truth.targetCentimeters.first
    else { return nil }
    let reach = WallReach(distance: distance, height: target - (truth.laserHeightCentimeters ?? 0))
    guard let way = reach.way(ofTurn: coarsest.1) else { return nil }
    (name, degrees, centimeters) = (coarsest.0, coarsest.1, way)
  }

  /// The step in words: `resolution of 1° is 5.24 cm on this wall`.
  var words: String {
    """
    \(name) of \(degrees.formatted(significantDigits: 3))° is \(centimeters.formatted(significantDigits: 3)) cm on this \
    wall
    """
  }
}
