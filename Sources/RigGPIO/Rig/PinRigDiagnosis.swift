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
  /// What the rig needs and whether it is there. Takes nothing, moves nothing, and tells no more than holds at the moment.
  public func diagnosis(lines bank: some LineBank = SystemLines()) -> [PinFinding] {
    let chips = bank.chips()
    func finding(_ part: String, _ lines: [LineAddress], _ direction: LineRequest.Direction) -> PinFinding {
      let obstacle = LineRequest(lines, direction).obstacle(among: chips)
      let place = LineAddress.description(of: lines.map(\.line).joined(separator: ","), on: lines[0].chip)
      return PinFinding(part: part, place: place, problem: obstacle.map { error in .line(error) })
    }
    var findings: [PinFinding] = []
    if let laser { findings.append(finding("laser line", [laser.address], .output(drive: .pushPull))) }
    if let interlock {
      findings.append(finding("interlock line", [interlock.address], .input(bias: interlock.bias)))
    }
    for axis in axes {
      switch axis.servo.output {
      case .line(let address):
        findings.append(finding("\(axis.name) servo line", [address], .output(drive: .pushPull)))
      case .pwm(let address):
        findings.append(
          PinFinding(part: "\(axis.name) servo PWM", place: "\(address)", problem: Self.obstacle(address)))
      }
      switch axis.detector {
      case .strip(let addresses, _, let bias, _):
        findings.append(finding("\(axis.name) strip lines", addresses, .input(bias: bias)))
      case .positionDetector(let settings):
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
