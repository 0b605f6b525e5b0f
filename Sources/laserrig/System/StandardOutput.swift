internal import Glibc
internal import RigCore
internal import RigReports
internal import RigSystem

/// Standard output, buffered.
///
/// A reader that has gone away (`laserrig run | head`) is no error: what is written after that goes nowhere, and
/// ``isOpen`` tells the run to end. A reader that stands still (`laserrig run | less`) is waited for until a signal
/// comes, and a moment longer; while a loop keeps time, nothing is waited for.
final class StandardOutput: ReportOutput {
  private let descriptor: Descriptor
  private var queue: OutputQueue
  private var failure: Failure?
  private(set) var isOpen = true
  /// True while nothing may wait for the reader: what it does not take stays in the buffer.
  var isPaced = false

  private static let capacity = 1 << 16
  /// The most bytes in the buffer for a reader that is not waited for.
  private static let mostWaiting = 1 << 20

  /// Standard output, or what a test puts in its place.
  init(_ descriptor: Descriptor = Descriptor(number: 1)) {
    self.descriptor = descriptor
    queue = OutputQueue(descriptor)
  }

  /// True if the reader is so far behind that nothing more should be written while nothing waits for it.
  var isFull: Bool { queue.count >= Self.mostWaiting }

  func write(_ text: String) {
    guard isOpen else { return }
    queue.append(text.utf8)
    if !isPaced, queue.count >= Self.capacity { flush() }
  }

  /// Hands out all that was written, or, if the output is paced, as much as the reader takes at once.
  func flush() {
    guard isOpen else { return }
    let error = isPaced ? queue.offer() : queue.finish(until: { Signals.stop != nil }, patienceMilliseconds: 1000)
    if let error { close(after: error) }
  }

  private func close(after error: Int32) {
    isOpen = false
    switch error {
    case EPIPE: break
    case EINTR: StandardError.warn("standard output: it is not read, so the rest of it is left out")
    // The signal that goes with it may come later, or be ignored.
    case EIO where isTerminalGone: failure = Failure(.stopped(.terminated), "standard output: the terminal is gone")
    default:
      failure = Failure(.inputOutput, "standard output: cannot be written: \(SystemError.words(error))")
    }
  }

  /// True if the output goes to a terminal that was closed: `isatty` fails with EIO then, and with ENOTTY for an output
  /// that is no terminal.
  private var isTerminalGone: Bool { isatty(descriptor.number) == 0 && errno == EIO }

  /// Writes what is left.
  /// - Throws: a `Failure` if any of the output could not be written, other than for want of a reader.
  func close() throws(Failure) {
    isPaced = false
    flush()
    if let failure { throw failure }
  }
}
