internal import RigCore
internal import RigSimulation

/// The loop of a trial, which ends with its last reading and not before: a rule on a rig, without a supervisor.
///
/// The truth of each reading is stored, and counted for many readings at once: the loop's own state then stays in
/// registers.
struct TrialLoop<let axes: Int, Plant: SimulatedPlant, Rule: UpdateRule>
where
  Plant.Truth == PlantTruth<axes>, Rule.Command == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length>
{
  private var kernel: LoopKernel<axes, Plant>
  private var steering: Steering<axes, Rule>

  /// The number of readings that are stored before they are counted: for one axis a kilobyte.
  private static var room: Int { 64 }
  /// The number of readings between checks whether the trial is to stop: a multiple of ``room``.
  private static var readingsBetweenQuestions: Int { 1 << 16 }

  private init(_ trial: Trial<axes, Plant, Rule>, _ settings: LoopSettings) {
    kernel = LoopKernel(rig: trial.rig, start: trial.rig.restCommand, controlVariable: settings.controlVariable)
    steering = Steering(trial.rule, search: settings.search, start: kernel.command)
    kernel.begin()
  }

  /// The counters of two trials of `readings` readings; nil if the trials were stopped.
  ///
  /// Each step of a loop waits for the one before. Two loops side by side keep the processor busy.
  static func run(
    _ first: Trial<axes, Plant, Rule>, _ second: Trial<axes, Plant, Rule>, readings: Int, _ settings: LoopSettings,
    isStopped: () -> Bool
  ) -> (TrialCounter<axes>, TrialCounter<axes>)? {
    var left = TrialLoop(first, settings)
    var right = TrialLoop(second, settings)
    var counters = (first.counter, second.counter)
    var isOver = true
    unsafe withUnsafeTemporaryAllocation(of: Sight<axes>.self, capacity: 2 * room) { sights in
      guard let place = sights.baseAddress else { return }
      // A move after the last reading has no effect on the counters.
      while counters.0.readings < readings {
        let count = min(room, readings - counters.0.readings)
        unsafe advance(&left, &right, place, count)
        unsafe counters.0.see(UnsafeBufferPointer(start: place, count: count))
        unsafe counters.1.see(UnsafeBufferPointer(start: place + room, count: count))
        // Trials may be long, so this is checked within them.
        if counters.0.readings.isMultiple(of: readingsBetweenQuestions), isStopped() { isOver = false }
        if !isOver { return }
      }
    }
    return isOver ? counters : nil
  }

  /// Makes `count` readings of each loop and the moves that follow them.
  @inline(never)
  private static func advance(
    _ first: inout TrialLoop, _ second: inout TrialLoop, _ sights: UnsafeMutablePointer<Sight<axes>>, _ count: Int
  ) {
    // Local values can live in registers.
    var left = first
    var right = second
    for place in 0..<count {
      let leftReading = left.kernel.look()
      let rightReading = right.kernel.look()
      unsafe sights[place] = Self.sight(of: left.kernel.rig)
      unsafe sights[room + place] = Self.sight(of: right.kernel.rig)
      // A call with the address of a local loop would keep it in memory.
      if !left.follow(leftReading) {
        first = left
        first.followRest(leftReading)
        left = first
      }
      if !right.follow(rightReading) {
        second = right
        second.followRest(rightReading)
        right = second
      }
    }
    first = left
    second = right
  }

  /// The truth of the latest reading of `rig`.
  @inline(__always)
  private static func sight(of rig: borrowing Plant) -> Sight<axes> {
    Sight(
      errors: rig.trueErrors.map { errors in errors.map(\.centimeters) } ?? PerAxis(repeating: .infinity),
      slopes: rig.beams.map { beam in beam.slope })
  }

  /// Follows a reading that has an error; returns false for any other, which is left to ``followRest(_:)``.
  @inline(__always)
  private mutating func follow(_ reading: Reading<axes>) -> Bool {
    guard let error = reading.followableError, !steering.hasGivenUp else { return false }
    steering.see(at: kernel.command)
    kernel.turn(to: steering.rule.update(kernel.command, error: error))
    return true
  }

  /// Follows a reading without an error. A loop that has given up its search holds still until the end.
  @inline(never)
  private mutating func followRest(_ reading: Reading<axes>) {
    if steering.hasGivenUp { return }
    if let cost = reading.followableCost {
      steering.see(at: kernel.command)
      kernel.turn(to: steering.rule.answer(kernel.command, cost: cost) ?? kernel.command)
    } else {
      steering.lose()
      if !steering.hasGivenUp { kernel.turn(to: steering.searchCommand(kernel)) }
    }
  }
}
