import Glibc
import RigTestSupport
import RigWiring
import Testing

@testable import RigGPIO

/// What `laserrig doctor` finds out about a rig's lines, without taking any.
@Suite struct PinRigDiagnosisTests {
  private func problems(_ bench: PinBench) -> [String: PinError] {
    Dictionary(
      uniqueKeysWithValues: bench.settings.diagnosis(lines: bench.bank).compactMap { finding in
        finding.problem.map { problem in (finding.part, problem) }
      })
  }

  @Test func `all that a rig needs, part by part`() {
    let bench = PinBench(axes: 2, hasInterlock: true)
    let findings = bench.settings.diagnosis(lines: bench.bank)
    #expect(
      findings.map(\.part) == [
        "laser line", "interlock line", "tilt strip lines", "pan strip lines", "tilt servo line", "pan servo line",
      ])
    #expect(findings.allSatisfy { finding in finding.problem == nil })
    // With the kernel's names for the lines.
    #expect(findings[0].place == "rig:1 (PIN1)" && findings[4].place == "rig:10 (PIN10)")
    #expect(findings[2].place == "rig:" + (20...43).map { offset in "\(offset) (PIN\(offset))" }.joined(separator: ","))
    #expect(bench.bank.entries.isEmpty, "nothing is taken")
  }

  @Test func `an interlock that has not proved itself is not ready`() throws {
    let folder = try TemporaryFolder()
    let proofs = InterlockProofs(folders: [folder.path])
    var bench = PinBench(hasInterlock: true) { settings in settings.interlockProof = .seen }
    func finding() -> PinFinding? {
      bench.settings.diagnosis(lines: bench.bank, proofs: proofs).first { finding in finding.part == "interlock line" }
    }
    #expect(finding()?.problem?.description.contains("`laserrig doctor SCENARIO --prove-interlock`") == true)
    let interlock = try #require(bench.settings.interlock)
    #expect(proofs.add(interlock, among: bench.bank.chips(), date: "2026-11-29T14:05:00Z"))
    let proved = try #require(finding())
    #expect(proved.problem == nil && proved.state == "seen open and closed at 2026-11-29T14:05:00Z")
    // A missing line is told before a missing proof.
    bench.settings.interlock = PinRigSettings.Line(LineAddress(chip: "nowhere", line: "1"))
    #expect(finding()?.problem?.description.contains("nowhere") == true)
    bench.settings.interlock = interlock
    bench.settings.interlockProof = .none
    proofs.remove(interlock, among: bench.bank.chips())
    let unasked = try #require(finding())
    #expect(unasked.problem == nil && unasked.state.isEmpty)
    #expect(bench.bank.entries.isEmpty, "nothing is taken")
  }

  @Test func `what is held, missing or forbidden`() throws {
    var bench = PinBench(axes: 2)
    let holder = try InputLines([PinBench.address(30), PinBench.address(11)], from: bench.bank, consumer: "gpiomon")
    bench.settings.laser = PinRigSettings.Line(LineAddress(chip: "nowhere", line: "1"))
    let found = problems(bench)
    #expect(found.keys.sorted() == ["laser line", "pan servo line", "tilt strip lines"])
    #expect(found["laser line"]?.kind == .unavailable && found["pan servo line"]?.kind == .unavailable)
    #expect(
      found["tilt strip lines"]?.description.hasSuffix(
        "held by 'gpiomon' (line 30); end that program or take another line") == true)
    drop(holder)
    let locked = FakeLines([.made(0, "", problem: EACCES)])
    #expect(bench.settings.diagnosis(lines: locked).allSatisfy { finding in finding.problem?.kind == .noPermission })
    #expect(
      bench.settings.diagnosis(lines: FakeLines([])).allSatisfy { finding in finding.problem?.kind == .unavailable })
  }

  @Test func `a line by its name, and a line without one`() {
    var bench = PinBench()
    bench.settings.laser = PinRigSettings.Line(LineAddress(chip: "rig", line: "PIN5"))
    #expect(bench.settings.diagnosis(lines: bench.bank)[0].place == "rig:PIN5")
    let nameless = ChipDescription(
      path: "/dev/gpiochip0", name: "gpiochip0", label: "rig", lines: (0..<64).map { _ in LineDescription(name: "") })
    bench.settings.laser = PinRigSettings.Line(LineAddress(chip: "rig", line: "5"))
    #expect(bench.settings.diagnosis(lines: FakeLines([nameless]))[0].place == "rig:5")
  }

  /// As libgpiod 1.6 finds it on a kernel without version 1 of the GPIO interface.
  @Test func `a line that the kernel does not describe is not ready`() throws {
    let chip = ChipDescription(
      path: "/dev/gpiochip0", name: "gpiochip0", label: "rig",
      lines: (0..<64).map { _ in LineDescription(name: "", problem: EINVAL) })
    #expect(chip.problemOfAllLines == EINVAL && ChipDescription.rig.problemOfAllLines == nil)
    let bench = PinBench(axes: 2, hasInterlock: true)
    let bank = FakeLines([chip])
    let findings = bench.settings.diagnosis(lines: bank)
    #expect(findings.allSatisfy { finding in finding.problem?.kind == .unavailable })
    #expect(
      findings[0].problem?.description
        == """
        GPIO line rig:1: the kernel refuses to describe the line: libgpiod 1.x needs version 1 of its GPIO interface \
        (CONFIG_GPIO_CDEV_V1), which Debian's 7.2 and 7.3 lack; use a build with libgpiod 2
        """)
    let error = trouble { () throws(PinError) in _ = try PinRigAssembly(bench.settings, bank).parts() }
    #expect(error == findings[0].problem)
    let broken = ChipDescription(
      path: "/dev/gpiochip0", name: "gpiochip0", label: "rig",
      lines: (0..<64).map { offset in LineDescription(name: "", problem: offset == 1 ? EIO : nil) })
    #expect(broken.problemOfAllLines == nil)
    #expect(bench.settings.diagnosis(lines: FakeLines([broken]))[0].problem?.kind == .inputOutput)
  }

  /// The configuration cannot know that `PIN30` is line 30, and `gpiochip0` the chip `rig`: the machine can.
  @Test(arguments: ["30", "PIN30"], ["rig", "gpiochip0", "/dev/gpiochip0", "0"])
  func `one line under two names`(line: String, chip: String) throws {
    let bench = PinBench { settings in
      settings.laser = PinRigSettings.Line(LineAddress(chip: chip, line: line))
    }
    let words = "GPIO line rig:30: is the line \(chip):\(line), which is the laser line already; give each its own"
    let found = problems(bench)
    #expect(found.keys.sorted() == ["tilt strip lines"] && found["tilt strip lines"]?.description == words)
    #expect(found["tilt strip lines"]?.kind == .unfit)
    let error = trouble { () throws(PinError) in _ = try PinRigAssembly(bench.settings, bench.bank).parts() }
    #expect(error?.description == words && bench.bank.entries.isEmpty, "nothing was taken")
  }

  private func drop(_ lines: consuming InputLines) {}
}
