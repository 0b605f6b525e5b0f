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
  /// How the axes move the dot together; nil for a rig with one axis.
  public let coupling: ProbedCoupling?

  private let kind: RigKind
  /// The eigenvalues of the whole response, with the senses that were found, in cm for each unit of slope.
  private let eigenvalues: [Pole]

  /// The findings of a probe of a rig of this `kind`, which took `readings` readings: its response.
  public init<let axes: Int>(_ response: ProbedResponse<axes>, of kind: RigKind, readings: Int) {
    self.kind = kind
    self.readings = readings
    centimetersPerSlope = AxisValues(response.own) { own in own.centimetersPerSlope }
    standardErrors = AxisValues(response.own) { own in own.standardError }
    eigenvalues = response.followed.eigenvalues
    coupling = ProbedCoupling(response, eigenvalues, kind)
  }

  private var names: [String?] { kind.axes(centimetersPerSlope.count).map(\.name) }

  /// The warnings for the user: axes that turn the wrong way, a response that is turned, and a rate that is too large.
  public func warnings(_ scenario: Scenario, proportionalRate: Double?) -> [String] {
    var found = reversals(scenario)
    guard let rate = proportionalRate else { return found }
    if let coupling, coupling.isStrong { found.append(coupling.advice) }
    if scenario.controller.steers == .slope, let warning = warning(ofRate: rate, scenario) { found.append(warning) }
    return found
  }

  /// The warning of a learning rate at which the loop would not be stable; nil if it would be.
  private func warning(ofRate rate: Double, _ scenario: Scenario) -> String? {
    // Of plain descent. Each eigenvalue is the gain of a loop; the one nearest to its edge counts.
    let poles = Set(centimetersPerSlope.indices.map { axis in scenario.servoPole(ofAxis: axis) })
    let loops = eigenvalues.flatMap { eigenvalue in
      poles.map { pole in
        let loop = LinearLoop(
          gain: LinearForm.gain(
            learningRate: rate, assumedDistance: scenario.stepForm.assumedDistance,
            reach: .centimeters(eigenvalue.magnitude)),
          deadTime: scenario.rig.sensor.deadTime, servoPole: pole)
        return (gain: loop.gain, edge: loop.edge(ofGainTurnedBy: eigenvalue.angle))
      }
    }
    guard let worst = loops.max(by: { left, right in left.gain * right.edge < right.gain * left.edge }),
      worst.gain >= worst.edge, worst.edge > 0
    else { return nil }
    let stable = rate / worst.gain * worst.edge
    let together = coupling.map { coupling in coupling.degrees >= 1 ? " with axes so coupled" : "" } ?? ""
    return """
      the learning rate of \(rate.formatted(significantDigits: 3)) is too large for this rig: its loop gain would \
      be \(worst.gain.formatted(significantDigits: 3)), stable below \
      \(worst.edge.formatted(significantDigits: 3))\(together); use one of at most \
      \((stable / 2).formatted(significantDigits: 3)), half of the edge at \(stable.formatted(significantDigits: 3))
      """
  }

  /// A warning for each remedy of axes that turn the wrong way.
  private func reversals(_ scenario: Scenario) -> [String] {
    let reversed = centimetersPerSlope.indices.filter { axis in centimetersPerSlope[axis] < 0 }
    var remedies: [(words: String, names: [String])] = []
    for axis in reversed {
      let words = remedy(ofAxis: axis, reversed, scenario)
      let name = names[axis].map { name in [name] } ?? []
      if let place = remedies.firstIndex(where: { remedy in remedy.words == words }) {
        remedies[place].names += name
      } else {
        remedies.append((words, name))
      }
    }
    return remedies.map { remedy in
      let names = remedy.names.isEmpty ? "" : " on \(remedy.names.joined(separator: ", "))"
      return "the laser turns the wrong way\(names): followed with the sense reversed\(remedy.words)"
    }
  }

  /// The way to mend the sense of `axis`, one of those that are `reversed`.
  private func remedy(ofAxis axis: Int, _ reversed: [Int], _ scenario: Scenario) -> String {
    // Of a sensor turned to the other side no servo is to blame.
    if let coupling, coupling.isStrong { return "" }
    let setting = scenario.reversal(ofAxis: axis)
    let sharers = centimetersPerSlope.indices.filter { other in scenario.reversal(ofAxis: other).path == setting.path }
    if sharers.allSatisfy(reversed.contains) { return "; \(setting.path): \(!setting.isSet) would mend it" }
    let keys = kind.axes(centimetersPerSlope.count)[axis].rotationKeys
    let mounting = keys.isEmpty ? "" : " (\(keys.joined(separator: ", ")))"
    return """
      ; it is not \(setting.path), which turns other axes too: is its mirror or its detector mounted upside down\(mounting)?
      """
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
    let together = coupling.map { coupling in "; \(coupling.words)" } ?? ""
    return findings.joined(separator: "; ") + "\(premise) (\(readings.counted("reading")))" + together
  }

  /// The findings as a JSON object on one line.
  public var json: String {
    let reversed = centimetersPerSlope.map { response in "\(response < 0)" }
    return JSON.object([
      ("readingCount", String(readings)),
      ("reversed", reversed.count == 1 ? reversed[0] : JSON.array(reversed)),
      ("responseCentimetersPerSlope", JSON.perAxis(centimetersPerSlope)),
      ("standardErrorCentimetersPerSlope", JSON.perAxis(standardErrors)),
      ("couplingDegrees", JSON.number(coupling?.degrees)),
    ])
  }
}

extension Scenario {
  /// The pole of the servo of the axis `axis`: 0 for a real one, whose lag is not known.
  fileprivate func servoPole(ofAxis axis: Int) -> Double {
    rig.kind.isSimulated ? servoPole(simulatedServos[axis]) : 0
  }

  /// The key of the sense of the axis `axis`, and its value.
  fileprivate func reversal(ofAxis axis: Int) -> (path: String, isSet: Bool) {
    if rig.kind.isSimulated {
      return ("\(servoSection(ofAxis: axis)).reversed", simulatedServos[axis].reversed)
    }
    return axis == 0
      ? ("pins.tilt.servo.reversed", pins.tilt.reversed) : ("pins.pan.servo.reversed", pins.pan.reversed)
  }
}
