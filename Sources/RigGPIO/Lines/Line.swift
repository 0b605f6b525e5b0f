#if GPIO
  internal import CGPIOD
  internal import CLinux
  internal import Glibc
  internal import RigWiring
  internal import Synchronization

  /// The lines of this machine. This is the only place that uses libgpiod.
  public struct SystemLines: LineBank {
    /// The lines of this machine.
    public init() {}

    /// The version of libgpiod in use; nil in a build without the trait `GPIO`.
    public static var libraryVersion: String? { unsafe String(cString: cgpiod_version()) }

    public func chips() -> [ChipDescription] {
      Self.devices.map { path in Self.describe(path) }
    }

    public func request(_ request: LineRequest) throws(LineError) -> any LineHandle {
      let (chip, offsets) = try request.resolved(among: chips())
      let lines = unsafe request.consumer.withCString { consumer in
        var settings = unsafe request.settings(consumer: consumer)
        return unsafe cgpiod_lines_request(chip.path, offsets, UInt32(offsets.count), &settings)
      }
      guard let lines = unsafe lines else { throw LineError(errno: errno, request: request, chip: chip) }
      return unsafe SystemLineHandle(lines, request)
    }

    /// The device files of chips, in the order of their numbers. A link to a device file does not count as a second
    /// chip.
    private static var devices: [String] {
      let files = KernelSysfs()
      let names = (try? files.names(in: "/dev")) ?? []
      let numbers = names.filter { name in name.hasPrefix("gpiochip") }
        .compactMap { name in deviceNumber(name, folder: "gpiochip") }
      return numbers.sorted().map { number in "/dev/gpiochip\(number)" }.filter { path in files.resolve(path) == path }
    }

    private static func describe(_ path: String) -> ChipDescription {
      let name = String(path.dropFirst("/dev/".count))
      guard let chip = unsafe cgpiod_chip_open(path) else {
        return ChipDescription(path: path, name: name, label: "", lines: [], problem: errno)
      }
      defer { unsafe cgpiod_chip_close(chip) }
      var info = cgpiod_chip_info()
      guard unsafe cgpiod_chip_get_info(chip, &info) == 0 else {
        return ChipDescription(path: path, name: name, label: "", lines: [], problem: errno)
      }
      let lines = (0..<info.line_count).map { offset in unsafe describe(offset, of: chip) }
      return ChipDescription(path: path, name: text(info.name), label: text(info.label), lines: lines)
    }

    private static func describe(_ offset: UInt32, of chip: OpaquePointer) -> LineDescription {
      var info = cgpiod_line_info()
      guard unsafe cgpiod_chip_get_line_info(chip, offset, &info) == 0 else {
        return LineDescription(name: "", problem: errno)
      }
      return LineDescription(
        name: text(info.name), holder: info.is_used ? text(info.consumer) : nil, isOutput: info.is_output)
    }

    /// The text of a C array that ends with a zero.
    private static func text<Characters>(_ characters: Characters) -> String {
      unsafe withUnsafeBytes(of: characters) { bytes in
        unsafe String(decoding: bytes.prefix { byte in byte != 0 }, as: UTF8.self)
      }
    }
  }

  /// Lines that libgpiod holds.
  private final class SystemLineHandle: LineHandle {
    let request: LineRequest
    /// The lines; nil once they are given back. Version 1 of libgpiod keeps the values that were set, so calls must not
    /// overlap.
    private let lines: Mutex<Lines?>

    /// A pointer that may move between threads, since the library accepts calls from any thread.
    @safe private struct Lines: @unchecked Sendable {
      let pointer: OpaquePointer
    }

    init(_ lines: OpaquePointer, _ request: LineRequest) {
      self.lines = unsafe Mutex(Lines(pointer: lines))
      self.request = request
    }

    func set(_ values: UInt64) throws(LineError) {
      let problem = lines.withLock { lines in
        guard let lines else { return Int32(0) }
        return unsafe cgpiod_lines_set(lines.pointer, values) == 0 ? 0 : errno
      }
      if problem != 0 { throw LineError(errno: problem, request: request, chip: nil) }
    }

    func get() throws(LineError) -> UInt64 {
      var values: UInt64 = 0
      let problem = lines.withLock { lines in
        guard let lines else { return Int32(0) }
        return unsafe cgpiod_lines_get(lines.pointer, &values) == 0 ? 0 : errno
      }
      if problem != 0 { throw LineError(errno: problem, request: request, chip: nil) }
      return values
    }

    func deactivateOnDeath(afterPulse: Bool) {
      lines.withLock { lines in
        if let lines {
          _ = unsafe clinux_last_act_add(cgpiod_lines_deactivate, UnsafeMutableRawPointer(lines.pointer), afterPulse)
        }
      }
    }

    func release() {
      lines.withLock { lines in
        guard let held = lines else { return }
        unsafe clinux_last_act_remove(UnsafeMutableRawPointer(held.pointer))
        unsafe cgpiod_lines_release(held.pointer)
        lines = nil
      }
    }
  }

  extension LineRequest {
    fileprivate func settings(consumer: UnsafePointer<CChar>) -> cgpiod_settings {
      var settings = unsafe cgpiod_settings()
      unsafe settings.consumer = consumer
      unsafe settings.is_active_low = isActiveLow
      switch direction {
      case .input(let bias):
        unsafe settings.bias =
          switch bias {
          case .asIs: CGPIOD_BIAS_AS_IS
          case .off: CGPIOD_BIAS_OFF
          case .up: CGPIOD_BIAS_UP
          case .down: CGPIOD_BIAS_DOWN
          }
      case .output(let drive):
        unsafe settings.is_output = true
        unsafe settings.drive =
          switch drive {
          case .pushPull: CGPIOD_DRIVE_PUSH_PULL
          case .openDrain: CGPIOD_DRIVE_OPEN_DRAIN
          case .openSource: CGPIOD_DRIVE_OPEN_SOURCE
          }
      }
      return unsafe settings
    }
  }
#endif
