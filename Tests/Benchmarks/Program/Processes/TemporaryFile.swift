import Glibc

/// A file for what a child process writes, gone when this is.
final class TemporaryFile {
  let path: String
  private let descriptor: Int32

  init() throws(Obstacle) {
    var name = Array("/tmp/benchmarks-XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    path = String(decoding: name.dropLast().map { byte in UInt8(bitPattern: byte) }, as: UTF8.self)
    if descriptor < 0 { throw Obstacle(reason: "/tmp cannot be written") }
  }

  deinit {
    close(descriptor)
    unlink(path)
  }

  /// All that is in the file.
  func bytes() throws(Obstacle) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Obstacle(reason: "\(path) cannot be read") }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes[filled...].withUnsafeMutableBytes { rest in
        pread(descriptor, rest.baseAddress, rest.count, filled)
      }
      guard count > 0 else { throw Obstacle(reason: "\(path) cannot be read") }
      filled += count
    }
    return bytes
  }
}
