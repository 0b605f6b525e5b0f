internal import Glibc

/// The lines of a file one by one, for files of any length.
package struct LineReader: ~Copyable {
  private let path: String
  private let file: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  /// The file as it was before any of it was read.
  package let identity: SweepFileIdentity?
  /// The number of bytes of the lines so far, their ends included.
  package private(set) var length = 0
  /// The number of lines so far.
  package private(set) var count = 0

  private static let piece = 1 << 16
  private static let longestLine = 1 << 20

  /// The lines of the file at `path`.
  /// - Throws: a `Failure` if it cannot be read.
  package init(_ path: String) throws(Failure) {
    self.path = path
    file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    let error = errno
    identity = SweepFileIdentity(descriptor: file)
    guard file >= 0 else { throw Failure(path, "cannot be read", error) }
  }

  deinit { close(file) }

  /// The text after the last whole line, once there is no further line.
  package var rest: String { String(decoding: buffer[start...], as: UTF8.self) }

  /// The next line without its end; nil at the end of the file. Text after the last line's end does not count as a
  /// line: a program that was killed has left it half written.
  /// - Throws: a `Failure` if reading fails, or for a line that is too long to be kept, which it names.
  package mutating func next() throws(Failure) -> Substring? {
    while true {
      if let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) {
        // An editor or a mail program may have changed the line ends to those of Windows.
        let last = end > start && buffer[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
        let line = Substring(decoding: buffer[start..<last], as: UTF8.self)
        length += end + 1 - start
        count += 1
        start = end + 1
        return line
      }
      guard !isAtEnd else { return nil }
      // If this counted as the end of the file, good lines behind it would be cut off.
      guard buffer.count - start < Self.longestLine else {
        throw Failure(
          .configuration, "\(path):\(count + 1): is longer than 1 MiB, as no line of a sweep is; take the line out")
      }
      try fill()
    }
  }

  private mutating func fill() throws(Failure) {
    buffer.removeFirst(start)
    start = 0
    let old = buffer.count
    buffer += [UInt8](repeating: 0, count: Self.piece)
    let got = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe read(file, bytes.baseAddress?.advanced(by: old), Self.piece)
    }
    let error = errno
    buffer.removeLast(Self.piece - max(0, got))
    if got < 0, error != EINTR { throw Failure(path, "cannot be read", error) }
    if got == 0 { isAtEnd = true }
  }
}
