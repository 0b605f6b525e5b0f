import Glibc
import RigClock
import RigCore
import RigGPIO
import RigWiring

extension Subject {
  /// Real rigs, on lines in memory: beside the loop run the threads that make the pulses and keep watch.
  static var pins: [Subject] {
    [
      Subject(name: "1 axis on pins", isSharedByThreads: true) { steps in onPins(PinRig<1>.self, steps) },
      Subject(name: "2 axes on pins", isSharedByThreads: true) { steps in onPins(PinRig<2>.self, steps) },
    ]
  }

  private static func onPins<let axes: Int>(_: PinRig<axes>.Type, _ steps: Int) -> Int {
    // A rig locks the memory of its process, which would follow the benchmarks after this.
    defer { munlockall() }
    do throws(PinError) {
      var rig = try PinRig<axes>(settings(axes: axes), lines: MemoryLines())
      var clock = SystemClock(isStopping: { false })
      try rig.arm(at: rig.start, clock: &clock)
      var loop = ControlLoop(
        rig: rig, rule: GradientDescent<axes>(learningRate: 0.1, assumedDistance: .centimeters(300)),
        pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(repeating: .zero), settings: neverEnding(steps))
      let before = loop.rig.pulseStatistics.pulses
      _ = try loop.run()
      // A long run in which no frame of pulses fell would prove nothing of them.
      if steps > 100_000, loop.rig.pulseStatistics.pulses == before { return 0 }
      return loop.updates
    } catch {
      StandardError.write("\(error)\n")
      return 0
    }
  }

  private static func settings(axes: Int) -> PinRigSettings {
    func lines(_ offsets: Range<Int>) -> [LineAddress] {
      offsets.map { offset in LineAddress(chip: "memory", line: "\(offset)") }
    }
    var settings = PinRigSettings(
      axes: (0..<axes).map { axis in
        PinRigSettings.Axis(
          name: "axis \(axis)",
          servo: PinRigSettings.Servo(
            output: PulseLineSettings(lines(axis..<axis + 1)[0]), calibration: .typical,
            travel: .degrees(-45) ... .degrees(45),
            slewRateDegreesPerSecond: 200),
          detector: PhotodiodeStripSettings(
            lines(10 + 24 * axis..<34 + 24 * axis), pitch: .centimeters(0.5), snapshots: 3),
          target: .centimeters(6))
      },
      // As many frames as can be had while the loop runs.
      pulses: PulseTiming(rateHz: 333, priority: 0), patienceSeconds: 1e6,
      interlock: PinRigSettings.Line(lines(3..<4)[0]))
    // Lines in memory have no wiring that could prove itself.
    settings.interlockProof = .none
    return settings
  }
}
