/// A histogram of the last reading at which each trial had the dot outside the tolerance, in little memory: exact below
/// 1024 readings, and to one part in 512 above.
struct SettlingCounts: Sendable {
  private static var exact: Int { 1024 }
  /// The number of parts of each power of two.
  private static var parts: Int { 512 }

  private var counts: [UInt64]
  private let most: Int

  /// Room for trials of `readings` readings.
  init(readings: Int) {
    counts = Array(repeating: 0, count: Self.place(of: readings) + 1)
    most = readings
  }

  @inline(__always)
  private static func place(of readings: Int) -> Int {
    if readings < exact { return readings }
    let power = Int.bitWidth - 1 - readings.leadingZeroBitCount
    let shift = power - 9
    return exact + (shift - 1) * parts + (readings >> shift) - parts
  }

  /// The greatest number of readings at `place` of the histogram.
  private static func readings(at place: Int) -> Int {
    if place < exact { return place }
    let shift = (place - exact) / parts + 1
    return ((parts + (place - exact) % parts + 1) << shift) - 1
  }

  /// Adds the first `count` trials, each with its whole number of readings.
  @inline(__always)
  mutating func add<Number: TrialNumber>(_ readings: Number, first count: Int) {
    // The exclusive access to the counts is checked once.
    var counts = counts.mutableSpan
    readings.whole(first: count) { readings in counts[Self.place(of: readings)] += 1 }
  }

  /// The number of readings, or a little more, of the trial of `rank`, from 0 in ascending order. Nil if there are not
  /// so many trials.
  func readings(ofRank rank: Int) -> Int? {
    var before: UInt64 = 0
    for place in counts.indices {
      before += counts[place]
      if before > UInt64(rank) { return min(Self.readings(at: place), most) }
    }
    return nil
  }
}
