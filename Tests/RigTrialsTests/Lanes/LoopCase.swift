import Foundation
import RigCore
import RigSimulation
import Testing

@testable import RigTheory
@testable import RigTrials

/// A loop that lanes can run.
struct LoopCase: CustomTestStringConvertible, Sendable {
  enum Law: Sendable {
    case descent
    case momentum(Double)
    case decaying(steps: Double, power: Double)
  }

  var gain: Double
  var law = Law.descent
  var deadTime = 0
  /// In cm.
  var rounding = 0.0
  var dropouts = 0.0
  var noise = 0.5
  /// The servo's reach to either side, in degrees.
  var reach = 60.0
  var isDrawn = false
  /// Forty lost readings in a row come as good as never.
  var search = SpotSearch(hold: 40, sweep: 1, reach: .zero)
  var readings = 200
  var target = 50.0
  var assumedDistance: Double { 300 }

  var testDescription: String {
    "g = \(gain), \(law), d = \(deadTime), unit \(rounding), lost \(dropouts) for \(search.hold) + \(search.sweep), σ = \(noise), ±\(reach)°"
      + ", \(isDrawn ? "drawn" : "fixed"), target \(target), \(readings) readings"
  }

  var judgement: TrialJudgement {
    TrialJudgement(tolerance: .centimeters(1), noise: .centimeters(noise), readings: readings)
  }

  var course: Course<SimulatedRig> {
    let wall =
      isDrawn
      ? WallModel(
        distance: .logUniform(.centimeters(100) ... .centimeters(300)), laserHeight: .centimeters(12),
        target: Trajectory(start: .zero), targetHeights: .centimeters(-60) ... .centimeters(80))
      : WallModel(
        distance: .fixed(.centimeters(300)), laserHeight: .centimeters(-3),
        target: Trajectory(start: .centimeters(target)))
    let model = RigModel(
      wall: wall, servo: ServoModel(travel: .degrees(-reach) ... .degrees(reach)),
      sensor: SensorModel(
        DeadTime(steps: deadTime), Dropouts(probability: dropouts),
        GaussianNoise(standardDeviation: .centimeters(noise)), Rounding(unit: .centimeters(rounding))))
    return Course(loop: LoopSettings(search: search)) { seed in SimulatedRig(model, seed: seed) }
  }

  var rule: any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>> {
    let rate = gain / 2
    let assumed = Length.centimeters(assumedDistance)
    switch law {
    case .descent: return GradientDescent<1>(learningRate: rate, assumedDistance: assumed)
    case .momentum(let share): return Momentum<1>(learningRate: rate, assumedDistance: assumed, momentum: share)
    case .decaying(let steps, let power):
      return DecayingRate<1>(learningRate: rate, assumedDistance: assumed, decaySteps: steps, decayPower: power)
    }
  }

  func cell(isGeneral: Bool = false) -> SweepCell {
    SweepCell(course, judgement: judgement, isGeneral: isGeneral) { rule }
  }

  var momentum: Double { if case .momentum(let share) = law { share } else { 0 } }

  /// By what the gain is multiplied at update `number`.
  func decay(_ number: Int) -> Double {
    guard case .decaying(let steps, let power) = law else { return 1 }
    return pow(1 + Double(number) / steps, -power)
  }
}
