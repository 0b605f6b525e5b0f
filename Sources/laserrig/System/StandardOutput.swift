internal import Glibc

/// Standard output, buffered.
///
/// A reader that has gone away (`laserrig run | head`) is no error: what is written after that goes nowhere, and
/// ``isOpen`` tells the run to end.
final class StandardOutput {
  private var buffer: [UInt8] = []
  private var failure: Int32?
  private(set) var isOpen = true
  let isTerminal = isatty(1) == 1

  private static let capacity = 1 << 16

  init() {
    buffer.reserveCapacity(Self.capacity + 1024)
  }

  func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.capacity { flush() }
  }

  func flush() {
    var start = 0
    while isOpen, start < buffer.count {
      let written = buffer.withUnsafeBytes { bytes in
        unsafe Glibc.write(1, bytes.baseAddress?.advanced(by: start), bytes.count - start)
      }
      if written >= 0 {
        start += written
      } else if errno != EINTR {
        isOpen = false
        if errno != EPIPE { failure = errno }
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes what is left.
  /// - Throws: a `Failure` where any of the output could not be written, other than for want of a reader.
  func close() throws(Failure) {
    flush()
    if let failure {
      throw Failure(.inputOutput, "standard output: cannot be written: \(SystemError.words(failure))")
    }
  }
}
