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
    steering = Steering(trial.rule, search: settings.search, kernel)
    kernel.begin()
  }

  /// The counters of two trials of `readings` readings; nil if the trials were stopped. A comparison has them watched
  /// by `steering` too.
  ///
  /// Each step of a loop waits for the one before. Two loops side by side keep the processor busy.
  static func run(
    _ first: Trial<axes, Plant, Rule>, _ second: Trial<axes, Plant, Rule>, readings: Int, _ settings: LoopSettings,
    steering: (first: SteeringCounter<axes>, second: SteeringCounter<axes>)? = nil, isStopped: () -> Bool
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
        let sightsOfFirst = unsafe UnsafeBufferPointer(start: place, count: count)
        let sightsOfSecond = unsafe UnsafeBufferPointer(start: place + room, count: count)
        unsafe counters.0.see(sightsOfFirst)
        unsafe counters.1.see(sightsOfSecond)
        unsafe steering?.first.see(sightsOfFirst)
        unsafe steering?.second.see(sightsOfSecond)
        // Trials may be long, so this is checked within them.
        if counters.0.readings.isMultiple(of: readingsBetweenQuestions), isStopped() { isOver = false }
        if !isOver { return }
      }
    }
    return isOver ? counters : nil
  }

  /// Makes `count` readings of each loop and the moves that follow them.
  private static func advance(
    _ first: inout TrialLoop, _ second: inout TrialLoop, _ sights: UnsafeMutablePointer<Sight<axes>>, _ count: Int
  ) {
    var place = 0
    // A sensor of the cost has no errors at all, and a pass in vain copies both loops.
    var hasErrors = true
    while place < count {
      let readings: (first: Reading<axes>, second: Reading<axes>)?
      if hasErrors, first.steering.lostReadings == 0, second.steering.lostReadings == 0 {
        readings = unsafe advanceInSight(&first, &second, sights, &place, count)
      } else {
        readings = unsafe look(&first, &second, sights, place)
        place += 1
      }
      guard let readings else { return }
      hasErrors = readings.first.followableError != nil && readings.second.followableError != nil
      first.follow(readings.first)
      second.follow(readings.second)
    }
  }

  /// Makes readings of two loops that have the dot in sight, and the moves that follow them, up to the reading number
  /// `count`. Returns the readings before, without a move, if one of them has no error.
  @inline(never)
  private static func advanceInSight(
    _ first: inout TrialLoop, _ second: inout TrialLoop, _ sights: UnsafeMutablePointer<Sight<axes>>,
    _ place: inout Int, _ count: Int
  ) -> (first: Reading<axes>, second: Reading<axes>)? {
    // Local values can live in registers.
    var left = first
    var right = second
    for index in place..<count {
      let readings = unsafe look(&left, &right, sights, index)
      guard let leftError = readings.first.followableError, let rightError = readings.second.followableError else {
        first = left
        second = right
        place = index + 1
        return readings
      }
      left.steering.note(sighting: left.kernel.command)
      right.steering.note(sighting: right.kernel.command)
      left.turn(by: leftError)
      right.turn(by: rightError)
    }
    first = left
    second = right
    place = count
    return nil
  }

  /// Reads both loops, and stores the truth of the readings at `place`.
  @inline(__always)
  private static func look(
    _ left: inout TrialLoop, _ right: inout TrialLoop, _ sights: UnsafeMutablePointer<Sight<axes>>, _ place: Int
  ) -> (first: Reading<axes>, second: Reading<axes>) {
    let readings = (left.kernel.look(), right.kernel.look())
    unsafe sights[place] = sight(of: left.kernel.rig)
    unsafe sights[room &+ place] = sight(of: right.kernel.rig)
    return readings
  }

  /// The truth of the latest reading of `rig`.
  @inline(__always)
  private static func sight(of rig: borrowing Plant) -> Sight<axes> {
    Sight(
      errors: rig.trueErrors.map { errors in errors.map(\.centimeters) } ?? PerAxis(repeating: .infinity),
      slopes: rig.beams.map { beam in beam.slope })
  }

  /// Turns as the rule answers `error`.
  @inline(__always)
  private mutating func turn(by error: PerAxis<axes, Length>) {
    kernel.turn(to: steering.rule.update(kernel.command, error: error))
  }

  /// Turns as a reading of any kind demands. A loop that has given up its search holds still until the end.
  @inline(never)
  private mutating func follow(_ reading: Reading<axes>) {
    if steering.hasGivenUp { return }
    let command = steering.command(after: reading, kernel)
    if !steering.hasGivenUp { kernel.turn(to: command) }
  }
}
