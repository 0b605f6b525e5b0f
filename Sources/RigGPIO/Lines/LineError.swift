internal import Glibc
internal import RigSystem
internal import RigWiring

/// The reason why lines could not be taken or used: a kind for programs, and a text for people.
public struct LineError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Kind: Sendable, CaseIterable {
    /// There is no such chip.
    case noSuchChip
    /// The chip has no such line.
    case noSuchLine
    /// This user may not open the chip.
    case noPermission
    /// Another program holds the line.
    case busy
    /// A line is named twice in one request.
    case duplicate
    /// The chip does not support the request, such as a bias.
    case unsupported
    /// The chip was removed while its lines were held.
    case gone
    /// This build cannot reach lines.
    case notBuilt
    /// The kernel lacks the version of its GPIO interface that this build's libgpiod uses.
    case noInterface
    /// Any other failure of a system call.
    case inputOutput
  }

  /// The kind of this failure.
  public let kind: Kind
  /// The chip, as the request names it.
  public let chip: String
  /// The lines, as the request names them.
  public let lines: [String]
  /// The system's error number; 0 if no system call failed.
  public let errno: Int32
  /// The problem, and how to solve it.
  public let problem: String

  /// An error made from its parts.
  public init(_ kind: Kind, chip: String, lines: [String] = [], errno: Int32 = 0, _ problem: String) {
    self.kind = kind
    self.chip = chip
    self.lines = lines
    self.errno = errno
    self.problem = problem
  }

  public var description: String {
    let place =
      switch lines.count {
      case 0: "GPIO chip \(chip)"
      case 1: "GPIO line \(LineAddress.description(of: lines[0], on: chip))"
      default: "GPIO lines \(LineAddress.description(of: lines.joined(separator: ","), on: chip))"
      }
    return "\(place): \(problem)"
  }
}

extension LineError {
  /// The error that stands for the system's `errno`, after `request` was made to `chip`, if the chip was found.
  init(errno: Int32, request: LineRequest, chip: ChipDescription?) {
    let names = request.lines.map(\.line)
    let reference = request.lines[0].chip
    self.init(
      Self.kind(of: errno), chip: reference.contains(",") ? chip?.label ?? reference : reference, lines: names,
      errno: errno,
      Self.problem(errno, holders: chip.map { chip in Self.holders(of: names, on: chip) } ?? ""))
  }

  static func kind(of errno: Int32) -> Kind {
    switch errno {
    case ENOENT, ENXIO, ENOTTY: .noSuchChip
    case ENODEV: .gone
    case EACCES, EPERM: .noPermission
    case EBUSY: .busy
    case EINVAL: .noSuchLine
    case ENOTSUP: .unsupported
    default: .inputOutput
    }
  }

  private static func problem(_ errno: Int32, holders: String) -> String {
    switch kind(of: errno) {
    case .noSuchChip: "is no GPIO chip; `laserrig doctor` lists those that are there"
    case .gone: "the chip has gone; was it unplugged, or its driver unloaded?"
    case .noPermission: noPermission
    case .busy: "held by \(holders.isEmpty ? "another program" : holders); end that program or take another line"
    case .noSuchLine: "the chip refuses: no such line, or it cannot be used this way (direction, bias or drive)"
    case .unsupported: "the chip has no such bias or drive; use bias asIs and add a resistor"
    case .duplicate, .notBuilt, .noInterface, .inputOutput:
      "\(SystemError.words(errno)) (errno \(errno))"
    }
  }

  static let noPermission = """
    no permission; add yourself to the group that owns the chip (`sudo usermod -aG gpio $USER`, then log in again), \
    or add a udev rule: SUBSYSTEM=="gpio", GROUP="gpio", MODE="0660"
    """

  /// The problem of real lines in a build without libgpiod.
  public static let notBuiltProblem =
    "this build cannot reach GPIO lines: install libgpiod-dev and build with `swift build --traits GPIO`"

  private static func holders(of names: [String], on chip: ChipDescription) -> String {
    let held = names.compactMap { name -> (String, String)? in
      guard let offset = chip.offset(of: name), let holder = chip.lines[offset].holder else { return nil }
      return (name, holder.isEmpty ? "a nameless holder" : "'\(holder)'")
    }
    if names.count == 1 { return held.first?.1 ?? "" }
    return held.map { name, holder in "\(holder) (line \(name))" }.joined(separator: ", ")
  }

  /// The error if no chip has the name `reference`.
  static func noSuchChip(_ reference: String, lines: [String], among chips: [ChipDescription]) -> LineError {
    if chips.contains(where: { chip in chip.problem == EACCES }) {
      // The label of a chip that may not be opened is unknown.
      return LineError(
        .noPermission, chip: reference, lines: lines, errno: EACCES,
        "no chip that may be opened has this name or label; \(noPermission)")
    }
    let present = chips.map { chip in "\(chip.name) [\(chip.label)]" }.joined(separator: ", ")
    return LineError(
      .noSuchChip, chip: reference, lines: lines, errno: ENOENT,
      present.isEmpty
        ? "there is no GPIO chip at all: no /dev/gpiochip*"
        : "no chip has this path, name or label; there are \(present)")
  }

  /// The error if the chip has no line of the name `name`.
  static func noSuchLine(_ name: String, on chip: ChipDescription, asked reference: String) -> LineError {
    let count = chip.lines.count
    let names = Spelling.some(of: chip.lines.map(\.name).filter { name in !name.isEmpty })
    let remedy = names.isEmpty ? "its lines have no names; use an offset" : "its lines are called \(names)"
    return LineError(
      .noSuchLine, chip: reference, lines: [name], errno: EINVAL,
      Int(name) == nil ? "no line has this name; \(remedy)" : "the chip has lines 0 to \(count - 1) only")
  }

  /// The error if the kernel answers with `errno` where it is asked for the line's state.
  static func undescribed(_ name: String, on chip: ChipDescription, errno: Int32) -> LineError {
    if errno == EINVAL { return LineError(.noInterface, chip: chip.label, lines: [name], errno: errno, noInterface) }
    return LineError(
      kind(of: errno), chip: chip.label, lines: [name], errno: errno,
      "the kernel does not describe the line: \(SystemError.words(errno))")
  }

  /// The problem of lines that the kernel refuses to describe to this build's library.
  public static let noInterface = """
    the kernel refuses to describe the line: libgpiod 1.x needs version 1 of its GPIO interface (CONFIG_GPIO_CDEV_V1), \
    which Debian's 7.2 and 7.3 lack; use a build with libgpiod 2
    """

  /// The error if a line is named twice in `request`.
  static func duplicate(_ name: String, in request: LineRequest) -> LineError {
    LineError(
      .duplicate, chip: request.lines[0].chip, lines: [name], "stands twice in one request; name each line once")
  }
}

private enum Spelling {
  /// The first few of `names`, with a mark if there are more.
  static func some(of names: [String]) -> String {
    let few = names.prefix(8).joined(separator: ", ")
    return names.count > 8 ? few + ", …" : few
  }
}
