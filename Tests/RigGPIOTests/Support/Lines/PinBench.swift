import RigCore
import RigWiring

@testable import RigGPIO

/// A real rig on fake pins, before a virtual wall, with pulses that are counted out.
struct PinBench {
  static let laser = 1
  static let interlock = 2
  static let servos = [10, 11]
  static let strips = [20...43, 44...63]

  var settings: PinRigSettings
  let bank: FakeLines
  let wall: VirtualWall
  let clock: VirtualClock
  /// The interlocks that have proved themselves.
  var proofs = InterlockProofs(folders: [])

  init(
    axes: Int = 1, hasLaser: Bool = true, hasInterlock: Bool = false,
    change: (inout PinRigSettings) -> Void = { _ in }, wall changeWall: (inout VirtualWall.Axis) -> Void = { _ in }
  ) {
    clock = VirtualClock()
    bank = FakeLines(clock: clock)
    wall = VirtualWall(
      (0..<axes).map { axis in
        var parts = VirtualWall.Axis(servo: Self.servos[axis], strip: Self.strips[axis])
        changeWall(&parts)
        return parts
      }, laser: hasLaser ? Self.laser : nil, interlock: hasInterlock ? Self.interlock : nil)
    bank.connect(wall)
    settings = PinRigSettings(
      axes: (0..<axes).map { axis in Self.axis(axis) },
      pulses: PulseTiming(priority: 0),
      // The watchdog goes by the real clock, and a test machine may be slow.
      patienceSeconds: 1e6,
      laser: hasLaser ? PinRigSettings.Line(Self.address(Self.laser)) : nil,
      interlock: hasInterlock ? PinRigSettings.Line(Self.address(Self.interlock)) : nil)
    settings.interlockProof = .none
    change(&settings)
  }

  static func address(_ offset: Int) -> LineAddress { LineAddress(chip: "rig", line: "\(offset)") }

  private static func axis(_ number: Int) -> PinRigSettings.Axis {
    let lines = strips[number].map { offset in address(offset) }
    return PinRigSettings.Axis(
      name: ["tilt", "pan"][number],
      servo: PinRigSettings.Servo(
        output: PulseLineSettings(address(servos[number])), calibration: .typical,
        travel: .degrees(-45) ... .degrees(45)),
      detector: PhotodiodeStripSettings(lines, pitch: .centimeters(0.5)), target: .centimeters(4))
  }

  /// The rig's parts, with frames that are counted out.
  func parts() throws(PinError) -> (PinRigParts, SteppedPulses) {
    let assembly = PinRigAssembly(settings, bank, proofs: proofs)
    let laser = try assembly.laser()
    let interlock = try assembly.interlock()
    let detectors = try settings.axes.map { axis throws(PinError) in try assembly.detector(axis) }
    let outputs = try settings.axes.map { axis throws(PinError) in try assembly.output(axis) }
    let servos = settings.axes.map { axis in
      Servo(
        calibration: axis.servo.calibration ?? .typical, travel: axis.servo.travel, isReversed: axis.servo.isReversed,
        port: ServoPort())
    }
    let pulses = SteppedPulses(assembly.trained(servos, outputs), settings.pulses, clock: clock)
    return (
      PinRigParts(servos: servos, pulses: pulses, detectors: detectors, laser: laser, interlock: interlock), pulses
    )
  }

  /// A rig that is not armed yet.
  func rig<let axes: Int>() throws(PinError) -> SteppedRig<axes> {
    let (parts, pulses) = try parts()
    return SteppedRig(
      PinRig(settings, parts, warnings: [], clock: PulsedClock(pulses: pulses)), pulses: pulses)
  }

  /// A rig that is armed at `degrees`.
  func armed<let axes: Int>(at degrees: Double = 0) throws(PinError) -> SteppedRig<axes> {
    var rig: SteppedRig<axes> = try rig()
    try rig.arm(at: degrees)
    return rig
  }
}

/// A real rig whose time passes when it is read: five frames of pulses, as long as the loop's frame is.
struct SteppedRig<let axes: Int>: Rig, ~Copyable {
  var base: PinRig<axes>
  let pulses: SteppedPulses
  let frames: Int

  init(_ base: consuming PinRig<axes>, pulses: SteppedPulses, frames: Int = 5) {
    self.base = base
    self.pulses = pulses
    self.frames = frames
  }

  var travel: Travel<PerAxis<axes, Angle>> { base.travel }

  mutating func arm(at degrees: Double = 0, wakingEarlyBy earliness: Int64 = 0) throws(PinError) {
    var clock = PulsedClock(pulses: pulses, earliness: earliness)
    try base.arm(at: PerAxis(repeating: .degrees(degrees)), clock: &clock)
  }

  mutating func move(to angles: PerAxis<axes, Angle>) throws(PinError) { try base.move(to: angles) }

  mutating func read() throws(PinError) -> Reading<axes> {
    pulses.step(frames)
    return try base.read()
  }
}

/// The error of a call that must fail.
func trouble(_ body: () throws(PinError) -> Void) -> PinError? {
  do throws(PinError) {
    try body()
    return nil
  } catch {
    return error
  }
}
