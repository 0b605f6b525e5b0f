/// How late a thread woke up, in one round.
struct Lateness {
  let median: Double
  let percentile99: Double
  let greatest: Double

  /// From how often each lateness came, in nanoseconds, ordered; `total` counts those beyond the last as well.
  init(_ counts: [(nanoseconds: Int, count: Int)], total: Int, greatest: Int) {
    func quantile(_ share: Double) -> Double {
      let rank = Int((share * Double(total)).rounded(.up))
      var seen = 0
      for (nanoseconds, count) in counts {
        seen += count
        if seen >= rank { return Double(nanoseconds) / 1000 }
      }
      return .infinity
    }
    median = quantile(0.5)
    percentile99 = quantile(0.99)
    self.greatest = Double(greatest) / 1000
  }

  init(_ nanoseconds: [Int]) {
    self.init(
      nanoseconds.sorted().map { nanoseconds in (nanoseconds, 1) }, total: nanoseconds.count,
      greatest: nanoseconds.max() ?? 0)
  }
}
