internal import Glibc

/// A system call that failed.
struct SysfsFailure: Error, Equatable {
  /// The system's error number.
  let number: Int32

  /// The system's text for the error.
  var words: String { Self.words(number) }

  static func words(_ number: Int32) -> String {
    unsafe strerror(number).map { text in unsafe String(cString: text) } ?? "error \(number)"
  }
}
