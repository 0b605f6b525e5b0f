internal import Glibc

/// An open file of the system.
struct Descriptor {
  let number: Int32

  /// Writes all of `bytes`, however many calls that takes. Returns the error number of the call that failed, if any.
  func write(_ bytes: [UInt8]) -> Int32? {
    unsafe bytes.withUnsafeBytes { buffer in
      var start = 0
      while start < buffer.count {
        let written = unsafe Glibc.write(number, buffer.baseAddress?.advanced(by: start), buffer.count - start)
        if written >= 0 {
          start += written
        } else if errno != EINTR {
          return errno
        }
      }
      return nil
    }
  }
}
