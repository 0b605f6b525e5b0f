internal import Glibc
internal import RigCore
internal import RigReports

/// The exit codes, as `laserrig --help` and the manual's page Running list them.
enum ExitStatus: Int32, CaseIterable {
  case success = 0
  case diverged = 3
  case stepLimit = 4
  case spotLost = 5
  case safetyStop = 6
  case unresponsive = 7
  case usage = 64
  case unavailable = 69
  case inputOutput = 74
  case noPermission = 77
  case configuration = 78
  case interrupted = 130
  case terminated = 143

  var meaning: String {
    switch self {
    case .success: "converged, or the work that was asked for is done"
    case .diverged: "diverged"
    case .stepLimit: "steps used up before the loop settled"
    case .spotLost: "spot lost"
    case .safetyStop: "stopped for safety: interlock open, or the loop stalled"
    case .unresponsive: "the dot does not answer the laser, or is not there"
    case .usage: "bad flag or argument"
    case .unavailable: "hardware not there (real rigs)"
    case .inputOutput: "error while reading or writing"
    case .noPermission: "no permission"
    case .configuration: "bad configuration file or environment variable"
    case .interrupted: "stopped by Ctrl-C"
    case .terminated: "stopped by SIGTERM, SIGHUP or SIGQUIT"
    }
  }

  static var help: String {
    let lines = allCases.map { status in
      let code = String(status.rawValue)
      return "  " + code + String(repeating: " ", count: 5 - code.count) + status.meaning
    }
    return "EXIT CODES:\n" + lines.joined(separator: "\n")
  }

  init(_ outcome: Outcome) {
    switch outcome {
    case .converged, .stopped(.observer): self = .success
    case .diverged: self = .diverged
    case .stepLimit: self = .stepLimit
    case .spotLost: self = .spotLost
    case .unresponsive: self = .unresponsive
    case .stopped(.interrupted): self = .interrupted
    case .stopped(.terminated): self = .terminated
    }
  }

  init(_ kind: Failure.Kind) {
    switch kind {
    case .safetyStop: self = .safetyStop
    case .spotLost: self = .spotLost
    case .stopped(let cause): self.init(Outcome.stopped(cause))
    case .usage: self = .usage
    case .unavailable: self = .unavailable
    case .inputOutput: self = .inputOutput
    case .noPermission: self = .noPermission
    case .configuration: self = .configuration
    }
  }

  func exit() -> Never {
    Glibc.exit(rawValue)
  }
}

extension Failure {
  /// The exit code that tells of it.
  var status: ExitStatus { ExitStatus(kind) }

  /// Says it on standard error and ends the program.
  func exit() -> Never {
    StandardError.write(line: message)
    status.exit()
  }
}
