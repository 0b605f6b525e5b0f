/// A problem of a configuration, its place and its remedy, in one line.
public struct ScenarioError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The place at which a value was given.
  public enum Origin: Sendable, Equatable {
    /// In a file, at a line and column counted from 1; 0 if the whole file is meant.
    case file(String, line: Int, column: Int)
    /// In the environment variable of this name.
    case environment(String)
    /// In a flag of the command line, as the user wrote it.
    case commandLine(String)

    /// The place in words: the file with its line and column, the variable, or the flag.
    package var words: String {
      switch self {
      case .file(let name, let line, let column): line > 0 ? "\(name):\(line):\(column)" : name
      case .environment(let name): name
      case .commandLine(let flag): flag
      }
    }

    /// True if a flag of the command line gave the value.
    var isFlag: Bool { if case .commandLine = self { true } else { false } }

    /// The rank of the origin: the command line overrides the environment, the environment overrides the file.
    var precedence: Int {
      switch self {
      case .file: 1
      case .environment: 2
      case .commandLine: 3
      }
    }
  }

  /// The place at which the bad value was given.
  public let origin: Origin
  /// The key, if it is known.
  public let key: String?
  /// The problem, and how to solve it.
  public let problem: String

  /// True if the file may not be read.
  public let isPermission: Bool

  /// The error `problem` of the value of `key` that was given at `origin`.
  package init(_ origin: Origin, key: String? = nil, isPermission: Bool = false, _ problem: String) {
    self.origin = origin
    self.isPermission = isPermission
    self.key = key
    self.problem = problem
  }

  /// The place, the key if it is known, and the problem, in one line.
  public var description: String {
    [origin.words, key, problem].compactMap { part in part }.joined(separator: ": ")
  }
}
