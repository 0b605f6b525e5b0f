internal import RigCore
internal import RigSimulation

/// The control loop of a trial that nothing ends, as long as every reading brings an error: what ``ControlLoop`` then
/// does, to the last bit, without what it keeps ready for other cases.
struct UndisturbedLoop<let axes: Int, Plant: SimulatedPlant, Rule: UpdateRule>
where
  Plant.Truth == PlantTruth<axes>,
  Rule.Aim == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length>
{
  private var rig: Plant
  private var rule: Rule
  private let variable: ControlVariable
  private let lowest: PerAxis<axes, Double>
  private let highest: PerAxis<axes, Double>
  private var aim: PerAxis<axes, Double>

  /// How many readings are noted before they are counted: of one axis a kilobyte.
  private static var room: Int { 64 }
  /// After how many readings it is asked again whether it is to stop: a multiple of ``room``.
  private static var readingsBetweenQuestions: Int { 1 << 16 }

  private init(_ trial: GeneralTrial<axes, Plant, Rule>, _ variable: ControlVariable) {
    rig = trial.rig
    rule = trial.rule
    let travel = rig.travel
    self.variable = variable
    lowest = travel.lower.map { angle in variable.aim(at: angle) }
    highest = travel.upper.map { angle in variable.aim(at: angle) }
    aim = trial.rig.restCommand.map { angle in variable.aim(at: angle) }
    for axis in 0..<axes { aim[axis] = min(max(aim[axis], lowest[axis]), highest[axis]) }
    turn()
  }

  /// The records of two trials; nil once a reading of one brings no error, and where it was stopped.
  ///
  /// Each step of a loop waits for the one before. Two loops side by side keep the processor busy.
  static func records(
    of first: GeneralTrial<axes, Plant, Rule>, _ second: GeneralTrial<axes, Plant, Rule>, _ judgement: TrialJudgement,
    _ variable: ControlVariable, isStopped: () -> Bool
  ) -> (TrialRecord, TrialRecord)? {
    var left = UndisturbedLoop(first, variable)
    var right = UndisturbedLoop(second, variable)
    var counters = (TrialCounter(judgement, of: first.rig), TrialCounter(judgement, of: second.rig))
    var isUndisturbed = true
    unsafe withUnsafeTemporaryAllocation(of: Sight<axes>.self, capacity: 2 * room) { sights in
      guard let first = sights.baseAddress else { return }
      // No move follows the last reading, and nobody sees where it would lead.
      while isUndisturbed, counters.0.readings < judgement.readings {
        let count = min(room, judgement.readings - counters.0.readings)
        isUndisturbed = unsafe advance(&left, &right, first, count)
        // What was not reached is no sight.
        guard isUndisturbed else { return }
        unsafe counters.0.see(UnsafeBufferPointer(start: first, count: count))
        unsafe counters.1.see(UnsafeBufferPointer(start: first + room, count: count))
        // Trials may be long.
        if counters.0.readings.isMultiple(of: readingsBetweenQuestions), isStopped() { isUndisturbed = false }
      }
    }
    return isUndisturbed ? (counters.0.record, counters.1.record) : nil
  }

  /// Makes `count` readings of each and the moves that follow them; false where one of them brings no error.
  @inline(never)
  private static func advance(
    _ first: inout UndisturbedLoop, _ second: inout UndisturbedLoop, _ sights: UnsafeMutablePointer<Sight<axes>>,
    _ count: Int
  ) -> Bool {
    // Local values can live in registers.
    var left = first
    var right = second
    for place in 0..<count {
      let (leftError, leftSight) = left.look()
      let (rightError, rightSight) = right.look()
      unsafe sights[place] = leftSight
      unsafe sights[room + place] = rightSight
      guard let leftError, let rightError else { return false }
      left.follow(leftError)
      right.follow(rightError)
    }
    first = left
    second = right
    return true
  }

  @inline(__always)
  private mutating func look() -> (error: PerAxis<axes, Length>?, sight: Sight<axes>) {
    let reading = rig.read()
    let beams = rig.beams
    let sight = Sight(
      errors: rig.trueErrors.map { errors in errors.map(\.centimeters) } ?? PerAxis(repeating: .infinity),
      slopes: beams.map { beam in beam.slope })
    guard let error = reading.error, !error.sumOfSquares.isNaN else { return (nil, sight) }
    return (error, sight)
  }

  @inline(__always)
  private mutating func follow(_ error: PerAxis<axes, Length>) {
    let wish = rule.update(aim, error: error)
    for axis in 0..<axes {
      // Written so that a rule that gives NaN leaves the laser where it is.
      if _slowPath(!(wish[axis] >= lowest[axis] && wish[axis] <= highest[axis])) {
        if wish[axis].isNaN { continue }
        aim[axis] = wish[axis] > highest[axis] ? highest[axis] : lowest[axis]
      } else {
        aim[axis] = wish[axis]
      }
    }
    turn()
  }

  @inline(__always)
  private mutating func turn() {
    let variable = variable
    rig.move(to: aim.map { value in variable.angle(of: value) })
  }
}
