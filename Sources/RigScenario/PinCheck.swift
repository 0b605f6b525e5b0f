internal import RigCore
internal import RigWiring

/// The checks of the settings of a real rig before anything is driven.
extension Scenario {
  var pinContradictions: [Contradiction] {
    let axes = pinAxes
    if axes.first?.name != "tilt" {
      let words = DeviceKinds.outputs.map { kind in kind.word }
      let choices = [words.dropLast().joined(separator: ", "), words.last ?? ""].filter { list in !list.isEmpty }
        .joined(separator: " or ")
      return [
        Contradiction(
          ["pins.tilt.servo.output", "rig.kind"],
          "a real rig needs its tilt servo; set pins.tilt.servo.output to \(choices)")
      ]
    }
    let ofAxes = axes.flatMap { axis in
      [
        axis.output.problem.map { problem in
          Contradiction(problem, kind: "\(axis.servoPath).output", section: axis.servoPath)
        },
        axis.detector.problem.map { problem in
          Contradiction(problem, kind: "\(axis.path).sensor", section: axis.detectorPath)
        },
        emptyTravel(axis), restOutsideTravel(axis), pulseOutsideFrame(axis, among: axes),
      ]
    }
    let lines = usedLines(axes)
    let ofRig = [missingChip(lines), pinUsedTwice(lines), outputUsedTwice(axes), hastyLoop, sleepyWatchdog]
    return (ofAxes + ofRig).compactMap { found in found }
  }

  private func emptyTravel(_ axis: PinAxis) -> Contradiction? {
    let keys = ["\(axis.servoPath).travelFrom", "\(axis.servoPath).travelTo"]
    let servo = axis.settings
    if servo.travelFrom >= servo.travelTo {
      return Contradiction(keys, "the travel \(servo.travelWords) is empty")
    }
    let known = servo.knownDegrees
    guard servo.travelFrom < known.lowerBound - 1e-9 || servo.travelTo > known.upperBound + 1e-9 else { return nil }
    let range = "\(NumberRange.text(known.lowerBound))° to \(NumberRange.text(known.upperBound))°"
    return Contradiction(
      keys + ["\(axis.servoPath).calibration"],
      "the travel \(servo.travelWords) goes beyond the calibrated angles from \(range); nothing is extrapolated"
        + (known.upperBound > 90 || known.lowerBound < -90 ? "; \(ServoCalibration.angleConvention)" : ""))
  }

  private func restOutsideTravel(_ axis: PinAxis) -> Contradiction? {
    let servo = axis.settings
    for (key, angle) in [("start", servo.start), ("park", servo.park)] {
      if let angle, angle < servo.travelFrom || angle > servo.travelTo {
        return Contradiction(
          ["\(axis.servoPath).\(key)", "\(axis.servoPath).travelFrom", "\(axis.servoPath).travelTo"],
          "\(NumberRange.text(angle))° lies beyond the travel \(servo.travelWords)")
      }
    }
    return nil
  }

  private func pulseOutsideFrame(_ axis: PinAxis, among axes: [PinAxis]) -> Contradiction? {
    let longest = (axis.settings.measuredCalibration ?? .typical).pulsesNanoseconds.upperBound
    let outputs = axes.map(\.output)
    let lineServos = outputs.count { output in type(of: output).pulseMaker == nil }
    let room = pulses.widestPulseNanoseconds(on: axis.output, among: outputs)
    guard longest > room else { return nil }
    let microseconds = (Double(longest) / 1000).formatted(significantDigits: 6)
    let roomMicroseconds = (Double(room) / 1000).formatted(significantDigits: 5)
    return Contradiction(
      ["\(axis.servoPath).calibration", "pins.pulseRate", "rig.kind"],
      """
      a pulse of \(microseconds) µs does not fit: at \(NumberRange.text(pins.pulseRate)) Hz\
      \(lineServos > 1 ? " and with \(lineServos) servos" : "") there is room for \(roomMicroseconds) µs; lower \
      pins.pulseRate or shorten the pulse
      """)
  }

  /// Every line of the rig, with the key that names it.
  private func usedLines(_ axes: [PinAxis]) -> [(key: String, address: LineAddress)] {
    var found: [(String, LineAddress)] = []
    for (key, input) in [("pins.laser.line", pins.laser), ("pins.interlock.line", pins.interlock)] {
      if let line = input.line { found.append((key, address(line))) }
    }
    for axis in axes {
      for (section, use) in [(axis.servoPath, axis.output.lines), (axis.detectorPath, axis.detector.lines)] {
        guard let use else { continue }
        found += use.lines.map { line in ("\(section).\(use.parameter)", line) }
      }
    }
    return found
  }

  private func missingChip(_ lines: [(key: String, address: LineAddress)]) -> Contradiction? {
    guard let first = lines.first(where: { line in line.address.chip.isEmpty }) else { return nil }
    return Contradiction(
      [first.key, "pins.chip", "rig.kind"],
      "\(first.address.line): on which chip? Set pins.chip, or write chip:\(first.address.line)")
  }

  private func pinUsedTwice(_ lines: [(key: String, address: LineAddress)]) -> Contradiction? {
    var keys: [LineAddress: String] = [:]
    for (key, address) in lines {
      if let other = keys.updateValue(key, forKey: address) {
        let users = other == key ? "twice in \(key)" : "in \(other) and in \(key)"
        return Contradiction([key, other], "the line \(address) stands \(users); each has its own")
      }
    }
    return nil
  }

  private func outputUsedTwice(_ axes: [PinAxis]) -> Contradiction? {
    guard axes.count == 2, let problem = axes[1].output.conflict(with: axes[0].output) else { return nil }
    let blamed = axes.reversed().map { axis in
      Contradiction(problem, kind: "\(axis.servoPath).output", section: axis.servoPath).keys
    }
    return Contradiction(problem.keys.indices.flatMap { key in blamed.map { keys in keys[key] } }, problem.words)
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

  /// The longest time, in seconds, for which a laser may shine without a running loop.
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
    let coarse = pinAxes.filter { axis in axis.detector.resolution.centimeters > loop.tolerance }
    return coarse.map { axis in
      """
      the \(axis.name) \(type(of: axis.detector).word) tells heights apart in steps of \
      \(NumberRange.text(axis.detector.resolution.centimeters)) cm, coarser than the tolerance of \
      \(NumberRange.text(loop.tolerance)) cm: the loop may never settle
      """
    }
  }
}

extension Contradiction {
  /// The contradiction for the `problem` of a device of a kind that the key `kind` has chosen; the keys of its
  /// parameters are those of `section`.
  fileprivate init(_ problem: DeviceProblem, kind: String, section: String) {
    let keys = problem.keys.map { key in
      switch key {
      case .parameter(let name): "\(section).\(name)"
      case .kind: kind
      case .rig: "rig.kind"
      }
    }
    self.init(keys, problem.words)
  }
}

extension AxisSettings {
  fileprivate var travelWords: String {
    "from \(NumberRange.text(travelFrom))° to \(NumberRange.text(travelTo))°"
  }
}
