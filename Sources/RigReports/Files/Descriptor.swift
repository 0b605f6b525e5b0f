internal import Glibc

/// An open file of the system.
package struct Descriptor {
  package let number: Int32

  package init(number: Int32) {
    self.number = number
  }

  /// Writes all of `bytes`, in as many calls as that takes. Returns the error number of the call that failed, if any.
  package func write(_ bytes: [UInt8]) -> Int32? {
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

  /// True if some bytes can be written within `milliseconds` without more waiting, or if an error is due.
  package func hasRoom(milliseconds: Int32 = 0) -> Bool {
    var place = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
    return unsafe poll(&place, 1, milliseconds) > 0
  }

  /// Writes all of `bytes` as ``write(_:)`` does, but stops waiting for a reader once `isStopping` is true: so a signal
  /// ends a write that is never read. Returns `EINTR` if it was cut short, and the result of ``write(_:)`` otherwise.
  package func write(_ bytes: [UInt8], until isStopping: () -> Bool) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      guard hasRoom() else {
        if isStopping() { return EINTR }
        _ = hasRoom(milliseconds: Self.waitMilliseconds)
        continue
      }
      let piece = rest.prefix(Self.pieceLength)
      let written = unsafe piece.withUnsafeBytes { buffer in
        unsafe Glibc.write(number, buffer.baseAddress, buffer.count)
      }
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno == EINTR {
        if isStopping() { return EINTR }
      } else {
        return errno
      }
    }
    return nil
  }

  /// The longest wait, after which a signal is noticed that came between a check of the flag and the wait.
  private static let waitMilliseconds: Int32 = 50
  /// The number of bytes that a pipe or a terminal with room takes without waiting for more of it.
  private static let pieceLength = 256
}
