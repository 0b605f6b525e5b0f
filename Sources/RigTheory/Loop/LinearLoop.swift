internal import RealModule
public import RigCore

/// The loop in linear theory: an error that each step changes in proportion to an old reading of it.
///
/// `e[k+1] = e[k] - g (e[k-d] + n[k]) + β (e[k] - e[k-1])`
///
/// with the loop gain `g = 2αD/D₀`, a dead time of d steps, the noise n of a reading, and the share β of the last move
/// that carries on. It is exact for a rule that steers the slope before a wall that stands still, as long as no axis is
/// at an end of its travel; any smooth loop approaches it near the target (see ``LocalGain``).
///
/// A servo with a first-order lag is a part of the loop: with the time constant τ and the time T between two steps, the
/// dot keeps the share `a = exp(-T/τ)` of its distance from the command at each step, and
///
/// `e[k+1] - a e[k] = e[k] - a e[k-1] - (1 - a) g (e[k-d] + n[k]) + β (e[k] - a e[k-1] - (e[k-1] - a e[k-2]))`
///
/// which is the line above with `e[k] - a e[k-1]`, `1 - a` times the error of the command, in place of `e[k]`.
///
/// A sensor that smooths its readings by a first-order filter with the time constant τ keeps the share `b = exp(-T/τ)` of
/// its last report at each step. It is a part of the loop in the same way: `e[k] - b e[k-1]` takes the place of `e[k]`,
/// and `(1 - b) g` that of g.
///
/// Source: K. J. Åström and R. M. Murray, *Feedback Systems*, 2008, chapters 5 and 9, for the figures of a linear loop;
/// the formulas for this one are derived beside the code. K. J. Åström and B. Wittenmark, *Computer-Controlled Systems*,
/// 3rd ed., 1997, section 2.3, for a first-order lag that is sampled.
public struct LinearLoop: Sendable, Equatable {
  /// The part of the last move that a rule carries on.
  public typealias Inertia = LinearForm.Inertia

  /// The loop gain g, a plain number; negative if the servo turns the wrong way.
  public let gain: Double
  /// The dead time d in steps, at least 0.
  public let deadTime: Int
  /// The part of the last move that the rule carries on.
  public let inertia: Inertia
  /// The pole a of the servo, in 0..<1: the share of the distance from its command that is left after a step; 0 for a
  /// servo that arrives within a step.
  public let servoPole: Double

  /// The pole b of the sensor, in 0..<1: the share of its last report that it keeps in the next one; 0 for a sensor that
  /// does not smooth.
  public let sensorPole: Double

  /// A loop with the gain `gain` (finite), with readings that are `deadTime` steps (at least 0) old, with a servo that
  /// keeps the share `servoPole` (0..<1) of its distance from the command at each step, and with a sensor that keeps the
  /// share `sensorPole` (0..<1) of its last report.
  public init(
    gain: Double, deadTime: Int = 0, inertia: Inertia = .none, servoPole: Double = 0, sensorPole: Double = 0
  ) {
    precondition(gain.isFinite, "a loop gain is finite")
    precondition(deadTime >= 0, "a dead time is at least 0 steps")
    precondition((0..<1).contains(servoPole), "a servo's pole is at least 0 and below 1")
    precondition((0..<1).contains(sensorPole), "a sensor's pole is at least 0 and below 1")
    self.gain = gain
    self.deadTime = deadTime
    self.inertia = inertia
    self.servoPole = servoPole
    self.sensorPole = sensorPole
    precondition((0..<1).contains(momentum), "a momentum is at least 0 and below 1")
  }

  /// The share β of the last move that carries on, in 0..<1.
  public var momentum: Double {
    switch inertia {
    case .none: 0
    case .heavyBall(let share), .lookAhead(let share): share
    }
  }

  /// The same loop with another gain.
  public func with(gain: Double) -> LinearLoop {
    LinearLoop(gain: gain, deadTime: deadTime, inertia: inertia, servoPole: servoPole, sensorPole: sensorPole)
  }

  /// The same loop with another dead time in steps.
  public func with(deadTime: Int) -> LinearLoop {
    LinearLoop(gain: gain, deadTime: deadTime, inertia: inertia, servoPole: servoPole, sensorPole: sensorPole)
  }

  /// True if a step's error follows from the last one alone: without dead time, momentum, lag and smoothing.
  public var isPlain: Bool { deadTime == 0 && momentum == 0 && poles == (0, 0) }

  /// The poles of servo and sensor, the larger one first. In what the loop makes of its errors they do the same.
  var poles: (Double, Double) { (max(servoPole, sensorPole), min(servoPole, sensorPole)) }

  /// The share of a reading that a correction has taken away by the next one, (1 - a)(1 - b) g, if the sensor reported 0
  /// before.
  var firstGain: Double { (1 - servoPole) * (1 - sensorPole) * gain }

  /// The weights with which this reading and the last one, times -g, move the dot: 1 and 0, except for Nesterov's rule
  /// with `1 + β` and `-β`, since it looks ahead by β of the correction as well.
  var readingWeights: (now: Double, last: Double) {
    if case .lookAhead(let share) = inertia { return (1 + share, -share) }
    return (1, 0)
  }

  /// The polynomial with these coefficients, in powers of the delay q of a step from the 0th on, times `1 - root q`.
  static func product(of coefficients: [Double], root: Double) -> [Double] {
    var product = coefficients + [0]
    for place in coefficients.indices { product[place + 1] -= root * coefficients[place] }
    return product
  }

  /// The weights of the errors of the steps up to now, the latest first, in the sum that is the next error. At least
  /// one.
  var errorWeights: [Double] {
    let reading = readingWeights
    // The coefficients of -(1 - q)(1 - βq)(1 - aq)(1 - bq), with the delay q of a step, from q on.
    var product = [1.0]
    for root in [1, momentum, servoPole, sensorPole] { product = Self.product(of: product, root: root) }
    let own = product.dropFirst().map { coefficient in -coefficient }
    var weights = own + Array(repeating: 0.0, count: max(deadTime + 2 - own.count, 0))
    weights[deadTime] -= firstGain * reading.now
    weights[deadTime + 1] -= firstGain * reading.last
    while weights.count > 1, weights.last == 0 { weights.removeLast() }
    return weights
  }
}

extension LinearLoop {
  /// The loop with `inertia` that swings with this `growth` a step (above 0) and this `period` in steps (at least 2):
  /// its gain, and its dead time to the nearest step.
  ///
  /// A swing `zᵏ` with `z = ρ exp(iω)` is one of the loop `(z - 1)(z - β) = -g z⁻ᵈ (c₀ z + c₁)` if
  /// `g = zᵈ (1 - z)(z - β) / (c₀ z + c₁)`, with c₀ = 1 and c₁ = 0, or 1 + β and -β for Nesterov's rule. The angle of the
  /// right side has to be 0, which tells d; its magnitude is g. For gradient descent `d = -arg(1 - z) / ω`, and
  /// `g = ρᵈ |1 - z|`.
  ///
  /// Source: the characteristic equation of the loop, as in G. F. Franklin, J. D. Powell and M. Workman, *Digital
  /// Control of Dynamic Systems*.
  public init(growth: Double, period: Double, inertia: Inertia = .none) {
    let (size, exact) = LinearLoop(gain: 1, inertia: inertia).swing(growth: growth, period: period)
    let deadTime = exact.rounded()
    self.init(gain: .pow(growth, deadTime) * size, deadTime: Int(deadTime), inertia: inertia)
  }

  /// The edge of a loop with `inertia` that swings with this `growth` a step (above 0) and this `period` in steps (at
  /// least 2), in shares of its gain, if all of its delay is a dead time, which need not be a whole number of steps. If a
  /// servo's lag is a part of the delay, the edge is at ``leastTrueShare(_:)`` of that share or more, for lags of up to
  /// five steps, dead times of up to four and gains of up to three edges.
  public static func edgeShare(growth: Double, period: Double, inertia: Inertia = .none) -> Double {
    let loop = LinearLoop(gain: 1, inertia: inertia)
    let (size, deadTime) = loop.swing(growth: growth, period: period)
    let edge = loop.unitGain(
      at: frequency(atWhich: { frequency in loop.lag(at: frequency, deadTime: deadTime) }, reaches: .pi) ?? .pi)
    return edge / (.pow(growth, deadTime) * size)
  }

  /// The least share of what ``edgeShare(growth:period:inertia:)`` says at which the edge is if a servo's lag is a part of
  /// the delay: found by trying lags, dead times and gains.
  public static func leastTrueShare(_ inertia: Inertia) -> Double { inertia == .none ? 0.58 : 0.35 }

  /// The magnitude of `(1 - z)(z - β) / (c₀ z + c₁)` for a swing `zᵏ`, and the dead time d that it shows.
  private func swing(growth: Double, period: Double) -> (size: Double, deadTime: Double) {
    precondition(growth > 0 && period >= 2, "a swing has a size, and changes sides at most at each step")
    let frequency = 2 * .pi / period
    let (real, imaginary) = (growth * .cos(frequency), growth * .sin(frequency))
    func distance(to point: Double) -> Double { .hypot(real - point, imaginary) }
    func turn(from point: Double) -> Double { .atan2(y: imaginary, x: real - point) }
    let weights = readingWeights
    let zero = -weights.last / weights.now
    let size = distance(to: 1) * distance(to: momentum) / (weights.now * distance(to: zero))
    let angle = Double.atan2(y: imaginary, x: 1 - real) - turn(from: momentum) + turn(from: zero)
    return (size, max(0, angle / frequency))
  }
}
