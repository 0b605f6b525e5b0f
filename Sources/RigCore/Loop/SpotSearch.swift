internal import RealModule

/// The search of a loop while the sensor sees no dot: hold, then sweep around the last sighting, then give up.
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

  /// True if a loop that has lost `lost` readings in a row sweeps. Up to then it holds, and the loss counts as a
  /// dropout.
  @inlinable
  @inline(__always)
  package func isSweeping<Count: LostReadings>(afterLost lost: Count) -> Count.Answer { Count(hold) < lost }

  /// True if a loop that has lost `lost` readings in a row has given up: each place of the sweep has been looked at.
  @inlinable
  @inline(__always)
  package func isOver<Count: LostReadings>(afterLost lost: Count) -> Count.Answer { Count(hold + sweep) < lost }

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

/// A number of readings lost in a row: that of one loop (`Int`), or those of several loops side by side.
@usableFromInline
package protocol LostReadings {
  /// A Boolean value for each loop.
  associatedtype Answer

  /// The same number for each loop.
  init(_ count: Int)
  /// True where the left number is less than the right one.
  static func < (left: Self, right: Self) -> Answer
}

extension Int: LostReadings {
  @usableFromInline
  package typealias Answer = Bool
}
