import Glibc
import RigCore
import RigTestSupport
import RigWiring
import Synchronization
import Testing

@testable import RigGPIO

/// In which order a real rig touches its pins, on every way in and out.
@Suite struct PinRigOrderTests {
  private typealias Entry = FakeLines.Entry

  private func laserEntries(_ bench: PinBench) -> [Entry] {
    bench.bank.entries.filter { entry in entry.pins == [FakeLines.Pin(offset: PinBench.laser)] }
  }

  private func wasEverOn(_ bench: PinBench) -> Bool {
    bench.bank.edges(of: PinBench.laser).contains { edge in edge.isActive }
  }

  @Test func `the laser's line is taken before all others, and every output is safe on death before it is used`() throws
  {
    let bench = PinBench(axes: 2, hasInterlock: true)
    do {
      let rig: SteppedRig<2> = try bench.armed()
      _ = consume rig
    }
    let entries = bench.bank.entries
    #expect(entries[0].act == .taken && entries[0].pins == [FakeLines.Pin(offset: PinBench.laser)])
    for offset in [PinBench.laser] + PinBench.servos {
      let acts = entries.filter { entry in entry.pins == [FakeLines.Pin(offset: offset)] }.map(\.act)
      #expect(acts.prefix(2) == [.taken, .madeSafeOnDeath])
    }
    #expect(
      Set(entries.map(\.holder)) == [
        "laserrig laser", "laserrig interlock", "laserrig strip", "laserrig servo",
      ])
  }

  @Test func `the laser is switched on when the servos have arrived, not before`() throws {
    let bench = PinBench(axes: 2) { _ in
    } wall: { axis in
      axis.speed = 100
    }
    var rig: SteppedRig<2> = try bench.rig()
    #expect(bench.bank.edges(of: PinBench.laser).isEmpty && bench.bank.edges(of: PinBench.servos[0]).isEmpty)
    try rig.arm(at: 40)
    let on = try #require(bench.bank.edges(of: PinBench.laser).first)
    let first = try #require(bench.bank.pulses(of: PinBench.servos[0]).first)
    #expect(on.isActive && on.time - first.rise >= 500_000_000 - 1_000_000)
    #expect(bench.wall.litAt.count == 1 && bench.wall.litAt[0].allSatisfy { beam in abs(beam - 40) < 1e-3 })
    #expect(trouble { () throws(PinError) in try rig.arm() } == .notArmed, "armed once")
  }

  @Test func `parking: the laser first, then the servos, then all is given back`() throws {
    let bench = PinBench(axes: 2) { settings in
      for axis in settings.axes.indices { settings.axes[axis].servo.park = .degrees(-30) }
      settings.axes[1].servo.slewRateDegreesPerSecond = 45
    }
    var rig: SteppedRig<2> = try bench.armed(at: 20)
    let before = bench.bank.entries.count
    try rig.base.park()
    let rest = bench.bank.entries[before...]
    #expect(rest.first?.pins == [FakeLines.Pin(offset: PinBench.laser)] && rest.first?.act == .set(false))
    for axis in 0..<2 { #expect(abs(bench.wall.beam(axis, at: bench.clock.now) + 30) < 1e-3) }
    #expect(bench.bank.holders.values.filter { holder in holder == "laserrig servo" }.isEmpty)
    let entries = bench.bank.entries.count
    try rig.base.park()
    #expect(bench.bank.entries.count == entries, "once is enough")
    #expect(trouble { () throws(PinError) in try rig.move(to: PerAxis(repeating: .zero)) } == .notArmed)
    #expect(trouble { () throws(PinError) in try rig.arm() } == .notArmed, "a parked rig stays parked")
    drop(rig)
    #expect(bench.bank.isTidy && !bench.wall.isLaserOn)
  }

  @Test func `without a park angle the servos stay where they are`() throws {
    let bench = PinBench()
    var rig: SteppedRig<1> = try bench.armed(at: 20)
    try rig.base.park()
    #expect(abs(bench.wall.beam(0, at: bench.clock.now) - 20) < 1e-3)
    drop(rig)
    #expect(bench.bank.isTidy)
  }

  @Test(arguments: [false, true]) func `a rig that is let go of leaves the laser off, first of all`(isArmed: Bool)
    throws
  {
    let bench = PinBench(axes: 2, hasInterlock: true)
    var before = 0
    do {
      var rig: SteppedRig<2> = try bench.rig()
      if isArmed { try rig.arm() }
      before = bench.bank.entries.count
    }
    let rest = bench.bank.entries[before...]
    #expect(rest.first?.pins == [FakeLines.Pin(offset: PinBench.laser)] && rest.first?.act == .set(false))
    #expect(bench.bank.isTidy && !bench.wall.isLaserOn && wasEverOn(bench) == isArmed)
    for offset in PinBench.servos { #expect(!bench.bank.level(offset)) }
  }

  @Test func `a rig that is not armed neither moves nor reads, and can still be armed`() throws {
    let bench = PinBench()
    var rig: SteppedRig<1> = try bench.rig()
    #expect(trouble { () throws(PinError) in try rig.move(to: PerAxis(.degrees(10))) } == .notArmed)
    #expect(trouble { () throws(PinError) in _ = try rig.read() } == .notArmed)
    #expect(bench.bank.edges(of: PinBench.servos[0]).isEmpty && bench.bank.edges(of: PinBench.laser).isEmpty)
    try rig.arm()
    #expect(bench.wall.isLaserOn)
    drop(rig)
    #expect(bench.bank.isTidy)
  }

  @Test func `light before the laser is on keeps it off`() throws {
    let bench = PinBench(axes: 2)
    bench.wall.stick(PinBench.strips[1].lowerBound + 3, at: true)
    var rig: SteppedRig<2> = try bench.rig()
    let error = trouble { () throws(PinError) in try rig.arm() }
    guard case .ambientLight(let words) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(words.hasPrefix("the strip sees light on rig:47 while the laser is off"))
    #expect(error?.kind == .unavailable && bench.bank.edges(of: PinBench.servos[0]).isEmpty, "nothing has moved")
    drop(rig)
    #expect(!wasEverOn(bench) && bench.bank.isTidy)
  }

  @Test func `a laser that is always on is no ambient light`() throws {
    let bench = PinBench(hasLaser: false) { settings in settings.axes[0].servo.start = .degrees(1) }
    var rig: SteppedRig<1> = try bench.armed(at: 1)
    #expect(try rig.read() != .spotLost)
  }

  @Test func `an open interlock keeps the laser off and the servos still`() throws {
    let bench = PinBench(hasInterlock: true)
    bench.wall.openInterlock()
    var rig: SteppedRig<1> = try bench.rig()
    #expect(trouble { () throws(PinError) in try rig.arm() } == .interlockOpen)
    drop(rig)
    #expect(!wasEverOn(bench) && bench.bank.pulses(of: PinBench.servos[0]).isEmpty && bench.bank.isTidy)
  }

  @Test func `an interlock that opens while the servos turn keeps the laser off`() throws {
    let bench = PinBench(hasInterlock: true)
    let began = bench.clock.now
    bench.bank.connect(
      Divert(to: bench.wall) { pin, time in
        pin.offset == PinBench.interlock && time > began + 300_000_000 ? false : nil
      })
    var rig: SteppedRig<1> = try bench.rig()
    #expect(trouble { () throws(PinError) in try rig.arm() } == .interlockOpen)
    drop(rig)
    #expect(!wasEverOn(bench) && bench.bank.isTidy)
  }

  @Test func `a servo whose pulses fail on the way to the start keeps the laser off`() throws {
    let bench = PinBench()
    let began = bench.clock.now
    bench.bank.trouble { use in
      use.pins == [FakeLines.Pin(offset: PinBench.servos[0])] && use.time > began + 300_000_000 ? EIO : 0
    }
    var rig: SteppedRig<1> = try bench.rig()
    #expect(trouble { () throws(PinError) in try rig.arm() }?.kind == .inputOutput)
    drop(rig)
    #expect(!wasEverOn(bench) && bench.bank.isTidy)
  }

  @Test func `a wait that is cut short keeps the laser off`() throws {
    let bench = PinBench()
    var rig: SteppedRig<1> = try bench.rig()
    #expect(trouble { () throws(PinError) in try rig.arm(wakingEarlyBy: 100_000_000) } == .interrupted)
    try rig.base.park()
    drop(rig)
    #expect(!wasEverOn(bench) && bench.bank.isTidy)
  }

  @Test func `two dots end the run with the laser off at once`() throws {
    let bench = PinBench()
    var rig: SteppedRig<1> = try bench.armed(at: 2)
    #expect(bench.wall.isLaserOn)
    bench.wall.stick(PinBench.strips[0].lowerBound, at: true)
    guard case .severalSpots = trouble({ () throws(PinError) in _ = try rig.read() }) else {
      Issue.record("two dots were taken for one")
      return
    }
    #expect(!bench.wall.isLaserOn)
    try rig.base.park()
    drop(rig)
    #expect(bench.bank.isTidy)
  }

  @Test func `a servo that fails ends the run with the laser off at once`() throws {
    let bench = PinBench()
    var rig: SteppedRig<1> = try bench.armed(at: 2)
    bench.bank.trouble { use in use.pins == [FakeLines.Pin(offset: PinBench.servos[0])] ? EIO : 0 }
    rig.pulses.step()
    #expect(bench.wall.isLaserOn)
    let error = trouble { () throws(PinError) in try rig.move(to: PerAxis(.zero)) }
    #expect(error?.kind == .inputOutput && !bench.wall.isLaserOn)
    try rig.base.park()
    drop(rig)
    #expect(bench.bank.isTidy)
  }

  @Test func `a chip that is unplugged in mid-run is told, and all is given back`() throws {
    let bench = PinBench(axes: 2)
    var rig: SteppedRig<2> = try bench.armed(at: 2)
    bench.bank.unplug()
    guard case .line(let error) = trouble({ () throws(PinError) in _ = try rig.read() }) else {
      Issue.record("the failure went unnoticed")
      return
    }
    #expect(error.kind == .gone)
    // The laser's line cannot be driven either, and that is told.
    #expect(trouble { () throws(PinError) in try rig.base.park() }?.kind == .inputOutput)
    drop(rig)
    #expect(bench.bank.isTidy)
  }

  /// The line that another program holds: what was taken before is given back, and the laser was never on.
  @Test(arguments: [PinBench.laser, PinBench.interlock, PinBench.servos[0], PinBench.servos[1], 30, 60])
  func `a rig that cannot be opened leaves nothing behind`(offset: Int) throws {
    let bench = PinBench(axes: 2, hasInterlock: true)
    let other = try InputLines([PinBench.address(offset)], from: bench.bank, consumer: "somebody")
    let error = trouble { () throws(PinError) in _ = try PinRigAssembly(bench.settings, bench.bank).parts() }
    guard case .line(let line) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(line.kind == .busy && line.problem.contains("held by 'somebody'"))
    #expect(bench.bank.holders.count == 1 && !wasEverOn(bench))
    drop(other)
    #expect(bench.bank.isTidy)
  }

  @Test(.unlessItHangs) func `a loop that falls silent: laser off, pulses ended, and the rig says why`() throws {
    let bench = PinBench { settings in settings.patienceSeconds = 0.05 }
    var rig: SteppedRig<1> = try bench.rig()
    do throws(PinError) { try rig.arm(at: 2) } catch {
      // A machine that is busy enough stalls even before the laser is on.
      #expect(error.kind == .safety)
    }
    while !laserEntries(bench).contains(where: { entry in entry.act == .set(false) }) { sched_yield() }
    let error = trouble { () throws(PinError) in try rig.move(to: PerAxis(.zero)) }
    guard case .stalled(let milliseconds) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(milliseconds >= 50 && error?.kind == .safety && !bench.wall.isLaserOn)
    let pulses = bench.bank.pulses(of: PinBench.servos[0]).count
    rig.pulses.step(5)
    #expect(bench.bank.pulses(of: PinBench.servos[0]).count == pulses)
    try rig.base.park()
    drop(rig)
    #expect(bench.bank.isTidy)
  }

  @Test(.unlessItHangs)
  func `an interlock that opens in mid-run: laser off, pulses ended, and the rig says why`() throws {
    let bench = PinBench(hasInterlock: true)
    var rig: SteppedRig<1> = try bench.armed(at: 2)
    bench.wall.openInterlock()
    while bench.wall.isLaserOn { sched_yield() }
    while trouble({ () throws(PinError) in _ = try rig.read() }) != .interlockOpen {}
    let pulses = bench.bank.pulses(of: PinBench.servos[0]).count
    rig.pulses.step(5)
    #expect(bench.bank.pulses(of: PinBench.servos[0]).count <= pulses + 1)
    try rig.base.park()
    drop(rig)
    #expect(bench.bank.isTidy)
  }

  @Test(.unlessItHangs) func `with threads and by the real clock`() throws {
    let bench = PinBench(axes: 2, hasInterlock: true) { settings in
      settings.pulses = PulseTiming(rateHz: 333, priority: 0)
    }
    do {
      let parts = try PinRigAssembly(bench.settings, bench.bank).parts()
      var rig = PinRig<2>(bench.settings, parts, warnings: [])
      var clock = SystemlessClock(train: parts.pulses, ports: parts.servos.map(\.port))
      try rig.arm(at: PerAxis(repeating: .degrees(1)), clock: &clock)
      for step in 0..<20 {
        try rig.move(to: PerAxis(repeating: .degrees(Double(step) / 10)))
        _ = try rig.read()
      }
      try rig.park()
      #expect(rig.pulseCounts.values.allSatisfy { count in count >= 3 })
      #expect(rig.pulseStatistics.pulses == rig.pulseCounts.values.reduce(0, +))
    }
    #expect(bench.bank.isTidy && !bench.bank.level(PinBench.laser))
    for offset in PinBench.servos { #expect(!bench.bank.level(offset)) }
  }

  private func drop<let axes: Int>(_ rig: consuming SteppedRig<axes>) {}
  private func drop(_ lines: consuming InputLines) {}
}

/// Answers for some pins in the wall's place.
private final class Divert: PinWorld {
  private let wall: VirtualWall
  private let answer: @Sendable (FakeLines.Pin, Int64) -> Bool?

  init(to wall: VirtualWall, _ answer: @escaping @Sendable (FakeLines.Pin, Int64) -> Bool?) {
    self.wall = wall
    self.answer = answer
  }

  func pin(_ pin: FakeLines.Pin, wentTo level: Bool, at time: Int64) { wall.pin(pin, wentTo: level, at: time) }
  func level(of pin: FakeLines.Pin, at time: Int64) -> Bool? { answer(pin, time) ?? wall.level(of: pin, at: time) }
}

/// A clock that takes three pulses for any time to wait.
private struct SystemlessClock: MonotonicClock {
  let train: any PulseSource
  let ports: [ServoPort]
  var time: Int64 = 0

  func nanoseconds() -> Int64 { time }

  mutating func sleep(untilNanoseconds deadline: Int64) {
    while train.failure == nil, ports.contains(where: { port in port.pulses < 3 }) { sched_yield() }
    time = deadline
  }
}
