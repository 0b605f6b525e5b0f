import RigWiring

@testable import RigGPIO

/// Servos on lines from 10 up, and their frames.
struct StepBench {
  let clock: VirtualClock
  let bank: FakeLines
  let ports: [ServoPort]
  let pulses: SteppedPulses
  let settings: PulseTiming

  init(
    servos count: Int = 1, rateHz: Double = 50, pulses range: ClosedRange<Int64> = 500_000...2_500_000,
    greatestStep: Int64 = .max, restFrames: Int? = nil, clock: VirtualClock = VirtualClock()
  ) throws {
    let bank = FakeLines(clock: clock)
    let ports = (0..<count).map { _ in ServoPort() }
    self.clock = clock
    self.bank = bank
    self.ports = ports
    settings = PulseTiming(rateHz: rateHz, priority: 0)
    let servos = try (0..<count).map { servo in
      PulseTrain.Servo(
        .line(PulseLine(try OutputLine(PinBench.address(10 + servo), from: bank))), port: ports[servo],
        pulses: range, greatestStepNanoseconds: greatestStep, restFrames: restFrames)
    }
    pulses = SteppedPulses(servos, settings, clock: clock)
  }

  var period: Int64 { settings.periodNanoseconds }

  func made(_ servo: Int = 0) -> [Pulse] { bank.pulses(of: 10 + servo) }
  func widths(_ servo: Int = 0) -> [Int64] { made(servo).map(\.width) }

  func command(_ nanoseconds: Int64) {
    for port in ports { port.command(nanoseconds: nanoseconds) }
  }
}

/// Something on a pin that acts when it changes.
final class Witness: PinWorld {
  private let act: @Sendable (FakeLines.Pin, Bool, Int64) -> Void

  init(_ act: @escaping @Sendable (FakeLines.Pin, Bool, Int64) -> Void) {
    self.act = act
  }

  func pin(_ pin: FakeLines.Pin, wentTo level: Bool, at time: Int64) { act(pin, level, time) }
  func level(of pin: FakeLines.Pin, at time: Int64) -> Bool? { nil }
}
