/// Bytes on their way to a reader, in order: they are written as far as the reader takes them at once, or to the last
/// one, with as long a wait as that takes.
package struct OutputQueue {
  private let descriptor: Descriptor
  private var bytes: [UInt8] = []
  /// The number of `bytes` that have been written.
  private var start = 0

  /// An empty queue of bytes for `descriptor`.
  package init(_ descriptor: Descriptor) {
    self.descriptor = descriptor
  }

  private static let forgotten = 1 << 16

  /// The number of bytes that wait.
  package var count: Int { bytes.count - start }

  /// Puts `text` at the end.
  package mutating func append(_ text: some Sequence<UInt8>) {
    bytes.append(contentsOf: text)
  }

  /// Writes what the reader takes without any wait. Returns the error number of a call that failed, if one did.
  package mutating func offer() -> Int32? {
    var error: Int32?
    while error == nil, count > 0 {
      switch descriptor.writeSome(bytes[start...]) {
      case .written(let length): start += length
      case .full:
        // What was written is forgotten now and then, and not byte by byte.
        if start > Self.forgotten {
          bytes.removeFirst(start)
          start = 0
        }
        return nil
      case .failed(let number): error = number
      }
    }
    removeAll()
    return error
  }

  /// Writes all, as ``Descriptor/write(_:until:patienceMilliseconds:)`` does, and returns its result. Nothing waits any
  /// more after that, even if something was not written.
  package mutating func finish(until isStopping: () -> Bool, patienceMilliseconds: Int32) -> Int32? {
    guard count > 0 else { return nil }
    defer { removeAll() }
    return descriptor.write(
      bytes[start...], until: isStopping, patienceMilliseconds: patienceMilliseconds)
  }

  /// Drops all that waits.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    start = 0
  }
}
