import RigWiring
import Synchronization
import Testing

@testable import RigGPIO

/// Edges stand where they belong.
@Suite struct PulseScheduleTests {
  /// Whatever the rate, the widths and the cost of looking at the clock are, an edge is late by one look at most.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `edges stand on the grid and pulses are as wide as they were told`(seed: UInt64) throws {
    var draws = Draws(seed: seed)
    let servos = Int.random(in: 1...2, using: &draws)
    let rate = Double.random(in: 50...333, using: &draws)
    let widest = PulseTiming(rateHz: rate).widestPulseNanoseconds(servos: servos)
    let cost = Int64.random(in: 10...900, using: &draws)
    let clock = VirtualClock(now: .random(in: 0...1_000_000_000_000, using: &draws), cost: cost)
    let bench = try StepBench(servos: servos, rateHz: rate, pulses: 100_000...widest, clock: clock)
    // The first frame begins as soon as its edge can be watched for.
    let origin = clock.now + cost + bench.settings.watchNanoseconds
    var told: [[Int64]] = Array(repeating: [], count: servos)
    for _ in 0..<50 {
      for servo in 0..<servos {
        let width = Int64.random(in: 100_000...widest, using: &draws)
        bench.ports[servo].command(nanoseconds: width)
        told[servo].append(width)
      }
      bench.pulses.step()
    }
    for servo in 0..<servos {
      let made = bench.made(servo)
      #expect(made.count == 50 && bench.ports[servo].pulses == 50)
      var (misplaced, misshapen): ([Int], [Int]) = ([], [])
      for (frame, pulse) in made.enumerated() {
        let slot = origin + Int64(frame) * bench.period + Int64(servo) * bench.period / Int64(servos)
        if !(0...cost + 1).contains(pulse.rise - slot) { misplaced.append(frame) }
        if !(0...cost).contains(pulse.width - told[servo][frame]) { misshapen.append(frame) }
      }
      #expect(misplaced == [] && misshapen == [])
    }
    let statistics = bench.pulses.statistics
    #expect(statistics.pulses == 50 * servos && statistics.missedFrames == 0 && statistics.gridShifts == 0)
    #expect(statistics.widths.count == 50 * servos && statistics.widths.greatest <= cost)
    #expect(statistics.beginnings.greatest <= cost + 1)
  }

  @Test func `no port, no pulse`() throws {
    let bench = try StepBench(servos: 2)
    bench.pulses.step(10)
    #expect(bench.made(0).isEmpty && bench.made(1).isEmpty && bench.pulses.statistics.pulses == 0)
    bench.ports[1].command(nanoseconds: 1_000_000)
    bench.pulses.step(10)
    #expect(bench.made(0).isEmpty && bench.widths(1) == Array(repeating: 1_000_000, count: 10))
  }

  @Test func `a width that is told in mid-pulse is that of the next pulse`() throws {
    let bench = try StepBench(servos: 2)
    let next = Mutex<[Int64]>([700_000, 2_300_000, 1_100_000, 500_000])
    let ports = bench.ports
    bench.bank.connect(
      Witness { pin, level, _ in
        // Both servos are told while the pulse of the first is under way.
        guard level, pin.offset == 10, let width = next.withLock({ next in next.popLast() }) else { return }
        for port in ports { port.command(nanoseconds: width) }
      })
    bench.command(1_500_000)
    bench.pulses.step(5)
    #expect(bench.widths(0) == [1_500_000, 500_000, 1_100_000, 2_300_000, 700_000])
    #expect(bench.widths(1) == [500_000, 1_100_000, 2_300_000, 700_000, 700_000])
    #expect(bench.bank.edges(of: 10).count == 10, "no edge but those of the pulses")
  }

  @Test func `a frame that begins late does not make its pulse short`() throws {
    let bench = try StepBench()
    bench.command(1_500_000)
    bench.pulses.step()
    let origin = bench.made()[0].rise
    bench.clock.oversleep([400_000])
    bench.pulses.step(2)
    let made = bench.made()
    #expect((250_000...250_200).contains(made[1].rise - origin - 20_000_000), "it woke up after the edge")
    #expect(made.map(\.width) == [1_500_000, 1_500_000, 1_500_000])
    #expect(made[2].rise == origin + 40_000_000, "lateness does not add up")
    #expect(bench.pulses.statistics.beginnings.greatest >= 250_000)
  }

  @Test func `an edge that met the kernel's tick moves the grid once`() throws {
    let bench = try StepBench()
    bench.command(1_500_000)
    bench.pulses.step()
    let origin = bench.made()[0].rise
    // The waking before the fall is 3 µs later than the fall.
    bench.clock.oversleep([0, 153_000])
    bench.pulses.step(3)
    let made = bench.made()
    #expect(made.map { pulse in pulse.rise - origin } == [0, 20_000_000, 40_137_000, 60_137_000])
    #expect(made.map(\.width) == [1_500_000, 1_503_050, 1_500_000, 1_500_000])
    let statistics = bench.pulses.statistics
    #expect(statistics.gridShifts == 1 && statistics.missedFrames == 0)
    #expect(statistics.widths.greatest >= 3040 && statistics.widths.greatest <= 3060 && statistics.widths.median == 0)
  }

  @Test func `frames that are over are skipped and counted, and none is made up for`() throws {
    let bench = try StepBench()
    bench.command(1_500_000)
    bench.pulses.step()
    let origin = bench.made()[0].rise
    bench.clock.pass(7 * 20_000_000)
    bench.pulses.step(3)
    let slots = bench.made().map { pulse in (pulse.rise - origin) / 20_000_000 }
    #expect(slots == [0, 7, 8, 9])
    #expect(bench.pulses.statistics.missedFrames == 6)
  }

  /// A servo takes two pulses without a pause for one, of twice the width.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `however the thread is held up, pulses keep apart`(seed: UInt64) throws {
    var draws = Draws(seed: seed)
    let servos = Int.random(in: 1...2, using: &draws)
    let rate: Double = [50.0, 100.0, 200.0, 333.0].randomElement(using: &draws) ?? 50.0
    let widest = min(2_500_000, PulseTiming(rateHz: rate).widestPulseNanoseconds(servos: servos))
    let bench = try StepBench(servos: servos, rateHz: rate, pulses: 500_000...widest)
    let origin = bench.clock.now
    let frames = 200
    for _ in 0..<frames {
      bench.command(.random(in: 500_000...widest, using: &draws))
      // Held up while it sleeps, and between frames, now and then for a good part of a frame.
      let delays = (0..<2 * servos).map { _ in
        Int64.random(in: 0..<4, using: &draws) == 0 ? Int64.random(in: 0...2 * bench.period, using: &draws) : 0
      }
      bench.clock.oversleep(delays)
      bench.pulses.step()
      if Int.random(in: 0..<8, using: &draws) == 0 {
        bench.clock.pass(.random(in: 0...3 * bench.period, using: &draws))
      }
    }
    for servo in 0..<servos {
      let made = bench.made(servo)
      #expect(made.count > frames / 4 && made.count <= frames)
      let shortestPause = zip(made, made.dropFirst()).map { pulse, next in next.rise - pulse.fall }.min() ?? 0
      #expect(shortestPause >= (bench.period - widest) / 2)
      #expect(made.allSatisfy { pulse in pulse.width >= 500_000 })
    }
    // Every slot of the grid, which the tick may have moved, was used or counted.
    let statistics = bench.pulses.statistics
    #expect(statistics.missedFrames > 0)
    let slots = (bench.clock.now - origin) / bench.period
    #expect(frames + statistics.missedFrames <= Int(slots) + frames)
  }

  @Test(arguments: [50.0, 60, 100, 250, 333]) func `what is left of a frame has room for the next servo`(rate: Double) {
    let settings = PulseTiming(rateHz: rate)
    for servos in 1...2 {
      let part = settings.periodNanoseconds / Int64(servos)
      #expect(settings.widestPulseNanoseconds(servos: servos) + settings.watchNanoseconds < part)
    }
  }
}
