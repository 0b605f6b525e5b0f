public import RigWiring

/// One thing that a rig's settings ask for, and whether it is to be had.
public struct PinFinding: Sendable {
  /// What is asked for, in words: `laser line`.
  public let part: String
  /// Where: `pinctrl-rp1:GPIO17`.
  public let place: String
  /// Why it is not to be had; nil where it is.
  public let problem: PinError?

  /// The finding about `part`.
  public init(part: String, place: String, problem: PinError?) {
    self.part = part
    self.place = place
    self.problem = problem
  }
}

extension PinRigSettings {
  /// What the rig needs and whether it is there. Takes nothing, moves nothing, and tells no more than holds at the
  /// moment.
  public func diagnosis(lines bank: some LineBank = SystemLines()) -> [PinFinding] {
    let chips = bank.chips()
    let conflict = lineUsedTwice(among: chips)
    var findings = lineNeeds.map { use in
      let lines = use.request.lines
      let obstacle = use.request.obstacle(among: chips) ?? (conflict?.part == use.part ? conflict?.error : nil)
      // Of several chips the one that is there.
      let chip = ChipDescription.meant(by: lines[0].chip, among: chips)?.label ?? lines[0].chip
      return PinFinding(
        part: use.part, place: LineAddress.description(of: lines.map(\.line).joined(separator: ","), on: chip),
        problem: obstacle.map { error in .line(error) })
    }
    for axis in axes {
      for device in [axis.servo.output, axis.detector] as [any DeviceSettings] {
        guard let device = device as? any PinDevice else {
          let word = type(of: device).word
          findings.append(PinFinding(part: "\(axis.name) \(word)", place: word, problem: .noDriver(word)))
          continue
        }
        if let finding = device.finding(onAxis: axis.name) { findings.append(finding) }
      }
    }
    return findings
  }
}
