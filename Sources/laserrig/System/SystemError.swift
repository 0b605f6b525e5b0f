internal import Glibc

/// The meaning of the system's error numbers.
enum SystemError {
  static func words(_ number: Int32) -> String {
    unsafe strerror(number).map { text in unsafe String(cString: text) } ?? "error \(number)"
  }
}
