internal import RigCore
public import RigGPIO

extension Scenario {
  /// The axes of the real rig, the first being up and down: those whose servo has an output.
  var pinAxes: [(name: String, path: String, settings: AxisSettings)] {
    [("tilt", "pins.tilt", pins.tilt), ("pan", "pins.pan", pins.pan)].filter { axis in axis.settings.output != .none }
  }

  /// How many axes the real rig has, 1 or 2.
  public var pinAxisCount: Int { pinAxes.count }

  /// The real rig. Only to be asked of a scenario that was read with the kind `pins`, since reading checks that all is
  /// there that a real rig needs.
  public var pinRig: PinRigSettings {
    PinRigSettings(
      axes: pinAxes.map { axis in
        PinRigSettings.Axis(
          name: axis.name, servo: servo(axis.settings),
          detector: detector(axis.settings, target: axis.name == "pan" ? pins.panTarget : rig.target.middle))
      },
      pulses: pulses, idleSeconds: pins.idleDetach, patienceSeconds: Double(pins.watchdog) / loop.frameRate,
      laser: line(pins.laser), interlock: line(pins.interlock))
  }

  var pulses: PulseTrain.Settings {
    PulseTrain.Settings(rateHz: pins.pulseRate, priority: pins.priority)
  }

  func address(_ line: String?) -> LineAddress { LineAddress(line ?? "", defaultChip: pins.chip ?? "") }

  private func line(_ input: InputSettings) -> PinRigSettings.Line? {
    guard input.line != nil else { return nil }
    return PinRigSettings.Line(address(input.line), isActiveLow: input.activeLow, bias: input.bias)
  }

  private func servo(_ axis: AxisSettings) -> PinRigSettings.Servo {
    PinRigSettings.Servo(
      output: output(axis), calibration: try? ServoCalibration(axis.calibration),
      travel: .degrees(axis.travelFrom) ... .degrees(axis.travelTo), slewRateDegreesPerSecond: axis.slewRate,
      isReversed: axis.reversed, start: .degrees(axis.start), park: axis.park.map { park in .degrees(park) })
  }

  func output(_ axis: AxisSettings) -> PinRigSettings.Output {
    axis.output == .pwm
      ? .pwm(PWMChannelAddress(chip: axis.pwmChip ?? "", channel: axis.pwmChannel)) : .line(address(axis.line))
  }

  private func detector(_ axis: AxisSettings, target: Double) -> PinRigSettings.Detector {
    switch axis.sensor {
    case .strip:
      .strip(
        axis.stripLines.map { line in address(line) }, isActiveLow: axis.stripActiveLow, bias: axis.stripBias,
        PhotodiodeStrip.Settings(
          pitch: .centimeters(axis.pitch), height: .centimeters(axis.stripHeight), target: .centimeters(target),
          snapshots: axis.snapshots))
    case .detector:
      .positionDetector(
        PositionDetectorSettings(
          device: axis.device ?? "", channels: (axis.lowerChannel, axis.upperChannel),
          halfLength: .centimeters(axis.halfLength), height: .centimeters(axis.detectorHeight),
          target: .centimeters(target), minimumVolts: axis.minimum))
    }
  }
}
