internal import Glibc
public import RigCore
public import RigScenario
internal import RigSystem

/// The reason why the program ends without having done its work: a kind for code and one line for people.
public struct Failure: Error {
  /// The kinds of failure that a program can tell apart.
  public enum Kind: Sendable, Equatable {
    /// A rig stopped for safety.
    case safetyStop
    /// The dot is not in sight.
    case spotLost
    /// A person or the system stopped the program.
    case stopped(Outcome.StopCause)
    /// A flag or an argument is wrong.
    case usage
    /// A device is not there.
    case unavailable
    /// A file or a device could not be read or written.
    case inputOutput
    /// The user may not do this.
    case noPermission
    /// A configuration is wrong.
    case configuration
  }

  /// The kind of failure, for code.
  public let kind: Kind
  /// The failure in one line, for people.
  public let message: String

  /// A failure of this kind, with its message.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// The failure that stands for `error`: a wrong flag, a file that may not be read, or a wrong configuration.
  public init(_ error: ScenarioError) {
    let kind: Kind =
      switch error.origin {
      case .commandLine: .usage
      case .file where error.isPermission: .noPermission
      case .file, .environment: .configuration
      }
    self.init(kind, error.description)
  }

  /// The failure of a rig that cannot fail.
  public init(_ never: Never) {
    switch never {}
  }

  /// The result of `value`.
  /// - Throws: the `Failure` that stands for its error.
  public static func judged<Value>(_ value: () throws(ScenarioError) -> Value) throws(Failure) -> Value {
    do throws(ScenarioError) {
      return try value()
    } catch {
      throw Failure(error)
    }
  }
}

extension Failure {
  /// The problem in words if the system refuses an operation on `path`, as in "cannot be read".
  package init(_ path: String, _ what: String, _ error: Int32) {
    let kind: Kind = error == EACCES || error == EPERM ? .noPermission : .inputOutput
    self.init(kind, "\(path): \(what): \(SystemError.words(error))")
  }
}
