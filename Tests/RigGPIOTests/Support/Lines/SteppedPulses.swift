import RigCore
import RigWiring
import Synchronization

@testable import RigGPIO

/// The frames of a pulse train without its thread: they pass when a test, or a clock, says so.
final class SteppedPulses: PulseSource {
  private let engine: Mutex<PulseEngine<VirtualClock>?>
  private let ports: [ServoPort]
  let motions: [ServoMotion]
  private let record = Mutex<PulseRecord>(PulseRecord())
  private let trouble = Mutex<PinError?>(nil)
  let clock: VirtualClock

  init(_ servos: [PulseTrain.Servo], _ settings: PulseTiming = PulseTiming(), clock: VirtualClock) {
    let channels = servos.map { servo in
      PulseChannel(output: servo.output, port: servo.port, motion: servo.motion)
    }
    engine = Mutex(
      PulseEngine(
        channels, period: settings.periodNanoseconds, watchNanoseconds: settings.watchNanoseconds, clock: clock))
    ports = servos.map(\.port)
    motions = servos.map(\.motion)
    self.clock = clock
  }

  var failure: PinError? { trouble.withLock { trouble in trouble } }
  var statistics: PulseStatistics { record.withLock { record in record.statistics } }

  func halt() { for port in ports { port.halt() } }

  func stop() {
    halt()
    engine.withLock { engine in
      engine?.stop()
      engine = nil
    }
  }

  /// Makes `count` frames.
  func step(_ count: Int = 1) {
    for _ in 0..<count { _ = frame(dueBy: .max) }
  }

  /// Makes all frames that begin before `time`, and lets time pass until then.
  func run(until time: Int64) {
    while frame(dueBy: time) {}
    if clock.now < time { clock.pass(time - clock.now) }
  }

  private func frame(dueBy time: Int64) -> Bool {
    engine.withLock { engine in
      guard engine != nil, (engine?.next ?? clock.now) <= time else { return false }
      do throws(PinError) {
        try engine?.frame(record)
        return true
      } catch {
        trouble.withLock { trouble in trouble = error }
        engine?.stop()
        engine = nil
        return false
      }
    }
  }
}

/// The clock of a caller that waits while pulses are made.
struct PulsedClock: MonotonicClock {
  let pulses: SteppedPulses
  /// Sleeps end this much too early, as where a signal asks the program to end.
  var earliness: Int64 = 0

  func nanoseconds() -> Int64 { pulses.clock.now }

  func sleep(untilNanoseconds deadline: Int64) {
    pulses.run(until: deadline - earliness)
  }
}
