/// An output that turns a width into pulses.
public enum PulseOutput: Sendable {
  /// A line on which the pulse train's own thread makes the pulses.
  case line(PulseLine)
  /// Hardware that makes the pulses by itself once it knows their width.
  case generator(any PulseGenerator)

  /// The step between the widths of its pulses.
  var step: PulseStep {
    switch self {
    case .line: .finest
    case .generator(let generator): generator.step
    }
  }

  /// Ends the pulses.
  func stop() throws(PinError) {
    switch self {
    case .line(let line): try line.set(false)
    case .generator(let generator): try generator.setWidth(nanoseconds: 0)
    }
  }
}

/// Hardware that repeats a pulse of a given width by itself.
///
/// It goes on after its program has died: its owner must switch it off on every way out.
public protocol PulseGenerator: AnyObject, Sendable {
  /// The step between the widths of its pulses.
  var step: PulseStep { get }
  /// From now on repeats pulses of this width, a whole multiple of its step; 0 stops them.
  func setWidth(nanoseconds: Int64) throws(PinError)
}
