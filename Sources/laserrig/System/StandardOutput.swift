internal import Glibc
internal import RigReports

/// Standard output, buffered.
///
/// A reader that has gone away (`laserrig run | head`) is no error: what is written after that goes nowhere, and
/// ``isOpen`` tells the run to end.
final class StandardOutput: ReportOutput {
  private let descriptor: Descriptor
  private var buffer: [UInt8] = []
  private var failure: Int32?
  private(set) var isOpen = true

  private static let capacity = 1 << 16

  /// Standard output, or what a test puts in its place.
  init(_ descriptor: Descriptor = Descriptor(number: 1)) {
    self.descriptor = descriptor
    buffer.reserveCapacity(Self.capacity + 1024)
  }

  func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.capacity { flush() }
  }

  func flush() {
    if isOpen, let error = descriptor.write(buffer) {
      isOpen = false
      if error != EPIPE { failure = error }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes what is left.
  /// - Throws: a `Failure` if any of the output could not be written, other than for want of a reader.
  func close() throws(Failure) {
    flush()
    if let failure {
      throw Failure(.inputOutput, "standard output: cannot be written: \(SystemError.words(failure))")
    }
  }
}
