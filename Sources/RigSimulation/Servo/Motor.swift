internal import RealModule

/// How a motor gets to its goal: as a first-order lag whose speed is limited.
public struct Motor: Sendable, Equatable {
  /// The highest speed in degrees a second; infinite for no limit.
  public var slewRateDegreesPerSecond: Double
  /// The time constant of the final approach in seconds; 0 for none.
  public var lagSeconds: Double

  /// A motor no faster than `slewRateDegreesPerSecond` (above 0) that approaches its goal with the time constant
  /// `lagSeconds` (at least 0).
  public init(slewRateDegreesPerSecond: Double = .infinity, lagSeconds: Double = 0) {
    precondition(slewRateDegreesPerSecond > 0 && lagSeconds >= 0, "a slew rate is above 0, a lag at least 0")
    self.slewRateDegreesPerSecond = slewRateDegreesPerSecond
    self.lagSeconds = lagSeconds
  }

  var isOn: Bool { slewRateDegreesPerSecond.isFinite || lagSeconds > 0 }

  /// Where a motor at `position` is after `seconds` on the way to `goal`, both in radians.
  ///
  /// The exact solution of `x' = clamp((goal - x) / lag, -rate...rate)`: at full speed until the gap is `rate · lag`,
  /// exponentially from there.
  func position(from position: Double, to goal: Double, after seconds: Double) -> Double {
    let rate = slewRateDegreesPerSecond * .pi / 180
    let gap = (goal - position).magnitude
    let direction: Double = goal < position ? -1 : 1
    let exponentialGap = lagSeconds > 0 ? rate * lagSeconds : 0
    var remaining = gap
    var time = seconds
    if gap > exponentialGap {
      let slewing = (gap - exponentialGap) / rate
      if slewing >= seconds { return position + direction * rate * seconds }
      remaining = exponentialGap
      time -= slewing
    }
    guard lagSeconds > 0 else { return goal }
    return goal - direction * remaining * .exp(-time / lagSeconds)
  }
}
