import Foundation

/// What a series of numbers says about the process that it came from.
public struct Statistics: Sendable {
  /// The numbers in the order in which they came.
  public let values: [Double]
  /// Their mean.
  public let mean: Double
  /// Their variance about the mean.
  public let variance: Double

  /// The statistics of `values`, at least two.
  public init(_ values: [Double]) {
    precondition(values.count >= 2, "a variance takes at least two numbers")
    self.values = values
    let mean = values.reduce(0, +) / Double(values.count)
    self.mean = mean
    variance = values.reduce(0) { sum, value in sum + (value - mean) * (value - mean) } / Double(values.count - 1)
  }

  /// The `power`-th central moment.
  public func centralMoment(_ power: Int) -> Double {
    values.reduce(0) { sum, value in sum + pow(value - mean, Double(power)) } / Double(values.count)
  }

  /// The value below which half of the numbers lie.
  public var median: Double {
    values.sorted()[values.count / 2]
  }

  /// The standard error of the mean of numbers that depend on their neighbours, by the means of `batches` batches.
  ///
  /// It holds where a batch is much longer than the memory of the process.
  public func standardErrorOfMean(batches: Int = 50) -> Double {
    let length = values.count / batches
    let means = (0..<batches).map { batch in
      values[batch * length..<(batch + 1) * length].reduce(0, +) / Double(length)
    }
    return (Statistics(means).variance / Double(batches)).squareRoot()
  }
}
