internal import Glibc

/// The meaning of the system's error numbers.
package enum SystemError {
  /// The error `number` in words, as the system has them.
  package static func words(_ number: Int32) -> String {
    unsafe strerror(number).map { text in unsafe String(cString: text) } ?? "error \(number)"
  }
}
