/// Something behind the sheet that reports how far the dot is from the target.
///
/// A conformer passes `checkSensor` of the test-support module.
public protocol Sensor<Output, Failure>: ~Copyable {
  /// The failure of a reading; `Never` for a sensor that cannot fail. A dot out of sight is a reading, not a
  /// failure.
  associatedtype Failure: Error
  /// The result of one look, a `Reading`.
  associatedtype Output: Sendable

  /// Looks once and returns what was seen.
  ///
  /// A look is the end of a frame: a sensor that simulates time lets one frame pass with each call but the first.
  /// - Throws: if the sensor cannot be read.
  mutating func read() throws(Failure) -> Output
}
