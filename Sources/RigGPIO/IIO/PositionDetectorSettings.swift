public import RigCore

/// Which detector is wired to which inputs, and where it stands.
public struct PositionDetectorSettings: Sendable {
  /// The converter: its number, its name or its place; see ``IIODevice/find(_:root:)``.
  public var device: String
  /// The input of the detector's lower end and that of its upper end.
  public var channels: (Int, Int)
  /// From the detector's middle to either end of its active area; above 0.
  public var halfLength: Length
  /// The height of the detector's middle.
  public var height: Length
  /// The height of the target, from the same origin.
  public var target: Length
  /// The sum of both inputs, in volts (in raw counts where the device has no scale), below which the spot is lost.
  public var minimumVolts: Double

  /// A detector on the inputs 0 and 1 of `device`, its middle at the origin.
  public init(
    device: String, channels: (Int, Int) = (0, 1), halfLength: Length = .centimeters(1), height: Length = .zero,
    target: Length = .zero, minimumVolts: Double = 0.05
  ) {
    self.device = device
    self.channels = channels
    self.halfLength = halfLength
    self.height = height
    self.target = target
    self.minimumVolts = minimumVolts
  }
}
