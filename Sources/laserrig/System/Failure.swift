internal import RigScenario

/// Why the program ends without having done its work: an exit code and one line for people.
struct Failure: Error {
  let status: ExitStatus
  let message: String

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  init(_ error: ScenarioError) {
    let status: ExitStatus =
      switch error.origin {
      case .commandLine: .usage
      case .file where error.isPermission: .noPermission
      case .file, .environment: .configuration
      }
    self.init(status, error.description)
  }

  /// What `value` gives.
  /// - Throws: the `Failure` that its error is to whoever called the program.
  static func judged<Value>(_ value: () throws(ScenarioError) -> Value) throws(Failure) -> Value {
    do throws(ScenarioError) {
      return try value()
    } catch {
      throw Failure(error)
    }
  }

  /// What a rig that cannot fail fails with.
  init(_ never: Never) {
    switch never {}
  }

  func exit() -> Never {
    StandardError.write(line: message)
    status.exit()
  }
}
