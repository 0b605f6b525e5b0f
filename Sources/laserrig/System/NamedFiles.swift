internal import RigReports
internal import RigScenario

/// The files that a command is told to write, and the one guard before all of them: nothing is written over what the
/// command reads, nor over a file of another kind than its own.
struct NamedFiles {
  /// One of them.
  struct Output {
    /// The place in which the file was named, such as a flag.
    let origin: ScenarioError.Origin
    /// The key that names it, if a key of the configuration does.
    var key: String?
    /// The kind of the file; nil for one that the command reads itself and goes on with.
    let content: OutputContent?
    let path: String

    /// The place and the key in words.
    var name: String { [origin.words, key].compactMap { word in word }.joined(separator: ": ") }

    /// The output behind `flag`; nil if the flag is not given.
    init?(_ flag: String, _ content: OutputContent?, _ path: String?) {
      guard let path else { return nil }
      self.init(.commandLine(flag), content, path)
    }

    /// The output that `key` of the configuration names, set at `origin`.
    init(_ origin: ScenarioError.Origin, key: String? = nil, _ content: OutputContent?, _ path: String) {
      self.origin = origin
      self.key = key
      self.content = content
      self.path = path
    }

    func failure(_ words: String) -> Failure {
      Failure(ScenarioError(origin, key: key, "\(path) \(words)"))
    }
  }

  /// The files that the command reads, and must not lose.
  enum Inputs {
    /// The file of the scenario; nil if the scenario is built in.
    case scenario(String?)
    /// The shards of a sweep.
    case shards([String])

    fileprivate var paths: [String] {
      switch self {
      case .scenario(let path): [path].compactMap { path in path }
      case .shards(let paths): paths
      }
    }

    /// One of them in words.
    fileprivate var words: String {
      switch self {
      case .scenario: "the scenario"
      case .shards: "one of those to be joined"
      }
    }
  }

  private let outputs: [Output]
  private let isForced: Bool

  /// These outputs; with `isForced`, each may take the place of any file.
  init(_ outputs: [Output?], isForced: Bool) {
    self.outputs = outputs.compactMap { output in output }
    self.isForced = isForced
  }

  /// Checks the files, and what would be lost.
  /// - Throws: as ``checkPlaces()`` and ``checkContents(keeping:)``.
  func check(keeping inputs: Inputs) throws(Failure) {
    try checkPlaces()
    try checkContents(keeping: inputs)
  }

  /// Checks the files themselves, before the command reads any other.
  /// - Throws: a `Failure` if a file cannot be written, is the one that the report goes to, or is that of another flag.
  func checkPlaces() throws(Failure) {
    for (place, output) in outputs.enumerated() {
      if OutputFile.isStandardOutput(output.path) {
        let isPicture = output.content == .picture
        let advice = isPicture ? "give the picture a file" : "leave it out, and say --format csv"
        throw output.failure("is where the report goes; \(advice)")
      }
      try OutputFile.check(output.path)
      for other in outputs[..<place] where OutputFile.isSame(output.path, other.path) {
        throw output.failure("is the file of \(other.name); give each its own")
      }
    }
  }

  /// Checks what would be lost.
  /// - Throws: a `Failure` if an output is one of `inputs`, or a file of another kind than its own.
  func checkContents(keeping inputs: Inputs) throws(Failure) {
    guard !isForced else { return }
    for output in outputs {
      guard let content = output.content else { continue }
      let isInput = inputs.paths.contains { input in OutputFile.isSame(output.path, input) }
      if isInput, OutputFile.isFile(output.path) {
        throw output.failure("is \(inputs.words); name another file, or say --force to write over it")
      }
      guard content.mayReplace(output.path) else {
        throw output.failure(
          "is there already and is no \(content.words); name another file, or say --force to write over it")
      }
    }
  }
}
