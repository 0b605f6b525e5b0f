import RigTestSupport
import RigTrials

/// The noise of the sweep's lanes before the battery that the tests put less of it through.
struct NoiseBenchmark: Benchmark {
  let name = "noise"
  let purpose = "whether the noise of the sweep's lanes is normal and independent, over 2^29 draws"

  /// Eight seeds with eight cells each, in each of which sixteen blocks of trials, 2^14 readings long.
  private let streams = (seeds: 8, cells: 8, blocks: 16)
  private let readings = 1 << 14
  private let stretch = 256

  func measure() -> Findings {
    var battery = NoiseBattery(lanes: LaneNoise.lanes)
    for seed in 0..<streams.seeds {
      for cell in 0..<streams.cells {
        for block in 0..<streams.blocks {
          var noise = LaneNoise(seed: UInt64(seed), cell: UInt64(cell), firstTrial: UInt64(LaneNoise.lanes * block))
          for _ in 0..<readings / stretch { noise.next(stretch) { draws in battery.add(draws) } }
        }
      }
    }
    // The first few by name, and of the hundreds that compare two trials the worst.
    let named = battery.scores.filter { score in !score.name.hasPrefix("trials ") }
    return Findings(
      figures: named.map { score in Figure(score.name, score.value, "standard deviations") },
      requirements: [
        Requirement(Figure("draws", Double(battery.draws), ""), .atLeast(0x1p29)),
        Requirement(
          Figure(
            "the worst of \(battery.scores.count), \(battery.worst.name)", battery.worst.value.magnitude,
            "standard deviations"),
          .atMost(NoiseBattery.bound)),
      ])
  }
}
