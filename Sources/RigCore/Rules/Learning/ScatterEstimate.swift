internal import RealModule

/// How widely readings scatter, as a share of the standard deviation that was told, by a running median: half of the
/// readings are farther off than the median, which outliers do not move far.
///
/// Source: H. Robbins and S. Monro, "A Stochastic Approximation Method", Annals of Mathematical Statistics 22(3), 1951.
@usableFromInline
struct ScatterEstimate: Sendable {
  /// The scatter as a share of the told one, above 0.
  @usableFromInline
  private(set) var share = 1.0
  /// The number of readings that the estimate rests on; the told scatter counts as eight.
  @usableFromInline
  private(set) var count = 8.0
  /// The median of the size of an error with a standard deviation of 1 on each axis.
  private let median: Double

  /// The most readings that count: with more, a scatter that changes would be followed too slowly.
  private static var memory: Double { 60 }

  /// The scatter of readings with this number of axes.
  @usableFromInline
  init(axes: Int) {
    median = MedianDeviation.ofNormal(axes: axes)
  }

  /// The standard deviation to use, as a share of the told one: the told one, unless the readings show clearly more.
  @usableFromInline
  var shareInUse: Double { share > 1.3 ? share : 1 }

  /// Takes a reading that is off by `size` standard deviations, told ones times ``shareInUse``.
  @usableFromInline
  mutating func take(_ size: Double) {
    let own = size * shareInUse / share
    count = min(count + 1, Self.memory)
    share *= .exp((own > median ? 1 : -1) * 2 / (count + 4))
    share = min(max(share, 0.05), 1000)
  }

  /// Goes to a share that some readings have shown together.
  @usableFromInline
  mutating func jump(to share: Double) {
    self.share = share
  }
}
