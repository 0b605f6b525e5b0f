internal import RealModule

/// The place at which a disturbance enters a loop.
enum Disturbance {
  /// It moves the beam: the play between motor and beam.
  case ofBeam
  /// It changes the command before the servo follows it: the rounding of commands.
  case ofCommand
}

extension LinearLoop {
  /// The greatest error, in the long run, of a loop with a disturbance that is always between -1 and 1, whatever its
  /// course is. Nil if the loop is not stable, or if its errors fade too slowly to tell.
  ///
  /// The error is the sum of all past values of the disturbance, each times what is left of a single pulse of it. So the
  /// greatest error is the sum of the magnitudes of what a pulse leaves, and the disturbance that changes its sign with
  /// them reaches it. Without dead time, momentum and a servo's lag the sum is `2 / (2 - g)` for g ≥ 1, and 2 for g ≤ 1.
  ///
  /// The first terms are added up one by one. For the rest, with any r between the growth factor and 1,
  /// `Σ |sₖ| ≤ √(Σ sₖ² r^(-2k)) · √(Σ r^(2k))`, where the first sum is a form of the last terms, whose matrix solves a
  /// discrete Lyapunov equation. So the result is never too small.
  ///
  /// Source: C. A. Desoer and M. Vidyasagar, *Feedback Systems: Input-Output Properties*, 1975, section 4.2, for the gain
  /// of a linear system between bounded signals.
  ///
  /// Complexity: O(d) for each of at most 20 000 terms, and O(d³) once.
  func worstError(from disturbance: Disturbance) -> Double? {
    guard isStable else { return nil }
    let weights = errorWeights
    let pulse = pulse(of: disturbance)
    let rate = (1 + growthFactor) / 2
    var scale = 1.0
    let scaled = weights.map { weight in
      scale /= rate
      return weight * scale
    }
    guard rate < 1,
      let remaining = DiscreteLyapunov.solution(
        system: Matrix.companion(scaled).transposed, noise: .corner(size: weights.count))
    else { return nil }
    // The terms of the response, the latest first.
    var last = Array(repeating: 0.0, count: weights.count)
    var sum = 0.0
    func rest() -> Double {
      var share = 1.0 / rate
      let terms = last.map { term in
        share *= rate
        return term * share
      }
      return (max(0, remaining.form(terms)) * rate * rate / (1 - rate * rate)).squareRoot()
    }
    for number in 0..<20_000 {
      let term =
        zip(weights, last).reduce(0) { sum, pair in sum + pair.0 * pair.1 } + (number < pulse.count ? pulse[number] : 0)
      last.removeLast()
      last.insert(term, at: 0)
      sum += term.magnitude
      if number >= pulse.count, number.isMultiple(of: 32), rest() <= 1e-9 * sum { break }
    }
    let result = sum + rest()
    return result.isFinite ? result : nil
  }

  /// What a pulse adds to the errors of the steps from it on, beside what the loop makes of the errors before: the
  /// coefficients of `(1 - q)(1 - βq)(1 - bq)(1 - aq)`, with the delay q of a step, or of
  /// `(1 - a)(1 - q)(1 - βq)(1 - bq)`.
  private func pulse(of disturbance: Disturbance) -> [Double] {
    let moves = Self.product(of: Self.product(of: [1, -1], root: momentum), root: sensorPole)
    switch disturbance {
    case .ofCommand: return moves.map { coefficient in (1 - servoPole) * coefficient }
    case .ofBeam: return Self.product(of: moves, root: servoPole)
    }
  }
}
