import RigWiring
import Testing

@testable import RigGPIO

/// A PWM chip's pulses that no servo gets, since its pin has become a GPIO line.
@Suite struct PWMPinsTests {
  private func bank(_ lines: [LineDescription]) -> FakeLines {
    FakeLines([ChipDescription(path: "/dev/gpiochip0", name: "gpiochip0", label: "pinctrl-rp1", lines: lines)])
  }

  private func settings(isPWM: Bool) -> PinRigSettings {
    PinBench { settings in
      if isPWM { settings.axes[0].servo.output = PWMChannelSettings(chip: "0", channel: 2) }
    }.settings
  }

  @Test(arguments: [
    (LineDescription(name: "GPIO18", holder: "gpioset", isOutput: true), "GPIO18 (an output line of 'gpioset')"),
    (LineDescription(name: "GPIO18", isOutput: true), "GPIO18 (an output line)"),
    (LineDescription(name: "GPIO13", holder: "button"), "GPIO13 (an input line of 'button')"),
  ])
  func `a pin that is a line now is named`(line: LineDescription, words: String) throws {
    let bank = bank([LineDescription(name: "GPIO17", holder: "laser", isOutput: true), line])
    let doubt = try #require(settings(isPWM: true).pulseDoubt(lines: bank))
    #expect(doubt.contains(": \(words) is no longer the chip's; ") && !doubt.contains("GPIO17"))
    #expect(settings(isPWM: true).pulseWarning(lines: bank) == doubt)
    #expect(settings(isPWM: false).pulseDoubt(lines: bank) == nil)
  }

  @Test func `without such a pin the doubt remains, and is no warning`() throws {
    let bank = bank([LineDescription(name: "GPIO18"), LineDescription(name: "GPIO17", isOutput: true)])
    let doubt = try #require(settings(isPWM: true).pulseDoubt(lines: bank))
    #expect(doubt.contains("used as a GPIO line before") && doubt.contains("restart"))
    #expect(settings(isPWM: true).pulseWarning(lines: bank) == nil)
  }
}
