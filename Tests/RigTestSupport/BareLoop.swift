public import RigCore

/// The least of a control loop: look, update, turn. It never ends, judges nothing, and lets the truth be looked at
/// between two steps. Where no dot is seen it holds the aim and tells the rule of the lost reading.
public struct BareLoop<let axes: Int, Plant: Rig, Rule: UpdateRule>
where
  Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes>, Plant.Failure == Never,
  Rule.Aim == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length>
{
  /// What the loop drives.
  public var rig: Plant
  /// The rule, with what it has learned.
  public var rule: Rule
  /// The slope that each axis was told.
  public var aim: PerAxis<axes, Double>
  /// How many of the rule's wishes lay beyond the travel.
  public var wishesBeyondTravel = 0

  @usableFromInline
  let lowest: PerAxis<axes, Double>
  @usableFromInline
  let highest: PerAxis<axes, Double>

  /// Turns `rig` to `start` and is ready for the first look.
  @inlinable
  public init(rig: Plant, rule: Rule, start: PerAxis<axes, Angle> = PerAxis(repeating: .zero)) {
    self.rig = rig
    self.rule = rule
    aim = start.map { angle in angle.slope }
    lowest = rig.travel.lower.map { angle in angle.slope }
    highest = rig.travel.upper.map { angle in angle.slope }
    self.rig.move(to: start)
  }

  /// Makes one step. The truth of the rig is that of the reading until the next one.
  @inlinable
  @discardableResult
  public mutating func step() -> Reading<axes> {
    let reading = rig.read()
    if let error = reading.error, error.sumOfSquares.isFinite {
      let wish = rule.update(aim, error: error)
      var isBeyond = false
      for axis in 0..<axes where !wish[axis].isNaN {
        if wish[axis] < lowest[axis] || wish[axis] > highest[axis] { isBeyond = true }
        aim[axis] = min(max(wish[axis], lowest[axis]), highest[axis])
      }
      if isBeyond { wishesBeyondTravel += 1 }
      rig.move(to: aim.map { slope in Angle(slope: slope) })
    } else {
      rule.skip(aim)
    }
    return reading
  }
}
