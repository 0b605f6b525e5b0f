import RigCore
import RigTestSupport
import RigWiring
import Testing

@testable import RigGPIO

/// Nothing shines behind an interlock that has not been seen open and closed.
@Suite struct InterlockProofTests {
  private let line = PinRigSettings.Line(PinBench.address(PinBench.interlock))
  private let date = "2026-11-29T14:05:00Z"

  /// A bench whose interlock has to prove itself, with notes in `folder`.
  private func bench(_ folder: TemporaryFolder, hasLaser: Bool = true) -> PinBench {
    var bench = PinBench(hasLaser: hasLaser, hasInterlock: true) { settings in settings.interlockProof = .seen }
    bench.proofs = InterlockProofs(folders: [folder.path])
    return bench
  }

  private func drop(_ rig: consuming SteppedRig<1>) {}

  private func isUnproved(_ error: PinError?) -> Bool {
    if case .interlockUnproved = error { true } else { false }
  }

  @Test func `a line that reads closed lets nothing shine or move before it was seen open`() throws {
    let folder = try TemporaryFolder()
    let bench = bench(folder)
    var rig: SteppedRig<1> = try bench.rig()
    let error = trouble { () throws(PinError) in try rig.arm() }
    #expect(isUnproved(error) && error?.kind == .unavailable)
    #expect(
      error?.description.hasPrefix("the interlock rig:2 was not seen open and closed since the machine was started")
        == true)
    #expect(bench.wall.litAt.isEmpty && bench.bank.pulses(of: PinBench.servos[0]).isEmpty)
    drop(rig)
    // The proof of another run counts.
    #expect(bench.proofs.add(line, among: bench.bank.chips(), date: date))
    var proved: SteppedRig<1> = try bench.armed()
    #expect(bench.wall.isLaserOn)
    #expect(throws: Never.self) { try proved.read() }
    drop(proved)
    #expect(bench.bank.isTidy)
  }

  @Test func `a laser without a line of its own is no exception`() throws {
    let folder = try TemporaryFolder()
    var rig: SteppedRig<1> = try bench(folder, hasLaser: false).rig()
    #expect(isUnproved(trouble { () throws(PinError) in try rig.arm() }))
  }

  @Test func `a proved interlock that is open is open`() throws {
    let folder = try TemporaryFolder()
    let bench = bench(folder)
    #expect(bench.proofs.add(line, among: bench.bank.chips(), date: date))
    bench.wall.openInterlock()
    var rig: SteppedRig<1> = try bench.rig()
    #expect(trouble { () throws(PinError) in try rig.arm() } == .interlockOpen)
  }

  @Test func `without the demand the line is taken at its word`() throws {
    let folder = try TemporaryFolder()
    var bench = bench(folder)
    bench.settings.interlockProof = .none
    let rig: SteppedRig<1> = try bench.armed()
    #expect(bench.wall.isLaserOn)
    drop(rig)
  }

  @Test func `on the bench servos turn and no laser shines`() throws {
    let folder = try TemporaryFolder()
    let pins = bench(folder)
    let (parts, pulses) = try pins.parts()
    let bench = ServoBench(pins.settings, parts, warnings: [], patienceNanoseconds: 1_000_000_000_000_000)
    try bench.turn(0, to: .degrees(10))
    pulses.step(5)
    try bench.check()
    #expect(isUnproved(trouble { () throws(PinError) in try bench.shine(true) }))
    #expect(pins.wall.litAt.isEmpty && bench.pulseCount(0) == 5)
  }

  /// A proof is of one line of one chip, with one sense and one resistor.
  @Test func `a proof of another wiring is none`() throws {
    let folder = try TemporaryFolder()
    let proofs = InterlockProofs(folders: [folder.path + "/nowhere/at/all", folder.path])
    let chips: [ChipDescription] = [.made(0, "rig"), .made(1, "rig/2"), .made(2, "rig")]
    #expect(proofs.date(line, among: chips) == nil)
    #expect(proofs.add(line, among: chips, date: date))
    #expect(try folder.text(of: "interlock-gpiochip0-rig-2") == "high means closed, bias asIs\n\(date)\n")
    #expect(proofs.date(line, among: chips) == date)
    // The same line by another name.
    #expect(proofs.date(PinRigSettings.Line(LineAddress(chip: "gpiochip0", line: "PIN2")), among: chips) == date)
    var others = [
      PinRigSettings.Line(line.address, isActiveLow: true), PinRigSettings.Line(line.address, bias: .up),
      PinRigSettings.Line(PinBench.address(3)),
    ]
    for chip in ["gpiochip1", "gpiochip2", "nowhere"] {
      others.append(PinRigSettings.Line(LineAddress(chip: chip, line: "2")))
    }
    for other in others { #expect(proofs.date(other, among: chips) == nil, "\(other)") }
    // A label may hold a slash, a name of a file may not.
    let slashed = PinRigSettings.Line(LineAddress(chip: "rig/2", line: "2"))
    #expect(proofs.add(slashed, among: chips, date: date) && proofs.date(slashed, among: chips) == date)
    proofs.remove(line, among: chips)
    #expect(proofs.date(line, among: chips) == nil && proofs.date(slashed, among: chips) == date)
  }

  @Test(arguments: ["", "high means closed, bias asIs", "high means closed, bias asIs\n2026", "\n\n"])
  func `half a note is none`(text: String) throws {
    let folder = try TemporaryFolder(files: ["interlock-gpiochip0-rig-2": text])
    #expect(InterlockProofs(folders: [folder.path]).date(line, among: [.rig]) == nil)
  }

  @Test func `the date is one of the calendar`() {
    #expect(InterlockProofs.now.wholeMatch(of: /20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\dZ/) != nil)
  }
}

@Suite struct InterlockTestTests {
  private let line = PinRigSettings.Line(PinBench.address(2), isActiveLow: true, bias: .up)
  private let bank = FakeLines()

  private func look(_ test: InterlockTest, times: Int = InterlockTest.looks) throws {
    for _ in 0..<times { try test.look() }
  }

  @Test func `open, then closed, is a proof`() throws {
    let folder = try TemporaryFolder()
    let proofs = InterlockProofs(folders: [folder.path])
    do {
      let test = try InterlockTest(line, lines: bank, proofs: proofs)
      try look(test, times: 100)
      #expect(test.stage == .open, "low means closed")
      bank.pull(2, to: true)
      try look(test)
      #expect(test.stage == .close && proofs.date(line, among: bank.chips()) == nil)
      try look(test, times: 100)
      #expect(test.stage == .close)
      bank.pull(2, to: false)
      try look(test)
      #expect(test.stage == .done)
      let date = proofs.date(line, among: bank.chips())
      #expect(date?.hasSuffix("Z") == true)
      // After the end it looks no more.
      bank.unplug()
      try look(test)
    }
    #expect(Set(bank.entries.map(\.holder)) == ["laserrig interlock"])
  }

  @Test func `a level counts if it stays`() throws {
    let folder = try TemporaryFolder()
    let test = try InterlockTest(line, lines: bank, proofs: InterlockProofs(folders: [folder.path]))
    for _ in 0..<50 {
      bank.pull(2, to: true)
      try look(test, times: InterlockTest.looks - 1)
      bank.pull(2, to: false)
      try look(test, times: 1)
    }
    #expect(test.stage == .open)
  }

  @Test func `a new test takes the old proof away`() throws {
    let folder = try TemporaryFolder()
    let proofs = InterlockProofs(folders: [folder.path])
    #expect(proofs.add(line, among: bank.chips(), date: "2026-11-29T14:05:00Z"))
    _ = try InterlockTest(line, lines: bank, proofs: proofs)
    #expect(proofs.date(line, among: bank.chips()) == nil)
    #expect(bank.isTidy)
  }

  @Test func `a proof that cannot be noted is an error`() throws {
    let test = try InterlockTest(line, lines: bank, proofs: InterlockProofs(folders: ["/nowhere/at/all"]))
    bank.pull(2, to: true)
    try look(test)
    bank.pull(2, to: false)
    let error = trouble { () throws(PinError) in for _ in 0..<20 { try test.look() } }
    #expect(error?.kind == .unavailable && error?.description.contains("no folder to note it in") == true)
    #expect(test.stage == .close)
  }

  @Test func `a line that is held, or fails`() throws {
    let proofs = InterlockProofs(folders: [])
    let holder = try InputLines([line.address], from: bank, consumer: "gpiomon")
    #expect(
      trouble { () throws(PinError) in _ = try InterlockTest(line, lines: bank, proofs: proofs) }?.kind == .unavailable)
    drop(holder)
    let test = try InterlockTest(line, lines: bank, proofs: proofs)
    bank.unplug()
    #expect(trouble { () throws(PinError) in try test.look() }?.kind == .inputOutput)
  }

  private func drop(_ lines: consuming InputLines) {}
}
