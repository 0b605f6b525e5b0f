public import RigCore

/// A servo of one run: its effects and the positions of its parts.
@usableFromInline
struct SimulatedServo: Sendable {
  /// The mounting of the laser on the horn.
  let mounting: Mounting
  /// True if neither effects nor faults come between command and beam.
  @usableFromInline
  let isTransparent: Bool
  @usableFromInline
  let lowest: Angle
  @usableFromInline
  let highest: Angle
  @usableFromInline
  var beam: Angle
  @usableFromInline
  var command: Angle
  private let frameSeconds: Double
  private var clock: FrameClock
  private let effects: ServoEffects
  private var state: ServoEffects.State
  private var parts = ServoParts()
  private var faults: FaultInjector<Double>

  /// The servo of the axis `axis` of a rig with these `faults`, at rest at the command `start`.
  init(
    _ model: ServoModel, start: Angle, frameSeconds: Double, frameJitter: Double, faults: [Fault], axis: Int = 0,
    seed: RandomSeed
  ) {
    mounting = model.mounting
    self.frameSeconds = frameSeconds
    self.faults = FaultInjector(faults, on: .actuator, of: axis..<axis + 1, seed: seed)
    isTransparent = model.isIdeal && self.faults.isEmpty
    (lowest, highest) = model.chain[TravelLimits.self].slopes
    command = min(max(start, lowest), highest)
    effects = model.chain
    let streams = DeviceStreams(
      seed: seed, axis: axis, axisCount: 1, frameSeconds: frameSeconds, frameJitter: frameJitter)
    clock = streams.clock
    state = effects.state(streams)
    // The command of step 0 passes the faults too: faults that stick or delay begin with it.
    parts.angle = self.faults.pass(command.radians, step: 0)
    effects.rest(&parts, &state)
    beam = isTransparent ? command : Angle(radians: parts.angle)
  }

  /// Lets the frame that ends with `step` pass.
  @inlinable
  @inline(__always)
  mutating func advance(to step: Int) {
    if isTransparent {
      beam = Angle(slope: min(max(command.slope, lowest.slope), highest.slope))
    } else {
      obey(at: step)
    }
  }

  @usableFromInline
  mutating func obey(at step: Int) {
    parts.angle = faults.pass(command.radians, step: step)
    effects.apply(to: &parts, &state, seconds: frameSeconds * clock.advance())
    beam = Angle(radians: parts.angle)
  }
}
