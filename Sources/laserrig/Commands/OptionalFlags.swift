internal import RigScenario

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
