internal import Glibc

/// A small file in which the kernel tells one thing, as in `/proc` and `/sys`.
enum KernelFile {
  /// The first line of the file at `path`, without its end; nil if the file cannot be read.
  static func line(at path: String) -> String? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)).prefix { byte in byte != 10 }, as: UTF8.self)
  }
}
