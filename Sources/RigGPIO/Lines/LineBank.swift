/// The source of lines: the kernel through libgpiod, or a fake in a test.
public protocol LineBank: Sendable {
  /// Takes lines; outputs are inactive then.
  /// - Throws: `LineError` if the lines are not available.
  func request(_ request: LineRequest) throws(LineError) -> any LineHandle

  /// The chips that are present, with their lines, in the order of their numbers. A chip that this user may not open
  /// has no lines.
  func chips() -> [ChipDescription]
}

/// Lines that a bank has handed out to their owner, ``OutputLine`` or ``InputLines``. Bit i of a value is the i-th line
/// of the request; a set bit is active. Any thread may call.
public protocol LineHandle: AnyObject, Sendable {
  /// The request by which the lines were taken.
  var request: LineRequest { get }
  /// Drives all lines, in one system call.
  func set(_ values: UInt64) throws(LineError)
  /// Reads all lines, in one system call.
  func get() throws(LineError) -> UInt64
  /// Gives the lines back; later calls do nothing.
  func release()
  /// Makes the lines inactive if the process dies without an orderly end, as far as a dying process can; lines that
  /// carry pulses after the current pulse, if there is time.
  func deactivateOnDeath(afterPulse: Bool)
}

/// A GPIO chip that is present.
public struct ChipDescription: Sendable, Equatable {
  /// The path of the chip's device file.
  public let path: String
  /// The kernel's name for the chip, `gpiochipN`.
  public let name: String
  /// The maker's name for the chip.
  public let label: String
  /// The chip's lines; empty if ``problem`` is set.
  public let lines: [LineDescription]
  /// The reason why the chip could not be opened, as an `errno`; nil if it could.
  public let problem: Int32?

  /// A chip of these parts.
  public init(path: String, name: String, label: String, lines: [LineDescription], problem: Int32? = nil) {
    self.path = path
    self.name = name
    self.label = label
    self.lines = lines
    self.problem = problem
  }

  /// The error number that the kernel answers for every line of the chip; nil if it describes one of them.
  public var problemOfAllLines: Int32? {
    lines.allSatisfy { line in line.problem != nil } ? lines.first?.problem : nil
  }

  /// True if `reference` is the chip's path, name, number or label.
  public func isMeant(by reference: String) -> Bool {
    reference == path || reference == name || reference == label || "gpiochip" + reference == name
  }

  /// The chip among `chips` that `reference` names; of several names with commas between, the first that is present.
  static func meant(by reference: String, among chips: [ChipDescription]) -> ChipDescription? {
    for name in reference.split(separator: ",").map({ name in String(name.drop { $0 == " " }) }) {
      if let chip = chips.first(where: { chip in chip.isMeant(by: name) }) { return chip }
      if let path = linkedPath(name), let chip = chips.first(where: { chip in chip.path == path }) { return chip }
    }
    return nil
  }

  /// The path to which the device file `name` leads; nil if there is none. A Raspberry Pi 5 keeps a link under the
  /// number that its chip once had.
  private static func linkedPath(_ name: String) -> String? {
    let path = name.hasPrefix("/") ? name : "/dev/" + (Int(name) == nil ? name : "gpiochip\(name)")
    return KernelSysfs().resolve(path)
  }

  /// The line that `reference` names, by offset or by name, with the board's name for it: `11 (GPIO11)`.
  func words(for reference: String) -> String {
    guard let offset = offset(of: reference), !lines[offset].name.isEmpty, lines[offset].name != reference else {
      return reference
    }
    return "\(reference) (\(lines[offset].name))"
  }

  /// The offset of the line that `reference` names, by offset or by name; nil if the chip has none.
  public func offset(of reference: String) -> Int? {
    if let offset = Int(reference) { return lines.indices.contains(offset) ? offset : nil }
    return lines.firstIndex { line in line.name == reference }
  }
}

/// A line of a chip in its present state.
public struct LineDescription: Sendable, Equatable {
  /// The board's name for the line; empty if it has none.
  public let name: String
  /// The name of the program that holds the line; nil if the line is free.
  public let holder: String?
  /// True if the line is an output.
  public let isOutput: Bool
  /// The reason why the kernel does not describe the line, as an `errno`; nil if it does.
  public let problem: Int32?

  /// A line of these parts.
  public init(name: String, holder: String? = nil, isOutput: Bool = false, problem: Int32? = nil) {
    self.name = name
    self.holder = holder
    self.isOutput = isOutput
    self.problem = problem
  }
}
