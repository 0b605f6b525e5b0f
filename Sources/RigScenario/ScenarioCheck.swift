internal import RigCore
internal import RigSimulation

/// Settings that cannot all be meant.
struct Contradiction {
  /// The keys that contradict each other.
  let keys: [String]
  let words: String
}

extension Scenario {
  var contradictions: [Contradiction] {
    var found: [Contradiction] = []
    if rig.servo.travelFrom >= rig.servo.travelTo {
      found.append(
        Contradiction(
          keys: ["rig.servo.travelFrom", "rig.servo.travelTo"],
          words: "the travel from \(rig.servo.travelFrom)° to \(rig.servo.travelTo)° is empty"))
    } else if let start = rig.start, case .fixed = rig.distance {
      let command = simulatedRig(seed: 0).command(forHeight: .centimeters(start)).degrees
      if command < rig.servo.travelFrom || command > rig.servo.travelTo {
        let travel = "\(rig.servo.travelFrom)° to \(rig.servo.travelTo)°"
        found.append(
          Contradiction(
            keys: ["rig.start", "rig.distance", "rig.servo.travelFrom", "rig.servo.travelTo"],
            words: """
              to begin at \(start) cm the servo would have to stand at \(command.formatted(decimals: 1))°, \
              beyond its travel from \(travel)
              """))
      }
    }
    if rig.sensor.outliers > 0, rig.sensor.outlierSize == 0 {
      found.append(
        Contradiction(
          keys: ["rig.sensor.outliers", "rig.sensor.outlierSize"],
          words: "outliers of 0 cm change nothing; set rig.sensor.outlierSize"))
    }
    if output.quiet, output.format == .csv {
      found.append(
        Contradiction(
          keys: ["output.quiet", "output.format"],
          words: "without its steps nothing of the CSV is left; use json or table"))
    }
    return found
  }

  /// What a careful reader would ask about these settings; none of it keeps a run from being made.
  public var warnings: [String] {
    var found: [String] = []
    if rig.sensor.rounding / 2 > loop.tolerance, rig.sensor.noise < rig.sensor.rounding / 4 {
      found.append(
        """
        readings come in steps of \(NumberRange.text(rig.sensor.rounding)) cm, so a settled dot may be up to \
        \(NumberRange.text(rig.sensor.rounding / 2)) cm off, more than the tolerance of \(NumberRange.text(loop.tolerance)) cm
        """)
    }
    let noise = loop.noise ?? rig.sensor.noise
    let readings = (noise / loop.tolerance) * (noise / loop.tolerance)
    if readings > Double(loop.steps) {
      found.append(
        """
        with noise of \(NumberRange.text(noise)) cm it takes \(readings.formatted(significantDigits: 2)) readings to tell \
        a tolerance of \(NumberRange.text(loop.tolerance)) cm, more than the \(loop.steps) steps that are allowed
        """)
    }
    return found
  }
}
