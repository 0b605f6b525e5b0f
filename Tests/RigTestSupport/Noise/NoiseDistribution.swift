import Foundation

/// How the noise is distributed: its tails and all the rest.
struct NoiseDistribution {
  /// Bins of 1/256 from -8 to 8; what lies beyond is counted with the outermost.
  private static let bins = 4096
  private static let binsPerUnit = 256.0
  private static let tails = [3, 4, 4.5]
  /// Bins with fewer expected draws are taken together.
  private static let leastExpected = 25.0

  private var counts = Array(repeating: 0, count: Self.bins)

  mutating func add(_ values: UnsafeBufferPointer<Double>) {
    counts.withUnsafeMutableBufferPointer { counts in
      for value in values {
        // Written so that NaN ends at a place where no number belongs.
        let place = (value + 8) * 256
        counts[place >= 0 && place < 4096 ? Int(place) : place >= 4096 ? 4095 : 0] += 1
      }
    }
  }

  private static func share(below number: Double) -> Double { 0.5 * erfc(-number / 2.0.squareRoot()) }
  private static func lowerEdge(_ bin: Int) -> Double { Double(bin) / binsPerUnit - 8 }
  private static func bin(at number: Double) -> Int { Int((number + 8) * binsPerUnit) }

  var scores: [NoiseScore] { tailScores + [kolmogorov, chiSquared] }

  private var total: Int { counts.reduce(0, +) }

  private var tailScores: [NoiseScore] {
    Self.tails.flatMap { tail in
      // No draw of single precision falls on these edges often enough to be seen.
      let expected = Double(total) * Self.share(below: -tail)
      return [
        NoiseScore("beyond \(tail) σ", count: counts[Self.bin(at: tail)...].reduce(0, +), mean: expected),
        NoiseScore("below -\(tail) σ", count: counts[..<Self.bin(at: -tail)].reduce(0, +), mean: expected),
      ]
    }
  }

  /// The distance is taken at the bins' edges only, so that it is a little smaller than the true one.
  private var kolmogorov: NoiseScore {
    let total = self.total
    var below = 0
    var distance = 0.0
    for bin in 1..<Self.bins {
      below += counts[bin - 1]
      distance = max(distance, abs(Double(below) / Double(total) - Self.share(below: Self.lowerEdge(bin))))
    }
    return NoiseScore("Kolmogorov–Smirnov", distance: distance, count: total)
  }

  private var chiSquared: NoiseScore {
    let total = Double(self.total)
    var (squares, cells) = (0.0, 0)
    var (seen, expected) = (0.0, 0.0)
    func isWhole(_ left: Double) -> Bool { expected >= Self.leastExpected && left >= Self.leastExpected }
    for bin in 0..<Self.bins {
      let upper = bin + 1 == Self.bins ? 1 : Self.share(below: Self.lowerEdge(bin + 1))
      let lower = bin == 0 ? 0 : Self.share(below: Self.lowerEdge(bin))
      seen += Double(counts[bin])
      expected += total * (upper - lower)
      // The upper tail's share, for of 1 - upper no digit would be left.
      let left = total * Self.share(below: -Self.lowerEdge(bin + 1))
      guard isWhole(left) || bin + 1 == Self.bins else { continue }
      squares += (seen - expected) * (seen - expected) / expected
      cells += 1
      (seen, expected) = (0, 0)
    }
    return NoiseScore("χ² of the histogram", squares: squares, freedom: cells - 1)
  }
}
