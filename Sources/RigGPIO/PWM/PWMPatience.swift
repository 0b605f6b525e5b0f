internal import Glibc

/// The wait for a channel's files: udev hands them to their group some time after the kernel has made them.
struct PWMPatience {
  /// The wait is 20 ms, 50 times: a second in all.
  static let pauseNanoseconds: Int64 = 20_000_000
  private var pauses = 50
  private let wait: (Int64) -> Void

  init(wait: @escaping (Int64) -> Void) {
    self.wait = wait
  }

  mutating func open(_ path: String, _ access: SysfsAccess, files: any SysfsFiles) throws(SysfsFailure) -> SysfsFile {
    while true {
      do throws(SysfsFailure) {
        return try SysfsFile(path, access, files: files)
      } catch {
        guard [EACCES, EPERM, ENOENT].contains(error.number), pauses > 0 else { throw error }
        pauses -= 1
        wait(Self.pauseNanoseconds)
      }
    }
  }
}
