public import RigWiring

/// The pins to which a board's own PWM chip leads. A pin that is used as a GPIO line is switched from the chip to the
/// line, and stays so when the line is given back: the chip makes its pulses all the same, and none arrives.
enum PWMPins {
  /// The names of the lines of a Raspberry Pi that its PWM chip can have.
  ///
  /// Source: Raspberry Pi Ltd, "BCM2835 ARM peripherals", 2012, section 6.2, and "RP1 peripherals", 2023,
  /// on the functions of the GPIO pins.
  private static let names: Set<String> = ["GPIO12", "GPIO13", "GPIO14", "GPIO15", "GPIO18", "GPIO19"]

  /// The lines that the PWM chip can have and that are GPIO lines now, with their use, such as
  /// "GPIO18 (an output line of 'gpioset')". A pin that was left as an input cannot be told from one that the chip has.
  static func taken(among chips: [ChipDescription]) -> [String] {
    chips.flatMap { chip -> [String] in
      chip.lines.compactMap { line in
        guard names.contains(line.name), line.holder != nil || line.isOutput else { return nil }
        let use = line.isOutput ? "an output line" : "an input line"
        return "\(line.name) (\(use)\(line.holder.map { holder in " of '\(holder)'" } ?? ""))"
      }
    }
  }
}

extension PinRigSettings {
  /// The reason why pulses that a PWM chip makes may not arrive at a servo, and the remedy, for a servo that does not
  /// answer; nil if the rig has no such servo. It names the pins that are GPIO lines now.
  public func pulseDoubt(lines bank: some LineBank = SystemLines()) -> String? {
    guard let maker = axes.lazy.compactMap({ axis in axis.servo.pulseMaker }).first else { return nil }
    let taken = PWMPins.taken(among: bank.chips())
    let start = "\(maker) makes the servo's pulses whether they arrive or not: "
    return start
      + (taken.isEmpty
        ? "a pin that was used as a GPIO line before is no longer the chip's; restart the machine to give it back"
        : "\(taken.joined(separator: ", ")) \(taken.count == 1 ? "is" : "are") no longer the chip's; if the servo is"
          + " there, end that use and restart the machine")
  }

  /// As ``pulseDoubt(lines:)``, but nil as well if no pin is a GPIO line now: a note for a rig that has not failed.
  public func pulseWarning(lines bank: some LineBank = SystemLines()) -> String? {
    PWMPins.taken(among: bank.chips()).isEmpty ? nil : pulseDoubt(lines: bank)
  }
}
