import Glibc

/// A program that was run to its end.
struct ChildProcess {
  /// From the call to the end.
  let seconds: Double
  /// The most memory that it held at once, in MiB. The kernel counts in what this program held when it began the other,
  /// so a figure close to ``floor()`` is only an upper bound.
  let peakMebibytes: Double
  /// What it ended with; nil if a signal ended it.
  let status: Int32?

  /// Runs `program` (looked for on PATH unless it is a path) with its standard output thrown away or sent to a file;
  /// its complaints are shown unless it `isMuted`.
  init(
    _ program: String, _ arguments: [String], output: String = "/dev/null", isMuted: Bool = false
  ) throws(Obstacle) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    if isMuted { posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) }

    var words = ([program] + arguments).map { word in strdup(word) } + [nil]
    defer { for word in words { free(word) } }
    let start = Stopwatch.seconds()
    var child: pid_t = 0
    guard posix_spawnp(&child, program, &actions, nil, &words, environ) == 0 else {
      throw Obstacle(reason: "\(program) cannot be run")
    }
    var ending: Int32 = 0
    var usage = rusage()
    while wait4(child, &ending, 0, &usage) < 0 {
      if errno != EINTR { throw Obstacle(reason: "\(program) was lost sight of") }
    }
    seconds = Stopwatch.seconds() - start
    peakMebibytes = Double(usage.ru_maxrss) / 1024
    status = ending & 0x7f == 0 ? (ending >> 8) & 0xff : nil
  }

  /// The least peak that can be seen.
  static func floor() throws(Obstacle) -> Double {
    try ChildProcess("true", []).peakMebibytes
  }
}
