import Glibc
import RigWiring
import Testing

@testable import RigGPIO

/// What the system's numbers mean to people and to programs.
@Suite struct LineErrorTests {
  private let one = LineRequest([LineAddress(chip: "rig", line: "PIN5")], .output(drive: .pushPull))

  private static let permission = """
    no permission; add yourself to the group that owns the chip (`sudo usermod -aG gpio $USER`, then log in again), or \
    add a udev rule: SUBSYSTEM=="gpio", GROUP="gpio", MODE="0660"
    """
  private static let refused =
    "the chip refuses: no such line, or it cannot be used this way (direction, bias or drive)"
  private static let noChip = "is no GPIO chip; `laserrig doctor` lists those that are there"

  /// All that both versions of libgpiod were seen to answer, and a few that were never seen.
  @Test(
    arguments: [
      (ENOENT, .noSuchChip, .unavailable, noChip), (ENXIO, .noSuchChip, .unavailable, noChip),
      (ENOTTY, .noSuchChip, .unavailable, noChip),
      (ENODEV, .gone, .inputOutput, "the chip has gone; was it unplugged, or its driver unloaded?"),
      (EACCES, .noPermission, .noPermission, permission), (EPERM, .noPermission, .noPermission, permission),
      (EBUSY, .busy, .unavailable, "held by another program; end that program or take another line"),
      (EINVAL, .noSuchLine, .unfit, refused),
      (ENOTSUP, .unsupported, .unfit, "the chip has no such bias or drive; use bias asIs and add a resistor"),
      (EIO, .inputOutput, .inputOutput, "Input/output error (errno 5)"),
      (EMFILE, .inputOutput, .inputOutput, "Too many open files (errno 24)"),
    ] as [(Int32, LineError.Kind, PinError.Kind, String)])
  func `every number`(errno: Int32, kind: LineError.Kind, pinKind: PinError.Kind, problem: String) {
    let error = LineError(errno: errno, request: one, chip: nil)
    #expect(error.kind == kind && error.errno == errno && error.chip == "rig" && error.lines == ["PIN5"])
    #expect(error.problem == problem && error.description == "GPIO line rig:PIN5: \(problem)")
    #expect(PinError.line(error).kind == pinKind && "\(PinError.line(error))" == error.description)
    #expect(!error.description.contains("\n"))
  }

  @Test func `a place of no, one and several lines`() {
    #expect(LineError(.noSuchChip, chip: "x", "y").description == "GPIO chip x: y")
    #expect(LineError(.busy, chip: "x", lines: ["3"], "y").description == "GPIO line x:3: y")
    #expect(LineError(.busy, chip: "x", lines: ["3", "A"], "y").description == "GPIO lines x:3,A: y")
  }

  /// The holders of lines, in words.
  @Test func `busy names the holder`() {
    let chip = ChipDescription(
      path: "/dev/gpiochip0", name: "gpiochip0", label: "rig",
      lines: [
        LineDescription(name: "A", holder: "gpioset"), LineDescription(name: "B"),
        LineDescription(name: "C", holder: ""),
      ])
    func words(_ lines: [String]) -> String {
      let addresses = lines.map { line in LineAddress(chip: "rig", line: line) }
      return LineError(errno: EBUSY, request: LineRequest(addresses, .input(bias: .asIs)), chip: chip).problem
    }
    let remedy = "; end that program or take another line"
    #expect(words(["A"]) == "held by 'gpioset'" + remedy)
    #expect(words(["2"]) == "held by a nameless holder" + remedy)
    #expect(words(["B"]) == "held by another program" + remedy)
    #expect(words(["0", "B", "C"]) == "held by 'gpioset' (line 0), a nameless holder (line C)" + remedy)
  }

  @Test func `the kinds of all other trouble of a rig`() {
    let kinds: [(PinError, PinError.Kind)] = [
      (.line(LineError(.notBuilt, chip: "x", "y")), .unavailable),
      (.line(LineError(.duplicate, chip: "x", "y")), .unfit),
      (.ambientLight("x"), .unavailable), (.interlockUnproved("x"), .unavailable), (.severalSpots("x"), .inputOutput),
      (.interlockOpen, .safety),
      (.stalled(milliseconds: 7), .safety), (.interrupted, .inputOutput), (.notArmed, .inputOutput),
      (.thread(ThreadError(errno: EAGAIN)), .inputOutput),
    ]
    for (error, kind) in kinds {
      #expect(error.kind == kind && !error.description.isEmpty && !error.description.contains("\n"))
    }
    #expect(
      PinError.stalled(milliseconds: 7).description == """
        the loop gave no sign of life for 7 ms, so the watchdog switched the laser off and stopped the pulses; was the \
        program stopped, or the machine too busy?
        """)
    #expect(
      PinError.interlockOpen.description
        == "the interlock is open, so the laser stays off; close it and start again")
    #expect(
      PinError.thread(ThreadError(errno: EAGAIN)).description
        == "the system makes no thread: Resource temporarily unavailable")
  }

  #if !GPIO
    @Test func `what a build without the trait says`() {
      #expect(SystemLines.libraryVersion == nil && SystemLines().chips() == [])
      var found: LineError?
      do throws(LineError) { _ = try SystemLines().request(one) } catch { found = error }
      #expect(
        found?.description == """
          GPIO line rig:PIN5: this build cannot reach GPIO lines: install libgpiod-dev and build with `swift build \
          --traits GPIO`
          """)
      #expect(found?.kind == .notBuilt)
    }
  #else
    @Test func `a build with the trait knows its library and takes no line that is not there`() {
      #expect(SystemLines.libraryVersion?.first.map { digit in "12".contains(digit) } == true)
      let request = LineRequest([LineAddress(chip: "no such chip", line: "5")], .input(bias: .asIs))
      #expect(throws: LineError.self) { _ = try SystemLines().request(request) }
      let file = LineRequest([LineAddress(chip: "/dev/null", line: "5")], .input(bias: .asIs))
      var found: LineError?
      do throws(LineError) { _ = try SystemLines().request(file) } catch { found = error }
      #expect(found?.description == "GPIO line /dev/null:5: \(Self.noChip)")
    }
  #endif
}
