import Glibc
import RigWiring
import Testing

@testable import RigGPIO

/// Names become chips and offsets, or a message that says what there is instead.
@Suite struct LineRequestTests {
  private let chips = [
    ChipDescription.made(0, "pinctrl-rp1", lines: 54), ChipDescription.made(3, "pca9685", lines: 16),
    ChipDescription(
      path: "/dev/gpiochip10", name: "gpiochip10", label: "expander",
      lines: (0..<4).map { _ in LineDescription(name: "") }),
  ]

  private func request(_ chip: String, _ lines: String...) -> LineRequest {
    LineRequest(lines.map { line in LineAddress(chip: chip, line: line) }, .input(bias: .asIs))
  }

  private func problem(_ request: LineRequest, among chips: [ChipDescription]? = nil) -> LineError? {
    do throws(LineError) {
      _ = try request.resolved(among: chips ?? self.chips)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: ["pca9685", "gpiochip3", "/dev/gpiochip3", "3"]) func `a chip by any of its names`(name: String)
    throws
  {
    let found = try request(name, "7", "PIN2", "0").resolved(among: chips)
    #expect(found.chip == chips[1] && found.offsets == [7, 2, 0])
  }

  @Test func `a number is that of a chip, not its place in the list`() {
    #expect(problem(request("1", "0"))?.kind == .noSuchChip && problem(request("2", "0"))?.kind == .noSuchChip)
    #expect(problem(request("10", "0")) == nil)
  }

  @Test func `no such chip lists those that are there`() {
    #expect(
      problem(request("pinctrl-bcm2835", "4"))?.description == """
        GPIO line pinctrl-bcm2835:4: no chip has this path, name or label; there are gpiochip0 [pinctrl-rp1], \
        gpiochip3 [pca9685], gpiochip10 [expander]
        """)
    #expect(
      problem(request("rig", "4"), among: [])?.description
        == "GPIO line rig:4: there is no GPIO chip at all: no /dev/gpiochip*")
    #expect(problem(request("/dev/gpiochip99", "4"))?.kind == .noSuchChip)
  }

  @Test func `a file that is no chip`() {
    let error = problem(request("/dev/null", "4"))
    #expect(error?.kind == .noSuchChip && error?.errno == ENOTTY && error?.problem.hasPrefix("is no GPIO chip") == true)
  }

  /// A chip that may not be opened does not tell its label.
  @Test func `no permission, by name and by label`() {
    let locked = [ChipDescription.made(0, "", problem: EACCES)]
    let byName = problem(request("gpiochip0", "4"), among: locked)
    #expect(byName?.kind == .noPermission && byName?.problem.hasPrefix("no permission; add yourself") == true)
    let byLabel = problem(request("pinctrl-rp1", "4"), among: locked)
    #expect(byLabel?.kind == .noPermission && byLabel?.errno == EACCES)
    #expect(
      byLabel?.problem.hasPrefix("no chip that may be opened has this name or label; no permission; add yourself")
        == true)
    // A chip of that label which can be opened is meant, whatever else there is.
    #expect(problem(request("pca9685", "4"), among: locked + chips) == nil)
  }

  @Test func `no such line`() {
    #expect(
      problem(request("pca9685", "16"))?.description == "GPIO line pca9685:16: the chip has lines 0 to 15 only")
    #expect(problem(request("pca9685", "-1"))?.kind == .noSuchLine)
    #expect(
      problem(request("pca9685", "3", "GPIO17"))?.description == """
        GPIO line pca9685:GPIO17: no line has this name; its lines are called PIN0, PIN1, PIN2, PIN3, PIN4, PIN5, \
        PIN6, PIN7, …
        """)
    #expect(
      problem(request("expander", "A"))?.description
        == "GPIO line expander:A: no line has this name; its lines have no names; use an offset")
  }

  @Test func `a line twice, under one name or two`() {
    for lines in [("5", "5"), ("5", "PIN5"), ("PIN5", "5")] {
      #expect(
        problem(request("pca9685", lines.0, "6", lines.1))?.description
          == "GPIO line pca9685:\(lines.1): stands twice in one request; name each line once")
    }
  }

  @Test func `an obstacle takes nothing and tells what is in the way`() throws {
    let bank = FakeLines(chips)
    #expect(request("pca9685", "3", "4").obstacle(among: bank.chips()) == nil)
    let holder = try OutputLine(LineAddress(chip: "3", line: "PIN4"), from: bank, consumer: "somebody")
    #expect(
      request("pca9685", "3", "4").obstacle(among: bank.chips())?.description
        == "GPIO lines pca9685:3,4: held by 'somebody' (line 4); end that program or take another line")
    #expect(request("pca9685", "3").obstacle(among: bank.chips()) == nil)
    #expect(request("pca9685", "99").obstacle(among: bank.chips())?.kind == .noSuchLine)
    #expect(bank.holders.count == 1)
    drop(holder)
  }

  private func drop(_ line: consuming OutputLine) {}
}
