import RigCore
import RigSimulation
import Synchronization
import Testing

@testable import RigTrials

extension Sweep {
  /// What the cells `numbers` come to, by their numbers.
  func statistics(_ numbers: [Int], cell: @Sendable (Int) -> SweepCell) -> [Int: CellStatistics] {
    let found = Mutex<[Int: CellStatistics]>([:])
    run(numbers, cell: cell) { results in
      found.withLock { found in
        for result in results { found[result.number] = result.statistics }
      }
    }
    return found.withLock { found in found }
  }

  /// What each of `loops` comes to.
  func statistics(of loops: [LoopCase], isGeneral: Bool = false) throws -> [CellStatistics] {
    let found = statistics(Array(loops.indices)) { number in
      loops[number].cell(isGeneral: isGeneral)
    }
    return try loops.indices.map { number in try #require(found[number]) }
  }
}

extension LoopCase {
  /// A loop that begins on the target, so that nothing but its noise moves it.
  static func onTarget(
    gain: Double, law: Law = .descent, deadTime: Int = 0, dropouts: Double = 0, noise: Double = 0.5, readings: Int
  ) -> LoopCase {
    LoopCase(
      gain: gain, law: law, deadTime: deadTime, dropouts: dropouts, noise: noise, readings: readings, target: -3)
  }

  /// The variance of the true error over that of the noise: the sum of the squares of what one reading's noise does to
  /// all later errors, which solves the discrete Lyapunov equation.
  var noiseFloor: Double {
    var errors = [0.0, -gain]
    var sum = 0.0
    while errors.count < 20_000 {
      let last = errors.count - 1
      sum += errors[last] * errors[last]
      let late = last >= deadTime ? errors[last - deadTime] : 0
      errors.append(errors[last] - gain * late + momentum * (errors[last] - errors[last - 1]))
    }
    return sum
  }
}
