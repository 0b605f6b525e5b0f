internal import CLinux
internal import RigClock
internal import RigCore
internal import RigGPIO
internal import RigReports
internal import RigScenario
internal import RigWiring

/// Turns a servo through its travel and records the places of the dot.
struct SweepCalibration {
  let scenario: Scenario
  let axis: Int
  let pointCount: Int
  let takesOver: Bool

  private let clock = SystemClock()

  /// The pulses that were tried, in nanoseconds, and what was seen.
  struct Harvest {
    let pulses: ClosedRange<Int64>
    var tried: [Int64] = []
    /// Where the whole dot was.
    var heights: [Int64: Length] = [:]
    /// With which pulses it may have been beyond an end of the detector in part.
    var partial: [Int64] = []
    /// With which pulses the detector saw light and had no reading.
    var lost: [LostReading: [Int64]] = [:]
    /// What was seen of the whole dot, and is to be trusted.
    var sightings: [Sighting] = []

    /// Where to look closer: around the whole dot, or if that was nowhere, around what there was of it.
    var seen: [Int64] { heights.isEmpty ? partial + lost.values.joined() : Array(heights.keys) }
  }

  private var rig: PinRigSettings { scenario.pinRig(takesOver: takesOver) }

  /// Sweeps, and leaves the laser off and the servos without pulses on every way out.
  /// - Throws: a `Failure` if the rig fails, or the program was told to end.
  func harvest() throws(Failure) -> Harvest {
    Signals.install(for: .realRig)
    clinux_last_acts_on_crash()
    do throws(PinError) {
      let bench = try ServoBench(rig)
      for warning in rig.warnings + bench.warnings { StandardError.warn(warning) }
      let ends = [rig.axes[axis].servo.travel.lowerBound, rig.axes[axis].servo.travel.upperBound]
        .map { angle in bench.pulseNanoseconds(axis, at: angle) }
      let plan = SweepPlan(pulses: min(ends[0], ends[1])...max(ends[0], ends[1]), count: pointCount)
      let harvest = try sweep(bench, plan)
      try bench.stop()
      return harvest
    } catch {
      if let cause = Signals.stop { throw Failure(.stopped(cause), "stopped before the sweep was over") }
      throw Failure(error)
    }
  }

  private func sweep(_ bench: borrowing ServoBench, _ plan: SweepPlan) throws(PinError) -> Harvest {
    // Later on it would end the sweep as well, but only after the servo has moved.
    try bench.requireClosedInterlock()
    try bench.measureDark(axis)
    // The positions of the servos are unknown, so they begin at the angles at which a run would.
    for servo in 0..<bench.servoCount { try bench.turn(servo, to: rig.axes[servo].servo.start) }
    try wait(nanoseconds: Self.arrivalNanoseconds, bench)
    try bench.shine(true)
    var harvest = Harvest(pulses: plan.pulses)
    var pulse = bench.pulseNanoseconds(axis, at: rig.axes[axis].servo.start)
    var pass = plan.firstPass
    while true {
      for next in nearestFirst(pass, to: pulse) {
        try lead(bench, from: pulse, to: next)
        pulse = next
        try wait(nanoseconds: Self.settlingNanoseconds, bench)
        harvest.tried.append(next)
        switch try look(bench) {
        case .dot(let height): harvest.heights[next] = height
        case .part: harvest.partial.append(next)
        case .lost(let reason): harvest.lost[reason, default: []].append(next)
        case .nothing: break
        }
      }
      guard let finer = plan.nextPass(tried: harvest.tried, seen: harvest.seen) else { break }
      pass = finer
      try measureDarkAgain(bench)
    }
    try bench.shine(false)
    for pulse in plan.trusted(
      tried: harvest.tried, seen: Array(harvest.heights.keys), partial: harvest.partial)
    {
      guard let height = harvest.heights[pulse] else { continue }
      let made = bench.madeNanoseconds(axis, told: pulse)
      harvest.sightings.append(Sighting(pulseMicroseconds: Double(made) / 1000, height: height))
    }
    return harvest
  }

  /// Measures the light of other sources, which may have changed during a pass, if the detector subtracts it.
  private func measureDarkAgain(_ bench: borrowing ServoBench) throws(PinError) {
    guard bench.subtractsAmbientLight(axis) else { return }
    try bench.shine(false)
    try wait(nanoseconds: Self.fadeNanoseconds, bench)
    try bench.measureDark(axis)
    try bench.shine(true)
  }

  /// The time that a laser's light takes to fade.
  private static let fadeNanoseconds: Int64 = 20_000_000
  /// The time that a hobby servo takes for most of its travel, and to come to rest after a small step.
  private static let arrivalNanoseconds: Int64 = 600_000_000
  private static let settlingNanoseconds: Int64 = 300_000_000

  /// The pass from the end that is nearer.
  private func nearestFirst(_ pass: [Int64], to pulse: Int64) -> [Int64] {
    guard let first = pass.first, let last = pass.last else { return [] }
    return (first - pulse).magnitude <= (last - pulse).magnitude ? pass : pass.reversed()
  }

  /// Leads the servo from pulse to pulse, no faster than its slew rate allows.
  private func lead(_ bench: borrowing ServoBench, from start: Int64, to end: Int64) throws(PinError) {
    let servo = rig.axes[axis].servo
    let period = rig.pulses.periodNanoseconds
    let ramp = PulseRamp(step: min(20_000, servo.greatestStepNanoseconds(periodNanoseconds: period) ?? .max))
    var pulse = start
    while pulse != end {
      pulse = ramp.next(from: pulse, to: end)
      try bench.pulse(axis, nanoseconds: pulse)
      try wait(nanoseconds: period, bench)
    }
  }

  /// What a detector saw with one pulse.
  enum Sight: Equatable {
    /// The whole dot, at this height.
    case dot(Length)
    /// A part of the dot at an end of the detector.
    case part
    /// Light without a reading.
    case lost(LostReading)
    /// No dot.
    case nothing

    /// What most of `looks` agree on, with heights from the detector's origin to which `target` belongs. If one of them
    /// was clipped or outshone the light is at the edge of what the detector measures, and no place is sure.
    init(_ looks: [SpotLook], target: Length) {
      var heights: [Double] = []
      var parts = 0
      for look in looks {
        guard case .dot(let sight) = look else { continue }
        if sight.isWhole { heights.append((sight.offset + target).centimeters) } else { parts += 1 }
      }
      if looks.contains(.clipped) {
        self = .lost(.clipped)
      } else if looks.contains(.outshone) {
        self = .lost(.outshone)
      } else if heights.count * 2 > looks.count, let height = heights.median {
        self = .dot(.centimeters(height))
      } else {
        self = (heights.count + parts) * 2 > looks.count ? .part : .nothing
      }
    }
  }

  /// What five looks agree on.
  private func look(_ bench: borrowing ServoBench) throws(PinError) -> Sight {
    var looks: [SpotLook] = []
    for _ in 0..<5 {
      looks.append(try bench.look(axis))
      try wait(nanoseconds: 20_000_000, bench)
    }
    return Sight(looks, target: rig.axes[axis].target)
  }

  private func wait(nanoseconds: Int64, _ bench: borrowing ServoBench) throws(PinError) {
    let end = clock.nanoseconds() + nanoseconds
    repeat {
      clock.sleep(untilNanoseconds: min(end, clock.nanoseconds() + 20_000_000))
      guard Signals.stop == nil else { throw .interrupted }
      try bench.check()
    } while clock.nanoseconds() < end
  }
}
