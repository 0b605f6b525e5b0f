internal import ArgumentParser
internal import RigReports
internal import RigScenario

// The options that several commands have.

/// The scenario that a command starts from.
struct ScenarioArgument: ParsableArguments {
  @Argument(
    help: "A scenario: a file, or the name of one in Config (see `laserrig config --list`).",
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?
}

/// The keys that the command line sets one by one.
struct SettingOptions: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Any key of the configuration; may be repeated.", valueName: "key.path=value"))
  var assignments: [String] = []
}

/// The form of a command's results.
struct FormatOption: ParsableArguments {
  @Option(
    help: ArgumentHelp("The form of the results: table, json or csv.", valueName: "form"),
    completion: .list(OutputFormat.allCases.map(\.rawValue)))
  var format: String?
}

/// The picture of a sweep.
struct MapOption: ParsableArguments {
  @Option(
    help: ArgumentHelp("Draw the map as SVG; none draws nothing.", valueName: "file.svg"),
    completion: .file(extensions: ["svg"]))
  var plot: String?
}

/// The leave to draw over a file.
struct DrawOverFlag: ParsableArguments {
  @Flag(help: "Draw over any file, be it the scenario or no picture.")
  var force = false
}

/// The number of threads of a command that uses several.
struct ThreadsOption: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many threads work at it; the results do not depend on it.", valueName: "count"))
  var threads: String?
}

// The values of optional flags that several commands share.

extension FlagValue {
  /// The whole number of the flag, or `usual` if it is not given.
  /// - Throws: `ScenarioError` that says what was expected.
  static func integer(
    _ flag: String, _ text: String?, in range: ClosedRange<Int>, otherwise usual: Int
  ) throws(ScenarioError) -> Int {
    guard let text else { return usual }
    return try FlagValue(flag, text).integer(in: range)
  }

  /// The file that `--plot` names; nil if it is not given, and for `none`.
  /// - Throws: `ScenarioError` for a name that promises something else than SVG.
  static func picture(_ path: String?) throws(ScenarioError) -> String? {
    guard let path, path != "none" else { return nil }
    if let complaint = PictureFile.complaint(about: path) { throw FlagValue("--plot", path).error(complaint) }
    return path
  }
}

extension OutputFormat {
  /// The form that `--format` names; the table if it is not given.
  /// - Throws: `ScenarioError` that names the nearest one.
  init(flag text: String?) throws(ScenarioError) {
    guard let text else {
      self = .table
      return
    }
    let word = try FlagValue("--format", text).word(of: Self.allCases.map(\.rawValue))
    self = Self(rawValue: word) ?? .table
  }
}
