/// What one part of a rig needs of lines.
struct LineUse {
  /// The part in words: `laser line`.
  let part: String
  let request: LineRequest
}

extension PinRigSettings {
  /// True where something of the rig is on a GPIO line.
  public var needsLines: Bool { !lineUses.isEmpty }

  /// What the rig needs of lines, in the order in which they are taken.
  var lineUses: [LineUse] {
    var uses: [LineUse] = []
    if let laser { uses.append(LineUse(part: "laser line", request: .output(laser.address))) }
    if let interlock {
      uses.append(LineUse(part: "interlock line", request: .input([interlock.address], interlock.bias)))
    }
    for axis in axes {
      if case .strip(let addresses, _, let bias, _) = axis.detector {
        uses.append(LineUse(part: "\(axis.name) strip lines", request: .input(addresses, bias)))
      }
    }
    for axis in axes {
      if case .line(let address) = axis.servo.output {
        uses.append(LineUse(part: "\(axis.name) servo line", request: .output(address)))
      }
    }
    return uses
  }

  /// A line that two parts have, be it under two names: the part that takes it last, and what to say of it.
  func lineUsedTwice(among chips: [ChipDescription]) -> (part: String, error: LineError)? {
    struct Line: Hashable {
      let chip: String
      let offset: UInt32
    }
    var users: [Line: (part: String, address: LineAddress)] = [:]
    for use in lineUses {
      guard let (chip, offsets) = try? use.request.resolved(among: chips) else { continue }
      for (address, offset) in zip(use.request.lines, offsets) {
        guard let other = users.updateValue((use.part, address), forKey: Line(chip: chip.path, offset: offset)) else {
          continue
        }
        let problem = "is the line \(other.address), which is the \(other.part) already; give each its own"
        return (use.part, LineError(.duplicate, chip: address.chip, lines: [address.line], problem))
      }
    }
    return nil
  }
}

extension LineRequest {
  fileprivate static func output(_ address: LineAddress) -> LineRequest {
    LineRequest([address], .output(drive: .pushPull))
  }

  fileprivate static func input(_ addresses: [LineAddress], _ bias: Bias) -> LineRequest {
    LineRequest(addresses, .input(bias: bias))
  }
}
