import Glibc
import Synchronization

@testable import RigGPIO

/// The kernel's PWM and IIO files, with the answers that a plain folder tree cannot give.
final class FakeKernel: SysfsFiles {
  static let pwmRoot = "/sys/class/pwm"
  static let iioRoot = "/sys/bus/iio/devices"

  struct State: Sendable {
    var chips: [Int: FakePWMChip] = [:]
    /// Files that just hold a value.
    var values: [String: String] = [:]
    var links: [String: String] = [:]
    /// Error numbers by the end of a path: every open, read or write of such a file fails.
    var failedOpens: [String: Int32] = [:]
    var failedReads: [String: Int32] = [:]
    var failedWrites: [String: Int32] = [:]
    /// How many pauses it takes udev to hand the files of a channel to their group.
    var pausesUntilPermission = 0
    /// How often another run exports the channel just before this one.
    var lostRaces = 0

    var pauses: [Int64] = []
    /// Each write that got as far as the kernel, as `duty_cycle 1500000`.
    var writes: [String] = []
    var reads = 0
    fileprivate var open: [Int32: OpenFile] = [:]
    fileprivate var lastDescriptor: Int32 = 100

    var openFiles: Int { open.count }
  }

  fileprivate enum Place: Sendable, Equatable {
    case chip(Int, String)
    case channel(Int, Int, String)
    case value(String)
    /// The character device of a chip.
    case device(Int)
  }

  fileprivate struct OpenFile: Sendable {
    var path: String
    var place: Place
    var chipIncarnation = 0
    var channelIncarnation = 0
    /// The channels that were taken through a chip's device.
    var taken: Set<Int> = []
  }

  private let state: Mutex<State>

  init(chips: [Int: FakePWMChip] = [:], values: [String: String] = [:], links: [String: String] = [:]) {
    var state = State()
    state.chips = chips
    state.values = values
    state.links = links
    self.state = Mutex(state)
  }

  /// Looks at or changes the model.
  func callAsFunction<Result: Sendable>(_ body: @Sendable (inout State) -> Result) -> Result {
    state.withLock { state in body(&state) }
  }

  func pause(_ nanoseconds: Int64) {
    self { state in state.pauses.append(nanoseconds) }
  }

  func names(in folder: String) throws(SysfsFailure) -> [String] {
    let names = self { state in state.names(in: folder) }
    if names.isEmpty { throw SysfsFailure(number: ENOENT) }
    return names
  }

  func resolve(_ path: String) -> String? {
    self { state in state.resolve(path) }
  }

  func open(_ path: String, _ access: SysfsAccess) throws(SysfsFailure) -> Int32 {
    let (descriptor, error) = self { state in state.open(path, access) }
    if error != 0 { throw SysfsFailure(number: error) }
    return descriptor
  }

  func close(_ descriptor: Int32) {
    self { state in state.close(descriptor) }
  }

  func read(_ descriptor: Int32, into text: inout SysfsText) throws(SysfsFailure) {
    let (value, error) = self { state in state.read(descriptor) }
    if error != 0 { throw SysfsFailure(number: error) }
    text = SysfsText(line: value)
  }

  func write(_ text: SysfsText, to descriptor: Int32) throws(SysfsFailure) {
    let error = self { state in state.write(text.string, to: descriptor) }
    if error != 0 { throw SysfsFailure(number: error) }
  }

  func silence(_ channel: Int, of descriptor: Int32) throws(SysfsFailure) {
    let error = self { state in state.silence(channel, of: descriptor) }
    if error != 0 { throw SysfsFailure(number: error) }
  }

  func round(_ waveform: PWMWaveform, on channel: Int, of descriptor: Int32) throws(SysfsFailure) -> PWMWaveform {
    let answer = self { state in state.round(waveform.period, waveform.width, on: channel, of: descriptor) }
    if answer.error != 0 { throw SysfsFailure(number: answer.error) }
    return PWMWaveform(period: answer.period, width: answer.width)
  }

  func lock(_ descriptor: Int32) -> Bool {
    self { state in state.lock(descriptor) }
  }
}

extension FakeKernel.State {
  fileprivate func names(in folder: String) -> [String] {
    if folder == FakeKernel.pwmRoot { return chips.keys.map { number in "pwmchip\(number)" } }
    switch place(folder + "/.") {
    case .chip(let number, _):
      let channels = chips[number]?.channels ?? []
      return ["npwm", "export", "unexport", "device", "power", "uevent"]
        + channels.indices.filter { index in channels[index].isExported }.map { index in "pwm\(index)" }
    case .channel(let number, _, _):
      return chips[number]?.attributes ?? []
    default:
      let inside = (Array(values.keys) + Array(links.keys)).filter { path in path.hasPrefix(folder + "/") }
      return Set(inside.compactMap { path in path.dropFirst(folder.count + 1).split(separator: "/").first }).map(
        String.init)
    }
  }

  fileprivate func resolve(_ path: String) -> String? {
    if let link = links[path] { return link }
    if case .chip(let number, let attribute) = place(path), let chip = chips[number] {
      switch attribute {
      case "device": return "/sys/devices/platform/\(chip.device)"
      case "device/of_node": return chip.node.map { node in "/sys/firmware/devicetree/base/soc/\(node)" }
      default: break
      }
    }
    return place(path + "/.") == nil ? nil : path
  }

  /// What is at `path`, if it exists.
  private func place(_ path: String) -> FakeKernel.Place? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    if path.hasPrefix("/dev/pwmchip") {
      let number = Int(path.dropFirst("/dev/pwmchip".count)) ?? -1
      return chips[number]?.driver == .waveforms ? .device(number) : nil
    }
    if path.hasPrefix(FakeKernel.pwmRoot + "/pwmchip"), parts.count >= 5,
      let number = Int(parts[3].dropFirst("pwmchip".count)), let chip = chips[number]
    {
      if parts.count == 6, parts[4].hasPrefix("pwm"), let index = Int(parts[4].dropFirst(3)) {
        guard chip.channels.indices.contains(index), chip.channels[index].isExported else { return nil }
        return chip.attributes.contains(parts[5]) || parts[5] == "." ? .channel(number, index, parts[5]) : nil
      }
      let attribute = parts[4...].joined(separator: "/")
      if attribute == "device/name", chip.name == nil { return nil }
      let known = ["npwm", "export", "unexport", "device", "device/name", "device/of_node", "."]
      return known.contains(attribute) ? .chip(number, attribute) : nil
    }
    return values[path] == nil ? nil : .value(path)
  }

  fileprivate mutating func open(_ path: String, _ access: SysfsAccess) -> (Int32, Int32) {
    guard let place = place(path) else { return (-1, ENOENT) }
    if let failure = failedOpens.first(where: { end, _ in path.hasSuffix(end) }) { return (-1, failure.value) }
    var file = FakeKernel.OpenFile(path: path, place: place)
    switch place {
    case .chip(let number, _), .device(let number):
      file.chipIncarnation = chips[number]?.incarnation ?? 0
    case .channel(let number, let index, _):
      if access != .read, pauses.count < pausesUntilPermission { return (-1, EACCES) }
      file.chipIncarnation = chips[number]?.incarnation ?? 0
      file.channelIncarnation = chips[number]?.channels[index].incarnation ?? 0
    case .value: break
    }
    lastDescriptor += 1
    open[lastDescriptor] = file
    return (lastDescriptor, 0)
  }

  fileprivate mutating func close(_ descriptor: Int32) {
    guard let file = open.removeValue(forKey: descriptor) else { return }
    if case .channel(let number, let index, _) = file.place, chips[number]?.channels[index].locker == descriptor {
      chips[number]?.channels[index].locker = nil
    }
  }

  /// Whether the device behind an open file is still the one that it was opened on.
  private func isAlive(_ file: FakeKernel.OpenFile) -> Bool {
    switch file.place {
    case .chip(let number, _), .device(let number):
      return chips[number]?.incarnation == file.chipIncarnation
    case .channel(let number, let index, _):
      guard let chip = chips[number], chip.incarnation == file.chipIncarnation else { return false }
      return chip.channels[index].isExported && chip.channels[index].incarnation == file.channelIncarnation
    case .value(let path):
      return values[path] != nil
    }
  }

  fileprivate mutating func read(_ descriptor: Int32) -> (String, Int32) {
    guard let file = open[descriptor] else { return ("", EBADF) }
    guard isAlive(file) else { return ("", ENODEV) }
    if let failure = failedReads.first(where: { end, _ in file.path.hasSuffix(end) }) { return ("", failure.value) }
    reads += 1
    switch file.place {
    case .chip(let number, "npwm"): return ("\(chips[number]?.channels.count ?? 0)", 0)
    case .chip(let number, "device/name"): return (chips[number]?.name ?? "", 0)
    case .channel(let number, let index, let attribute): return (chips[number]?.show(attribute, in: index) ?? "", 0)
    case .value(let path): return (values[path] ?? "", 0)
    default: return ("", EIO)
    }
  }

  fileprivate mutating func write(_ text: String, to descriptor: Int32) -> Int32 {
    guard let file = open[descriptor] else { return EBADF }
    guard isAlive(file) else { return ENODEV }
    if let failure = failedWrites.first(where: { end, _ in file.path.hasSuffix(end) }) { return failure.value }
    writes.append("\(lastComponent(file.path)) \(text)")
    switch file.place {
    case .chip(let number, let attribute):
      guard let index = Int(text) else { return EINVAL }
      if attribute == "unexport" { return chips[number]?.unexport(index) ?? ENODEV }
      if lostRaces > 0 {
        lostRaces -= 1
        _ = chips[number]?.export(index)
      }
      return chips[number]?.export(index) ?? ENODEV
    case .channel(let number, let index, let attribute):
      return chips[number]?.store(attribute, text, in: index) ?? ENODEV
    case .value(let path):
      values[path] = text
      return 0
    case .device:
      return EINVAL
    }
  }

  fileprivate mutating func silence(_ channel: Int, of descriptor: Int32) -> Int32 {
    guard case .device(let number)? = open[descriptor]?.place else { return ENOTTY }
    let error = chips[number]?.silence(channel) ?? ENODEV
    if error == 0 { open[descriptor]?.taken.insert(channel) }
    return error
  }

  fileprivate mutating func round(
    _ period: Int64, _ width: Int64, on channel: Int, of descriptor: Int32
  ) -> (period: Int64, width: Int64, error: Int32) {
    guard case .device(let number)? = open[descriptor]?.place else { return (0, 0, ENOTTY) }
    guard open[descriptor]?.taken.contains(channel) == true else { return (0, 0, EINVAL) }
    return chips[number]?.round(period, width, on: channel) ?? (0, 0, ENODEV)
  }

  fileprivate mutating func lock(_ descriptor: Int32) -> Bool {
    guard case .channel(let number, let index, _)? = open[descriptor]?.place, let chip = chips[number] else {
      return true
    }
    let channel = chip.channels[index]
    if channel.isLockedByOtherRun || (channel.locker ?? descriptor) != descriptor { return false }
    chips[number]?.channels[index].locker = descriptor
    return true
  }
}
