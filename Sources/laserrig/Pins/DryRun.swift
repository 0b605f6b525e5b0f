internal import RigCore
internal import RigGPIO
internal import RigScenario
internal import RigWiring

/// The plan of a real rig for its pins, in lines for people; no pin is touched.
struct DryRun {
  private let scenario: Scenario
  private let rig: PinRigSettings

  init(_ scenario: Scenario) {
    self.scenario = scenario
    rig = scenario.pinRig
  }

  var text: String {
    let bench = rig.axes.map { axis in axisLines(axis) }.joined()
    let rows =
      [
        ("laser", rig.laser.map { laser in words(laser) + ", off until the rig is armed" } ?? "no line: always on"),
        ("interlock", rig.interlock.map { interlock in words(interlock) + " means closed" } ?? "none"),
      ] + bench + [
        ("pulses", pulses),
        ("loop", loop),
        ("watchdog", "laser off and pulses ended after \(text(rig.patienceSeconds * 1000)) ms of silence"),
      ]
    return rows.map { name, value in name + String(repeating: " ", count: max(1, 16 - name.count)) + value + "\n" }
      .joined()
  }

  private func axisLines(_ axis: PinRigSettings.Axis) -> [(String, String)] {
    let servo = axis.servo
    let model = Servo(servo)
    let ends = [model.travel.lowerBound, servo.start, model.travel.upperBound].map { angle in
      "\(text(angle.degrees))° = \(text(Double(model.pulseNanoseconds(at: angle)) / 1000)) µs"
    }
    let slew = servo.slewRateDegreesPerSecond.map { rate in "at most \(text(rate))°/s" } ?? "as fast as it can"
    let park = servo.park.map { park in "parked at \(text(park.degrees))°" } ?? "left where it is"
    return [
      ("\(axis.name) servo", servo.output.words + (servo.isReversed ? ", mounted the other way round" : "")),
      ("  travel", "\(ends[0]) to \(ends[2]), \(slew)"),
      ("  start", "\(ends[1]), \(park)"),
      ("\(axis.name) \(type(of: axis.detector).word)", axis.detector.words(target: axis.target)),
    ]
  }

  private func words(_ line: PinRigSettings.Line) -> String {
    "line \(line.address), \(line.isActiveLow ? "low" : "high")"
  }

  private var pulses: String {
    let idle = rig.idleSeconds.map { seconds in ", ended after \(text(seconds)) s without a change" } ?? ""
    let priority = rig.pulses.priority == 0 ? "no real-time priority" : "real-time priority \(rig.pulses.priority)"
    return "\(text(rig.pulses.rateHz)) Hz, \(priority)\(idle)"
  }

  private var loop: String {
    "\(text(scenario.loop.frameRate)) frames a second, at most \(scenario.loop.steps.counted("step")); \(scenario.ruleSummary)"
  }

  private func text(_ number: Double) -> String { number.formatted(significantDigits: 6) }
}
