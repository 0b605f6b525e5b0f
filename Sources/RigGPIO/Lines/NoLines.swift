#if !GPIO
  internal import RigWiring

  /// The lines of this machine, which a build without the trait `GPIO` cannot reach.
  public struct SystemLines: LineBank {
    /// Makes a bank that refuses every request.
    public init() {}

    /// The version of libgpiod in use: nil, since there is none.
    public static var libraryVersion: String? { nil }

    public func chips() -> [ChipDescription] { [] }

    public func request(_ request: LineRequest) throws(LineError) -> any LineHandle {
      throw LineError(
        .notBuilt, chip: request.lines[0].chip, lines: request.lines.map(\.line), LineError.notBuiltProblem)
    }
  }
#endif
