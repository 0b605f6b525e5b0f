import RigCore
import RigTestSupport
import RigWiring
import Testing

@testable import RigGPIO

/// The devices of a real rig keep the promises of RigCore, like all others.
@Suite struct PinConformanceTests {
  @Test(arguments: [false, true]) func `a servo`(isReversed: Bool) throws {
    var bench = PinBench()
    bench.settings.axes[0].servo.isReversed = isReversed
    let (parts, pulses) = try bench.parts()
    let sense: Double = isReversed ? -1 : 1
    checkActuator(ServoActuator<1>(parts.servos, on: pulses), settlingLooks: 20) { _ in
      pulses.step()
      return PerAxis(.degrees(sense * bench.wall.beam(0, at: bench.clock.now)))
    }
  }

  @Test func `two servos`() throws {
    let bench = PinBench(axes: 2)
    let (parts, pulses) = try bench.parts()
    checkActuator(ServoActuator<2>(parts.servos, on: pulses), settlingLooks: 20) { _ in
      pulses.step()
      return PerAxis { axis in .degrees(bench.wall.beam(axis, at: bench.clock.now)) }
    }
  }

  @Test(arguments: [1, 3, 63]) func `a strip`(snapshots: Int) throws {
    let bench = PinBench(hasLaser: false)
    let settings = PhotodiodeStripSettings(
      PinBench.strips[0].map(PinBench.address), pitch: .centimeters(0.5), snapshots: snapshots)
    checkSensor(try PhotodiodeStrip(settings, target: .centimeters(4), from: bench.bank))
    #expect(bench.bank.isTidy && bench.bank.reads == 200 * snapshots)
  }

  @Test func `two strips`() throws {
    let bench = PinBench(axes: 2)
    do {
      let (parts, _) = try bench.parts()
      checkSensor(SpotSensor<2>(parts.detectors))
    }
    #expect(bench.bank.isTidy)
  }

  @Test func `a rig with one axis`() throws {
    let benches = Benches { PinBench() }
    try checkRig(settlingLooks: 4, looks: 40, observe: benches.observe) { try benches.make() as SteppedRig<1> }
    #expect(benches.all.count > 5 && benches.all.allSatisfy { bench in bench.bank.isTidy })
  }

  @Test func `a rig with two axes, slow servos and an interlock`() throws {
    let benches = Benches {
      PinBench(axes: 2, hasInterlock: true) { settings in
        for axis in settings.axes.indices { settings.axes[axis].servo.slewRateDegreesPerSecond = 180 }
        settings.idleSeconds = 1
      }
    }
    try checkRig(settlingLooks: 10, looks: 40, observe: benches.observe) { try benches.make() as SteppedRig<2> }
    #expect(benches.all.count > 5 && benches.all.allSatisfy { bench in bench.bank.isTidy })
  }
}

/// Rigs that are made alike, each on pins of its own.
private final class Benches {
  private let bench: () -> PinBench
  private(set) var all: [PinBench] = []

  init(_ bench: @escaping () -> PinBench) {
    self.bench = bench
  }

  func make<let axes: Int>() throws(PinError) -> SteppedRig<axes> {
    let bench = bench()
    all.append(bench)
    return try bench.armed()
  }

  func observe<let axes: Int>(_ rig: inout SteppedRig<axes>) -> PerAxis<axes, Angle>? {
    guard let bench = all.last else { return nil }
    rig.pulses.step(5)
    return PerAxis { axis in .degrees(bench.wall.beam(axis, at: bench.clock.now)) }
  }
}
