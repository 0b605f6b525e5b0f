internal import RealModule

/// What a loop does while the sensor sees no dot: hold, then sweep around the last sighting, then give up.
///
/// The sweep is a spiral whose radius grows evenly to `reach` and keeps it for the last turn; with one axis it is the
/// spiral's shadow, a swing to and fro that grows wider. It never leaves the actuator's travel.
public struct SpotSearch: Sendable, Equatable {
  /// For how many lost readings to hold still: a dropout passes by itself. At least 0.
  public let hold: Int
  /// Over how many further readings to sweep, at least 0.
  public let sweep: Int
  /// How far from the last sighting the sweep ends, in radians.
  public let reachRadians: Double
  /// How many turns the sweep makes.
  public let turns: Double

  /// Holds for `hold` readings, then sweeps `turns` turns out to `reach` over `sweep` readings.
  public init(hold: Int, sweep: Int, reach: Angle, turns: Double = 3) {
    precondition(hold >= 0 && sweep >= 0, "a search takes at least 0 readings")
    precondition(reach >= .zero, "a reach is at least 0")
    precondition(turns > 0, "a sweep makes more than 0 turns")
    self.hold = hold
    self.sweep = sweep
    reachRadians = reach.radians
    self.turns = turns
  }

  /// The number of lost readings in a row after which the loop gives up: by then each place of the sweep has been
  /// looked at.
  public var patience: Int { hold + sweep + 1 }

  /// True if a loop that has lost `lost` readings in a row sweeps. Up to then it holds, and the loss counts as a
  /// dropout.
  @inlinable
  public func isSweeping(afterLost lost: Int) -> Bool { lost > hold }

  /// True if a loop that has lost `lost` readings in a row has given up.
  @inlinable
  public func isOver(afterLost lost: Int) -> Bool { lost >= patience }

  /// The offset from the last sighting after `lost` lost readings in a row; nil while holding.
  @usableFromInline
  package func offsetRadians(afterLost lost: Int, axis: Int) -> Double? {
    guard isSweeping(afterLost: lost) else { return nil }
    let share = Double(lost - hold) / Double(sweep)
    let phase = share * turns * 2 * .pi
    let radius = turns > 1 ? min(1, share * turns / (turns - 1)) : share
    return reachRadians * radius * (axis.isMultiple(of: 2) ? .sin(phase) : .cos(phase))
  }
}
