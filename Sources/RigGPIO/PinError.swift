/// What can go wrong with a real rig, in one line for people; ``kind`` is for programs.
public enum PinError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A line could not be taken or used.
  case line(LineError)
  /// A channel of a PWM chip could not be taken or used.
  case pwm(PWMError)
  /// A converter could not be opened or read.
  case converter(IIOError)
  /// The system makes no thread.
  case thread(ThreadError)
  /// The sensor saw light while the laser was off.
  case ambientLight(String)
  /// The sensor saw more than one dot.
  case severalSpots(String)
  /// The interlock is open, or opened while the rig was armed.
  case interlockOpen
  /// The loop gave no sign of life for so long.
  case stalled(milliseconds: Int)
  /// The wait for the servos was cut short.
  case interrupted
  /// The rig was used before it was armed or after it was parked.
  case notArmed

  /// Kinds of trouble that stay the same whatever the hardware.
  public enum Kind: Sendable, CaseIterable {
    /// Hardware that is not there, is held by somebody else, or is not ready.
    case unavailable
    /// This user may not use it.
    case noPermission
    /// It is there and cannot do what was asked.
    case unfit
    /// The rig was stopped so that nothing happens to anybody.
    case safety
    /// It failed while it was used.
    case inputOutput
  }

  /// The kind of trouble.
  public var kind: Kind {
    switch self {
    case .line(let error):
      switch error.kind {
      case .noSuchChip, .busy, .notBuilt: .unavailable
      case .noPermission: .noPermission
      case .noSuchLine, .duplicate, .unsupported: .unfit
      case .gone, .inputOutput: .inputOutput
      }
    case .pwm(let error):
      switch error.kind {
      case .noSuchChip, .noSuchChannel, .busy: .unavailable
      case .noPermission: .noPermission
      case .refused: .unfit
      case .gone, .inputOutput: .inputOutput
      }
    case .converter(let error):
      switch error.kind {
      case .noSuchDevice, .noSuchChannel, .busy: .unavailable
      case .noPermission: .noPermission
      case .invalid: .unfit
      case .gone, .inputOutput: .inputOutput
      }
    case .ambientLight: .unavailable
    case .interlockOpen, .stalled: .safety
    case .thread, .severalSpots, .interrupted, .notArmed: .inputOutput
    }
  }

  public var description: String {
    switch self {
    case .line(let error): error.description
    case .pwm(let error): error.description
    case .converter(let error): error.description
    case .thread(let error): error.description
    case .ambientLight(let words), .severalSpots(let words): words
    case .interlockOpen: "the interlock is open, so the laser stays off; close it and start again"
    case .stalled(let milliseconds):
      """
      the loop gave no sign of life for \(milliseconds) ms, so the watchdog switched the laser off and stopped the \
      pulses; was the program stopped, or the machine too busy?
      """
    case .interrupted: "stopped while the servos were on their way"
    case .notArmed: "the rig is not armed"
    }
  }
}

extension PinError {
  /// What `body` makes of lines.
  static func ofLine<Made: ~Copyable>(_ body: () throws(LineError) -> Made) throws(PinError) -> Made {
    do throws(LineError) {
      return try body()
    } catch {
      throw .line(error)
    }
  }
}
