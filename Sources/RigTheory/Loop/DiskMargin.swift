internal import ComplexModule
internal import RealModule
internal import RigCore

/// How much the gains and the phases of all axes of a loop may change at the same time before the loop is at its edge:
/// the balanced disk margin.
///
/// Each axis' gain and phase may be multiplied by any complex number `f = (1 + δ/2) / (1 - δ/2)` with a δ of a magnitude
/// below α; on several axes each has its own. These f are a disk that is as far from 1 upwards as downwards, and holds
/// all gains from 1/x to x, and all phases from -φ to φ, with x = ``gainFactor`` and φ = ``phase``.
///
/// Source: P. Seiler, A. Packard and P. Gahinet, "An introduction to disk margins", IEEE Control Systems Magazine 40(5),
/// 2020: the margin without skew.
public struct DiskMargin: Sendable, Equatable {
  /// The margin α, in 0...2.
  public let alpha: Double

  init(alpha: Double) {
    self.alpha = min(alpha, 2)
  }

  /// The factor x, above 1, by which the gains may grow or shrink: `(1 + α/2) / (1 - α/2)`; infinite for α = 2.
  public var gainFactor: Double { alpha < 2 ? (1 + alpha / 2) / (1 - alpha / 2) : .infinity }

  /// The angle φ by which the phases may turn, in radians, in 0...π/2: `2 atan(α/2)`.
  public var phase: Double { 2 * .atan(alpha / 2) }
}

extension LinearLoop {
  /// The disk margin: 1 / (the peak of |S - ½|), with the sensitivity S of ``sensitivityPeak``; nil if the loop is not
  /// stable.
  ///
  /// Complexity: as for ``sensitivityPeak``.
  public var diskMargin: DiskMargin? {
    guard isStable else { return nil }
    let peak = GoldenSection.greatest(on: frequencies) { frequency in
      let ratio = gain / unitGain(at: frequency)
      guard ratio.isFinite else { return 0.5 }
      let lag = lag(at: frequency)
      let (real, imaginary) = (ratio * .cos(lag), -ratio * .sin(lag))
      return 0.5 * Double.hypot(1 - real, imaginary) / .hypot(1 + real, imaginary)
    }
    // At rest |S - ½| is ½, whatever rounding makes of it.
    return DiskMargin(alpha: 1 / max(peak, 0.5))
  }
}

extension CoupledLoop {
  /// The disk margin for the gains and phases of all axes' servos at once, each with a change of its own: 1 / (the peak
  /// of the structured singular value of `S - I/2`, with the sensitivity `S = (I + L)⁻¹` at the servos). Nil if the loop
  /// is not stable.
  ///
  /// For up to three axes it is exact but for the search over frequencies, of 256 and of each maximum among them; for
  /// more it may be some percent too small.
  ///
  /// Complexity: some 500 evaluations of the open loop with two axes; some 1000 times as many singular values with four.
  public var diskMargin: DiskMargin? {
    guard noiseFloorOfTrial(readings: 4) != nil else { return nil }
    let count = 256
    let low = (1...24).map { place in Double.pi / Double(count) * Double.pow(0.6, Double(place)) }
    let even = (1...count).map { place in Double.pi * Double(place) / Double(count) }
    let grid = (low + even).sorted()
    let bounds = grid.map { frequency in
      balancedSensitivity(at: frequency).map(StructuredSingularValue.quickBound) ?? .infinity
    }
    var peak = 0.5
    // The quick bound is never below the least one, so that frequencies at which it is low need no search.
    let candidates = grid.indices.filter { place in
      (place == 0 || bounds[place] >= bounds[place - 1])
        && (place == grid.count - 1 || bounds[place] >= bounds[place + 1])
    }
    for place in candidates.sorted(by: { left, right in bounds[left] > bounds[right] }) {
      let (lower, upper) = (grid[max(place - 1, 0)], grid[min(place + 1, grid.count - 1)])
      let greatest = GoldenSection.greatest(between: lower, and: upper, sections: 40) { frequency in
        balancedSensitivity(at: frequency).map(StructuredSingularValue.quickBound) ?? .infinity
      }
      if max(greatest, bounds[place]) <= peak { continue }
      peak = max(
        peak,
        GoldenSection.greatest(between: lower, and: upper, sections: 24) { frequency in
          balancedSensitivity(at: frequency).map(StructuredSingularValue.bound) ?? .infinity
        })
    }
    return DiskMargin(alpha: 1 / peak)
  }

  /// `S - I/2 = ½ (I + L)⁻¹ (I - L)` at `frequency` in radians a step, above 0, with the loop opened at the servos; nil if
  /// the loop is at its edge there.
  private func balancedSensitivity(at frequency: Double) -> ComplexMatrix? {
    let rule = LinearLoop(gain: 1, deadTime: deadTime, inertia: inertia)
    let ratio = Complex(length: 1 / rule.unitGain(at: frequency), phase: -rule.lag(at: frequency))
    let turn = Complex(length: 1, phase: frequency)
    let open = ComplexMatrix(size: axes) { row, column in
      let servo = Complex(1 - servoPoles[row]) * turn / (turn - Complex(servoPoles[row]))
      return servo * ratio * Complex(gains[row, column])
    }
    let closed = ComplexMatrix(size: axes) { row, column in open[row, column] + (row == column ? .one : .zero) }
    return closed.inverse.map { inverse in
      ComplexMatrix(size: axes) { row, column in inverse[row, column] - (row == column ? Complex(0.5) : .zero) }
    }
  }
}
