/// A battery of tests of noise that many trials draw side by side: whether it is normal, and independent from reading
/// to reading and from trial to trial.
///
/// Every figure comes as a ``NoiseScore``. There are some 540, a good part of them correlations of two trials. A score
/// of independent normal noise is beyond 5.5 with a probability of 4·10⁻⁸, so that all are within but once in 40,000
/// runs.
public struct NoiseBattery {
  /// What no score of good noise exceeds.
  public static let bound = 5.5

  /// How many draws it has seen.
  public private(set) var draws = 0

  private var lanes: LaneMoments
  private var distribution = NoiseDistribution()
  private var readings: ReadingCorrelations
  private var trials: TrialCorrelations
  private var numbers: [Double] = []

  /// A battery for `lanes` (at least 2) trials side by side.
  public init(lanes: Int = 32) {
    self.lanes = LaneMoments(lanes: lanes)
    readings = ReadingCorrelations(lanes: lanes)
    trials = TrialCorrelations(lanes: lanes)
  }

  /// Adds successive readings of the trials, each with a number for every trial.
  public mutating func add(_ block: UnsafeBufferPointer<Float>) {
    let width = trials.lanes
    precondition(!block.isEmpty && block.count.isMultiple(of: width), "each reading has a number for every trial")
    if numbers.count != block.count { numbers = Array(repeating: 0, count: block.count) }
    numbers.withUnsafeMutableBufferPointer { numbers in
      for place in block.indices { numbers[place] = Double(block[place]) }
      let values = UnsafeBufferPointer(numbers)
      distribution.add(values)
      for first in stride(from: 0, to: values.count, by: width) {
        let reading = UnsafeBufferPointer(rebasing: values[first..<first + width])
        lanes.add(reading)
        trials.add(reading)
      }
      readings.add(values)
      // Squares about their mean, in place: noise that is independent may not even vary together.
      for place in numbers.indices { numbers[place] = numbers[place] * numbers[place] - 1 }
      readings.add(squares: values)
    }
    draws += block.count
  }

  /// Adds successive readings of the trials, each with a number for every trial.
  public mutating func add(_ block: [Float]) {
    block.withUnsafeBufferPointer { block in add(block) }
  }

  /// All figures of what has been added.
  public var scores: [NoiseScore] {
    lanes.scores + distribution.scores + readings.scores + trials.scores
  }

  /// The figure that is off most.
  public var worst: NoiseScore {
    scores.max { left, right in !(left.value.magnitude >= right.value.magnitude) } ?? NoiseScore("nothing", .infinity)
  }

  /// The figures that good noise does not have.
  public var complaints: [NoiseScore] {
    // Written so that NaN counts.
    scores.filter { score in !(score.value.magnitude <= Self.bound) }
  }
}
