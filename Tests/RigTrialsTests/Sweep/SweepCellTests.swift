import RigCore
import RigSimulation
import RigTestSupport
import Testing

@testable import RigTrials

@Suite struct SweepCellTests {
  /// What the lanes do themselves.
  private static let inLanes = ["noise", "deadTime", "rounding", "dropouts", "travelFrom", "travelTo"]

  private func engine(_ model: RigModel) -> SweepEngine {
    let judgement = TrialJudgement(tolerance: .centimeters(1), noise: .zero, readings: 100)
    return SweepCell(Course(loop: LoopSettings(), plants: model.plants()), judgement: judgement) {
      GradientDescent<1>(learningRate: 0.2, assumedDistance: .centimeters(300))
    }.engine
  }

  @Test func `an effect that the lanes do not know keeps a cell out of them`() {
    let wall = WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .zero))
    for parameter in SensorModel.parameters {
      let sensor = SensorModel(parameter.valuesWhereOn(among: SensorModel.parameters))
      let name = parameter.description.name
      let expected: SweepEngine = Self.inLanes.contains(name) ? .lanes : .general
      #expect(engine(RigModel(wall: wall, sensor: sensor)) == expected, "\(name)")
    }
    for parameter in ServoModel.parameters {
      let servo = ServoModel(parameter.valuesWhereOn(among: ServoModel.parameters))
      let name = parameter.description.name
      let expected: SweepEngine = Self.inLanes.contains(name) ? .lanes : .general
      #expect(engine(RigModel(wall: wall, servo: servo)) == expected, "\(name)")
    }
  }

  /// Whether the rigs of `plants`, whose type is known to their maker alone, are of type `PanTiltRig` for a cell.
  private func isKnown<let axes: Int, Plant: SimulatedPlant>(_ plants: PlantSource<Plant>) -> Bool
  where Plant.Truth == PlantTruth<axes> {
    let rule = GradientDescent<axes>(learningRate: 0.1, assumedDistance: .centimeters(300))
    let trials = PlantTrials(
      course: Course(loop: LoopSettings(), plants: plants), rule: { rule },
      judgement: TrialJudgement(tolerance: .centimeters(1), noise: .zero, readings: 100))
    return trials is PlantTrials<2, PanTiltRig>
  }

  @Test func `a cell finds out which rigs it was given, so that the loop is compiled for them`() {
    let wall = WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .zero))
    #expect(isKnown(PanTiltModel(wall: wall).plants()))
    #expect(!isKnown(RigModel(wall: wall).plants()))
    #expect(!isKnown(BeamWalkModel(targets: PerAxis(repeating: Trajectory(start: .zero))).plants()))
  }
}
