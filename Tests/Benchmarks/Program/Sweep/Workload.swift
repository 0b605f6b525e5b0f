import RigCore
import RigSimulation
import RigTheory
import RigTrials
import Synchronization

/// The sweep that all are measured at: 8 × 8 cells before a wall at 300 cm with the target at 50 cm, of the gains 0.1,
/// 0.3 … 1.5 and the noises 0, 0.25 … 1.75 cm.
struct Workload {
  var copies = 1
  var trials = 256
  let readings = 200

  /// In all cells.
  var steps: Double { Double(64 * copies * trials * readings) }

  /// What it comes to.
  struct Result {
    /// Of the cell with the gain 0.9 and the noise 1 cm, in cm.
    let steadyError: Double
    /// The mean number of readings before the first within 1 cm, over all cells.
    let meanFirstHit: Double
  }

  func run(isCommon: Bool, isGeneral: Bool = false, threads: Int = 1, seed: UInt64 = 7) -> Result {
    let sweep = Sweep(trials: trials, seed: seed, hasCommonRandomNumbers: isCommon, threads: threads)
    let found = Mutex([Int: CellStatistics]())
    sweep.run(Array(0..<64 * copies)) { number in
      cell(number % 64, isGeneral: isGeneral)
    } take: { results in
      found.withLock { found in
        for result in results { found[result.number % 64] = result.statistics }
      }
    }
    let all = found.withLock { found in found }
    let firstHit = all.values.map { cell in
      (Double(cell.reached) * (cell.meanFirstHit ?? 0) + Double((cell.trials - cell.reached) * readings))
        / Double(cell.trials)
    }
    // In any order: the sum of 64 such numbers is exact enough.
    return Result(
      steadyError: all[4 * 8 + 4]?.steadyError ?? .nan, meanFirstHit: firstHit.reduce(0, +) / Double(max(1, all.count)))
  }

  private func cell(_ number: Int, isGeneral: Bool) -> SweepCell {
    let gain = 0.1 + 0.2 * Double(number / 8)
    let noise = Length.centimeters(0.25 * Double(number % 8))
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .centimeters(50))),
      sensor: SensorModel(GaussianNoise(standardDeviation: noise)))
    let course = Course(loop: LoopSettings()) { seed in SimulatedRig(model, seed: seed) }
    return SweepCell(
      course, judgement: TrialJudgement(tolerance: .centimeters(1), noise: noise, readings: readings),
      isGeneral: isGeneral
    ) {
      GradientDescent<1>(learningRate: gain / 2, assumedDistance: .centimeters(300))
    }
  }
}
