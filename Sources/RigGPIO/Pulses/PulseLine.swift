public import RigWiring

/// A line that carries servo pulses.
public final class PulseLine: Sendable {
  private let line: OutputLine

  /// Takes `line` over, to make pulses on it.
  public init(_ line: consuming OutputLine) {
    self.line = line
  }

  func set(_ isActive: Bool) throws(PinError) {
    try PinError.ofLine { () throws(LineError) in try line.set(isActive) }
  }
}

extension PulseLineSettings: PinServoOutput {
  public func output(
    periodNanoseconds: Int64, takesOver: Bool, lines: some LineBank
  ) throws(PinError) -> PulseOutput {
    .line(
      PulseLine(
        try PinError.ofLine { () throws(LineError) in
          try OutputLine(line, from: lines, carriesPulses: true, consumer: "laserrig servo")
        }))
  }
}
