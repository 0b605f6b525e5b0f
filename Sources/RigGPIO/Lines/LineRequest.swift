public import RigWiring

/// What is asked of a bank of lines: some lines of one chip, all used alike.
public struct LineRequest: Sendable, Equatable {
  /// How an output drives.
  public enum Drive: Sendable, Equatable {
    /// Both ways.
    case pushPull
    /// Down only.
    case openDrain
    /// Up only.
    case openSource
  }

  /// Which way the lines work.
  public enum Direction: Sendable, Equatable {
    /// They are read.
    case input(bias: LineBias)
    /// They are driven, at first inactive.
    case output(drive: Drive)
  }

  /// The lines; all of them on the chip of the first.
  public let lines: [LineAddress]
  /// Which way they work.
  public let direction: Direction
  /// True where a low level means active.
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
