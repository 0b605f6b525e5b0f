/// The source of the servos' pulses: a train with a thread of its own, or frames that a test counts out.
protocol PulseSource: AnyObject, Sendable {
  /// The reason why pulses have ended; nil if they go on.
  var failure: PinError? { get }
  /// The timing of the pulses.
  var statistics: PulseStatistics { get }
  /// The limits of each servo's pulses, and the widths that it can have.
  var motions: [ServoMotion] { get }
  /// Ends the pulses with the next frame; they do not begin again. Any thread may call.
  func halt()
  /// Ends the pulses and gives their outputs back.
  func stop()
}

extension PulseTrain: PulseSource {}
