/// How the noise of a reading goes with that of the same trial some readings later, and its size with that one's.
struct ReadingCorrelations {
  /// Two draws are made at once, and each generator's state has four words.
  private static let lags = [1, 2, 3, 4, 5, 6, 7, 8, 16, 31, 64]

  private let lanes: Int
  private var products = Array(repeating: 0.0, count: Self.lags.count)
  private var squaredProducts = Array(repeating: 0.0, count: Self.lags.count)
  private var counts = Array(repeating: 0, count: Self.lags.count)

  init(lanes: Int) { self.lanes = lanes }

  mutating func add(_ values: UnsafeBufferPointer<Double>) {
    for (place, lag) in Self.lags.enumerated() where lag * lanes < values.count {
      products[place] += sum(values, lag)
      counts[place] += values.count - lag * lanes
    }
  }

  /// Adds the squares, less 1, of the numbers just added.
  mutating func add(squares: UnsafeBufferPointer<Double>) {
    for (place, lag) in Self.lags.enumerated() where lag * lanes < squares.count {
      squaredProducts[place] += sum(squares, lag)
    }
  }

  private func sum(_ values: UnsafeBufferPointer<Double>, _ lag: Int) -> Double {
    let apart = lag * lanes
    // Four sums, so that none waits for another.
    var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0)
    let count = values.count - apart
    for place in stride(from: 0, to: count - 3, by: 4) {
      first += values[place] * values[place + apart]
      second += values[place + 1] * values[place + 1 + apart]
      third += values[place + 2] * values[place + 2 + apart]
      fourth += values[place + 3] * values[place + 3 + apart]
    }
    for place in count & ~3..<count { first += values[place] * values[place + apart] }
    return first + second + third + fourth
  }

  var scores: [NoiseScore] {
    Self.lags.indices.filter { place in counts[place] > 0 }.flatMap { place in
      let root = Double(counts[place]).squareRoot()
      return [
        NoiseScore("autocorrelation at lag \(Self.lags[place])", products[place] / root),
        NoiseScore("autocorrelation of the squares at lag \(Self.lags[place])", squaredProducts[place] / (2 * root)),
      ]
    }
  }
}
