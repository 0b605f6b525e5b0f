internal import CLinux
internal import RigClock
internal import RigCore
internal import RigGPIO
internal import RigReports
internal import RigScenario
internal import RigWiring

/// A calibration by a person at a terminal, who turns a servo by keys and types its angles.
struct InteractiveCalibration {
  private enum Ending {
    case written([ScenarioChange]), quit
    case stopped(Outcome.StopCause)
    case failed(Failure)
  }

  private let scenario: Scenario
  private let rig: PinRigSettings
  private let axis: Int
  private let file: CalibrationFile
  private let screen: CalibrationScreen
  private let clock = SystemClock()

  init(_ scenario: Scenario, axis: Int, file: CalibrationFile, columns: Int, takesOver: Bool) {
    self.scenario = scenario
    self.axis = axis
    self.file = file
    rig = scenario.pinRig(takesOver: takesOver)
    screen = CalibrationScreen(columns: columns)
  }

  private var name: String { rig.axes[axis].name }

  /// The range of pulses: a measurement of the servo's range must not be limited by its travel; beyond these pulses
  /// hardly any servo follows.
  private var limits: ClosedRange<Int64> { 400_000...max(400_000, min(2_600_000, rig.widestPulseNanoseconds)) }

  /// Runs until the person, or a signal, ends it.
  /// - Throws: a `Failure` if the rig fails; what was measured has been shown by then.
  func run() throws(Failure) -> ExitStatus {
    let servo = rig.axes[axis].servo
    let bench = try makeBench()
    for warning in bench.warnings { StandardError.warn(warning) }
    Signals.install(for: .realRigAtTerminal)
    clinux_last_acts_on_crash()
    let start = servo.calibration.map { _ in bench.pulseNanoseconds(axis, at: servo.start) } ?? 1_500_000
    var state = CalibrationState(
      MeasuredServo(calibration: servo.knownCalibration, isReversed: servo.isReversed), start: start,
      limits: limits, step: bench.pulseStep(axis), hasLaser: rig.laser != nil)
    var ending: Ending
    do throws(Failure) {
      ending = try follow(&state, bench)
    } catch {
      ending = .failed(error)
    }
    do throws(PinError) {
      try bench.stop()
    } catch {
      ending = .failed(Failure(error))
    }
    return try finish(ending, state)
  }

  private func makeBench() throws(Failure) -> ServoBench {
    do throws(PinError) {
      return try ServoBench(rig, freePulses: limits)
    } catch {
      throw Failure(error)
    }
  }

  private func finish(_ ending: Ending, _ state: CalibrationState) throws(Failure) -> ExitStatus {
    if case .written(let changes) = ending {
      screen.say("Written: \(changes.text(of: file.path))")
      return .success
    }
    let lost = state.hasChanges ? changes(state) : []
    screen.say("Nothing was written.\(lost.isEmpty ? "" : " It would have been \(lost.text(of: file.path))")")
    switch ending {
    case .written, .quit: return .success
    case .stopped(let cause): return ExitStatus(Outcome.stopped(cause))
    case .failed(let failure): throw failure
    }
  }

  private func changes(_ state: CalibrationState) -> [ScenarioChange] {
    scenario.changes(name, by: state.servo.measurement)
  }

  private func follow(_ state: inout CalibrationState, _ bench: borrowing ServoBench) throws(Failure) -> Ending {
    var terminal = try RawTerminal()
    do throws(PinError) {
      return try follow(&terminal, &state, bench)
    } catch {
      throw Failure(error)
    }
  }

  private func follow(
    _ terminal: inout RawTerminal, _ state: inout CalibrationState, _ bench: borrowing ServoBench
  ) throws(PinError) -> Ending {
    screen.say("The \(name) servo of \(file.path)\n\(CalibrationState.help)")
    screen.say("Nothing moves before the first key that moves; then the servo may jump from wherever it stands.")
    var decoder = KeyDecoder()
    var silence = 0
    var sight: CalibrationState.Sight?
    var frames = 0
    var next = clock.nanoseconds()
    var lastKey = next
    while true {
      if let cause = Signals.stop { return .stopped(cause) }
      if terminal.takeSuspension() { try suspend(&terminal, &state, bench) }
      screen.show(state.status(sight))
      let milliseconds = max(0, next - clock.nanoseconds()) / 1_000_000 + 1
      guard let bytes = terminal.read(milliseconds: Int32(milliseconds)) else { return .stopped(.terminated) }
      silence = bytes.isEmpty ? silence + 1 : 0
      if !bytes.isEmpty { lastKey = clock.nanoseconds() }
      // The bytes of one key come together; an escape with none after it is the escape key.
      for key in decoder.decode(bytes) + (silence == 3 ? decoder.pause() : []) {
        for command in state.press(key) {
          if command == .suspend {
            try suspend(&terminal, &state, bench)
          } else if let ending = try perform(command, &state, bench) {
            return ending
          }
        }
      }
      guard clock.nanoseconds() >= next else { continue }
      next = clock.nanoseconds() + min(rig.pulses.periodNanoseconds, Self.longestSilenceNanoseconds)
      let idleSeconds = Double(clock.nanoseconds() - lastKey) / 1e9
      for command in state.frame() + state.idle(seconds: idleSeconds) { _ = try perform(command, &state, bench) }
      try checkInterlock(&state, bench)
      frames += 1
      if frames.isMultiple(of: 5) { sight = try look(bench) }
    }
  }

  /// The bench takes an owner that is silent for much longer for hung.
  private static let longestSilenceNanoseconds: Int64 = 100_000_000

  private func perform(
    _ command: CalibrationState.Command, _ state: inout CalibrationState, _ bench: borrowing ServoBench
  ) throws(PinError) -> Ending? {
    switch command {
    case .pulse(let width):
      do throws(PinError) {
        try bench.pulse(axis, nanoseconds: width)
      } catch {
        guard error == .interlockOpen else { throw error }
        if rig.laser == nil {
          say(state.refused())
        } else {
          // That was the end of the light, and it holds up no servo: what is shown as its pulse must be its pulse.
          say(state.interlockOpened())
          try bench.pulse(axis, nanoseconds: width)
        }
      }
    case .shine(let isOn):
      if isOn { try measureDark(bench) }
      do throws(PinError) {
        try bench.shine(isOn)
      } catch {
        switch error {
        case .interlockOpen: say(state.interlockOpened())
        case .interlockUnproved(let words): say(state.interlockOpened(words))
        default: throw error
        }
      }
    case .say(let text): screen.say(text)
    case .suspend: break
    case .write: return try write(&state, bench)
    case .end(.quit): return .quit
    case .end(.interrupted): return .stopped(.interrupted)
    }
    return nil
  }

  /// Measures the light of other sources before the laser is switched on. A person may go on if there is too much of it.
  private func measureDark(_ bench: borrowing ServoBench) throws(PinError) {
    do throws(PinError) {
      try bench.measureDark(axis)
    } catch {
      guard case .ambientLight(let words) = error else { throw error }
      screen.say(words)
    }
  }

  private func say(_ commands: [CalibrationState.Command]) {
    for case .say(let text) in commands { screen.say(text) }
  }

  private func write(_ state: inout CalibrationState, _ bench: borrowing ServoBench) throws(PinError) -> Ending? {
    // A disk may take its time, and nothing shines meanwhile.
    try bench.rest()
    state.rested()
    let changes = changes(state)
    do throws(Failure) {
      try file.write(changes)
      return .written(changes)
    } catch {
      screen.say("not written: \(error.message); laser off, no pulses before the next key that moves")
      return nil
    }
  }

  private func checkInterlock(_ state: inout CalibrationState, _ bench: borrowing ServoBench) throws(PinError) {
    do throws(PinError) {
      try bench.check()
    } catch {
      guard error == .interlockOpen else { throw error }
      say(state.interlockOpened())
    }
  }

  private func look(_ bench: borrowing ServoBench) throws(PinError) -> CalibrationState.Sight {
    do throws(PinError) {
      return switch try bench.look(axis) {
      case .dot(let sight): .dot(sight.offset + rig.axes[axis].target)
      case .dark: .nothing
      case .clipped: .clipped
      case .outshone: .outshone
      }
    } catch {
      if case .severalSpots = error { return .severalDots }
      throw error
    }
  }

  /// A program that is suspended watches over nothing, so it leaves nothing on.
  private func suspend(
    _ terminal: inout RawTerminal, _ state: inout CalibrationState, _ bench: borrowing ServoBench
  ) throws(PinError) {
    try bench.rest()
    // The pulse at hand has an end.
    clock.sleep(untilNanoseconds: clock.nanoseconds() + 2 * rig.pulses.periodNanoseconds)
    state.rested()
    screen.say("Laser off, no pulses.")
    terminal.suspend()
    screen.say("Go on: the next key that moves starts the pulses again.")
  }
}
