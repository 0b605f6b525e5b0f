public import RigCore
public import RigScenario
internal import RigSimulation
internal import RigTheory

/// The findings of a probe before the loop was closed, for people and for programs.
public struct SignCheck: Sendable {
  /// The number of readings that the probe took.
  public let readings: Int
  /// The rise of the dot in cm for each unit of slope, on each axis; negative if the laser turns the wrong way.
  public let centimetersPerSlope: AxisValues
  /// The standard errors of ``centimetersPerSlope``.
  public let standardErrors: AxisValues

  private let kind: RigKind

  /// The findings of a probe of a rig of this `kind`, which took `readings` readings: the response of each axis.
  public init<let axes: Int>(_ responses: PerAxis<axes, AxisResponse>, of kind: RigKind, readings: Int) {
    self.kind = kind
    self.readings = readings
    centimetersPerSlope = AxisValues(responses) { response in response.centimetersPerSlope }
    standardErrors = AxisValues(responses) { response in response.standardError }
  }

  private var names: [String?] { kind.axes(centimetersPerSlope.count).map(\.name) }

  /// The warnings for the user: axes that turn the wrong way, and a rate that is too large.
  public func warnings(_ scenario: Scenario, proportionalRate: Double?) -> [String] {
    var found: [String] = []
    for (axis, response) in centimetersPerSlope.enumerated() where response < 0 {
      let setting = scenario.reversal(ofAxis: axis)
      let name = names[axis].map { name in " on \(name)" } ?? ""
      found.append(
        """
        the laser turns the wrong way\(name): followed with the sense reversed; \(setting.path): \(!setting.isSet) \
        would mend it
        """)
    }
    if let rate = proportionalRate, scenario.controller.steers == .slope {
      // The edge is that of plain descent on each axis alone; the axis nearest to its edge counts.
      let loops = centimetersPerSlope.enumerated().map { axis, response in
        LinearLoop(
          gain: LinearForm.gain(
            learningRate: rate, assumedDistance: .centimeters(scenario.controller.assumedDistance),
            reach: .centimeters(response.magnitude)),
          deadTime: scenario.rig.sensor.deadTime, servoPole: scenario.servoPole(ofAxis: axis))
      }
      let worst = loops.max { left, right in left.gain * right.edge < right.gain * left.edge }
      if let gain = worst?.gain, let edge = worst?.edge, gain >= edge {
        let stable = rate / gain * edge
        found.append(
          """
          the learning rate of \(rate.formatted(significantDigits: 3)) is too large for this rig: its loop gain would \
          be \(gain.formatted(significantDigits: 3)), stable below \(edge.formatted(significantDigits: 3)); use one of \
          at most \((stable / 2).formatted(significantDigits: 3)), half of the edge at \
          \(stable.formatted(significantDigits: 3))
          """)
      }
    }
    return found
  }

  /// The findings in the words of the table.
  public var line: String {
    let findings = names.indices.map { axis in
      let response = centimetersPerSlope[axis]
      let sense = response < 0 ? "turns the wrong way, followed with the sense reversed" : "turns the right way"
      let size = response.magnitude.formatted(significantDigits: 4)
      let error = standardErrors[axis]
      let uncertainty = error > 0 ? " ± \(error.formatted(significantDigits: 2))" : ""
      let name = names[axis].map { name in name + " " } ?? ""
      return kind.hasWall
        ? "\(name)\(sense), as if the wall were at \(size)\(uncertainty) cm"
        : "\(name)\(sense), \(size)\(uncertainty) cm for a unit of slope"
    }
    let premise = kind.hasWall ? " and the servo had no play" : ", if the servos had no play"
    let limits = findings.count > 1 ? "; of each axis alone: coupled axes may swing all the same" : ""
    return findings.joined(separator: "; ") + "\(premise) (\(readings.counted("reading")))" + limits
  }

  /// The findings as a JSON object on one line.
  public var json: String {
    let reversed = centimetersPerSlope.map { response in "\(response < 0)" }
    return JSON.object([
      ("readingCount", String(readings)),
      ("reversed", reversed.count == 1 ? reversed[0] : JSON.array(reversed)),
      ("responseCentimetersPerSlope", JSON.perAxis(centimetersPerSlope)),
      ("standardErrorCentimetersPerSlope", JSON.perAxis(standardErrors)),
    ])
  }
}

extension Scenario {
  /// The pole of the servo of the axis `axis`: 0 for a real one, whose lag is not known.
  fileprivate func servoPole(ofAxis axis: Int) -> Double {
    rig.kind.isSimulated ? servoPole(simulatedServos[axis]) : 0
  }

  /// The key that reverses the sense of an axis, and its new value.
  fileprivate func reversal(ofAxis axis: Int) -> (path: String, isSet: Bool) {
    if rig.kind.isSimulated {
      return ("\(servoSection(ofAxis: axis)).reversed", simulatedServos[axis].reversed)
    }
    return axis == 0
      ? ("pins.tilt.servo.reversed", pins.tilt.reversed) : ("pins.pan.servo.reversed", pins.pan.reversed)
  }
}
