internal import RigCore
internal import RigGPIO

/// What must hold of the settings of a real rig before anything is driven.
extension Scenario {
  var pinContradictions: [Contradiction] {
    guard rig.kind == .pins else { return [] }
    if pins.tilt.output == .none {
      return [
        Contradiction(
          ["pins.tilt.servo.output", "rig.kind"],
          "a real rig needs its tilt servo; set pins.tilt.servo.output to line or pwm")
      ]
    }
    let ofAxes = pinAxes.flatMap { axis in
      [
        missingOutput(axis.settings, axis.path), missingDetector(axis.settings, axis.path),
        emptyTravel(axis.settings, axis.path), restOutsideTravel(axis.settings, axis.path),
        pulseOutsideFrame(axis.settings, axis.path),
      ]
    }
    return (ofAxes + [missingChip, pinUsedTwice, channelUsedTwice, hastyLoop, sleepyWatchdog]).compactMap { found in
      found
    }
  }

  private func missingOutput(_ axis: AxisSettings, _ path: String) -> Contradiction? {
    switch axis.output {
    case .line where axis.line == nil:
      Contradiction(["\(path).servo.line", "\(path).servo.output", "rig.kind"], "say which line carries the pulses")
    case .pwm where axis.pwmChip == nil:
      Contradiction(
        ["\(path).servo.pwmChip", "\(path).servo.output", "rig.kind"],
        "say which PWM chip makes the pulses; `laserrig doctor` lists them")
    case .none, .line, .pwm: nil
    }
  }

  private func missingDetector(_ axis: AxisSettings, _ path: String) -> Contradiction? {
    switch axis.sensor {
    case .strip:
      let keys = ["\(path).strip.lines", "rig.kind"]
      let count = axis.stripLines.count
      if count < 2 {
        return Contradiction(keys, "\(count) line\(count == 1 ? "" : "s"); a strip has at least 2 photodiodes")
      }
      if count > 64 { return Contradiction(keys, "\(count) lines; a strip has at most 64") }
      let chips = Set(axis.stripLines.map { line in address(line).chip })
      if chips.count > 1 {
        let names = chips.sorted().joined(separator: " and ")
        return Contradiction(keys, "are on \(names); one snapshot reads the lines of one chip")
      }
      return axis.snapshots.isMultiple(of: 2)
        ? Contradiction(["\(path).strip.snapshots"], "\(axis.snapshots) votes can tie; make it odd") : nil
    case .detector:
      if axis.device == nil {
        return Contradiction(
          ["\(path).detector.device", "\(path).sensor", "rig.kind"],
          "say which IIO device reads the detector; `laserrig doctor` lists them")
      }
      return axis.lowerChannel == axis.upperChannel
        ? Contradiction(
          ["\(path).detector.lowerChannel", "\(path).detector.upperChannel"],
          "both ends are on channel \(axis.lowerChannel); each has its own") : nil
    }
  }

  private func emptyTravel(_ axis: AxisSettings, _ path: String) -> Contradiction? {
    let keys = ["\(path).servo.travelFrom", "\(path).servo.travelTo"]
    if axis.travelFrom >= axis.travelTo {
      return Contradiction(keys, "the travel \(travelWords(axis)) is empty")
    }
    let known = calibratedDegrees(axis)
    guard axis.travelFrom < known.lowerBound - 1e-9 || axis.travelTo > known.upperBound + 1e-9 else { return nil }
    let range = "\(NumberRange.text(known.lowerBound))° to \(NumberRange.text(known.upperBound))°"
    return Contradiction(
      keys + ["\(path).servo.calibration"],
      "the travel \(travelWords(axis)) goes beyond the calibrated angles from \(range); nothing is extrapolated")
  }

  private func restOutsideTravel(_ axis: AxisSettings, _ path: String) -> Contradiction? {
    for (key, angle) in [("start", axis.start), ("park", axis.park)] {
      if let angle, angle < axis.travelFrom || angle > axis.travelTo {
        return Contradiction(
          ["\(path).servo.\(key)", "\(path).servo.travelFrom", "\(path).servo.travelTo"],
          "\(NumberRange.text(angle))° lies beyond the travel \(travelWords(axis))")
      }
    }
    return nil
  }

  private func travelWords(_ axis: AxisSettings) -> String {
    "from \(NumberRange.text(axis.travelFrom))° to \(NumberRange.text(axis.travelTo))°"
  }

  private func calibration(_ axis: AxisSettings) -> ServoCalibration {
    (try? ServoCalibration(axis.calibration)) ?? .typical
  }

  /// The angles of the beam that are calibrated, as the servo is mounted.
  private func calibratedDegrees(_ axis: AxisSettings) -> ClosedRange<Double> {
    let points = calibration(axis).points.map(\.angle.degrees).map { degrees in (degrees * 1e9).rounded() / 1e9 }
    let (low, high) = (points.min() ?? 0, points.max() ?? 0)
    return axis.reversed ? -high...(-low) : low...high
  }

  private func pulseOutsideFrame(_ axis: AxisSettings, _ path: String) -> Contradiction? {
    let longest = calibration(axis).pulsesNanoseconds.upperBound
    let lineServos = pinAxes.count { axis in axis.settings.output == .line }
    // Hardware makes its pulses side by side; the program makes its own one after the other.
    let room = axis.output == .pwm ? pulses.periodNanoseconds : pulses.widestPulseNanoseconds(servos: lineServos)
    guard longest > room else { return nil }
    let microseconds = (Double(longest) / 1000).formatted(significantDigits: 6)
    let roomMicroseconds = (Double(room) / 1000).formatted(significantDigits: 5)
    return Contradiction(
      ["\(path).servo.calibration", "pins.pulseRate", "rig.kind"],
      """
      a pulse of \(microseconds) µs does not fit: at \(NumberRange.text(pins.pulseRate)) Hz\
      \(lineServos > 1 ? " and with \(lineServos) servos" : "") there is room for \(roomMicroseconds) µs; lower \
      pins.pulseRate or shorten the pulse
      """)
  }

  /// Every line of the rig, with the key that names it.
  private var usedLines: [(key: String, address: LineAddress)] {
    var found: [(String, LineAddress)] = []
    if pins.laser.line != nil { found.append(("pins.laser.line", address(pins.laser.line))) }
    if pins.interlock.line != nil { found.append(("pins.interlock.line", address(pins.interlock.line))) }
    for axis in pinAxes {
      if axis.settings.output == .line { found.append(("\(axis.path).servo.line", address(axis.settings.line))) }
      if axis.settings.sensor == .strip {
        found += axis.settings.stripLines.map { line in ("\(axis.path).strip.lines", address(line)) }
      }
    }
    return found
  }

  private var missingChip: Contradiction? {
    guard let first = usedLines.first(where: { line in line.address.chip.isEmpty }) else { return nil }
    return Contradiction(
      [first.key, "pins.chip", "rig.kind"],
      "\(first.address.line): on which chip? Set pins.chip, or write chip:\(first.address.line)")
  }

  private var pinUsedTwice: Contradiction? {
    var keys: [LineAddress: String] = [:]
    for (key, address) in usedLines {
      if let other = keys.updateValue(key, forKey: address) {
        let users = other == key ? "twice in \(key)" : "in \(other) and in \(key)"
        return Contradiction([key, other], "the line \(address) stands \(users); each has its own")
      }
    }
    return nil
  }

  private var channelUsedTwice: Contradiction? {
    let axes = pinAxes.filter { axis in axis.settings.output == .pwm }
    guard axes.count == 2, output(axes[0].settings) == output(axes[1].settings) else { return nil }
    return Contradiction(
      axes.reversed().map { axis in "\(axis.path).servo.pwmChannel" },
      "channel \(axes[1].settings.pwmChannel) of that PWM chip moves the other servo too; each has its own")
  }

  private var hastyLoop: Contradiction? {
    guard loop.frameRate > pins.pulseRate else { return nil }
    return Contradiction(
      ["loop.frameRate", "pins.pulseRate", "rig.kind"],
      """
      the loop looks \(NumberRange.text(loop.frameRate)) times a second and the servo gets only \
      \(NumberRange.text(pins.pulseRate)) pulses; lower loop.frameRate
      """)
  }

  /// For how long, in seconds, a laser may shine with nobody in charge of it.
  private static let longestSilence = 5.0

  private var sleepyWatchdog: Contradiction? {
    let silence = Double(pins.watchdog) / loop.frameRate
    guard silence > Self.longestSilence else { return nil }
    return Contradiction(
      ["pins.watchdog", "loop.frameRate", "rig.kind"],
      """
      \(pins.watchdog) frames of \(NumberRange.text(loop.frameRate)) a second are \
      \(silence.formatted(significantDigits: 4)) s of silence, and \(NumberRange.text(Self.longestSilence)) s are the \
      most; lower pins.watchdog or raise loop.frameRate
      """)
  }

  var pinWarnings: [String] {
    guard rig.kind == .pins else { return [] }
    let coarse = pinAxes.filter { axis in
      axis.settings.sensor == .strip && axis.settings.pitch / 2 > loop.tolerance
    }
    return coarse.map { axis in
      """
      the \(axis.name) strip tells heights apart in steps of \(NumberRange.text(axis.settings.pitch / 2)) cm, coarser \
      than the tolerance of \(NumberRange.text(loop.tolerance)) cm: the loop may never settle
      """
    }
  }
}
