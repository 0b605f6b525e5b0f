internal import RigCore
internal import RigSimulation

/// A rig whose true errors are noted as they come, for a trial's record to count them later. The controller sees no
/// more of it than of any rig.
///
/// The counting is done for many readings at once: the loop's own state then stays in registers.
@safe
struct WatchedRig<let axes: Int, Plant: SimulatedPlant>: Rig
where
  Plant.Truth == PlantTruth<axes>
{
  private var rig: Plant
  private let counter: UnsafeMutablePointer<TrialCounter<axes>>
  private let sights: UnsafeMutablePointer<Sight<axes>>
  private var noted = 0

  /// How many readings are noted at a time: of one axis a kilobyte.
  private static var room: Int { 64 }

  private init(
    _ rig: Plant, _ counter: UnsafeMutablePointer<TrialCounter<axes>>, _ sights: UnsafeMutablePointer<Sight<axes>>
  ) {
    self.rig = rig
    unsafe self.counter = unsafe counter
    unsafe self.sights = unsafe sights
  }

  /// The record of a trial of `rig`, which `run` makes with the watched one and gives back.
  static func record(
    of rig: Plant, _ judgement: TrialJudgement, run: (WatchedRig) -> WatchedRig
  ) -> TrialRecord {
    var counter = TrialCounter(judgement, of: rig)
    unsafe withUnsafeMutablePointer(to: &counter) { counter in
      unsafe withUnsafeTemporaryAllocation(of: Sight<axes>.self, capacity: room) { sights in
        guard let first = sights.baseAddress else { return }
        var watched = run(unsafe WatchedRig(rig, counter, first))
        // Whoever has given up looking for the spot stays where it is until the end.
        while unsafe counter.pointee.readings + watched.noted < judgement.readings { _ = watched.read() }
        unsafe Self.count(counter, first, watched.noted)
      }
    }
    return counter.record
  }

  var travel: Travel<PerAxis<axes, Angle>> { rig.travel }

  @inline(__always)
  mutating func move(to angles: PerAxis<axes, Angle>) { rig.move(to: angles) }

  @inline(__always)
  mutating func read() -> Reading<axes> {
    let reading = rig.read()
    let beams = rig.beams
    unsafe sights[noted] = Sight(
      errors: rig.trueErrors.map { errors in errors.map(\.centimeters) } ?? PerAxis(repeating: .infinity),
      slopes: beams.map { beam in beam.slope })
    noted &+= 1
    if _slowPath(noted == Self.room) {
      unsafe Self.count(counter, sights, noted)
      noted = 0
    }
    return reading
  }

  /// Never inlined, and told nothing of the rig, which may then stay where it is.
  @inline(never)
  private static func count(
    _ counter: UnsafeMutablePointer<TrialCounter<axes>>, _ sights: UnsafeMutablePointer<Sight<axes>>, _ noted: Int
  ) {
    if noted == 0 { return }
    var seen = unsafe counter.pointee
    unsafe seen.see(UnsafeBufferPointer(start: sights, count: noted))
    unsafe counter.pointee = seen
  }
}

/// The truth of one reading.
struct Sight<let axes: Int> {
  /// In cm; infinite where the beam missed the wall.
  let errors: PerAxis<axes, Double>
  let slopes: PerAxis<axes, Double>
}
