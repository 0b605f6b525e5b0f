import Glibc

/// The command, built as a release is.
struct LaserRig {
  private let path = "\(scratch)/release/laserrig"

  private static let scenario = "Config/article.yaml"
  // A folder of its own: the libraries within make every object file differ from those of a plain build.
  private static let scratch = ".build-static"
  private static let build = [
    "build", "-c", "release", "--static-swift-stdlib", "--product", "laserrig", "--scratch-path", scratch,
  ]

  init() throws(Obstacle) {
    guard access(Self.scenario, R_OK) == 0 else {
      throw Obstacle(reason: "\(Self.scenario) is not here: run this in the package's folder")
    }
    let command = "swift \(Self.build.joined(separator: " "))"
    StandardError.write("\(command) …\n")
    guard try ChildProcess("swift", Self.build).status == 0 else { throw Obstacle(reason: "\(command) failed") }
  }

  /// Runs the article's scenario without its steps and expects the exit status `status`.
  func run(_ flags: [String] = [], expecting status: Int32 = 0) throws(Obstacle) -> ChildProcess {
    try start(["run", Self.scenario, "--quiet"] + flags, expecting: status)
  }

  /// Compares the rules on the rigs that it takes where none are named.
  func compare() throws(Obstacle) -> ChildProcess {
    try start(["compare", "--seed", "1"], expecting: 0)
  }

  /// Sweeps the map that it takes where no axes are named, but for `flags`.
  func sweep(_ flags: [String] = []) throws(Obstacle) -> ChildProcess {
    try start(["sweep", "--seed", "1"] + flags, expecting: 0)
  }

  private func start(_ arguments: [String], expecting status: Int32) throws(Obstacle) -> ChildProcess {
    let child = try ChildProcess(path, arguments)
    guard child.status == status else {
      let got = child.status.map { status in "\(status)" } ?? "a signal"
      throw Obstacle(reason: "laserrig \(arguments.joined(separator: " ")): exit status \(got) instead of \(status)")
    }
    return child
  }
}
