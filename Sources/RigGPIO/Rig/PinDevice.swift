public import RigCore
public import RigWiring

/// A kind of device that this module drives: its settings, and the hardware that a machine has for it.
///
/// The kinds that a configuration knows are listed in ``DeviceKinds``; each of them conforms to ``PinDetector`` or to
/// ``PinServoOutput`` in the file of its driver.
public protocol PinDevice: DeviceSettings {
  /// The hardware of this machine for devices of this kind; nil for a device that needs only GPIO lines.
  static var inventory: PinInventory? { get }

  /// The reason why this machine would serve `rig` better with a device of this kind; nil if it would not.
  static func advice(for rig: PinRigSettings) -> String?

  /// The finding whether the device is there, on the axis of the given name. The device's GPIO lines are checked for
  /// every kind, so a device that has nothing else has no finding. Takes nothing and moves nothing.
  func finding(onAxis axis: String) -> PinFinding?
}

extension PinDevice {
  public static var inventory: PinInventory? { nil }

  public static func advice(for rig: PinRigSettings) -> String? { nil }

  public func finding(onAxis axis: String) -> PinFinding? { nil }
}

/// A kind of detector that this module drives.
public protocol PinDetector: PinDevice, DetectorSettings {
  /// The detector, with its inputs taken, and with lines from `lines`.
  /// - Parameter target: the place of the target on the detector.
  /// - Throws: `PinError` if something is not available; what was taken before is given back.
  func detector(target: Length, lines: some LineBank) throws(PinError) -> any SpotDetector
}

/// A kind of servo output that this module drives.
public protocol PinServoOutput: PinDevice, ServoOutputSettings {
  /// The output, taken and without pulses, and with lines from `lines`.
  /// - Parameters:
  ///   - periodNanoseconds: the time from the start of a pulse to that of the next.
  ///   - takesOver: true if an output that another program drives is taken from it.
  /// - Throws: `PinError` if something is not available; what was taken before is given back.
  func output(periodNanoseconds: Int64, takesOver: Bool, lines: some LineBank) throws(PinError) -> PulseOutput
}

/// The hardware of one sort that a machine has.
public struct PinInventory: Sendable, Equatable {
  /// The sort of hardware, as in "PWM chips".
  public let title: String
  /// The pieces of hardware, in words.
  public let entries: [String]
  /// The advice how to get some, if there is none.
  public let remedy: String

  /// Hardware of the sort `title`.
  public init(_ title: String, _ entries: [String], remedy: String) {
    self.title = title
    self.entries = entries
    self.remedy = remedy
  }

  /// The hardware of this machine for all kinds of devices, each sort once.
  public static var all: [PinInventory] {
    var found: [PinInventory] = []
    for kind in DeviceKinds.pinDevices {
      guard let inventory = kind.inventory, !found.contains(where: { other in other.title == inventory.title }) else {
        continue
      }
      found.append(inventory)
    }
    return found
  }
}

extension PinRigSettings {
  /// The advice how this machine would serve the rig better.
  public var advice: [String] { DeviceKinds.pinDevices.compactMap { kind in kind.advice(for: self) } }
}

extension DeviceKinds {
  /// The kinds that this module drives.
  static var pinDevices: [any PinDevice.Type] {
    (outputs as [any DeviceSettings.Type] + detectors).compactMap { kind in kind as? any PinDevice.Type }
  }
}
