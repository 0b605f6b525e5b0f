public import RigCore

/// A servo of one run: its model and where its parts stand.
@usableFromInline
struct SimulatedServo: Sendable {
  private let model: ServoModel
  private let frameSeconds: Double
  /// True where neither effects nor faults come between command and beam.
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
  private var motor: Double
  private var horn: Double
  private var faults: FaultInjector<Double>

  init(_ model: ServoModel, start: Angle, frameSeconds: Double, faults: FaultInjector<Double>) {
    self.model = model
    self.frameSeconds = frameSeconds
    self.faults = faults
    isTransparent = model.isIdeal && faults.isEmpty
    lowest = Angle(slope: model.travel.lowerBound.slope)
    highest = Angle(slope: model.travel.upperBound.slope)
    command = min(max(start, lowest), highest)
    // The command of step 0 passes the faults too: it is what they stick at or delay.
    let faulty = self.faults.pass(command.radians, step: 0)
    motor = min(max(model.resolution.round(faulty), lowest.radians), highest.radians)
    horn = motor
    beam = isTransparent ? command : Angle(radians: model.mounting.beam(horn: horn))
  }

  /// Lets the frame that ends in `step` pass.
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
    let faulty = faults.pass(command.radians, step: step)
    let reachable = min(max(model.resolution.round(faulty), lowest.radians), highest.radians)
    let goal = model.deadBand.goal(command: reachable, position: motor)
    motor = model.motor.isOn ? model.motor.position(from: motor, to: goal, after: frameSeconds) : goal
    horn = model.backlash.push(horn: horn, motor: motor)
    beam = Angle(radians: model.mounting.beam(horn: horn))
  }
}
