internal import RigCore
internal import RigWiring

/// The parts of a real rig.
struct PinRigParts {
  let servos: [Servo]
  let pulses: any PulseSource
  let detectors: [any SpotDetector]
  let laser: LaserEnable?
  let interlock: Interlock?

  /// Ends the light and the pulses permanently; a watchdog calls this.
  var makeSafe: @Sendable () -> Void {
    { [laser, pulses] in
      // The beam is the danger, so it goes first. If its line cannot be driven there is nothing more to be done.
      try? laser?.lockOut()
      pulses.halt()
    }
  }
}

/// Takes the pins that a rig's settings name, and puts them together.
struct PinRigAssembly<Lines: LineBank> {
  private let settings: PinRigSettings
  private let lines: Lines
  /// The pulses that all servos may have; nil for those of their travel.
  private let freePulses: ClosedRange<Int64>?
  private let proofs: InterlockProofs

  init(
    _ settings: PinRigSettings, _ lines: Lines, freePulses: ClosedRange<Int64>? = nil,
    proofs: InterlockProofs = InterlockProofs()
  ) {
    self.settings = settings
    self.lines = lines
    self.freePulses = freePulses
    self.proofs = proofs
  }

  /// - Throws: `PinError` for the first part that is not available; what was taken before is given back.
  func parts() throws(PinError) -> PinRigParts {
    if let (_, error) = settings.lineUsedTwice(among: lines.chips()) { throw .line(error) }
    // The laser is taken first: from here on it is off.
    let laser = try laser()
    let interlock = try interlock()
    let detectors = try settings.axes.map { axis throws(PinError) in try detector(axis) }
    let outputs = try settings.axes.map { axis throws(PinError) in try output(axis) }
    let servos = settings.axes.map { axis in Servo(axis.servo) }
    let train = try PulseTrain(trained(servos, outputs), settings.pulses)
    return PinRigParts(servos: servos, pulses: train, detectors: detectors, laser: laser, interlock: interlock)
  }

  /// The servos in the form that the pulse train needs.
  func trained(_ servos: [Servo], _ outputs: [PulseOutput]) -> [PulseTrain.Servo] {
    servos.indices.map { index in
      let period = settings.pulses.periodNanoseconds
      let frameSeconds = Double(period) / 1e9
      let step = settings.axes[index].servo.greatestStepNanoseconds(periodNanoseconds: period)
      let rest = settings.idleSeconds.map { seconds in max(1, Int((seconds / frameSeconds).rounded(.up))) }
      return PulseTrain.Servo(
        outputs[index], port: servos[index].port, pulses: freePulses ?? servos[index].pulsesNanoseconds,
        greatestStepNanoseconds: step ?? .max, restFrames: rest)
    }
  }

  func laser() throws(PinError) -> LaserEnable? {
    guard let laser = settings.laser else { return nil }
    return try PinError.ofLine { () throws(LineError) in
      LaserEnable(
        try OutputLine(laser.address, from: lines, isActiveLow: laser.isActiveLow, consumer: "laserrig laser"))
    }
  }

  func interlock() throws(PinError) -> Interlock? {
    guard let interlock = settings.interlock else { return nil }
    return try Interlock(interlock, from: lines, doubt: settings.interlockDoubt(proofs, among: lines.chips()))
  }

  func detector(_ axis: PinRigSettings.Axis) throws(PinError) -> any SpotDetector {
    guard let detector = axis.detector as? any PinDetector else { throw .noDriver(type(of: axis.detector).word) }
    return try detector.detector(target: axis.target, lines: lines)
  }

  func output(_ axis: PinRigSettings.Axis) throws(PinError) -> PulseOutput {
    guard let output = axis.servo.output as? any PinServoOutput else {
      throw .noDriver(type(of: axis.servo.output).word)
    }
    return try output.output(
      periodNanoseconds: settings.pulses.periodNanoseconds, takesOver: settings.takesOver, lines: lines)
  }
}
