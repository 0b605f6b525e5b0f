public import RigCore
public import Testing

/// Checks what `Actuator` promises: an ordered travel; no command fails; none leads beyond the travel, and one from
/// beyond it ends at the limit that it lies behind.
///
/// - Parameters:
///   - device: the actuator, which the check uses up.
///   - settlingLooks: after how many observations the actuator has arrived at the last command.
///   - tolerance: how far from the limit an actuator may end that was sent beyond it.
///   - observe: where the beam points now; nil if that cannot be seen.
public func checkActuator<let axes: Int, Device: Actuator & ~Copyable>(
  _ device: consuming Device, settlingLooks: Int = 1, tolerance: Angle = .radians(1e-9),
  sourceLocation: SourceLocation = #_sourceLocation,
  observe: (inout Device) -> PerAxis<axes, Angle>? = { _ in nil }
) where Device.Angles == PerAxis<axes, Angle> {
  let travel = device.travel
  for axis in 0..<axes {
    #expect(travel.lower[axis] < travel.upper[axis], "axis \(axis): travel is ordered", sourceLocation: sourceLocation)
  }
  for command in commands(within: travel, axes: axes) {
    let goal = PerAxis<axes, Angle> { axis in command.angle(in: travel, axis: axis) }
    do throws(Device.Failure) {
      try device.move(to: goal)
    } catch {
      Issue.record("\(command) failed: \(error)", sourceLocation: sourceLocation)
      continue
    }
    for look in 0..<max(1, settlingLooks) {
      guard let seen = observe(&device) else { break }
      for axis in 0..<axes {
        let (low, high) = (travel.lower[axis].radians, travel.upper[axis].radians)
        let beam = seen[axis].radians
        #expect(
          beam >= low - 1e-9 && beam <= high + 1e-9, "\(command), axis \(axis): within the travel",
          sourceLocation: sourceLocation)
        guard look == settlingLooks - 1, let limit = command.limit(low: low, high: high) else { continue }
        #expect(
          abs(beam - limit) <= tolerance.radians, "\(command), axis \(axis): ends at the limit",
          sourceLocation: sourceLocation)
      }
    }
  }
}

/// One command of the check, as a place relative to the travel.
private enum Command: CustomStringConvertible {
  case share(Double)
  case slope(Double)
  case arc(Double)

  var description: String {
    switch self {
    case .share(let share): "a move to \(share) of the travel"
    case .slope(let slope): "a move to the slope \(slope)"
    case .arc(let radians): "a move to \(radians) rad"
    }
  }

  func angle<let axes: Int>(in travel: Travel<PerAxis<axes, Angle>>, axis: Int) -> Angle {
    switch self {
    case .share(0): return travel.lower[axis]
    case .share(1): return travel.upper[axis]
    case .share(let share):
      let low = travel.lower[axis].radians
      return Angle(radians: low + share * (travel.upper[axis].radians - low))
    case .slope(let slope): return Angle(slope: slope)
    case .arc(let radians): return Angle(radians: radians)
    }
  }

  /// The limit that the command ends at, if it lies on or beyond one.
  func limit(low: Double, high: Double) -> Double? {
    switch self {
    case .share(let share): share <= 0 ? low : share >= 1 ? high : nil
    case .slope(let slope): slope < 0 ? low : high
    case .arc(let radians): radians < 0 ? low : high
    }
  }
}

private func commands<let axes: Int>(within travel: Travel<PerAxis<axes, Angle>>, axes count: Int) -> [Command] {
  let inside = stride(from: 0.0, through: 1, by: 0.0625).map { share in Command.share(share) }
  // Just past the ends, past the vertical, several turns, and slopes that no beam has.
  let beyond: [Command] = [
    .share(1.001), .share(-0.001), .arc(1.8), .arc(-1.8), .arc(3.2), .arc(-3.2), .arc(100), .arc(-100),
    .slope(1e6), .slope(-1e6), .slope(1e300), .slope(-1e300), .share(0.5),
  ]
  return inside + beyond
}
