/// What sends the ports' pulses to the servos: a train with a thread of its own, or frames that a test counts out.
protocol PulseSource: AnyObject, Sendable {
  /// Why pulses have ended; nil where all is well.
  var failure: PinError? { get }
  /// How well time was kept.
  var statistics: PulseStatistics { get }
  /// No more pulses from the next frame on, for good. Any thread may call.
  func halt()
  /// Ends the pulses and gives their outputs back.
  func stop()
}

extension PulseTrain: PulseSource {}
