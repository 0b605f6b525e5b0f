import Glibc
import RigCore
import RigWiring
import Synchronization
import Testing

@testable import RigGPIO

/// How pulses end: counted out, halted, stopped, failed.
@Suite struct PulseEndTests {
  @Test(arguments: [0, 1, 2, 7, 50]) func `as many pulses as were asked for`(count: Int) throws {
    let bench = try StepBench(servos: 2, greatestStep: 10_000)
    bench.ports[0].limit(toPulses: count)
    bench.command(1_500_000)
    for _ in 0..<80 {
      bench.pulses.step()
      bench.ports[0].command(nanoseconds: 2_000_000)
    }
    #expect(bench.made(0).count == count && bench.ports[0].pulses == count)
    #expect(bench.made(1).count == 80)
    // A new budget counts from now on.
    bench.ports[0].limit(toPulses: 3)
    bench.pulses.step(10)
    #expect(bench.made(0).count == count + 3)
  }

  @Test func `no pulse after a halt, whatever is told`() throws {
    let bench = try StepBench(servos: 2)
    bench.command(1_500_000)
    bench.pulses.step(3)
    bench.pulses.halt()
    bench.command(1_000_000)
    bench.pulses.step(5)
    bench.ports[0].limit(toPulses: 100)
    bench.pulses.step(5)
    #expect(bench.made(0).count == 3 && bench.made(1).count == 3)
    #expect(!bench.bank.level(10) && !bench.bank.level(11))
  }

  @Test func `a halt in mid-pulse lets it end`() throws {
    let bench = try StepBench()
    let port = bench.ports[0]
    bench.bank.connect(Witness { _, level, _ in if level { port.halt() } })
    bench.command(1_500_000)
    bench.pulses.step(4)
    #expect(bench.widths() == [1_500_000] && !bench.bank.level(10))
  }

  @Test func `a stop leaves all lines low and gives them back`() throws {
    let bench = try StepBench(servos: 2)
    bench.command(1_500_000)
    bench.pulses.step(3)
    bench.pulses.stop()
    #expect(!bench.bank.level(10) && !bench.bank.level(11) && bench.bank.isTidy)
    let entries = bench.bank.entries.count
    bench.pulses.stop()
    bench.pulses.step(3)
    #expect(bench.bank.entries.count == entries)
  }

  /// Wherever a line fails, first or second, rising or falling, all others end low and the failure is told.
  @Test(arguments: [10, 11], [true, false]) func `one line that fails ends all`(offset: Int, isRise: Bool) throws {
    let bench = try StepBench(servos: 2)
    let uses = Atomic<Int>(0)
    bench.bank.trouble { use in
      guard use.pins == [FakeLines.Pin(offset: offset)], use.isSetTo == isRise else { return 0 }
      return uses.wrappingAdd(1, ordering: .relaxed).newValue > 3 ? EIO : 0
    }
    bench.command(1_500_000)
    bench.pulses.step(10)
    let failure = try #require(bench.pulses.failure)
    #expect(failure.kind == .inputOutput && "\(failure)".hasPrefix("GPIO line rig:\(offset): "))
    #expect(bench.made(21 - offset - 10).count <= 4)
    #expect(!bench.bank.level(21 - offset), "the other line is low")
    #expect(bench.bank.holders.isEmpty)
    let servo = Servo(
      calibration: .typical, travel: .degrees(-45) ... .degrees(45), port: bench.ports[0])
    #expect(
      trouble { () throws(PinError) in
        try ServoActuator<1>([servo], on: bench.pulses).move(to: PerAxis(.zero))
      } == failure)
  }

  @Test func `a chip that is unplugged ends the pulses`() throws {
    let bench = try StepBench()
    bench.command(1_500_000)
    bench.pulses.step(3)
    #expect(bench.pulses.failure == nil)
    bench.bank.unplug()
    bench.pulses.step(3)
    guard case .line(let error) = bench.pulses.failure else {
      Issue.record("no failure of a line")
      return
    }
    #expect(error.kind == .gone && error.errno == ENODEV)
    #expect(error.description == "GPIO line rig:10: the chip has gone; was it unplugged, or its driver unloaded?")
    #expect(bench.made().count == 3 && bench.bank.isTidy)
  }
}

/// Hardware that makes pulses by itself is told no more than it needs.
@Suite struct PulseGeneratorTests {
  private final class Generator: PulseGenerator {
    let widths = Mutex<[Int64]>([])
    let fails = Atomic<Bool>(false)
    let step: PulseStep

    init(step: PulseStep = .finest) { self.step = step }

    func setWidth(nanoseconds: Int64) throws(PinError) {
      widths.withLock { widths in widths.append(nanoseconds) }
      if fails.load(ordering: .relaxed) { throw .notArmed }
    }
  }

  private func pulses(_ generator: Generator, _ port: ServoPort, step: Int64 = .max, rest: Int? = nil) -> SteppedPulses
  {
    SteppedPulses(
      [
        PulseTrain.Servo(
          .generator(generator), port: port, pulses: 500_000...2_500_000, greatestStepNanoseconds: step,
          restFrames: rest)
      ], clock: VirtualClock())
  }

  @Test func `it is told a width when it changes, and 0 at the end`() {
    let (generator, port) = (Generator(), ServoPort())
    let pulses = pulses(generator, port, step: 400_000, rest: 3)
    pulses.step(3)
    #expect(generator.widths.withLock { $0 } == [])
    port.command(nanoseconds: 1_000_000)
    pulses.step(2)
    port.command(nanoseconds: 2_000_000)
    pulses.step(10)
    #expect(generator.widths.withLock { $0 } == [1_000_000, 1_400_000, 1_800_000, 2_000_000, 0])
    port.command(nanoseconds: 9_000_000)
    pulses.step(2)
    pulses.stop()
    #expect(generator.widths.withLock { $0.suffix(3) } == [2_400_000, 2_500_000, 0])
  }

  @Test func `it is told widths that it can make, within the servo's limits, and none twice`() {
    let (generator, port) = (Generator(step: PulseStep(nanoseconds: 4880)), ServoPort())
    let pulses = pulses(generator, port, step: 2000)
    port.command(nanoseconds: 1_500_000)
    pulses.step(2)
    port.command(nanoseconds: 1_506_000)
    pulses.step(10)
    #expect(generator.widths.withLock { $0 } == [1_498_160, 1_503_040, 1_507_920])
    port.command(nanoseconds: 400_000)
    pulses.step(2000)
    #expect(generator.widths.withLock { $0.last } == 502_640, "the last whole step above 500 µs")
    #expect(pulses.motions[0].made(9_000_000) == 2_498_560 && pulses.motions[0].made(0) == 0)
  }

  @Test func `frames keep their time without lines`() {
    let (generator, port) = (Generator(), ServoPort())
    let pulses = pulses(generator, port)
    port.command(nanoseconds: 1_500_000)
    let begin = pulses.clock.now
    pulses.step(51)
    #expect(abs(pulses.clock.now - begin - 50 * 20_000_000) < 200_000)
    #expect(pulses.statistics.pulses == 0)
  }

  @Test func `its failure ends the pulses`() {
    let (generator, port) = (Generator(), ServoPort())
    let pulses = pulses(generator, port)
    port.command(nanoseconds: 1_500_000)
    generator.fails.store(true, ordering: .relaxed)
    pulses.step(3)
    #expect(pulses.failure == .notArmed)
    #expect(generator.widths.withLock { $0 } == [1_500_000, 0], "it is told to stop all the same")
  }
}
