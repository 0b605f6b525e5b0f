internal import RigReports

/// The files that a command line names for results.
struct NamedFiles {
  private let results: [(flag: String, path: String)]

  /// The files behind the flags, nil of those that are not given.
  init(_ results: [(flag: String, path: String?)]) {
    self.results = results.compactMap { flag, path in path.map { path in (flag, path) } }
  }

  /// - Throws: a `Failure` if a file cannot be written, is the one that the report goes to, or is that of another flag.
  func check() throws(Failure) {
    for (place, result) in results.enumerated() {
      if OutputFile.isStandardOutput(result.path) {
        let advice = result.flag == "--plot" ? "give the picture a file" : "leave it out, and say --format csv"
        throw Failure(.usage, "\(result.flag): \(result.path) is where the report goes; \(advice)")
      }
      try OutputFile.check(result.path)
      for other in results[..<place] where OutputFile.isSame(result.path, other.path) {
        throw Failure(.usage, "\(result.flag): \(result.path) is the file of \(other.flag); give each its own")
      }
    }
  }

  /// - Throws: a `Failure` if the file of one of `flags` is one of `inputs`, which are what `words` say.
  func check(_ flags: [String], areNot inputs: [String], _ words: String) throws(Failure) {
    for result in results where flags.contains(result.flag) {
      guard inputs.contains(where: { input in OutputFile.isSame(result.path, input) }) else { continue }
      throw Failure(.usage, "\(result.flag): \(result.path) is \(words); name another")
    }
  }
}
