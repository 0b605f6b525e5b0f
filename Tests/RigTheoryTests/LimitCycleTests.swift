import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import RigTheory
import Testing

@Suite struct QuantizationTests {
  private static let resolution = Angle.degrees(0.05)
  private let servo = ServoModel(Resolution(step: Self.resolution))

  /// The heights on the wall that the servo can reach on either side of `target`, in cm.
  private func places(around target: Double, before distance: Double) -> (below: Double, above: Double) {
    let step = Self.resolution.radians
    let below = (atan(target / distance) / step).rounded(.down)
    return (distance * tan(below * step), distance * tan((below + 1) * step))
  }

  @Test(arguments: [0.05, 0.3, 0.7, 1.0], [100.0, 100.1, 7.77])
  func `what is left without dead time is exact`(gain: Double, target: Double) throws {
    let found = LinearLoop(gain: gain).swing(servo, target: target, start: target + 20, steps: 60_000).errors
    let places = places(around: target, before: wallDistance)
    let loop = QuantizedActuator(loop: LinearLoop(gain: gain), step: places.above - places.below)
    let residual = try #require(loop.residual(offset: min(target - places.below, places.above - target)))
    #expect(abs((found.map(\.magnitude).max() ?? 0) / residual.greatest - 1) < 1e-6)
    let square = found.reduce(0) { sum, error in sum + error * error } / Double(found.count)
    #expect(abs(square.squareRoot() / residual.rootMeanSquare - 1) < 0.01)
  }

  /// Measured before this was written: 0.05° before a wall at 300 cm leave 0.20 cm.
  @Test func `the figure of an earlier measurement`() throws {
    let places = places(around: 100, before: 300)
    let loop = QuantizedActuator(loop: LinearLoop(gain: 0.05), step: places.above - places.below)
    let residual = try #require(loop.residual(offset: min(100 - places.below, places.above - 100)))
    #expect(abs(residual.greatest - 0.20) < 0.01)
  }

  @Test func `over all targets it is the root of a sixth`() throws {
    let loop = QuantizedActuator(loop: LinearLoop(gain: 0.4), step: 0.3)
    let squares = try (0..<1000).map { place in
      let left = try #require(loop.residual(offset: 0.15 * (Double(place) + 0.5) / 1000)).rootMeanSquare
      return left * left
    }
    let all = try #require(loop.residual)
    #expect(abs(all.rootMeanSquare - (squares.reduce(0, +) / 1000).squareRoot()) < 1e-5)
    #expect(try #require(loop.residual(offset: 0)).greatest == 0 && all.greatest == 0.3)
  }

  @Test func `where it is not exact there is none`() {
    for loop in [
      LinearLoop(gain: 1.1), LinearLoop(gain: 0.2, deadTime: 1), LinearLoop(gain: 0.2, inertia: .heavyBall(0.3)),
      LinearLoop(gain: -0.2), LinearLoop(gain: 0),
    ] {
      #expect(QuantizedActuator(loop: loop, step: 1).residual == nil)
    }
  }

  @Test(arguments: [1, 2, 3, 5, 8], [0.2, 0.5, 0.7])
  func `between two places the swing is the predicted one`(deadTime: Int, share: Double) throws {
    let edge = LinearLoop(gain: 1, deadTime: deadTime).edge
    let loop = LinearLoop(gain: share * edge, deadTime: deadTime)
    let places = places(around: 0.5, before: wallDistance)
    let target = wallDistance * tan(Self.resolution.radians / 2)
    let cycle = try #require(
      QuantizedActuator(loop: loop, step: places.above - places.below).cycleBetweenPlaces)
    let found = loop.swing(servo, target: target, start: 4.3, steps: 8000)
    #expect(abs(period(of: found.commands) / cycle.periodSteps - 1) < 0.02)
    #expect(
      abs(fundamental(of: found.commands, period: period(of: found.commands)) / cycle.commandAmplitude - 1) < 0.06)
    #expect(abs((found.errors.map(\.magnitude).max() ?? 0) / cycle.dotAmplitude - 1) < 0.01)
  }

  @Test(arguments: [1, 2, 3, 8]) func `on a place the dot comes to rest while the margin is wide`(deadTime: Int) {
    let edge = LinearLoop(gain: 1, deadTime: deadTime).edge
    let calm = LinearLoop(gain: 0.5 * edge, deadTime: deadTime)
    #expect(QuantizedActuator(loop: calm, step: 1).cycleOnPlace == nil)
    let found = calm.swing(servo, target: 0, start: 6.3, steps: 4000).errors
    #expect(found.allSatisfy { error in error.magnitude < 1e-9 })
  }

  @Test(arguments: [2, 3, 5, 8]) func `and swings where it is narrow`(deadTime: Int) throws {
    let edge = LinearLoop(gain: 1, deadTime: deadTime).edge
    let loop = LinearLoop(gain: 0.8 * edge, deadTime: deadTime)
    let step = wallDistance * Self.resolution.slope
    let cycle = try #require(QuantizedActuator(loop: loop, step: step).cycleOnPlace)
    let found = loop.swing(servo, target: 0, start: 0.73 * step, steps: 8000)
    #expect(abs(period(of: found.commands) / cycle.periodSteps - 1) < 0.03)
    #expect(abs((found.errors.map(\.magnitude).max() ?? 0) / cycle.dotAmplitude - 1) < 0.01)
  }

  @Test func `a loop that is not stable has no cycle`() {
    let loop = QuantizedActuator(loop: LinearLoop(gain: 2.1), step: 1)
    #expect(loop.cycleBetweenPlaces == nil && loop.cycleOnPlace == nil)
  }
}

@Suite struct PlayTests {
  private static let play = Angle.degrees(0.1)
  private let servo = ServoModel(Backlash(play: Self.play))
  private let size = wallDistance * Self.play.radians

  @Test(arguments: [5, 8]) func `near the edge the swing is the predicted one`(deadTime: Int) throws {
    let loop = LinearLoop(gain: 0.97 * LinearLoop(gain: 1, deadTime: deadTime).edge, deadTime: deadTime)
    let cycle = try #require(PlayInGears(loop: loop, play: size).cycle)
    let found = loop.swing(servo, target: 0, start: 40, steps: 12_000)
    #expect(abs(period(of: found.commands) / cycle.periodSteps - 1) < 0.02)
    let amplitude = fundamental(of: found.commands, period: period(of: found.commands))
    #expect(abs(amplitude / cycle.commandAmplitude - 1) < 0.1)
    let dot = fundamental(of: found.errors, period: period(of: found.errors))
    #expect(abs(dot / cycle.dotAmplitude - 1) < 0.1)
  }

  @Test(arguments: [0, 1, 2, 5, 8]) func `with room to the edge the dot comes to rest`(deadTime: Int) {
    let loop = LinearLoop(gain: 0.8 * LinearLoop(gain: 1, deadTime: deadTime).edge, deadTime: deadTime)
    #expect(PlayInGears(loop: loop, play: size).cycle == nil)
    let found = loop.swing(servo, target: 0.3, start: 20, steps: 60_000).errors
    #expect(found.allSatisfy { error in error.magnitude < 0.02 * size })
  }

  @Test func `it grows with the play, and does not change otherwise`() throws {
    let loop = LinearLoop(gain: 0.98 * LinearLoop(gain: 1, deadTime: 5).edge, deadTime: 5)
    let one = try #require(PlayInGears(loop: loop, play: 1).cycle)
    let three = try #require(PlayInGears(loop: loop, play: 3).cycle)
    #expect(abs(three.commandAmplitude / one.commandAmplitude - 3) < 1e-9)
    #expect(abs(three.periodSteps - one.periodSteps) < 1e-9)
    #expect(one.dotAmplitude < one.commandAmplitude && one.commandAmplitude - one.dotAmplitude < 0.5)
  }
}
