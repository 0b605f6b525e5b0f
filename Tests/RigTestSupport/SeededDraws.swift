import Foundation
public import RigCore
import RigSimulation

/// Random numbers for tests, the same ones at every run.
public struct SeededDraws {
  private var generator: Xoshiro256PlusPlus
  private let distribution = NormalDistribution()

  /// The numbers that `seed` stands for.
  public init(_ seed: UInt64) {
    generator = Xoshiro256PlusPlus(seed: seed)
  }

  /// A normally distributed number with mean 0 and standard deviation 1.
  public mutating func normal() -> Double {
    distribution.draw(using: &generator)
  }

  /// A number in `range`, all alike.
  public mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    .random(in: range, using: &generator)
  }

  /// A number in `range` (above 0), every ratio as likely as any other.
  public mutating func logUniform(_ range: ClosedRange<Double>) -> Double {
    exp(uniform(log(range.lowerBound)...log(range.upperBound)))
  }

  /// True or false, each with even chances.
  public mutating func coin() -> Bool { generator.coin() }

  /// Normally distributed numbers, one an axis.
  public mutating func normals<let axes: Int>() -> PerAxis<axes, Double> {
    PerAxis { _ in normal() }
  }

  /// A matrix of normally distributed numbers.
  public mutating func normalMatrix<let axes: Int>() -> SquareMatrix<axes> {
    SquareMatrix { _, _ in normal() }
  }
}
