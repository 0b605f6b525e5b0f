public import RigWiring

/// One part that a rig's settings ask for, and whether it is available.
public struct PinFinding: Sendable {
  /// The part in words: `laser line`.
  public let part: String
  /// The address of the part: `pinctrl-rp1:GPIO17`.
  public let place: String
  /// The present state of the part in words, such as what it reads; empty if there is nothing to say.
  public let state: String
  /// The reason why the part is not available; nil if it is available.
  public let problem: PinError?

  /// The finding that `part` at `place` is available, or has `problem`.
  public init(part: String, place: String, state: String = "", problem: PinError?) {
    self.part = part
    self.place = place
    self.state = state
    self.problem = problem
  }
}

extension PinRigSettings {
  /// When the interlock proved itself, in words.
  private func proofState(_ proofs: InterlockProofs, among chips: [ChipDescription]) -> String {
    guard interlockProof == .seen, let interlock, let date = proofs.date(interlock, among: chips) else { return "" }
    return "seen open and closed at \(date)"
  }

  /// The parts that the rig needs, and whether they are there. Takes nothing and moves nothing; the answer holds for
  /// the moment only.
  public func diagnosis(lines bank: some LineBank = SystemLines()) -> [PinFinding] {
    diagnosis(lines: bank, proofs: InterlockProofs())
  }

  func diagnosis(lines bank: some LineBank, proofs: InterlockProofs) -> [PinFinding] {
    let chips = bank.chips()
    let conflict = lineUsedTwice(among: chips)
    var findings = lineNeeds.map { use in
      let lines = use.request.lines
      let obstacle = use.request.obstacle(among: chips) ?? (conflict?.part == use.part ? conflict?.error : nil)
      let doubt = use.isInterlock ? interlockDoubt(proofs, among: chips) : nil
      let problem = obstacle.map { error in .line(error) } ?? doubt
      // Of several chips the one that is present.
      let meant = ChipDescription.meant(by: lines[0].chip, among: chips)
      let chip = meant?.label ?? lines[0].chip
      let names = lines.map { line in meant?.words(for: line.line) ?? line.line }
      return PinFinding(
        part: use.part, place: LineAddress.description(of: names.joined(separator: ","), on: chip),
        state: use.isInterlock ? proofState(proofs, among: chips) : "", problem: problem)
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
