/// An open file of the kernel, closed once.
struct SysfsFile: ~Copyable, Sendable {
  let descriptor: Int32
  let path: String
  private let files: any SysfsFiles

  init(_ path: String, _ access: SysfsAccess, files: any SysfsFiles) throws(SysfsFailure) {
    descriptor = try files.open(path, access)
    self.path = path
    self.files = files
  }

  deinit {
    files.close(descriptor)
  }

  func read() throws(SysfsFailure) -> SysfsText {
    var text = SysfsText()
    try files.read(descriptor, into: &text)
    return text
  }

  func write(_ text: SysfsText) throws(SysfsFailure) {
    try files.write(text, to: descriptor)
  }

  func write(_ number: Int64) throws(SysfsFailure) {
    try files.write(SysfsText(UInt64(max(0, number))), to: descriptor)
  }

  func silence(channel: Int) throws(SysfsFailure) {
    try files.silence(channel, of: descriptor)
  }

  func round(_ waveform: PWMWaveform, channel: Int) throws(SysfsFailure) -> PWMWaveform {
    try files.round(waveform, on: channel, of: descriptor)
  }

  func lock() -> Bool {
    files.lock(descriptor)
  }
}
