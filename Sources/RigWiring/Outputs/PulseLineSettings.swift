public import RigCore

/// An output line on which the program itself makes the pulses.
public struct PulseLineSettings: ServoOutputSettings {
  /// The parameters of the line.
  public enum Parameters {
    /// The line that carries the pulses.
    public static let line = Parameter<String?>("line", "the line that carries them")
  }

  public static let word = "line"

  public static let parameters = [Parameters.line.description]

  /// The line that carries the pulses.
  public var line: LineAddress

  /// Settings of an output that makes its pulses on `line`.
  public init(_ line: LineAddress) {
    self.line = line
  }

  public init(_ values: ParameterValues, defaultChip: String) {
    self.init(
      values[Parameters.line].map { line in LineAddress(line, defaultChip: defaultChip) }
        ?? LineAddress(chip: "", line: ""))
  }

  public var problem: DeviceProblem? {
    line == LineAddress(chip: "", line: "")
      ? DeviceProblem([.parameter(Parameters.line.name), .kind, .rig], "say which line carries the pulses") : nil
  }

  public var lines: LineUse? { LineUse("servo line", parameter: Parameters.line.name, [line], bias: nil) }

  public var words: String { "line \(line), pulses made by the program" }
}
