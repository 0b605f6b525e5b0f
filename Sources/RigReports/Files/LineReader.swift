internal import Glibc

/// The lines of a file one by one, however long the file is.
package struct LineReader: ~Copyable {
  private let path: String
  private let file: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  /// How many bytes the lines so far had, their ends included.
  package private(set) var length = 0
  /// How many lines there were so far.
  package private(set) var count = 0

  private static let piece = 1 << 16
  private static let longestLine = 1 << 20

  /// The lines of the file at `path`.
  /// - Throws: a `Failure` where it cannot be read.
  package init(_ path: String) throws(Failure) {
    self.path = path
    file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Failure(path, "cannot be read", errno) }
  }

  deinit { close(file) }

  /// What follows the last whole line, once there is no further one.
  package var rest: String { String(decoding: buffer[start...], as: UTF8.self) }

  /// The next line without its end; nil at the end of the file. What follows the last line's end is no line: a program
  /// that was killed has left it half written.
  /// - Throws: a `Failure` where the file cannot be read on, and for a line that is too long to be kept, which it
  ///   names.
  package mutating func next() throws(Failure) -> Substring? {
    while true {
      if let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) {
        // An editor or a mail may have ended the lines as Windows does.
        let last = end > start && buffer[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
        let line = Substring(decoding: buffer[start..<last], as: UTF8.self)
        length += end + 1 - start
        count += 1
        start = end + 1
        return line
      }
      guard !isAtEnd else { return nil }
      // What ended here as if the file did would have good lines behind it cut off.
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
