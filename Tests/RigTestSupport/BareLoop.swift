public import RigCore

/// A loop with a rule and nothing else: it never ends, judges nothing, and lets the truth be looked at between two
/// steps. After a lost reading it holds the command and tells the rule.
public struct BareLoop<let axes: Int, Plant: Rig, Rule: UpdateRule>
where
  Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes>, Plant.Failure == Never,
  Rule.Command == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length>
{
  /// The step of every loop.
  @usableFromInline
  var kernel: LoopKernel<axes, Plant>
  /// The rule, with what it has learned.
  public var rule: Rule
  /// How many commands of the rule lay beyond the travel.
  public var wishesBeyondTravel = 0

  /// The rig that the loop drives.
  @inlinable
  public var rig: Plant { kernel.rig }
  /// The slope that each axis was told.
  @inlinable
  public var command: PerAxis<axes, Double> { kernel.command }

  /// Turns `rig` to `start` and is ready for the first look.
  @inlinable
  public init(rig: Plant, rule: Rule, start: PerAxis<axes, Angle> = PerAxis(repeating: .zero)) {
    kernel = LoopKernel(rig: rig, start: start)
    self.rule = rule
    kernel.begin()
  }

  /// Makes one step. The truth of the rig is that of the reading until the next one.
  @inlinable
  @discardableResult
  public mutating func step() -> Reading<axes> {
    let reading = kernel.look()
    if let error = reading.followableError {
      if kernel.turn(to: rule.update(kernel.command, error: error)) { wishesBeyondTravel += 1 }
    } else {
      rule.skip(kernel.command)
    }
    return reading
  }
}
