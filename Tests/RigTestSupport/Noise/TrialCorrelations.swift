/// How the noise of each trial goes with that of each other trial, and its size with that of some.
struct TrialCorrelations {
  private static let apart = [1, 2, 4, 8, 16]

  let lanes: Int
  private var readings = 0
  /// For each two trials the sum of their products, at `lower · lanes + higher`.
  private var products: [Double]
  private var squaredProducts = Array(repeating: 0.0, count: Self.apart.count)
  private var squares: [Double]

  init(lanes: Int) {
    precondition(lanes >= 2, "only two trials can go together")
    self.lanes = lanes
    products = Array(repeating: 0, count: lanes * lanes)
    squares = Array(repeating: 0, count: lanes)
  }

  mutating func add(_ reading: UnsafeBufferPointer<Double>) {
    readings += 1
    let lanes = self.lanes
    products.withUnsafeMutableBufferPointer { products in
      for lower in 0..<lanes - 1 {
        let number = reading[lower]
        let row = lower &* lanes
        for higher in lower &+ 1..<lanes { products[row &+ higher] += number * reading[higher] }
      }
    }
    squares.withUnsafeMutableBufferPointer { squares in
      for lane in 0..<lanes { squares[lane] = reading[lane] * reading[lane] - 1 }
      for (place, apart) in Self.apart.enumerated() where apart < lanes {
        var sum = 0.0
        for lane in 0..<lanes - apart { sum += squares[lane] * squares[lane + apart] }
        squaredProducts[place] += sum
      }
    }
  }

  var scores: [NoiseScore] {
    let root = Double(readings).squareRoot()
    var scores: [NoiseScore] = []
    for lower in 0..<lanes {
      for higher in lower + 1..<lanes {
        scores.append(NoiseScore("trials \(lower) and \(higher)", products[lower * lanes + higher] / root))
      }
    }
    let sum = scores.reduce(0) { sum, score in sum + score.value * score.value }
    let together = NoiseScore("all trials in twos", squares: sum, freedom: scores.count)
    let sizes = Self.apart.enumerated().filter { _, apart in apart < lanes }.map { place, apart in
      NoiseScore(
        "squares of trials \(apart) apart",
        squaredProducts[place] / (4 * Double(readings * (lanes - apart))).squareRoot())
    }
    return scores + [together] + sizes
  }
}
