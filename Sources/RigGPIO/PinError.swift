/// A failure of a real rig, in one line for people; ``kind`` is for programs.
public enum PinError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A line could not be taken or used.
  case line(LineError)
  /// A device on something other than GPIO lines could not be taken or used.
  case device(DeviceFailure)
  /// No driver of this module makes a device of the kind with this word.
  case noDriver(String)
  /// The system could not make a thread.
  case thread(ThreadError)
  /// The sensor saw light while the laser was off.
  case ambientLight(String)
  /// The sensor saw more than one dot.
  case severalSpots(String)
  /// The interlock is open, or opened while the rig was armed.
  case interlockOpen
  /// The interlock has not proved that it follows its lid, so nothing may shine behind it.
  case interlockUnproved(String)
  /// The loop gave no sign of life for this time.
  case stalled(milliseconds: Int)
  /// The wait for the servos was cut short.
  case interrupted
  /// The rig was used before it was armed or after it was parked.
  case notArmed

  /// The kinds of failure, which are the same for all hardware.
  public enum Kind: Sendable, CaseIterable {
    /// The hardware is not there, is held by another program, or is not ready.
    case unavailable
    /// This user may not use the hardware.
    case noPermission
    /// The hardware is there and cannot do what was asked.
    case unfit
    /// The rig was stopped for the safety of people.
    case safety
    /// The hardware failed while it was used.
    case inputOutput
  }

  /// The kind of this failure, the same for all hardware.
  public var kind: Kind {
    switch self {
    case .line(let error):
      switch error.kind {
      case .noSuchChip, .busy, .notBuilt, .noInterface: .unavailable
      case .noPermission: .noPermission
      case .noSuchLine, .duplicate, .unsupported: .unfit
      case .gone, .inputOutput: .inputOutput
      }
    case .device(let failure): failure.cause.pinKind
    case .noDriver, .ambientLight, .interlockUnproved: .unavailable
    case .interlockOpen, .stalled: .safety
    case .thread, .severalSpots, .interrupted, .notArmed: .inputOutput
    }
  }

  public var description: String {
    switch self {
    case .line(let error): error.description
    case .device(let failure): failure.cause.description
    case .noDriver(let word): "no driver of this program makes a device of the kind \(word)"
    case .thread(let error): error.description
    case .ambientLight(let words), .severalSpots(let words), .interlockUnproved(let words): words
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

/// A failure of one sort of device, in one line for people.
public protocol DeviceError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of this failure, the same for all hardware.
  var pinKind: PinError.Kind { get }
}

/// A failure of a device of any sort.
public struct DeviceFailure: Sendable, Equatable {
  /// The error of the device's driver.
  public let cause: any DeviceError

  /// A failure that `cause` describes.
  public init(_ cause: some DeviceError) {
    self.cause = cause
  }

  public static func == (left: DeviceFailure, right: DeviceFailure) -> Bool { left.cause.isEqual(to: right.cause) }
}

extension DeviceError {
  fileprivate func isEqual(to other: any DeviceError) -> Bool { (other as? Self) == self }
}

extension PinError {
  /// The result of `body`, which makes a device; its error becomes a ``PinError``.
  static func ofDevice<Made: ~Copyable, Trouble: DeviceError>(
    _ body: () throws(Trouble) -> Made
  ) throws(PinError) -> Made {
    do throws(Trouble) {
      return try body()
    } catch {
      throw .device(DeviceFailure(error))
    }
  }

  /// The error of `body`; nil if it has none.
  static func obstacle<Trouble: DeviceError>(_ body: () throws(Trouble) -> Void) -> PinError? {
    do throws(Trouble) {
      try body()
      return nil
    } catch {
      return .device(DeviceFailure(error))
    }
  }

  /// The result of `body`, which takes lines; its error becomes a ``PinError``.
  static func ofLine<Made: ~Copyable>(_ body: () throws(LineError) -> Made) throws(PinError) -> Made {
    do throws(LineError) {
      return try body()
    } catch {
      throw .line(error)
    }
  }
}
