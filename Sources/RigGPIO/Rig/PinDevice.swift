public import RigCore
public import RigWiring

/// A kind of device that this module drives: its settings, and what a machine has for it.
///
/// The kinds that a configuration knows are listed in ``DeviceKinds``; each of them conforms to ``PinDetector`` or to
/// ``PinServoOutput`` in the file of its driver.
public protocol PinDevice: DeviceSettings {
  /// What this machine has for devices of this kind; nil for a device that needs nothing but GPIO lines.
  static var inventory: PinInventory? { get }

  /// Why this machine would serve `rig` better with a device of this kind; nil if it would not.
  static func advice(for rig: PinRigSettings) -> String?

  /// Whether the device is there, on the axis of that name. The device's GPIO lines are looked at for every kind, so a
  /// device that has nothing else has no finding. Takes nothing and moves nothing.
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
  /// - Parameter target: where the target is on the detector.
  /// - Throws: `PinError` if something is not to be had; what was taken before is given back.
  func detector(target: Length, lines: some LineBank) throws(PinError) -> any SpotDetector
}

/// A kind of servo output that this module drives.
public protocol PinServoOutput: PinDevice, ServoOutputSettings {
  /// The output, taken and without pulses, and with lines from `lines`.
  /// - Parameter periodNanoseconds: from the start of a pulse to that of the next.
  /// - Throws: `PinError` if something is not to be had; what was taken before is given back.
  func output(periodNanoseconds: Int64, lines: some LineBank) throws(PinError) -> PulseOutput
}

/// What a machine has of one sort of hardware.
public struct PinInventory: Sendable, Equatable {
  /// The sort of hardware, as in "PWM chips".
  public let title: String
  /// What there is, in words.
  public let entries: [String]
  /// What to say if there is nothing: how to get some.
  public let remedy: String

  /// Hardware of the sort `title`.
  public init(_ title: String, _ entries: [String], remedy: String) {
    self.title = title
    self.entries = entries
    self.remedy = remedy
  }

  /// What this machine has for all kinds of devices, each sort of hardware once.
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
  /// How this machine would serve the rig better.
  public var advice: [String] { DeviceKinds.pinDevices.compactMap { kind in kind.advice(for: self) } }
}

extension DeviceKinds {
  /// The kinds that this module drives.
  static var pinDevices: [any PinDevice.Type] {
    (outputs as [any DeviceSettings.Type] + detectors).compactMap { kind in kind as? any PinDevice.Type }
  }
}
