internal import Glibc

/// The meaning of the system's latest error number.
enum SystemError {
  static var latest: String { words(errno) }

  static func words(_ number: Int32) -> String {
    unsafe strerror(number).map { text in unsafe String(cString: text) } ?? "error \(number)"
  }
}
