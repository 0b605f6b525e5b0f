internal import CLinux
internal import Glibc
internal import RigSystem

/// The files of the running kernel, or of a folder tree that stands in for it.
struct KernelSysfs: SysfsFiles {
  func names(in folder: String) throws(SysfsFailure) -> [String] {
    guard let stream = unsafe opendir(folder) else { throw SysfsFailure(number: errno) }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe String(cString: UnsafeRawPointer(field).assumingMemoryBound(to: CChar.self))
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  func resolve(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  func open(_ path: String, _ access: SysfsAccess) throws(SysfsFailure) -> Int32 {
    let mode =
      switch access {
      case .read: O_RDONLY
      case .write: O_WRONLY
      case .readWrite: O_RDWR
      }
    let descriptor = unsafe Glibc.open(path, mode | O_CLOEXEC)
    guard descriptor >= 0 else { throw SysfsFailure(number: errno) }
    return descriptor
  }

  func close(_ descriptor: Int32) {
    FileLock.close(descriptor)
  }

  func read(_ descriptor: Int32, into text: inout SysfsText) throws(SysfsFailure) {
    try unsafe text.fill { buffer throws(SysfsFailure) in
      while true {
        let count = unsafe pread(descriptor, buffer.baseAddress, buffer.count, 0)
        if count >= 0 { return count }
        if errno != EINTR { throw SysfsFailure(number: errno) }
      }
    }
  }

  func write(_ text: SysfsText, to descriptor: Int32) throws(SysfsFailure) {
    let problem: Int32? = unsafe text.withBytes { buffer in
      while unsafe pwrite(descriptor, buffer.baseAddress, buffer.count, 0) < 0 {
        if errno != EINTR { return errno }
      }
      return nil
    }
    if let problem { throw SysfsFailure(number: problem) }
  }

  func silence(_ channel: Int, of descriptor: Int32) throws(SysfsFailure) {
    guard clinux_pwm_silence(descriptor, UInt32(channel)) >= 0 else { throw SysfsFailure(number: errno) }
  }

  func round(_ waveform: PWMWaveform, on channel: Int, of descriptor: Int32) throws(SysfsFailure) -> PWMWaveform {
    var (period, width) = (waveform.period, waveform.width)
    guard unsafe clinux_pwm_round(descriptor, UInt32(channel), &period, &width) >= 0 else {
      throw SysfsFailure(number: errno)
    }
    return PWMWaveform(period: period, width: width)
  }

  func lock(_ descriptor: Int32) -> Bool {
    FileLock.take(descriptor)
  }
}
