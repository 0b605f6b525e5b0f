internal import Histogram

/// The distribution of many delays, in constant memory.
public struct Lateness: Sendable {
  /// The figures of all recorded delays, in nanoseconds; percentiles are exact to three digits.
  public struct Summary: Sendable, Equatable {
    /// The number of recorded delays.
    public let count: Int
    /// The mean of the delays, in nanoseconds.
    public let mean: Double
    /// The median of the delays, in nanoseconds.
    public let median: Int
    /// The 99th percentile of the delays, in nanoseconds.
    public let percentile99: Int
    /// The greatest of the delays, in nanoseconds.
    public let greatest: Int
  }

  private var histogram: Histogram<UInt32>

  /// A distribution without delays. A delay longer than `longestNanoseconds` counts as that long.
  public init(longestNanoseconds: Int64 = 10_000_000_000) {
    histogram = Histogram(
      lowestDiscernibleValue: 1, highestTrackableValue: UInt64(longestNanoseconds),
      numberOfSignificantValueDigits: .three)
    longest = longestNanoseconds
  }

  private let longest: Int64

  /// Takes in one delay of `nanoseconds`; early counts as on time. Allocates nothing.
  public mutating func record(nanoseconds: Int64) {
    _ = histogram.record(UInt64(min(max(nanoseconds, 0), longest)))
  }

  /// The figures of the delays recorded so far.
  public var summary: Summary {
    Summary(
      count: Int(histogram.totalCount), mean: histogram.totalCount == 0 ? 0 : histogram.mean,
      median: Int(histogram.valueAtPercentile(50)), percentile99: Int(histogram.valueAtPercentile(99)),
      greatest: Int(histogram.max))
  }
}
