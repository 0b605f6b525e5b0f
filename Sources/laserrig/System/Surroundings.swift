internal import Foundation
internal import RigScenario

/// The environment of the process, its program and its machine.
struct Surroundings {
  let environment = ProcessInfo.processInfo.environment

  /// The path of the running program, so that `Config` beside it is found.
  private let program =
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]

  /// The number of threads that can work at once.
  var coreCount: Int { ProcessInfo.processInfo.activeProcessorCount }

  var library: ScenarioLibrary {
    ScenarioLibrary(environment: environment, program: program)
  }
}
