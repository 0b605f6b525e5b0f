internal import RigCore
public import RigWiring

/// One axis of a real rig: its settings, and the devices that they describe.
struct PinAxis {
  /// The name for people: tilt, pan.
  let name: String
  let settings: AxisSettings
  let output: any ServoOutputSettings
  let detector: any DetectorSettings
  /// The place of the target on the detector, in cm.
  let target: Double

  /// The axis with the given settings; nil if there is no servo.
  init?(_ name: String, _ settings: AxisSettings, target: Double, defaultChip: String) {
    guard let output = settings.output.kind else { return nil }
    self.name = name
    self.settings = settings
    self.output = output.init(settings.outputs[output.word], defaultChip: defaultChip)
    let detector = settings.sensor.kind
    self.detector = detector.init(settings.detectors[detector.word], defaultChip: defaultChip)
    self.target = target
  }

  /// The path of the axis' keys.
  var path: String { "pins.\(name)" }
  /// The section of the servo's keys, those of its output among them.
  var servoPath: String { "\(path).servo" }
  /// The section of the detector's keys.
  var detectorPath: String { "\(path).\(type(of: detector).word)" }
}

extension Scenario {
  /// The axes of the real rig with a servo that has an output; the first is up and down.
  var pinAxes: [PinAxis] {
    [("tilt", pins.tilt, rig.target.middle), ("pan", pins.pan, pins.panTarget)].compactMap { name, settings, target in
      PinAxis(name, settings, target: target, defaultChip: pins.chip ?? "")
    }
  }

  /// The number of axes of the real rig, 1 or 2.
  public var pinAxisCount: Int { pinAxes.count }

  /// The real rig. The scenario must have been read with the kind `pins`, since reading checks that it has all that a
  /// real rig needs.
  public var pinRig: PinRigSettings {
    var rig = PinRigSettings(
      axes: pinAxes.map { axis in
        PinRigSettings.Axis(
          name: axis.name, servo: servo(axis), detector: axis.detector, target: .centimeters(axis.target))
      },
      pulses: pulses, idleSeconds: pins.idleDetach, patienceSeconds: Double(pins.watchdog) / loop.frameRate,
      laser: line(pins.laser), interlock: line(pins.interlock))
    rig.darkIntervalSeconds = pins.darkInterval
    rig.interlockProof = pins.interlockProof
    return rig
  }

  var pulses: PulseTiming { PulseTiming(rateHz: pins.pulseRate, priority: pins.priority) }

  func address(_ line: String) -> LineAddress { LineAddress(line, defaultChip: pins.chip ?? "") }

  private func line(_ input: InputSettings) -> PinRigSettings.Line? {
    input.line.map { line in
      PinRigSettings.Line(address(line), isActiveLow: input.activeLow, bias: input.bias)
    }
  }

  private func servo(_ axis: PinAxis) -> PinRigSettings.Servo {
    let settings = axis.settings
    return PinRigSettings.Servo(
      output: axis.output, calibration: settings.measuredCalibration,
      travel: .degrees(settings.travelFrom) ... .degrees(settings.travelTo),
      slewRateDegreesPerSecond: settings.slewRate, isReversed: settings.reversed, start: .degrees(settings.start),
      park: settings.park.map { park in .degrees(park) })
  }
}

extension AxisSettings {
  /// The calibration through the points of the file; nil if there are none.
  var measuredCalibration: ServoCalibration? { try? ServoCalibration(calibration) }

  /// The angles of the beam between the first point of the calibration and the last, as the servo is mounted.
  var knownDegrees: ClosedRange<Double> {
    let typical = ServoCalibration.typical.points.map { point in (point.angle.degrees * 1e9).rounded() / 1e9 }
    let known = calibration.isEmpty ? typical : calibration.map(\.degrees)
    let (low, high) = (known.min() ?? 0, known.max() ?? 0)
    return reversed ? -high...(-low) : low...high
  }
}
