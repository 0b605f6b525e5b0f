/// The noise of the readings of 32 neighbouring trials of a sweep, for tests of its distribution.
package struct LaneNoise {
  /// The number of trials side by side.
  package static var lanes: Int { FloatLanes.count }

  private var normals: LaneNormals
  private var draws: [FloatLanes] = []

  /// The noise of the trials from `firstTrial` on, in the cell `cell`, under the seed `seed`.
  package init(seed: UInt64, cell: UInt64, firstTrial: UInt64) {
    normals = LaneNormals(LaneGenerator(seed, cell: cell, firstTrial: firstTrial, for: .noise))
  }

  /// Hands the noise of the next `readings` readings, an even number, to `take`: the noise of one reading for all
  /// trials, in units of its standard deviation, then that of the next reading.
  package mutating func next(_ readings: Int, _ take: (UnsafeBufferPointer<Float>) -> Void) {
    precondition(readings.isMultiple(of: 2), "draws come in pairs")
    if draws.count != readings { draws = Array(repeating: .zero, count: readings) }
    normals.fill(&draws)
    unsafe draws.withUnsafeBufferPointer { draws in
      unsafe draws.withMemoryRebound(to: Float.self) { numbers in unsafe take(numbers) }
    }
  }
}
