public import RigWiring

/// The lines that one part of a rig needs.
struct LineNeed {
  /// The part in words: `laser line`.
  let part: String
  let request: LineRequest
  /// True for the line of the interlock.
  var isInterlock = false
}

extension PinRigSettings {
  /// True if some part of the rig is on a GPIO line.
  public var needsLines: Bool { !lineNeeds.isEmpty }

  /// The lines that the rig needs, in the order in which they are taken.
  var lineNeeds: [LineNeed] {
    var needs: [LineNeed] = []
    if let laser { needs.append(LineNeed(part: "laser line", request: .output([laser.address]))) }
    if let interlock {
      needs.append(
        LineNeed(part: "interlock line", request: .input([interlock.address], interlock.bias), isInterlock: true))
    }
    let uses =
      axes.map { axis in (axis.name, axis.detector.lines) } + axes.map { axis in (axis.name, axis.servo.output.lines) }
    return needs + uses.compactMap { axis, use in use.map { use in LineNeed(use, onAxis: axis) } }
  }

  /// A line that two parts use, even under two names: the part that takes it last, and the error.
  func lineUsedTwice(among chips: [ChipDescription]) -> (part: String, error: LineError)? {
    struct Line: Hashable {
      let chip: String
      let offset: UInt32
    }
    var users: [Line: (part: String, address: LineAddress)] = [:]
    for use in lineNeeds {
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

extension LineNeed {
  fileprivate init(_ use: LineUse, onAxis axis: String) {
    part = "\(axis) \(use.part)"
    request = use.bias.map { bias in .input(use.lines, bias) } ?? .output(use.lines)
  }
}

extension LineRequest {
  fileprivate static func output(_ addresses: [LineAddress]) -> LineRequest {
    LineRequest(addresses, .output(drive: .pushPull))
  }

  fileprivate static func input(_ addresses: [LineAddress], _ bias: LineBias) -> LineRequest {
    LineRequest(addresses, .input(bias: bias))
  }
}
