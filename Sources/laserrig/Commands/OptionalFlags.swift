internal import RigScenario

// What several commands make of flags that may be left out.

extension FlagValue {
  /// The whole number of the flag, or `usual` where it is not given.
  /// - Throws: `ScenarioError` that says what was expected.
  static func integer(
    _ flag: String, _ text: String?, in range: ClosedRange<Int>, otherwise usual: Int
  ) throws(ScenarioError) -> Int {
    guard let text else { return usual }
    return try FlagValue(flag, text).integer(in: range)
  }
}

extension OutputFormat {
  /// The form that `--format` names; the table where it is not given.
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
