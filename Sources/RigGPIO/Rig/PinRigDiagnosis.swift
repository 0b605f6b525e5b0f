/// One thing that a rig's settings ask for, and whether it is to be had.
public struct PinFinding: Sendable {
  /// What is asked for, in words: `laser line`.
  public let part: String
  /// Where: `pinctrl-rp1:GPIO17`.
  public let place: String
  /// Why it is not to be had; nil where it is.
  public let problem: PinError?
}

extension PinRigSettings {
  /// What the rig needs and whether it is there. Takes nothing, moves nothing, and tells no more than holds at the
  /// moment.
  public func diagnosis(lines bank: some LineBank = SystemLines()) -> [PinFinding] {
    let chips = bank.chips()
    let conflict = lineUsedTwice(among: chips)
    var findings = lineUses.map { use in
      let lines = use.request.lines
      let obstacle = use.request.obstacle(among: chips) ?? (conflict?.part == use.part ? conflict?.error : nil)
      // Of several chips the one that is there.
      let chip = ChipDescription.meant(by: lines[0].chip, among: chips)?.label ?? lines[0].chip
      return PinFinding(
        part: use.part, place: LineAddress.description(of: lines.map(\.line).joined(separator: ","), on: chip),
        problem: obstacle.map { error in .line(error) })
    }
    for axis in axes {
      if case .pwm(let address) = axis.servo.output {
        findings.append(
          PinFinding(part: "\(axis.name) servo PWM", place: "\(address)", problem: Self.obstacle(address)))
      }
      if case .positionDetector(let settings) = axis.detector {
        findings.append(
          PinFinding(part: "\(axis.name) detector", place: settings.device, problem: Self.obstacle(settings)))
      }
    }
    return findings
  }

  private static func obstacle(_ address: PWMChannelAddress) -> PinError? {
    do throws(PWMError) {
      try HardwarePWM.check(address)
      return nil
    } catch {
      return .pwm(error)
    }
  }

  /// To open a converter moves nothing.
  private static func obstacle(_ settings: PositionDetectorSettings) -> PinError? {
    do throws(IIOError) {
      _ = try PositionDetector(settings)
      return nil
    } catch {
      return .converter(error)
    }
  }
}
