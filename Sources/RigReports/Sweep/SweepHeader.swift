internal import RigScenario
public import RigTrials

/// The lines at the beginning of a sweep's file: all settings that decide the results of its cells, so that a sweep can
/// be resumed and merged from the file alone.
public struct SweepHeader: Sendable {
  /// The version of the format: raised if the same definition gives other results, or if the form of a file changes.
  private static let format = 4
  private static let title = "laserrig sweep: format "

  /// The settings that decide the results of the sweep.
  public let definition: SweepDefinition
  /// The arithmetic of the lanes in the build that began the file.
  public let arithmetic: SweepArithmetic
  /// The architecture of the processor on which it was begun.
  public let processor: String
  /// The rounding of a sine and other functions on that machine.
  public let mathematics: String
  /// The shard whose cells alone belong into the file; nil if all cells do.
  public let shard: SweepShard?

  /// The lines, those with the names of the columns last.
  public var text: String {
    var lines = [
      Self.title + String(Self.format), "version: \(ProgramVersion.current)", "x: \(definition.x.text)",
      "y: \(definition.y.text)",
      "trials: \(definition.trials)", "randomNumbers: \(definition.randomNumbers)",
      "arithmetic: \(arithmetic.rawValue)",
      "processor: \(processor)", "mathematics: \(mathematics)",
    ]
    if let search = LostSpotSearch(definition) { lines.append("search: \(search.rawValue)") }
    if let shard { lines.append("shard: \(shard.text)") }
    lines.append("scenario:")
    lines += definition.scenario.plainYAML.split(separator: "\n").map { line in "  " + line }
    return lines.map { line in "# \(line)\n" }.joined() + Self.columns(of: definition)
  }

  private static func columns(of definition: SweepDefinition) -> String {
    (["cell", definition.x.key.path, definition.y.key.path] + SweepFigure.all.map(\.name) + ["checksum"])
      .joined(separator: ",") + "\n"
  }

  /// The header of a sweep that this build begins here.
  public init(_ definition: SweepDefinition, shard: SweepShard?) {
    self.definition = definition
    arithmetic = .current
    processor = Self.processor
    mathematics = SweepMathematics.current
    self.shard = shard
  }

  private static var processor: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "aarch64"
    #elseif arch(riscv64)
      "riscv64"
    #else
      "other"
    #endif
  }

  /// The header of the same sweep with another shard.
  public init(_ header: SweepHeader, shard: SweepShard?) {
    definition = header.definition
    arithmetic = header.arithmetic
    processor = header.processor
    mathematics = header.mathematics
    self.shard = shard
  }

  /// The header in `lines`, which begin with `# `; the names of the columns come next in the file at `path`.
  /// - Throws: a `Failure` if the lines are not a header, or the header of another format or version, or of an
  ///   impossible sweep.
  public init(lines: [Substring], columns: Substring, path: String) throws(Failure) {
    let entries = lines.map { line in line.dropFirst(2) }
    guard let first = entries.first, first.hasPrefix(Self.title) else { throw Self.stranger(path) }
    let format = first.dropFirst(Self.title.count)
    guard format == String(Self.format) else {
      throw Failure(
        .configuration,
        """
        \(path): is of format \(format), but this laserrig reads and writes format \(Self.format): use the laserrig that \
        wrote it, or compute it anew
        """)
    }
    func value(_ name: String) -> String? {
      entries.first { entry in entry.hasPrefix(name + ": ") }.map { entry in String(entry.dropFirst(name.count + 2)) }
    }
    // A change of results between versions shows nowhere else in the file.
    guard let version = value("version") else { throw Self.stranger(path) }
    guard version == ProgramVersion.current else {
      throw Failure(
        .configuration,
        """
        \(path): was written by laserrig \(version), and this is \(ProgramVersion.current), whose digits may differ: use \
        that version, or compute it anew
        """)
    }
    guard let x = value("x"), let y = value("y"), let trials = value("trials").flatMap({ text in Int(text) }),
      (1...SweepDefinition.mostTrials).contains(trials), let randomNumbers = value("randomNumbers"),
      ["common", "independent"].contains(randomNumbers),
      let arithmetic = value("arithmetic").flatMap(SweepArithmetic.init), let processor = value("processor"),
      let mathematics = value("mathematics"),
      let begin = entries.firstIndex(of: "scenario:")
    else { throw Self.stranger(path) }
    do throws(ScenarioError) {
      var reader = ScenarioReader()
      // As many lines above the scenario as the file has, so that messages name the right line.
      let blank = String(repeating: "\n", count: begin + 1)
      try reader.read(blank + entries[(begin + 1)...].joined(separator: "\n"), from: path)
      let axes = try SweepAxes(x: x, y: y, reader, by: path)
      definition = SweepDefinition(
        scenario: axes.scenario, x: axes.x, y: axes.y, trials: trials, isIndependent: randomNumbers == "independent")
    } catch {
      throw Failure(.configuration, error.description)
    }
    if let complaint = definition.stepsComplaint { throw Failure(.configuration, "\(path): \(complaint)") }
    self.arithmetic = arithmetic
    self.processor = processor
    self.mathematics = mathematics
    shard = value("shard").flatMap { text in SweepShard(text) }
    // This finds changes by hand that the checks above do not notice.
    guard text == lines.joined(separator: "\n") + "\n" + columns + "\n" else {
      throw Failure(.configuration, "\(path): its first lines are not as laserrig sweep writes them; begin it anew")
    }
  }

  /// True for the first line of a header, or, unless the line `isWhole`, a beginning of it.
  public static func canBegin(_ line: Substring, isWhole: Bool = false) -> Bool {
    !isWhole && "# \(title)".hasPrefix(line) || line.hasPrefix("# \(title)")
  }

  /// The failure for a file at `path` that is not the file of a sweep.
  public static func stranger(_ path: String) -> Failure {
    Failure(.configuration, "\(path): is no file that laserrig sweep has written")
  }

  /// Checks that this header is that of the same sweep as `other`, computed in the same way.
  ///
  /// - Parameters:
  ///   - other: the header to compare with.
  ///   - path: the path of the file with this header.
  ///   - whose: the owner of `other`, for the message.
  /// - Throws: a `Failure` that names the first difference.
  public func check(is other: SweepHeader, at path: String, whose: String) throws(Failure) {
    if let difference = definition.difference(from: other.definition) {
      throw Failure(
        .configuration,
        """
        \(path): is another sweep's: its \(difference.name) is \(difference.here), that of \(whose) is \
        \(difference.there)
        """)
    }
    guard arithmetic == other.arithmetic else {
      throw Failure(
        .configuration,
        """
        \(path): was computed with \(arithmetic.words), \(whose) with \(other.arithmetic.words), which differ in \
        the last digits: use one build, on machines of one kind
        """)
    }
    guard processor == other.processor else {
      throw Failure(
        .configuration,
        """
        \(path): was computed on \(processor), \(whose) on \(other.processor), which differ in the last digits: use \
        machines of one kind
        """)
    }
    guard mathematics == other.mathematics else {
      throw Failure(
        .configuration,
        """
        \(path): was computed where a sine and its like have other last digits than for \(whose) (mathematics \
        \(mathematics) and \(other.mathematics)): use machines with one C library and processors of one kind
        """)
    }
  }
}

extension SweepArithmetic {
  /// The name of the arithmetic in a message.
  public var words: String {
    switch self {
    case .fused: "fused multiply-add"
    case .separate: "separate multiply and add"
    }
  }
}

/// The version of the program, which files and reports carry.
package enum ProgramVersion {
  /// The version of this build.
  package static let current = "0.1.0"
}
