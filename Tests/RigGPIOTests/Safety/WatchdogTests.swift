import Glibc
import RigCore
import RigTestSupport
import Synchronization
import Testing

@testable import RigGPIO

/// The watchdog, by a clock that the test reads out to it.
@Suite struct WatchdogTests {
  /// How often the rig was made safe.
  private final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    func add() { count.wrappingAdd(1, ordering: .relaxed) }
    var value: Int { count.load(ordering: .relaxed) }
  }

  private let bank = FakeLines()
  private let safe = Counter()

  private func watchdog(patience: Int64 = 1_000_000, interlock: Bool = false) throws -> Watchdog {
    bank.pull(2, to: true)
    let line = interlock ? Interlock(try InputLines([PinBench.address(2)], from: bank)) : nil
    return Watchdog(patienceNanoseconds: patience, now: 5000, interlock: line) { [safe] in safe.add() }
  }

  @Test func `it trips after its patience, once`() throws {
    let watchdog = try watchdog()
    #expect(!watchdog.check(now: 5000) && !watchdog.check(now: 1_005_000) && watchdog.cause == nil)
    #expect(watchdog.check(now: 4_205_001))
    #expect(watchdog.cause == .stalled(milliseconds: 4) && safe.value == 1)
    #expect(watchdog.check(now: 9_000_000) && watchdog.check(now: .max))
    #expect(watchdog.cause == .stalled(milliseconds: 4) && safe.value == 1, "the first cause stands")
  }

  @Test func `beats keep it calm`() throws {
    let watchdog = try watchdog()
    for now in stride(from: Int64(5000), through: 50_005_000, by: 1_000_000) {
      #expect(!watchdog.check(now: now))
      watchdog.beat(now: now)
    }
    #expect(watchdog.cause == nil && safe.value == 0)
  }

  @Test func `a beat after a stall trips it rather than hiding it`() throws {
    let watchdog = try watchdog()
    watchdog.beat(now: 3_005_000)
    #expect(watchdog.cause == .stalled(milliseconds: 3) && safe.value == 1)
    // Nor do later beats bring it back.
    watchdog.beat(now: 3_005_001)
    #expect(watchdog.check(now: 3_005_002) && watchdog.cause == .stalled(milliseconds: 3) && safe.value == 1)
  }

  @Test func `an interlock that opens trips it, and closing it again does not help`() throws {
    let watchdog = try watchdog(interlock: true)
    #expect(!watchdog.check(now: 5000))
    bank.pull(2, to: false)
    #expect(watchdog.check(now: 5001) && watchdog.cause == .interlockOpen && safe.value == 1)
    bank.pull(2, to: true)
    #expect(watchdog.cause == .interlockOpen && safe.value == 1)
  }

  @Test(arguments: [EIO, ENODEV]) func `an interlock that cannot be read trips it`(errno: Int32) throws {
    let watchdog = try watchdog(interlock: true)
    bank.trouble { _ in errno }
    #expect(watchdog.check(now: 5001) && watchdog.cause?.kind == .inputOutput && safe.value == 1)
  }

  @Test func `it is made safe once, by the first that notices`() async throws {
    for _ in 0..<50 {
      let watchdog = try watchdog()
      let before = safe.value
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<8 {
          group.addTask {
            if number.isMultiple(of: 2) { watchdog.beat(now: 9_000_000) } else { _ = watchdog.check(now: 9_000_000) }
          }
        }
      }
      #expect(safe.value == before + 1 && watchdog.cause != nil)
    }
  }

  @Test(.unlessItHangs) func `its thread trips it and ends`() throws {
    let watchdog = try Watchdog(patienceNanoseconds: 1_000_000, priority: 0, interlock: nil) { [safe] in safe.add() }
    while safe.value == 0 { sched_yield() }
    watchdog.stop()
    watchdog.stop()
    #expect(safe.value == 1)
    guard case .stalled = watchdog.cause else {
      Issue.record("no stall")
      return
    }
  }
}

/// The laser's line, which any thread may switch off and none on again.
@Suite struct LaserEnableTests {
  private let bank = FakeLines()

  private func laser(isActiveLow: Bool = false) throws -> LaserEnable {
    LaserEnable(try OutputLine(PinBench.address(1), from: bank, isActiveLow: isActiveLow))
  }

  @Test(arguments: [false, true]) func `off before anything else`(isActiveLow: Bool) throws {
    let laser = try laser(isActiveLow: isActiveLow)
    #expect(bank.level(1) == isActiveLow && bank.entries.map(\.act) == [.taken, .madeSafeOnDeath])
    try laser.switchOn()
    #expect(bank.level(1) != isActiveLow)
    try laser.switchOff()
    #expect(bank.level(1) == isActiveLow)
    try laser.switchOn()
    #expect(bank.level(1) != isActiveLow)
  }

  @Test func `locked out for good`() throws {
    let laser = try laser()
    try laser.switchOn()
    try laser.lockOut()
    try laser.switchOn()
    try laser.switchOff()
    try laser.switchOn()
    #expect(!bank.level(1) && bank.edges(of: 1).map(\.isActive) == [true, false, false])
  }

  @Test func `a lock-out that fails still locks`() throws {
    let laser = try laser()
    try laser.switchOn()
    bank.trouble { _ in EIO }
    #expect(trouble { () throws(PinError) in try laser.lockOut() }?.kind == .inputOutput)
    bank.trouble { _ in 0 }
    try laser.switchOn()
    #expect(bank.edges(of: 1).map(\.isActive) == [true])
    try laser.lockOut()
    #expect(!bank.level(1))
  }

  @Test func `it is not switched on behind a lock-out`() async throws {
    for _ in 0..<50 {
      let laser = try laser()
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<6 { group.addTask { try? number == 3 ? laser.lockOut() : laser.switchOn() } }
      }
      #expect(!bank.level(1))
    }
    #expect(bank.isTidy)
  }

  @Test func `let go of while it shines, it is off`() throws {
    try laser().switchOn()
    #expect(!bank.level(1) && bank.entries.map(\.act).suffix(2) == [.set(false), .released])
  }

  @Test func `an interlock says what its line says`() throws {
    let interlock = Interlock(try InputLines([PinBench.address(2)], from: bank, isActiveLow: true))
    #expect(try interlock.isClosed)
    bank.pull(2, to: true)
    #expect(try !interlock.isClosed)
    bank.unplug()
    #expect(trouble { () throws(PinError) in _ = try interlock.isClosed }?.kind == .inputOutput)
  }
}
