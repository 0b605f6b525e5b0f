internal import Glibc

/// A file at a time: which it is, and how long.
public struct SweepFileIdentity: Sendable, Equatable {
  private let device: UInt64
  private let number: UInt64
  private let length: Int

  /// True if the file has no bytes.
  public var isEmpty: Bool { length == 0 }

  /// The open file `descriptor` as it is now; nil if the system does not tell.
  package init?(descriptor: Int32) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  /// The file at `path` as it is now; nil if there is none.
  package init?(path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    device = UInt64(status.st_dev)
    number = UInt64(status.st_ino)
    length = Int(status.st_size)
  }
}
