import RigCore
import RigScenario
import RigSimulation

/// Lets a controller of another package steer the rigs of a condition, all of them a step at a time; the truth judges
/// it as it judges the rules.
///
/// The controller is told what a rule is told but for a sign check: the noise, the range of distances, the travel and
/// the time of a frame. A rig's beam stays where it is until the first answer.
struct YardstickVisitor: PlantVisitor {
  let scenario: Scenario
  let peer: YardstickPeer
  let sample: BenchSample
  let readings: Int

  func visit<let axes: Int, Plant: SimulatedPlant>(_ plants: PlantSource<Plant>) -> Result<[BenchTrial], Obstacle>
  where Plant.Truth == PlantTruth<axes> {
    Result { () throws(Obstacle) in
      guard axes == 1 else { throw Obstacle(reason: "the yardsticks steer one axis") }
      let numbers = (0..<sample.rigs).filter { number in plant(plants, number).hasTargetInReach }
      var group = numbers.map { number in plant(plants, number) }
      guard let first = group.first else { throw Obstacle(reason: "no target is in reach") }
      let travel = first.travel
      try peer.begin(task(rigs: group.count, travel, frameSeconds: first.frameSeconds))
      var judgements = group.map { rig in
        BenchJudgement(tolerance: scenario.benchTolerance(rig.truth), readings: readings)
      }
      for _ in 0..<readings {
        var seen: [Double?] = []
        for place in group.indices {
          seen.append(group[place].read().error?[0].centimeters)
          judgements[place].observe(group[place].trueErrors?.sumOfSquares.squareRoot() ?? .infinity)
        }
        for (place, slope) in try peer.slopes(for: seen).enumerated() {
          let angle = min(max(Angle(slope: slope), travel.lower[0]), travel.upper[0])
          group[place].move(to: PerAxis(repeating: angle))
        }
      }
      return zip(numbers, judgements).map { number, judgement in
        judgement.trial(rig: number, standardErrorsOff: nil)
      }
    }
  }

  private func plant<Plant: SimulatedPlant>(_ plants: PlantSource<Plant>, _ number: Int) -> Plant {
    plants.plant(seed: RandomSeed(sample.seed(ofRig: number)))
  }

  /// What a user knows, as serve.py takes it.
  private func task<let axes: Int>(
    rigs: Int, _ travel: Travel<PerAxis<axes, Angle>>, frameSeconds: Double
  ) -> String {
    let controller = scenario.controller
    return """
      {"rigs":\(rigs),"noise":\(scenario.expectedNoise),"nearest":\(controller.nearestDistance),\
      "farthest":\(controller.farthestDistance),"lowest":\(travel.lower[0].slope),\
      "highest":\(travel.upper[0].slope),"frameSeconds":\(frameSeconds),"tolerance":\(scenario.loop.tolerance)}
      """
  }
}
