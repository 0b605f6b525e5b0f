import Glibc
import RigCore

/// A controller in a process of its own, which sees readings and answers with slopes.
final class YardstickPeer {
  private let input: UnsafeMutablePointer<FILE>
  private let output: UnsafeMutablePointer<FILE>
  private let process: pid_t
  private let name: String

  /// Starts `controller` with the interpreter at `python`.
  init(python: String, controller: String) throws(Obstacle) {
    name = controller
    // A write to a process that has ended is an error, not the end of this one.
    signal(SIGPIPE, SIG_IGN)
    var (down, up) = ([Int32](repeating: -1, count: 2), [Int32](repeating: -1, count: 2))
    guard pipe(&down) == 0, pipe(&up) == 0 else { throw Obstacle(reason: "no pipe to \(controller)") }
    // The other end would stay open in a second child, and this one never see the end of its input.
    for descriptor in down + up { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, down[0], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, up[1], STDOUT_FILENO)
    let command = [python, "Tests/Benchmarks/Yardsticks/serve.py", controller]
    var words = command.map { word in strdup(word) } + [nil]
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let isStarted = posix_spawnp(&child, python, &actions, nil, &words, environ) == 0
    close(down[0])
    close(up[1])
    guard isStarted, let input = fdopen(down[1], "w"), let output = fdopen(up[0], "r") else {
      throw Obstacle(reason: "\(python) cannot be run")
    }
    (self.input, self.output, process) = (input, output, child)
  }

  deinit {
    fclose(input)
    fclose(output)
    var ending: Int32 = 0
    while waitpid(process, &ending, 0) < 0, errno == EINTR {}
  }

  /// Begins a task, described by a line of JSON.
  func begin(_ task: String) throws(Obstacle) { try send(task) }

  /// The slopes by which the controllers answer `readings` in cm; nil where the dot is not seen.
  func slopes(for readings: [Double?]) throws(Obstacle) -> [Double] {
    try send(readings.map { reading in reading.map { reading in "\(reading)" } ?? "-" }.joined(separator: " "))
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    guard getline(&line, &capacity, output) > 0, let line else { throw Obstacle(reason: "\(name) gave up") }
    let slopes = String(cString: line).split(whereSeparator: \.isWhitespace).compactMap { word in Double(word) }
    guard slopes.count == readings.count, slopes.allSatisfy(\.isFinite) else {
      throw Obstacle(reason: "\(name) answered with \(String(cString: line).prefix(80))")
    }
    return slopes
  }

  private func send(_ line: String) throws(Obstacle) {
    guard fputs(line + "\n", input) >= 0, fflush(input) == 0 else { throw Obstacle(reason: "\(name) gave up") }
  }
}
