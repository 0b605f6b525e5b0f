internal import Glibc

/// A file of which the beginning tells all: a note of this program, a value of the kernel in `/proc` or `/sys`, the
/// first line of a file of some kind.
package enum SmallFile {
  /// The first bytes of the file at `path`, at most `most` of them; nil if it cannot be read.
  ///
  /// - Parameter followsLink: false to take a symbolic link in the file's place for no file. In a folder that others may
  ///   write into, a link could lead to any file.
  package static func bytes(at path: String, most: Int, followsLink: Bool = true) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | (followsLink ? 0 : O_NOFOLLOW))
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: most)
    var count = 0
    while count < most {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe read(descriptor, buffer.baseAddress?.advanced(by: count), most - count)
      }
      if got > 0 { count += got } else if got == 0 { break } else if errno != EINTR { return nil }
    }
    return Array(bytes.prefix(count))
  }

  /// The text at the beginning of the file at `path`, at most `most` bytes of it; nil if it cannot be read.
  package static func text(at path: String, most: Int = 4096, followsLink: Bool = true) -> String? {
    bytes(at: path, most: most, followsLink: followsLink).map { bytes in String(decoding: bytes, as: UTF8.self) }
  }

  /// The first line of the file at `path`, without its end; nil if it cannot be read.
  package static func line(at path: String) -> String? {
    text(at: path).map { text in String(text.prefix { character in !character.isNewline }) }
  }
}

/// The meaning of the system's error numbers.
package enum SystemError {
  /// The error `number` in words, as the system has them.
  package static func words(_ number: Int32) -> String {
    unsafe strerror(number).map { text in unsafe String(cString: text) } ?? "error \(number)"
  }
}
