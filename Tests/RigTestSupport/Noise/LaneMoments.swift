/// The first four moments of the noise, of all trials together and, of the first two, of each by itself.
struct LaneMoments {
  private let lanes: Int
  private var readings = 0
  /// For each trial the sums of its numbers' powers.
  private var powers: [[Double]]

  init(lanes: Int) {
    self.lanes = lanes
    powers = Array(repeating: Array(repeating: 0, count: lanes), count: 4)
  }

  mutating func add(_ reading: UnsafeBufferPointer<Double>) {
    readings += 1
    for power in 0..<4 {
      powers[power].withUnsafeMutableBufferPointer { sums in
        switch power {
        case 0: for lane in 0..<reading.count { sums[lane] += reading[lane] }
        case 1: for lane in 0..<reading.count { sums[lane] += reading[lane] * reading[lane] }
        case 2:
          for lane in 0..<reading.count { sums[lane] += reading[lane] * reading[lane] * reading[lane] }
        default:
          for lane in 0..<reading.count {
            let square = reading[lane] * reading[lane]
            sums[lane] += square * square
          }
        }
      }
    }
  }

  var scores: [NoiseScore] {
    let count = Double(readings * lanes)
    let sums = powers.map { sums in sums.reduce(0, +) }
    // Hermite's polynomials of independent normal numbers have the mean 0 and the variances 1, 2, 6 and 24, and none of
    // them goes with another.
    let mean = sums[0]
    let variance = sums[1] - count
    let skewness = sums[2] - 3 * sums[0]
    let kurtosis = sums[3] - 6 * sums[1] + 3 * count
    let each = Double(readings)
    return [
      NoiseScore("mean", mean / count.squareRoot()), NoiseScore("variance", variance / (2 * count).squareRoot()),
      NoiseScore("skewness", skewness / (6 * count).squareRoot()),
      NoiseScore("kurtosis", kurtosis / (24 * count).squareRoot()),
      NoiseScore("the trials' means", squares: powers[0].reduce(0) { $0 + $1 * $1 / each }, freedom: lanes),
      NoiseScore(
        "the trials' variances",
        squares: powers[1].reduce(0) { $0 + ($1 - each) * ($1 - each) / (2 * each) }, freedom: lanes),
    ]
  }
}
