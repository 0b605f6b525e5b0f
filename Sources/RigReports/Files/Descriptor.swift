internal import Glibc

/// An open file of the system.
package struct Descriptor {
  package let number: Int32

  package init(number: Int32) {
    self.number = number
  }

  /// Writes all of `bytes`, in as many calls as that takes. Returns the error number of the call that failed, if any.
  package func write(_ bytes: [UInt8]) -> Int32? { write(bytes[...], until: { false }) }

  /// True if some bytes can be written within `milliseconds` without more waiting, or if an error is due.
  package func hasRoom(milliseconds: Int32 = 0) -> Bool {
    var place = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
    return unsafe poll(&place, 1, milliseconds) > 0
  }

  /// Writes all of `bytes` in as many calls as that takes, but stops waiting for a reader once `isStopping` is true: so
  /// a signal ends a write that is never read.
  ///
  /// - Parameters:
  ///   - bytes: the bytes.
  ///   - isStopping: true once the wait is to end.
  ///   - patienceMilliseconds: how long a reader may take nothing at all after that.
  /// - Returns: `EINTR` if it was cut short; the error number of the call that failed, if one did.
  package func write(
    _ bytes: ArraySlice<UInt8>, until isStopping: () -> Bool, patienceMilliseconds: Int32 = 0
  ) -> Int32? {
    var rest = bytes
    var waited: Int32 = 0
    while !rest.isEmpty {
      switch writeSome(rest) {
      case .written(let length):
        rest = rest.dropFirst(length)
        waited = 0
      case .failed(let error): return error
      case .full:
        if isStopping() {
          if waited >= patienceMilliseconds { return EINTR }
          waited += Self.waitMilliseconds
        }
        _ = hasRoom(milliseconds: Self.waitMilliseconds)
      }
    }
    return nil
  }

  /// What became of bytes that were to be written.
  package enum Progress: Equatable {
    /// So many were written, one at least.
    case written(Int)
    /// None could be written without a wait.
    case full
    /// The call failed, with this error number.
    case failed(Int32)
  }

  /// Writes the first of `bytes`, of which there is one at least, as many as can be written without a wait.
  package func writeSome(_ bytes: ArraySlice<UInt8>) -> Progress {
    guard hasRoom() else { return .full }
    let piece = bytes.prefix(pieceLength)
    let written = unsafe piece.withUnsafeBytes { buffer in
      unsafe Glibc.write(number, buffer.baseAddress, buffer.count)
    }
    if written >= 0 { return .written(written) }
    // The descriptor may be one that never waits, as another program that shares it has wanted it.
    return errno == EINTR || errno == EAGAIN ? .full : .failed(errno)
  }

  /// The number of bytes that are taken without a wait if there is room: of a pipe's, as many as it takes in one piece;
  /// a file takes them all.
  private var pieceLength: Int {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { return Self.terminalPiece }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: 1 << 20
    case S_IFIFO: 4096
    default: Self.terminalPiece
    }
  }

  /// The longest wait, after which a signal is noticed that came between a check of the flag and the wait.
  private static let waitMilliseconds: Int32 = 50
  /// The number of bytes that a terminal with room takes without waiting for more of it.
  private static let terminalPiece = 256
}
