internal import RigReports
internal import RigScenario

/// The scenario file that a calibration goes into.
struct CalibrationFile {
  let path: String
  private let source: ScenarioSource
  private let surroundings: Surroundings

  /// Checks that there is a file that can be changed, before anything is measured.
  /// - Throws: a `Failure` if there is none.
  init(_ path: String, _ source: ScenarioSource, in surroundings: Surroundings) throws(Failure) {
    self.path = path
    self.source = source
    self.surroundings = surroundings
    try OutputFile.check(path)
    _ = try edited([])
  }

  /// Writes `changes` into the file as it is now; the rest of it stays as it is.
  /// - Throws: a `Failure` if they cannot be written, or would not hold with this environment and these flags. In that
  ///   case the file stays as it was.
  func write(_ changes: [ScenarioChange]) throws(Failure) {
    let text = try edited(changes)
    let scenario = try source.load(text, at: path, in: surroundings)
    for change in changes where ScenarioKey.key(at: change.path)?.value(in: scenario) != change.value {
      throw Failure(.usage, "\(change.path): is set by the environment or --set too, so the file's would not hold")
    }
    try OutputFile.write(text, to: path)
  }

  private func edited(_ changes: [ScenarioChange]) throws(Failure) -> String {
    let text: String
    do throws(ScenarioError) {
      text = try ScenarioLibrary.text(at: path)
    } catch {
      throw Failure(error)
    }
    do throws(ScenarioEditError) {
      var editor = try ScenarioEditor(text, from: path)
      for change in changes { try editor.set(change.path, to: change.value) }
      return editor.text
    } catch {
      throw Failure(.configuration, error.description)
    }
  }
}

extension [ScenarioChange] {
  /// The changes as lines for people, under the section that they belong to.
  func text(of path: String) -> String {
    guard let first else { return "\(path) says so already.\n" }
    let section = first.path.split(separator: ".").dropLast().joined(separator: ".")
    let lines = map { change in
      "  " + change.line + (change.reason.map { reason in "   # \(reason)" } ?? "") + "\n"
    }
    return "\(section) of \(path):\n" + lines.joined()
  }
}
