import RigWiring
import Testing

@testable import RigGPIO

/// Lines are given back once, whatever becomes of them.
@Suite struct OwnedLineTests {
  private let bank = FakeLines()

  private var acts: [FakeLines.Entry.Act] { bank.entries.map(\.act) }

  @Test func `an output is made safe on death before it is used, and goes off before it is given back`() throws {
    do {
      let line = try OutputLine(PinBench.address(5), from: bank)
      try line.set(true)
      #expect(bank.level(5) && line.address == PinBench.address(5))
    }
    #expect(acts == [.taken, .madeSafeOnDeath, .set(true), .set(false), .released])
    #expect(!bank.level(5) && bank.isTidy)
  }

  @Test func `an output that works with a low level is inactive by being high`() throws {
    let line = try OutputLine(PinBench.address(5), from: bank, isActiveLow: true)
    #expect(bank.level(5))
    try line.set(true)
    #expect(!bank.level(5))
    drop(line)
    #expect(bank.level(5) && bank.isTidy)
  }

  @Test func `inputs are read at one instant and given back`() throws {
    for offset in [3, 40, 63] { bank.pull(offset, to: true) }
    do {
      let lines = try InputLines((0..<64).map(PinBench.address), from: bank)
      #expect(try lines.snapshot() == 1 << 3 | 1 << 40 | 1 << 63)
      #expect(bank.reads == 1 && lines.count == 64)
    }
    do {
      let lines = try InputLines([3, 4, 5].map(PinBench.address), from: bank, isActiveLow: true, bias: .up)
      #expect(try lines.snapshot() == 0b110)
    }
    #expect(bank.isTidy && acts == [.taken, .released, .taken, .released])
  }

  @Test func `a line whose chip has gone is given back all the same`() throws {
    let line = try OutputLine(PinBench.address(5), from: bank)
    bank.unplug()
    #expect(
      trouble { () throws(PinError) in try PinError.ofLine { () throws(LineError) in try line.set(true) } }?.kind
        == .inputOutput)
    drop(line)
    #expect(bank.isTidy)
  }

  @Test func `a line is held by one at a time, and free again afterwards`() throws {
    let first = try OutputLine(PinBench.address(5), from: bank, consumer: "one")
    #expect(throws: LineError.self) { _ = try InputLines([PinBench.address(4), PinBench.address(5)], from: bank) }
    drop(first)
    _ = try InputLines([PinBench.address(4), PinBench.address(5)], from: bank)
    #expect(bank.isTidy)
  }

  private func drop(_ line: consuming OutputLine) {}
}
