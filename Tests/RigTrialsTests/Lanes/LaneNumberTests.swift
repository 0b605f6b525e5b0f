import RigCore
import RigSimulation
import Testing

@testable import RigTheory
@testable import RigTrials

/// What single precision can hold, and what it rounds to.
@Suite struct LaneNumberTests {
  private static let numbers: [Float] = [
    0, -0.0, 0.25, 0.5, 0.49999997, 0.50000006, 0.99999994, 1, 1.5, 2.5, 3.4999998, 1e-30, .leastNonzeroMagnitude,
    4_194_303.5, 4_194_304.5, 8_388_606.5, 8_388_607.5, 8_388_608, 8_388_609, 16_777_218, 2_147_483_520, 2_147_483_648,
    4_294_967_296, 1e20, .greatestFiniteMagnitude, .infinity,
  ]

  @Test(arguments: numbers) func `lanes round as the general engine does`(number: Float) {
    for number in [number, -number] {
      let found = FloatLanes(repeating: number).rounded
      for lane in 0..<FloatLanes.count { #expect(found[lane].bitPattern == number.rounded().bitPattern, "\(number)") }
    }
  }

  @Test func `a number that is NaN is rounded to NaN`() {
    #expect(FloatLanes(repeating: .nan).rounded[7].isNaN)
  }

  private func engine(
    noise: Double = 0.5, rounding: Double = 0, tolerance: Double = 1, distance: Double = 300, target: Double = 50
  ) -> SweepEngine {
    let model = RigModel(
      wall: WallModel(
        distance: .logUniform(.centimeters(distance / 2) ... .centimeters(distance)),
        target: Trajectory(start: .centimeters(target))),
      sensor: SensorModel(
        GaussianNoise(standardDeviation: .centimeters(noise)), Rounding(unit: .centimeters(rounding))))
    let judgement = TrialJudgement(tolerance: .centimeters(tolerance), noise: .centimeters(noise), readings: 50)
    let course = Course(loop: LoopSettings()) { seed in SimulatedRig(model, seed: seed) }
    return SweepCell(course, judgement: judgement) {
      GradientDescent<1>(learningRate: 0.2, assumedDistance: .centimeters(distance))
    }.engine
  }

  @Test func `lengths whose squares single precision cannot hold go through the general engine`() {
    for size in [0, 1e-14, 1e-3, 1e14] { #expect(engine(noise: size, rounding: size) == .lanes, "\(size)") }
    for size in [1e-14, 1e13] {
      #expect(engine(tolerance: size) == .lanes && engine(distance: size) == .lanes)
    }
    for size in [1e-200, 1e-21, 1e17, 1e21, 1e200] {
      #expect(engine(noise: size) == .general && engine(rounding: size) == .general, "\(size)")
      #expect(engine(tolerance: size) == .general && engine(distance: size) == .general, "\(size)")
    }
    #expect(engine(target: 1e14) == .lanes && engine(target: -1e16) == .general)
  }
}
