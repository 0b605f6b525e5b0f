import RigCore
import RigWiring
import Synchronization
import Testing

@testable import RigGPIO

/// A position-sensitive detector 10 cm long before a virtual wall, its middle at 4 cm, in the light of a lamp. The dot
/// gives 1000 mV in both inputs together.
private final class LampLitDetector: SpotDetector {
  struct Lamp: Sendable {
    /// The light of the lamp on both inputs, in mV.
    var lower = 0.0
    var upper = 0.0
    /// The number of looks after which the lamp is on.
    var looksBefore = 0
    var looks = 0
  }

  let base: DetectorSpot
  let lamp: Mutex<Lamp>
  private let kernel: FakeKernel
  private let bench: PinBench

  init(_ bench: PinBench, _ lamp: Lamp) throws {
    kernel = converter(["in_voltage0_raw": "0", "in_voltage1_raw": "0"], scale: "1", range: "[0 1 4095]")
    base = DetectorSpot(
      try kernel.detector(
        PositionDetectorSettings(device: "0", halfLength: .centimeters(5), height: .centimeters(4)),
        target: bench.settings.axes[0].target))
    self.lamp = Mutex(lamp)
    self.bench = bench
  }

  private func shine() {
    let lamp = lamp.withLock { lamp in lamp }
    let isOn = lamp.looks >= lamp.looksBefore
    let share = (bench.wall.dot(0, at: bench.clock.now) - 4) / 5
    let dot = bench.wall.isLaserOn && abs(share) <= 1 ? 1000.0 : 0
    let lower = dot * (1 - share) / 2 + (isOn ? lamp.lower : 0)
    let upper = dot * (1 + share) / 2 + (isOn ? lamp.upper : 0)
    kernel.set("in_voltage0_raw", "\(Int(min(4095, lower)))")
    kernel.set("in_voltage1_raw", "\(Int(min(4095, upper)))")
  }

  func look() throws(PinError) -> SpotLook {
    lamp.withLock { lamp in lamp.looks += 1 }
    shine()
    return try base.look()
  }

  func measureDark(pause: () -> Bool) throws(PinError) {
    shine()
    try base.measureDark {
      let hasTime = pause()
      shine()
      return hasTime
    }
  }

  var subtractsAmbientLight: Bool { base.subtractsAmbientLight }
  var ambientLight: AmbientLight? { base.ambientLight }
  var resolution: Length { base.resolution }
}

/// A wall whose interlock opens when the laser is switched off.
private struct LidOpener: PinWorld {
  let wall: VirtualWall

  func pin(_ pin: FakeLines.Pin, wentTo level: Bool, at time: Int64) {
    wall.pin(pin, wentTo: level, at: time)
    if pin.offset == PinBench.laser, !level { wall.openInterlock() }
  }

  func level(of pin: FakeLines.Pin, at time: Int64) -> Bool? { wall.level(of: pin, at: time) }
}

@Suite struct AmbientLightTests {
  private func bench(hasLaser: Bool = true, darkInterval: Double? = nil) -> PinBench {
    PinBench(hasLaser: hasLaser) { settings in settings.darkIntervalSeconds = darkInterval }
  }

  private func rig(_ bench: PinBench, _ detector: LampLitDetector) throws -> SteppedRig<1> {
    let (parts, pulses) = try bench.parts()
    let lit = PinRigParts(
      servos: parts.servos, pulses: parts.pulses, detectors: [detector], laser: parts.laser,
      interlock: parts.interlock)
    return SteppedRig(
      PinRig(bench.settings, lit, warnings: [], clock: PulsedClock(pulses: pulses)), pulses: pulses)
  }

  private func run(_ bench: PinBench, _ detector: LampLitDetector) throws -> (outcome: Outcome, dot: Double) {
    var rig = try rig(bench, detector)
    try rig.arm()
    var loop = ControlLoop(
      rig: rig, rule: GradientDescent<1>(learningRate: 0.25, assumedDistance: .centimeters(200)),
      pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(.zero),
      settings: LoopSettings(
        stepLimit: 300, settling: SettlingCriterion(tolerance: .centimeters(0.1), window: 5, noise: .zero),
        search: SpotSearch(hold: 3, sweep: 120, reach: .degrees(15), turns: 3)))
    let outcome = try loop.run()
    return (outcome, bench.wall.dot(0, at: bench.clock.now))
  }

  private func isConverged(_ outcome: Outcome) -> Bool {
    if case .converged = outcome { true } else { false }
  }

  @Test func `in room light as strong as the dot the loop settles on the target`() throws {
    let bench = bench()
    let detector = try LampLitDetector(bench, LampLitDetector.Lamp(upper: 1000))
    let end = try run(bench, detector)
    #expect(isConverged(end.outcome), "\(end.outcome)")
    #expect(abs(end.dot - 4) <= 0.15)
    let light = try #require(detector.ambientLight)
    #expect(light.lowerVolts == 0 && light.upperVolts == 1 && light.measurements == 1 && light.greatestChangeVolts == 0)
    #expect(bench.bank.isTidy && !bench.wall.isLaserOn)
  }

  /// Without a line that switches the laser off nothing can be measured, and the light counts as the dot's.
  @Test func `the same light drives the dot away where it cannot be measured`() throws {
    let bench = bench(hasLaser: false)
    let detector = try LampLitDetector(bench, LampLitDetector.Lamp(upper: 1500))
    let end = try run(bench, detector)
    #expect(!isConverged(end.outcome))
    #expect(end.dot < -1, "beyond the lower end of the detector")
    #expect(detector.ambientLight == nil)
  }

  @Test func `a lamp that is switched on in mid-run is subtracted from the next measurement on`() throws {
    let bench = bench(darkInterval: 2)
    let detector = try LampLitDetector(bench, LampLitDetector.Lamp(upper: 1500, looksBefore: 3))
    let end = try run(bench, detector)
    #expect(isConverged(end.outcome), "\(end.outcome)")
    #expect(abs(end.dot - 4) <= 0.15)
    let light = try #require(detector.ambientLight)
    #expect(light.upperVolts == 1.5 && light.greatestChangeVolts == 1.5 && light.measurements > 1)
    // Once for the run, and once after each later measurement.
    #expect(bench.wall.litAt.count == light.measurements)
  }

  @Test func `the interval is kept, and a measurement takes 60 ms with the laser off for two thirds of it`() throws {
    let bench = bench(darkInterval: 2)
    let detector = try LampLitDetector(bench, LampLitDetector.Lamp())
    var rig = try rig(bench, detector)
    try rig.arm()
    for _ in 0..<19 { #expect(try rig.read().error != nil) }
    #expect(detector.ambientLight?.measurements == 1)
    for _ in 0..<2 { #expect(try rig.read().error != nil) }
    #expect(detector.ambientLight?.measurements == 2)
    for _ in 0..<19 { #expect(try rig.read().error != nil) }
    #expect(detector.ambientLight?.measurements == 2)
    let edges = bench.bank.edges(of: PinBench.laser)
    #expect(edges.map(\.isActive) == [true, false, true])
    #expect((39_000_000...61_000_000).contains(edges[2].time - edges[1].time))
    #expect(rig.base.ambientLight[0] == detector.ambientLight)
  }

  @Test func `no interval, no measurement after the first`() throws {
    let bench = bench()
    let detector = try LampLitDetector(bench, LampLitDetector.Lamp())
    var rig = try rig(bench, detector)
    try rig.arm()
    for _ in 0..<200 { _ = try rig.read() }
    #expect(detector.ambientLight?.measurements == 1 && bench.wall.litAt.count == 1)
  }

  @Test func `a strip is not darkened in mid-run`() throws {
    let bench = bench(darkInterval: 0.5)
    var rig: SteppedRig<1> = try bench.armed(at: 1)
    for _ in 0..<50 { _ = try rig.read() }
    #expect(bench.wall.litAt.count == 1)
  }

  @Test func `too much light keeps the laser off and the servo still`() throws {
    let bench = bench()
    let detector = try LampLitDetector(bench, LampLitDetector.Lamp(upper: 2100))
    var rig = try rig(bench, detector)
    let error = trouble { () throws(PinError) in try rig.arm() }
    guard case .ambientLight(let words) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(words.hasPrefix("too much light on the detector on 0: channel 1 reads 2.1 V of 4.1 V while the laser is "))
    #expect(bench.wall.litAt.isEmpty && bench.bank.pulses(of: PinBench.servos[0]).isEmpty)
  }

  @Test func `too much light in mid-run ends the run in the dark`() throws {
    let bench = bench(darkInterval: 1)
    let detector = try LampLitDetector(bench, LampLitDetector.Lamp(lower: 4095, looksBefore: 5))
    var rig = try rig(bench, detector)
    try rig.arm()
    var error: PinError?
    for _ in 0..<20 where error == nil { error = trouble { () throws(PinError) in _ = try rig.read() } }
    guard case .ambientLight(let words) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(words.contains("channel 0 is clipped while the laser is off"))
    #expect(!bench.wall.isLaserOn && bench.wall.litAt.count == 1)
  }

  @Test func `an interlock that opens while the laser is off for a measurement keeps it off`() throws {
    let bench = PinBench(hasInterlock: true) { settings in settings.darkIntervalSeconds = 1 }
    let detector = try LampLitDetector(bench, LampLitDetector.Lamp())
    var rig = try rig(bench, detector)
    try rig.arm()
    _ = try rig.read()
    bench.bank.connect(LidOpener(wall: bench.wall))
    var error: PinError?
    for _ in 0..<20 where error == nil { error = trouble { () throws(PinError) in _ = try rig.read() } }
    #expect(error == .interlockOpen)
    #expect(!bench.wall.isLaserOn && bench.wall.litAt.count == 1)
  }

  @Test(arguments: [(240, 0.24, true), (1000, 0.24, false), (1000, 0.26, true), (0, 0.051, true)])
  func `light that is less than a quarter of other light is not taken for the dot`(
    other: Int, dot: Double, isSeen: Bool
  ) throws {
    let kernel = converter(["in_voltage0_raw": "\(other)", "in_voltage1_raw": "0"], scale: "1", range: "[0 1 4095]")
    let detector = DetectorSpot(try kernel.detector())
    try detector.measureDark { true }
    kernel.set("in_voltage1_raw", "\(Int((dot * 1000).rounded()))")
    #expect(try detector.look() == (isSeen ? .dot(SpotSight(offset: .centimeters(1), isWhole: true)) : .outshone))
    // Less than the minimum is no light at all.
    kernel.set("in_voltage1_raw", "49")
    #expect(try detector.look() == .dark)
  }

  @Test func `light that flickers is told by the flicker`() throws {
    let kernel = converter(["in_voltage0_raw": "100", "in_voltage1_raw": "100"], scale: "1", range: "[0 1 4095]")
    let detector = DetectorSpot(try kernel.detector())
    var pauses = 0
    try detector.measureDark {
      pauses += 1
      kernel.set("in_voltage0_raw", pauses.isMultiple(of: 2) ? "100" : "300")
      return true
    }
    let light = try #require(detector.ambientLight)
    #expect(pauses == 19)
    for (volts, wanted) in [(light.lowerVolts, 0.2), (light.upperVolts, 0.1), (light.flickerVolts, 0.2)] {
      #expect(abs(volts - wanted) < 1e-9)
    }
    kernel.set("in_voltage0_raw", "200")
    kernel.set("in_voltage1_raw", "290")
    #expect(try detector.look() == .outshone)
    kernel.set("in_voltage1_raw", "310")
    #expect(try detector.sight() != nil)
  }

  /// An ADS1115 takes 36 ms for both inputs, and a watchdog waits for a few frames only.
  @Test func `a slow converter is sampled twice`() throws {
    let kernel = converter(["in_voltage0_raw": "100", "in_voltage1_raw": "300"], scale: "1", range: "[0 1 4095]")
    let detector = DetectorSpot(try kernel.detector())
    let reads = kernel { state in state.reads }
    try detector.measureDark { false }
    #expect(kernel { state in state.reads } == reads + 4)
    #expect(detector.ambientLight?.upperVolts == 0.3)
    var clock = VirtualClock()
    let start = clock.now
    try detector.measureDark(clock: &clock)
    #expect(kernel { state in state.reads } == reads + 44)
    #expect((19_000_000...20_000_000).contains(clock.now - start))
  }

  @Test func `outshone readings are lost, and counted`() throws {
    let kernel = converter(["in_voltage0_raw": "1000", "in_voltage1_raw": "1000"], scale: "1", range: "[0 1 4095]")
    let detector = DetectorSpot(try kernel.detector())
    try detector.measureDark { true }
    var sensor = SpotSensor<1>([detector])
    kernel.set("in_voltage0_raw", "1100")
    #expect(try sensor.read() == .spotLost && sensor.outshoneReadings == 1 && sensor.clippedReadings == 0)
  }
}
