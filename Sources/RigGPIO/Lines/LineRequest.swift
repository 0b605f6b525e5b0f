public import RigWiring

/// A request to a bank of lines: some lines of one chip, all used alike.
public struct LineRequest: Sendable, Equatable {
  /// The way in which an output drives.
  public enum Drive: Sendable, Equatable {
    /// The output drives its line high and low.
    case pushPull
    /// The output drives its line low, and leaves it to a resistor otherwise.
    case openDrain
    /// The output drives its line high, and leaves it to a resistor otherwise.
    case openSource
  }

  /// The direction of the lines.
  public enum Direction: Sendable, Equatable {
    /// The lines are read.
    case input(bias: LineBias)
    /// The lines are driven, and inactive at first.
    case output(drive: Drive)
  }

  /// The lines; all of them on the chip of the first.
  public let lines: [LineAddress]
  /// The direction of the lines.
  public let direction: Direction
  /// True if a low level means active.
  public let isActiveLow: Bool
  /// The name under which they are held, as `gpioinfo` shows it.
  public let consumer: String

  /// Asks for `lines`, 1 to 64 of one chip.
  public init(_ lines: [LineAddress], _ direction: Direction, isActiveLow: Bool = false, consumer: String = "laserrig")
  {
    precondition(!lines.isEmpty && lines.count <= 64, "a request has 1 to 64 lines")
    precondition(lines.allSatisfy { line in line.chip == lines[0].chip }, "a request is for lines of one chip")
    self.lines = lines
    self.direction = direction
    self.isActiveLow = isActiveLow
    self.consumer = consumer
  }
}
