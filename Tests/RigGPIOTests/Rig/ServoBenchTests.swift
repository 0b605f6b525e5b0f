import Glibc
import RigCore
import RigTestSupport
import Testing

@testable import RigGPIO

/// Servos and laser moved by hand, with the same care as in a loop.
@Suite struct ServoBenchTests {
  /// Hands a bench, with the pins it is on, to `use`, and looks afterwards whether all was given back with the laser
  /// off.
  private func withBench(
    _ pins: PinBench, patience: Int64 = .max, _ use: (borrowing ServoBench, SteppedPulses) throws -> Void
  ) throws {
    do {
      let (parts, pulses) = try pins.parts()
      let bench = ServoBench(pins.settings, parts, warnings: [], patienceNanoseconds: patience)
      try use(bench, pulses)
    }
    #expect(pins.bank.isTidy && !pins.bank.level(PinBench.laser))
    for offset in PinBench.servos { #expect(!pins.bank.level(offset)) }
  }

  @Test func `the laser is off until it is asked for, and servos still`() throws {
    let pins = PinBench(axes: 2)
    try withBench(pins) { bench, pulses in
      pulses.step(5)
      #expect(pins.bank.edges(of: PinBench.laser).isEmpty && pins.bank.pulses(of: PinBench.servos[0]).isEmpty)
      try bench.turn(1, to: .degrees(10))
      pulses.step(20)
      #expect(abs(pins.wall.beam(1, at: pins.clock.now) - 10) < 1e-3 && !pins.wall.isLaserOn)
      #expect(bench.pulseCount(0) == 0 && bench.pulseCount(1) == 20 && bench.servoCount == 2)
      try bench.shine(true)
      #expect(pins.wall.isLaserOn)
      try bench.shine(false)
      #expect(!pins.wall.isLaserOn)
    }
  }

  @Test func `a turn ends at the travel, and so does a pulse`() throws {
    let pins = PinBench()
    try withBench(pins) { bench, pulses in
      try bench.turn(0, to: .degrees(80))
      pulses.step()
      try bench.pulse(0, nanoseconds: 9_000_000)
      pulses.step()
      try bench.pulse(0, nanoseconds: 1)
      pulses.step()
      #expect(pins.bank.pulses(of: PinBench.servos[0]).map(\.width) == [2_000_000, 2_000_000, 1_000_000])
    }
  }

  @Test func `a count of pulses is kept to`() throws {
    let pins = PinBench()
    try withBench(pins) { bench, pulses in
      bench.limit(0, toPulses: 7)
      try bench.turn(0, to: .zero)
      pulses.step(20)
      #expect(bench.pulseCount(0) == 7 && bench.pulseStatistics.pulses == 7)
    }
  }

  @Test func `where the dot is, and whether it is dark`() throws {
    let pins = PinBench()
    try withBench(pins) { bench, pulses in
      try bench.measureDark(0)
      #expect(try bench.offset(0) == nil)
      try bench.turn(0, to: .radians(4.0 / 150))
      pulses.step(10)
      try bench.shine(true)
      let offset = try #require(try bench.offset(0))
      #expect(abs(offset.centimeters) <= 0.25)
      guard case .ambientLight = trouble({ () throws(PinError) in try bench.measureDark(0) }) else {
        Issue.record("light went unnoticed")
        return
      }
    }
  }

  @Test func `with the lid open servos turn and no laser shines`() throws {
    let pins = PinBench(hasInterlock: true)
    pins.wall.openInterlock()
    try withBench(pins) { bench, pulses in
      try bench.turn(0, to: .degrees(10))
      pulses.step(20)
      try bench.check()
      #expect(bench.pulseCount(0) == 20)
      #expect(trouble { () throws(PinError) in try bench.requireClosedInterlock() } == .interlockOpen)
      #expect(trouble { () throws(PinError) in try bench.shine(true) } == .interlockOpen)
      try bench.turn(0, to: .degrees(20))
      pulses.step(20)
      #expect(bench.pulseCount(0) == 40)
    }
    #expect(pins.wall.litAt.isEmpty)
  }

  @Test func `a lid that opens ends the beam at once and nothing else`() throws {
    let pins = PinBench(hasInterlock: true)
    try withBench(pins) { bench, pulses in
      try bench.turn(0, to: .zero)
      try bench.shine(true)
      pins.wall.openInterlock()
      #expect(trouble { () throws(PinError) in try bench.check() } == .interlockOpen && !pins.wall.isLaserOn)
      #expect(trouble { () throws(PinError) in try bench.check() } == nil)
      #expect(trouble { () throws(PinError) in try bench.shine(true) } == .interlockOpen && !pins.wall.isLaserOn)
      try bench.turn(0, to: .degrees(5))
      pulses.step(3)
      #expect(bench.pulseCount(0) == 3)
      pins.wall.openInterlock(false)
      try bench.shine(true)
      #expect(pins.wall.isLaserOn)
    }
  }

  @Test func `a laser that cannot be switched off keeps servos still while the lid is open`() throws {
    let pins = PinBench(hasLaser: false, hasInterlock: true)
    pins.wall.openInterlock()
    try withBench(pins) { bench, pulses in
      #expect(trouble { () throws(PinError) in try bench.turn(0, to: .zero) } == .interlockOpen)
      pulses.step(3)
      #expect(bench.pulseCount(0) == 0)
      try bench.pulse(0, nanoseconds: 0)
    }
  }

  /// The owner hangs: it does not call the bench, and the beam goes off all the same.
  @Test(.unlessItHangs) func `an interlock that opens while the holder hangs ends the beam`() throws {
    let pins = PinBench(hasInterlock: true)
    try withBench(pins) { bench, pulses in
      try bench.shine(true)
      pins.wall.openInterlock()
      while pins.wall.isLaserOn { sched_yield() }
      #expect(trouble { () throws(PinError) in try bench.check() } == .interlockOpen)
    }
  }

  @Test(.unlessItHangs, arguments: [false, true]) func `a holder that hangs ends beam and pulses for good`(
    hasInterlock: Bool
  ) throws {
    let pins = PinBench(hasInterlock: hasInterlock)
    try withBench(pins, patience: 1_000_000) { bench, pulses in
      // On a slow machine the test itself may hang for longer than the patience.
      try? bench.shine(true)
      try? bench.turn(0, to: .zero)
      while pins.wall.isLaserOn { sched_yield() }
      func isStalled(_ error: PinError?) -> Bool { if case .stalled? = error { true } else { false } }
      while !isStalled(trouble { () throws(PinError) in try bench.check() }) { sched_yield() }
      #expect(isStalled(trouble { () throws(PinError) in try bench.check() }))
      #expect(isStalled(trouble { () throws(PinError) in try bench.shine(true) }) && !pins.wall.isLaserOn)
      #expect(isStalled(trouble { () throws(PinError) in try bench.turn(0, to: .degrees(5)) }))
      let before = bench.pulseCount(0)
      pulses.step(3)
      #expect(bench.pulseCount(0) == before)
    }
  }

  @Test func `a rest is dark and still, and its holder may be silent`() throws {
    let pins = PinBench(hasInterlock: true)
    try withBench(pins, patience: 60_000_000_000) { bench, pulses in
      try bench.turn(0, to: .zero)
      try bench.shine(true)
      pulses.step(3)
      try bench.rest()
      #expect(!pins.wall.isLaserOn && !bench.watch.isWatching)
      pulses.step(3)
      #expect(bench.pulseCount(0) == 3)
      try bench.shine(true)
      try bench.turn(0, to: .degrees(5))
      pulses.step(3)
      #expect(pins.wall.isLaserOn && bench.pulseCount(0) == 6 && bench.watch.isWatching)
    }
  }

  @Test(arguments: [PinBench.interlock, PinBench.servos[0]])
  func `trouble with a line ends the beam`(offset: Int) throws {
    let pins = PinBench(hasInterlock: true)
    try withBench(pins) { bench, pulses in
      try bench.turn(0, to: .zero)
      try bench.shine(true)
      pins.bank.trouble { use in use.pins == [FakeLines.Pin(offset: offset)] ? EIO : 0 }
      pulses.step()
      #expect(trouble { () throws(PinError) in try bench.check() }?.kind == .inputOutput && !pins.wall.isLaserOn)
    }
  }

  @Test func `stopped is stopped`() throws {
    let pins = PinBench()
    try withBench(pins) { bench, pulses in
      try bench.turn(0, to: .zero)
      pulses.step(3)
      try bench.shine(true)
      try bench.stop()
      try bench.shine(true)
      try bench.turn(0, to: .degrees(5))
      pulses.step(3)
      #expect(!pins.wall.isLaserOn && bench.pulseCount(0) == 3)
    }
  }
}
