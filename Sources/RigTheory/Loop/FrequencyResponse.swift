internal import RealModule
internal import RigCore

// On the unit circle, z = exp(iω), the open loop is
//
//   L = g (c₀ z + c₁) / (z^d (z - 1)(z - β)) · (1 - a) z / (z - a)
//
// with c₀ = 1, c₁ = 0, except for Nesterov's rule, with c₀ = 1 + β, c₁ = -β. The last factor is the servo's; a sensor
// that smooths has another such factor, with its pole b for a. The loop is at its edge if L = -1.
//
// The gain below grows with ω over 0...π, so that the first frequency at which the lag reaches half a turn is that of the
// edge. With a servo that arrives within a step the lag grows as well; with any other it stays above half a turn once it
// is there. So every gain beyond the edge is unstable.
//
// The lag: arg(exp(iω) - b) has the derivative ½ + ½ P(b) with Poisson's kernel P(b) = (1 - b²)/(1 - 2b cos ω + b²). So
// the lag has d + ½ P(β), and with Nesterov's zero at b = β/(1 + β) d + ½ + ½ (P(β) - P(b)), where P(b) ≤ 1 + 2β < 3:
// above 0 for d ≥ 1. (For d = 0 the edge is known in closed form.) Servo and sensor each add ½ P - ½, at least -½.
//
// The gain: 2 sin(ω/2) grows, |exp(iω) - β| grows, and so does its ratio to |c₀ exp(iω) + c₁|, since
// (1 + β)(1 + β²) < (1 + β)² + β².
extension LinearLoop {
  /// The lag of the open loop at `frequency` (in radians a step, 0...π): -arg L. It begins with a quarter turn, which
  /// is the lag of the sum over all corrections.
  func lag(at frequency: Double) -> Double { lag(at: frequency, deadTime: Double(deadTime)) }

  /// The lag of the open loop at `frequency` if its dead time were `deadTime`, a number of steps that need not be whole.
  func lag(at frequency: Double, deadTime: Double) -> Double {
    var zero = frequency
    if case .lookAhead(let share) = inertia { zero = Self.turn(from: share / (1 + share), at: frequency) }
    func lag(ofPole pole: Double) -> Double { pole == 0 ? 0 : Self.turn(from: pole, at: frequency) - frequency }
    return deadTime * frequency + (.pi + frequency) / 2 + Self.turn(from: momentum, at: frequency) - zero
      + lag(ofPole: servoPole) + lag(ofPole: sensorPole)
  }

  /// The gain g at which |L| is 1 at `frequency`, in radians a step, 0...π.
  func unitGain(at frequency: Double) -> Double {
    let half = Double.sin(frequency / 2)
    // The law of cosines in the form that loses no digits if the two points nearly meet.
    func distance(to point: Double) -> Double { .hypot(1 - point, 2 * point.squareRoot() * half) }
    func attenuation(byPole pole: Double) -> Double { pole == 0 ? 1 : distance(to: pole) / (1 - pole) }
    let gain =
      2 * half * distance(to: momentum) * attenuation(byPole: servoPole) * attenuation(byPole: sensorPole)
    guard case .lookAhead(let share) = inertia else { return gain }
    return gain / ((1 + share) * distance(to: share / (1 + share)))
  }

  /// The frequency in 0...`end` at which `figure` reaches `value`, from which on it is not below it; nil if it does not.
  static func frequency(
    atWhich figure: (Double) -> Double, reaches value: Double, upTo end: Double = .pi
  ) -> Double? {
    var (below, above) = (0.0, end)
    guard figure(above) >= value else { return nil }
    while true {
      let middle = (below + above) / 2
      if middle <= below || middle >= above { return above }
      if figure(middle) >= value { above = middle } else { below = middle }
    }
  }

  /// The angle of `exp(iω) - point` at ω = `frequency`, from 0 at ω = 0 on, for a point in 0..<1.
  private static func turn(from point: Double, at frequency: Double) -> Double {
    let half = Double.sin(frequency / 2)
    // 1 - 2 sin² is the cosine; this form keeps its digits beside a point close to 1.
    return .atan2(y: .sin(frequency), x: (1 - point) - 2 * half * half)
  }
}
