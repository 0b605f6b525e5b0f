import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

@testable import RigTheory

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

  @Test func `where it is not exact there is a bound, and of a loop that is not stable none`() {
    for loop in [
      LinearLoop(gain: 1.1), LinearLoop(gain: 0.2, deadTime: 1), LinearLoop(gain: 0.2, inertia: .heavyBall(0.3)),
      LinearLoop(gain: 0.2, servoPole: 0.5),
    ] {
      let actuator = QuantizedActuator(loop: loop, step: 1)
      #expect(actuator.residual(offset: 0.2) == nil && actuator.residual != nil, "\(loop)")
    }
    for gain in [-0.2, 0, 2, 2.1] {
      let actuator = QuantizedActuator(loop: LinearLoop(gain: gain), step: 1)
      #expect(actuator.residual == nil && actuator.cycleBetweenPlaces == nil)
    }
  }

  @Test func `without dead time the bound is step over 2 - g above 1, and a step below`() throws {
    for gain in [0.01, 0.3, 1, 1.001, 1.5, 1.9, 1.99, 1.9999] {
      let worst = try #require(LinearLoop(gain: gain).worstError(from: .ofCommand))
      // Never too small.
      #expect((-1e-12...1e-4).contains(worst / max(2, 2 / (2 - gain)) - 1), "\(gain): \(worst)")
    }
    let residual = try #require(QuantizedActuator(loop: LinearLoop(gain: 1.9), step: 0.3).residual)
    #expect(abs(residual.greatest - 3) < 1e-8 && residual.rootMeanSquare <= residual.greatest)
  }

  /// The greatest error that a disturbance of at most 1 has caused after many steps: one with the sign of what each of
  /// its pulses leaves, taken backwards.
  @Test func `some disturbance comes as near to the bound as one likes, and none beyond it`() throws {
    var draws = SeededDraws(1)
    for _ in 0..<60 {
      let loop = LinearLoop.drawn(by: &draws, shares: 0.05...0.95)
      guard loop.growthFactor < 0.99 else { continue }
      for place in [Disturbance.ofBeam, .ofCommand] {
        func last(_ disturbances: [Double]) -> Double { loop.errors(from: disturbances, at: place).last ?? .nan }
        let count = 3000
        let pulse = loop.errors(from: [1] + Array(repeating: 0, count: count - 1), at: place)
        let worst = last(pulse.reversed().map { left in left < 0 ? -1 : 1 })
        let bound = try #require(loop.worstError(from: place))
        #expect(worst <= bound * (1 + 1e-9) && worst > 0.999 * bound, "\(loop): \(worst), \(bound)")
        #expect(abs(last((0..<count).map { _ in draws.coin() ? 1 : -1 })) < bound)
      }
    }
  }

  /// A swing over all targets: twelve of them between two places of the grid, from starts near and far.
  private func widest(_ loop: LinearLoop, targets: Int = 12) -> Double {
    let step = wallDistance * Self.resolution.radians
    return (0..<targets).map { place in
      let target = Double(place) / Double(targets) * step
      return [0.4, 3.3, 17].map { start in
        loop.swing(servo, target: target, start: target + start * step, steps: 4000).errors.map(\.magnitude).max() ?? 0
      }.max() ?? 0
    }.max() ?? 0
  }

  @Test(arguments: [
    LinearLoop(gain: 1.2), LinearLoop(gain: 1.9), LinearLoop(gain: 1.98), .share(0.5, deadTime: 1),
    .share(1 / 1.4, deadTime: 2), .share(1 / 1.02, deadTime: 2), .share(0.64, deadTime: 8), .share(0.99, deadTime: 8),
    .share(0.9, inertia: .heavyBall(0.5)), .share(0.8, deadTime: 2, inertia: .lookAhead(0.5)),
    .share(0.9, servoPole: 0.5), .share(0.9, deadTime: 3, servoPole: 0.8),
    .share(0.7, deadTime: 1, inertia: .heavyBall(0.6), servoPole: 0.3),
  ])
  func `over all targets no swing is wider than the bound, and some is a tenth of it`(loop: LinearLoop) throws {
    // The grid is a hair wider where the beam is aslant.
    let step = wallDistance * Self.resolution.radians * 1.001
    let bound = try #require(QuantizedActuator(loop: loop, step: step).residual)
    let found = widest(loop)
    #expect(found <= bound.greatest && found > 0.1 * bound.greatest, "\(loop): \(found) of \(bound.greatest)")
    #expect(found > 0.5 * step * 0.99)
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

  @Test func `beyond the range in which the swing is confirmed none is told`() {
    for loop in [
      LinearLoop(gain: 1.5), .share(0.71, deadTime: 2), .share(0.5, deadTime: 9),
      .share(0.5, deadTime: 2, inertia: .heavyBall(0.1)), .share(0.5, deadTime: 2, servoPole: 0.1),
    ] {
      #expect(QuantizedActuator(loop: loop, step: 1).cycleBetweenPlaces == nil, "\(loop)")
    }
    #expect(QuantizedActuator(loop: .share(0.7, deadTime: 8), step: 1).cycleBetweenPlaces != nil)
  }
}

@Suite struct PlayTests {
  private static let play = Angle.degrees(0.1)
  private let servo = ServoModel(Backlash(play: Self.play))
  private let size = wallDistance * Self.play.radians

  @Test(arguments: [4, 5, 8, 40], [0.97, 0.98, 0.995])
  func `near the edge the swing is the predicted one, at the ends of the range`(deadTime: Int, share: Double) throws {
    let loop = LinearLoop.share(share, deadTime: deadTime)
    let gears = PlayInGears(loop: loop, play: size)
    let cycle = try #require(gears.cycle)
    // From both sides: a narrow swing grows slowly, and a wide one shrinks.
    let found = loop.swing(servo, target: 0, start: cycle.dotAmplitude, steps: 30_000)
    let period = period(of: found.commands)
    #expect(abs(period / cycle.periodSteps - 1) < 0.03, "\(period), \(cycle)")
    let dot = found.errors.map(\.magnitude).max() ?? 0
    #expect(dot < 1.25 * cycle.dotAmplitude && cycle.dotAmplitude < 1.25 * dot, "\(dot), \(cycle)")
    #expect(abs(fundamental(of: found.commands, period: period) / cycle.commandAmplitude - 1) < 0.25)
    let bound = try #require(gears.bound)
    #expect(dot < bound && dot > bound / 6.5, "\(dot) of \(bound)")
  }

  @Test func `beyond that range no swing is told`() {
    for loop in [
      LinearLoop.share(0.98, deadTime: 3), .share(0.98, deadTime: 41), .share(0.965, deadTime: 8),
      .share(0.996, deadTime: 8), .share(0.98, deadTime: 8, inertia: .heavyBall(0.1)),
      .share(0.98, deadTime: 8, servoPole: 0.1), .share(1.01, deadTime: 8),
    ] {
      #expect(PlayInGears(loop: loop, play: 1).cycle == nil, "\(loop)")
    }
  }

  /// The loops of which a proof says that the dot comes to rest: simulated ones do, from starts within the play and far
  /// beyond it.
  @Test(arguments: [
    LinearLoop(gain: 0.1), LinearLoop(gain: 1.9), LinearLoop(gain: 0.66, deadTime: 1),
    LinearLoop(gain: 0.39, deadTime: 2),
    LinearLoop(gain: 0.117, deadTime: 8), LinearLoop(gain: 0.3, inertia: .heavyBall(0.3)),
    LinearLoop(gain: 0.2, deadTime: 1, inertia: .lookAhead(0.4)), LinearLoop(gain: 0.6, servoPole: 0.5),
    LinearLoop(gain: 0.2, deadTime: 2, servoPole: 0.5),
  ])
  func `where the open loop stays right of -1 the dot comes to rest`(loop: LinearLoop) {
    let gears = PlayInGears(loop: loop, play: size)
    #expect(gears.isKnownToRest, "\(loop)")
    for start in [0.6, 2, 40] {
      let found = loop.swing(servo, target: 0.3, start: start, steps: 12_000).errors.suffix(500)
      #expect(found.allSatisfy { error in error.magnitude < 0.02 * size }, "\(loop) from \(start)")
    }
  }

  @Test func `rest is told for no gain beyond that`() {
    for deadTime in [1, 2, 5, 40] {
      let limit = 1 / (Double(deadTime) + 0.5)
      #expect(!PlayInGears(loop: LinearLoop(gain: 1.001 * limit, deadTime: deadTime), play: 1).isKnownToRest)
      // The grid of a loop with a servo that all but arrives says the same as the closed form.
      for (share, rests) in [(0.97, true), (1.01, false)] {
        let loop = LinearLoop(gain: share * limit, deadTime: deadTime, servoPole: 1e-9)
        #expect(PlayInGears(loop: loop, play: 1).isKnownToRest == rests, "\(loop)")
      }
    }
    #expect(!PlayInGears(loop: LinearLoop(gain: 2), play: 1).isKnownToRest)
    #expect(PlayInGears(loop: LinearLoop(gain: 2), play: 1).bound == nil)
  }

  /// Among them those that were once told as at rest, and as swings seven times too wide.
  @Test(arguments: [
    LinearLoop.share(1 / 1.04, deadTime: 5), .share(0.99, deadTime: 1), .share(0.99, deadTime: 2),
    .share(0.98, deadTime: 3), .share(0.99, deadTime: 2, inertia: .heavyBall(0.5)),
    .share(0.97, inertia: .heavyBall(0.9)), .share(0.98, deadTime: 2, inertia: .lookAhead(0.5)),
    .share(0.98, deadTime: 1, servoPole: 0.7), .share(0.9, deadTime: 8),
  ])
  func `no swing is wider than the bound`(loop: LinearLoop) throws {
    let gears = PlayInGears(loop: loop, play: size)
    let bound = try #require(gears.bound)
    #expect(bound > 0 && gears.cycle == nil && !gears.isKnownToRest)
    for start in [0.4, 2, 15] {
      let found = loop.swing(servo, target: 0, start: start * size, steps: 20_000).errors.map(\.magnitude).max() ?? 0
      #expect(found <= bound, "\(loop): \(found), \(bound)")
    }
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

extension LinearLoop {
  /// A loop at `share` of its edge.
  fileprivate static func share(
    _ share: Double, deadTime: Int = 0, inertia: Inertia = .none, servoPole: Double = 0
  ) -> LinearLoop {
    let loop = LinearLoop(gain: 1, deadTime: deadTime, inertia: inertia, servoPole: servoPole)
    return loop.with(gain: share * loop.edge)
  }

  /// The errors of a loop that was at rest on its target, step by step by the law of command and servo, from
  /// disturbances of the beam or of the command.
  fileprivate func errors(from disturbances: [Double], at place: Disturbance) -> [Double] {
    var (command, last, servo) = (0.0, 0.0, 0.0)
    var errors: [Double] = []
    func reading(_ number: Int) -> Double { number >= deadTime ? errors[number - deadTime] : 0 }
    for (number, disturbance) in disturbances.enumerated() {
      if number > 0 {
        let before = number > 1 ? reading(number - 2) : 0
        let correction = gain * (readingWeights.now * reading(number - 1) + readingWeights.last * before)
        (command, last) = (command - correction + momentum * (command - last), command)
      }
      let seen = place == .ofCommand ? command + disturbance : command
      servo = seen + servoPole * (servo - seen)
      errors.append(place == .ofBeam ? servo + disturbance : servo)
    }
    return errors
  }
}
