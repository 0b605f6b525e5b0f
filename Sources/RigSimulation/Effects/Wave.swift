internal import RealModule

/// A periodic disturbance: a sine wave in time, read once a step.
///
/// `A sin(2π f T k + φ)` at step k, with the amplitude A, the frequency f, the time T of a step and the phase φ. A wave
/// faster than half a turn a step is seen at another frequency, as it is by a camera (aliasing).
///
/// Source: K. J. Åström and B. Wittenmark, *Computer-Controlled Systems*, 3rd ed., 1997, section 7.4 (aliasing).
public struct Wave: Sendable, Equatable {
  /// The amplitude A, in the unit of what it is added to.
  public let amplitude: Double
  /// The turns in a step, f T.
  public let turnsPerStep: Double
  /// The phase φ at step 0, in radians.
  public let phase: Double

  /// A wave of `amplitude` with `hertz` turns a second, read once in `frameSeconds`, `phaseDegrees` after its rise
  /// through 0 at step 0.
  public init(amplitude: Double, hertz: Double, phaseDegrees: Double, frameSeconds: Double) {
    self.amplitude = amplitude
    turnsPerStep = hertz * frameSeconds
    phase = phaseDegrees * .pi / 180
  }

  /// The wave at `step`, if all steps take the same time.
  public func value(at step: Int) -> Double { value(at: Double(step)) }

  /// The wave at `time`, counted in even steps.
  func value(at time: Double) -> Double {
    // Whole turns are taken off first, so that no digits are lost in a long run.
    let turns = turnsPerStep * time
    return amplitude * .sin(2 * .pi * (turns - turns.rounded(.down)) + phase)
  }
}

/// A wave of one run, and the time at which it stands.
struct RunningWave: Sendable {
  private let wave: Wave
  private var clock: FrameClock

  /// A wave that is read at each frame of `clock`.
  init(_ wave: Wave, _ clock: FrameClock) {
    self.wave = wave
    self.clock = clock
  }

  /// The wave at step 0, at the next call at step 1, and so on.
  mutating func next() -> Double {
    let value = wave.value(at: clock.time)
    _ = clock.advance()
    return value
  }
}
