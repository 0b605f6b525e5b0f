/// The kinds of devices that a configuration knows, in the order in which it lists them.
public enum DeviceKinds {
  /// The kinds of outputs that make a servo's pulses.
  public static let outputs: [any ServoOutputSettings.Type] = [
    PulseLineSettings.self,
    PWMChannelSettings.self,
  ]
  /// The kinds of detectors that see the dot.
  public static let detectors: [any DetectorSettings.Type] = [
    PhotodiodeStripSettings.self,
    PositionDetectorSettings.self,
  ]
}
