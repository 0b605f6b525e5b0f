internal import Glibc

/// The meaning of the system's error numbers.
package enum SystemError {
  package static func words(_ number: Int32) -> String {
    unsafe strerror(number).map { text in unsafe String(cString: text) } ?? "error \(number)"
  }
}

extension Failure {
  /// The problem in words if the system refuses an operation on `path`, as in "cannot be read".
  package init(_ path: String, _ what: String, _ error: Int32) {
    let kind: Kind = error == EACCES || error == EPERM ? .noPermission : .inputOutput
    self.init(kind, "\(path): \(what): \(SystemError.words(error))")
  }
}
