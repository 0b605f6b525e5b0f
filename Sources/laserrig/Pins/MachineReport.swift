internal import Glibc
internal import RigCore
internal import RigGPIO
internal import RigReports
internal import RigSystem

/// The hardware of this machine for a real rig, in lines for people.
struct MachineReport {
  let text: String

  init(_ terminal: Terminal, priority: Int) {
    var lines = [
      ("kernel", Self.kernel), ("libgpiod", Self.library), ("clock", Self.clock),
      ("real time", Self.realTime(priority)),
    ].map { name, value in Self.line(name, value) }
    lines += Self.chips(terminal)
    for inventory in PinInventory.all {
      lines += Self.list(inventory.title, inventory.entries, none: "none; \(inventory.remedy)")
    }
    text = lines.joined(separator: "\n") + "\n"
  }

  /// Whether there are lines that this user may take at all.
  static var status: ExitStatus {
    let chips = SystemLines().chips()
    if chips.contains(where: { chip in chip.problem == nil && chip.problemOfAllLines == nil }) { return .success }
    return chips.contains { chip in chip.problem == EACCES } ? .noPermission : .unavailable
  }

  private static func line(_ name: String, _ value: String) -> String {
    name + String(repeating: " ", count: max(1, 14 - name.count)) + value
  }

  private static func list(_ name: String, _ entries: [String], none: String) -> [String] {
    entries.isEmpty ? [line(name, none)] : zip([name] + entries.dropFirst().map { _ in "" }, entries).map(line)
  }

  private static var kernel: String {
    var name = utsname()
    unsafe uname(&name)
    return "\(text(name.sysname)) \(text(name.release)) \(text(name.machine))"
  }

  /// The text of a C array that ends with a zero.
  private static func text<Characters>(_ characters: Characters) -> String {
    unsafe withUnsafeBytes(of: characters) { bytes in
      unsafe String(decoding: bytes.prefix { byte in byte != 0 }, as: UTF8.self)
    }
  }

  private static var library: String {
    SystemLines.libraryVersion ?? "not in this build: install libgpiod-dev and build with `swift build --traits GPIO`"
  }

  private static var clock: String {
    var resolution = timespec()
    unsafe clock_getres(CLOCK_MONOTONIC, &resolution)
    let source = SmallFile.line(at: "/sys/devices/system/clocksource/clocksource0/current_clocksource")
    let nanoseconds = resolution.tv_sec * 1_000_000_000 + resolution.tv_nsec
    // Without high-resolution timers every sleep ends on the kernel's tick, milliseconds late.
    let isCoarse = nanoseconds > 1000 ? "; too coarse for servo pulses made in software" : ""
    return "\(source ?? "unknown source"), \(nanoseconds) ns\(isCoarse)"
  }

  private static func realTime(_ priority: Int) -> String {
    RealTimeRights.probe(priority: priority).warning ?? "priority \(priority) and locked memory are to be had"
  }

  private static func chips(_ terminal: Terminal) -> [String] {
    let chips = SystemLines().chips()
    if SystemLines.libraryVersion == nil { return [] }
    let heads = chips.map { chip in
      if let problem = chip.problem {
        return "\(chip.path): \(terminal.styled(SystemError.words(problem), .red))"
      }
      if chip.problemOfAllLines == EINVAL {
        let words = terminal.styled(LineError.noInterface, .red)
        return "\(chip.name) [\(chip.label)], \(chip.lines.count.counted("line")): \(words)"
      }
      let held = chip.lines.count { line in line.holder != nil }
      return "\(chip.name) [\(chip.label)], \(chip.lines.count.counted("line")), \(held) held"
    }
    let holders = chips.flatMap { chip in
      chip.lines.enumerated().compactMap { offset, line -> String? in
        guard let holder = line.holder else { return nil }
        let name = line.name.isEmpty ? "" : " (\(line.name))"
        return "  \(chip.label):\(offset)\(name) is held by \(holder.isEmpty ? "a nameless holder" : holder)"
      }
    }
    return list("GPIO chips", heads + holders, none: "none: no /dev/gpiochip*")
  }
}
