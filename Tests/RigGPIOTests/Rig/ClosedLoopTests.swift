import RigCore
import RigWiring
import Testing

@testable import RigGPIO

/// The whole loop, from edges to photodiodes and back, before a wall at an unknown distance.
@Suite struct ClosedLoopTests {
  /// Runs a loop to its end, and lets go of the rig.
  private func run<let axes: Int>(
    _: PinRig<axes>.Type, on bench: PinBench, start: Double = 0, steps: Int = 300
  ) throws -> Outcome {
    let rig: SteppedRig<axes> = try bench.armed(at: start)
    var loop = ControlLoop(
      rig: rig, rule: GradientDescent<axes>(learningRate: 0.25, assumedDistance: .centimeters(200)),
      pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(repeating: .degrees(start)),
      settings: LoopSettings(
        stepLimit: steps,
        settling: SettlingCriterion(tolerance: .centimeters(0.3), window: 5, noise: .zero),
        search: SpotSearch(hold: 3, sweep: 120, reach: .degrees(15), turns: 3)))
    return try loop.run()
  }

  private func isConverged(_ outcome: Outcome) -> Bool {
    if case .converged = outcome { true } else { false }
  }

  @Test(arguments: [60.0, 115, 150, 200], [1.0, 4, 9.5])
  func `one servo finds the target`(distance: Double, target: Double) throws {
    let bench = PinBench { settings in
      settings.axes[0].target = .centimeters(target)
    } wall: { axis in
      axis.distance = distance
    }
    let outcome = try run(PinRig<1>.self, on: bench)
    #expect(isConverged(outcome), "\(outcome)")
    // The strip knows the dot to half a pitch, and so do we.
    #expect(abs(bench.wall.dot(0, at: bench.clock.now) - target) <= 0.3 + 0.25)
    #expect(bench.bank.isTidy && !bench.wall.isLaserOn)
  }

  @Test(arguments: [60.0, 115, 200]) func `two servos find theirs`(distance: Double) throws {
    let bench = PinBench(axes: 2) { settings in
      settings.idleSeconds = 1
      settings.axes[0].servo.slewRateDegreesPerSecond = 60
    } wall: { axis in
      axis.distance = distance
    }
    let outcome = try run(PinRig<2>.self, on: bench)
    #expect(isConverged(outcome), "\(outcome)")
    for axis in 0..<2 { #expect(abs(bench.wall.dot(axis, at: bench.clock.now) - 4) <= 0.55) }
    #expect(bench.bank.isTidy)
  }

  @Test func `a dot that begins beside the strip is searched for and found`() throws {
    let bench = PinBench()
    let outcome = try run(PinRig<1>.self, on: bench, start: -8)
    #expect(isConverged(outcome), "\(outcome)")
    #expect(bench.bank.isTidy)
  }

  @Test func `a servo that is mounted upside down needs only its setting`() throws {
    let bench = PinBench { settings in
      settings.axes[0].servo.isReversed = true
    } wall: { axis in
      axis.degreesPerMicrosecond = -0.09
    }
    let outcome = try run(PinRig<1>.self, on: bench)
    #expect(isConverged(outcome), "\(outcome)")
  }

  @Test func `a strip that stays dark is a lost spot`() throws {
    let bench = PinBench()
    for offset in PinBench.strips[0] { bench.wall.stick(offset, at: false) }
    let outcome = try run(PinRig<1>.self, on: bench, steps: 2000)
    guard case .spotLost(_, everSeen: false) = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }

  @Test func `the same loop, the same edges`() throws {
    func entries() throws -> [FakeLines.Entry] {
      let bench = PinBench(axes: 2)
      _ = try run(PinRig<2>.self, on: bench)
      return bench.bank.entries
    }
    #expect(try entries() == entries())
  }
}
