import Foundation

/// The program as its users meet it: arguments and an environment in, bytes and an exit code out.
enum Program {
  /// The folder of the build, where the program stands beside the tests.
  static let folder = (Bundle.main.executableURL ?? Bundle.main.bundleURL).resolvingSymlinksInPath()
    .deletingLastPathComponent().path

  /// The program.
  static let path = folder + "/laserrig"

  /// The root of the package.
  static let package = URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL.path(
    percentEncoded: false)

  /// Runs the program to its end.
  ///
  /// The environment holds nothing but `PATH` and the variables of the test, so that no setting of the developer gets
  /// in.
  static func run(
    _ arguments: String..., environment: [String: String] = [:], in folder: String = package
  ) throws -> FinishedProgram {
    try run(arguments, environment: environment, in: folder)
  }

  /// Runs the program, or another `tool`, to its end.
  static func run(
    _ arguments: [String], tool: String = path, environment: [String: String] = [:], in folder: String = package
  ) throws -> FinishedProgram {
    let program = try RunningProgram(arguments, tool: tool, environment: environment, in: folder)
    return try program.finish()
  }

  /// Runs a line of bash in which `$0` is the program.
  static func shell(_ line: String, in folder: String = package) throws -> FinishedProgram {
    try run(["-c", line, path], tool: "/bin/bash", in: folder)
  }
}

/// What a program has left behind.
struct FinishedProgram {
  let output: String
  let errors: String
  /// The exit code, or 256 plus the number of the signal that killed it.
  let status: Int32

  /// The lines of the standard output.
  var lines: [Substring] { output.split(separator: "\n") }
}

/// A program that has been started.
final class RunningProgram {
  private let process = Process()
  private let output = Pipe()
  private let errors = Pipe()
  private var received = Data()

  init(
    _ arguments: [String], tool: String = Program.path, environment: [String: String] = [:],
    in folder: String = Program.package
  ) throws {
    process.executableURL = URL(filePath: tool)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { _, asked in asked }
    process.currentDirectoryURL = URL(filePath: folder)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.runUnmasked()
  }

  /// Reads standard output until `text` has arrived. False if the program ends before that.
  func wait(for text: String) -> Bool {
    while !String(decoding: received, as: UTF8.self).contains(text) {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { return false }
      received += data
    }
    return true
  }

  /// Waits until the program takes the signal `number` itself, instead of being ended by it, or has ended.
  func waitUntilTaking(_ number: Int32) {
    let path = "/proc/\(process.processIdentifier)/status"
    while process.isRunning, let status = try? String(contentsOfFile: path, encoding: .utf8) {
      let masks = status.split(separator: "\n").filter { line in line.hasPrefix("SigCgt:") }
      let caught = masks.first.flatMap { line in
        UInt64(line.dropFirst(7).trimmingPrefix(while: \.isWhitespace), radix: 16)
      }
      if let caught, caught >> UInt64(number - 1) & 1 == 1 { return }
      sched_yield()
    }
  }

  /// Sends a signal.
  func signal(_ number: Int32) {
    kill(process.processIdentifier, number)
  }

  /// Waits for the end. A program that writes more than any of these tests asks for is killed.
  func finish() throws -> FinishedProgram {
    while let data = try output.fileHandleForReading.read(upToCount: 1 << 20), !data.isEmpty {
      if received.count < 64 << 20 { received += data } else { signal(SIGKILL) }
    }
    let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let status = process.terminationStatus
    return FinishedProgram(
      output: String(decoding: received, as: UTF8.self), errors: String(decoding: complaints, as: UTF8.self),
      status: process.terminationReason == .exit ? status : 256 + status)
  }
}

extension Process {
  /// Starts the program with no signal blocked or ignored, as a shell does. A program inherits both: the threads that
  /// run tests block most signals, and a script's shell has SIGINT ignored by what it starts in the background.
  func runUnmasked() throws {
    _ = Self.noSignalIgnored
    var none = sigset_t()
    var old = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &old)
    defer { pthread_sigmask(SIG_SETMASK, &old, nil) }
    try run()
  }

  private static let noSignalIgnored: Void = {
    for number in [SIGINT, SIGQUIT] { signal(number, SIG_DFL) }
  }()
}
