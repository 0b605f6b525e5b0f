internal import RigSystem

/// The files of the kernel's PWM and IIO interfaces: folders, links, and files that hold one value each.
///
/// A plain folder tree cannot answer an export or refuse a period, so tests put a model of the kernel in its place.
/// Writing and reading take neither paths nor heap memory.
protocol SysfsFiles: Sendable {
  /// The names in a folder, in any order.
  func names(in folder: String) throws(SysfsFailure) -> [String]
  /// The path with every link in it followed; nil if it leads nowhere.
  func resolve(_ path: String) -> String?
  /// The descriptor of the file at `path`.
  func open(_ path: String, _ access: SysfsAccess) throws(SysfsFailure) -> Int32
  /// Gives the descriptor back.
  func close(_ descriptor: Int32)
  /// Reads the value anew.
  func read(_ descriptor: Int32, into text: inout SysfsText) throws(SysfsFailure)
  /// Writes the value in one call.
  func write(_ text: SysfsText, to descriptor: Int32) throws(SysfsFailure)
  /// Ends the pulses of a channel through its PWM chip's character device, and holds the channel until that is closed.
  func silence(_ channel: Int, of descriptor: Int32) throws(SysfsFailure)
  /// The waveform nearest to `waveform` that a PWM chip can make on a channel that is held as above.
  func round(_ waveform: PWMWaveform, on channel: Int, of descriptor: Int32) throws(SysfsFailure) -> PWMWaveform
  /// Locks the file for this program, for as long as it is open; false if another program has locked it.
  func lock(_ descriptor: Int32) -> Bool
}

/// A system call that failed.
struct SysfsFailure: Error, Equatable {
  /// The system's error number.
  let number: Int32

  /// The system's text for the error.
  var words: String { SystemError.words(number) }
}

/// The access with which a file is opened.
enum SysfsAccess: Sendable {
  case read, write, readWrite
}

extension SysfsFiles {
  /// The value of the file at `path`; nil if it cannot be read.
  func value(_ path: String) -> SysfsText? {
    guard let file = try? SysfsFile(path, .read, files: self) else { return nil }
    return try? file.read()
  }

  /// The name at the end of the path that `path` leads to.
  func name(behind path: String) -> String? {
    resolve(path).map(lastComponent)
  }
}

/// The last part of a path.
func lastComponent(_ path: String) -> String {
  String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
}

/// The number of a device that is given by its number (`3`) or by its folder (`pwmchip3`); nil for any other name.
func deviceNumber(_ name: String, folder prefix: String) -> Int? {
  let digits = name.hasPrefix(prefix) ? name.dropFirst(prefix.count) : name[...]
  return digits.allSatisfy { character in ("0"..."9").contains(character) } ? Int(digits) : nil
}
