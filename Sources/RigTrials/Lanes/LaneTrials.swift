internal import RigCore

/// 32 trials of one cell in progress. It cannot be copied: a copy of so many numbers would take as long as some
/// readings.
struct LaneTrials: ~Copyable {
  private let loop: LaneLoop
  private let judgement: TrialJudgement
  private var rigs: LaneRigs
  /// The true errors at the next reading, in cm.
  private(set) var error: FloatLanes
  private var previous: FloatLanes
  private var beforeInside: FloatLanes
  private var lastOutside = FloatLanes.zero
  private var lateErrors = SumLanes()
  private var variation = SumLanes()
  private var thirdQuarter = SumLanes()
  private var lastQuarter = SumLanes()
  /// The errors of the readings that are on their way, the oldest at `oldest`.
  private var delayed: [FloatLanes]
  private var oldest = 0
  /// The number of readings lost in a row.
  private var lost = FloatLanes.zero
  /// The number of updates that a decaying rate has made.
  private var updates = FloatLanes.zero

  /// Trials of `loop` on `rigs`.
  init(_ loop: LaneLoop, _ rigs: LaneRigs, _ judgement: TrialJudgement) {
    self.loop = loop
    self.judgement = judgement
    self.rigs = rigs
    error = rigs.start
    previous = rigs.start
    beforeInside = FloatLanes(repeating: Float(judgement.readings))
    delayed = Array(repeating: rigs.start, count: loop.deadTime)
  }

  /// Begins anew on `rigs`.
  mutating func restart(_ rigs: LaneRigs) {
    self.rigs = rigs
    restart()
  }

  /// Begins anew on the same rigs.
  mutating func restart() {
    error = rigs.start
    previous = rigs.start
    beforeInside = FloatLanes(repeating: Float(judgement.readings))
    lastOutside = .zero
    lateErrors = SumLanes()
    variation = SumLanes()
    thirdQuarter = SumLanes()
    lastQuarter = SumLanes()
    for place in delayed.indices { delayed[place] = rigs.start }
    oldest = 0
    if loop.dropouts > 0 {
      lost = .zero
      updates = .zero
    }
  }

  /// The random numbers of the trials of one block, reading by reading.
  @unsafe struct Chance {
    let normals: UnsafeBufferPointer<FloatLanes>
    let shares: UnsafeBufferPointer<FloatLanes>
  }

  /// Makes the readings `range` and the moves that follow them; `chance` begins with the first of them.
  mutating func advance(_ chance: Chance, _ range: Range<Int>) {
    let early = range.clamped(to: 0..<judgement.half)
    let third = range.clamped(to: judgement.half..<judgement.lastQuarter)
    // No move follows the last reading of all, since no reading would show its effect.
    let last = range.clamped(to: judgement.lastQuarter..<judgement.readings - 1)
    let tolerance = FloatLanes(repeating: Float(judgement.tolerance.centimeters))
    let start = range.lowerBound
    if !early.isEmpty { unsafe self.early(tolerance, chance, early, since: start) }
    if !third.isEmpty { unsafe thirdQuarter.add(late(tolerance, chance, third, since: start)) }
    if !last.isEmpty { unsafe lastQuarter.add(late(tolerance, chance, last, since: start)) }
    if range.upperBound == judgement.readings {
      var seen = Seen(tolerance, beforeInside: beforeInside, lastOutside: lastOutside)
      seen.see(error, then: error, number: judgement.readings, isLate: true)
      lastQuarter.add(take(seen))
    }
  }

  // Each is a function of its own, of a size that the compiler keeps in registers.

  @inline(never)
  private mutating func early(
    _ tolerance: FloatLanes, _ chance: Chance, _ range: Range<Int>, since first: Int
  ) {
    if !loop.isPlain {
      _ = unsafe full(tolerance, chance, range, since: first, isLate: false)
      return
    }
    var rest = range
    while !hasReachedAll, !rest.isEmpty {
      let next = rest.prefix(Self.readingsOfApproach)
      _ = unsafe runPlain(tolerance, chance, next, since: first, isLate: false, isReached: false)
      rest = next.upperBound..<rest.upperBound
    }
    if !rest.isEmpty { _ = unsafe runPlain(tolerance, chance, rest, since: first, isLate: false, isReached: true) }
  }

  /// The number of readings after which it is checked again whether all dots have been within the tolerance.
  private static let readingsOfApproach = 16

  /// True if the dot of every trial has been within the tolerance, so that the first such reading need not be looked
  /// for.
  private var hasReachedAll: Bool {
    !(!(beforeInside < FloatLanes(repeating: Float(judgement.readings)))).isAnywhere
  }

  @inline(never)
  private mutating func late(
    _ tolerance: FloatLanes, _ chance: Chance, _ range: Range<Int>, since first: Int
  ) -> FloatLanes {
    if loop.isPlain && hasReachedAll {
      return unsafe runPlain(tolerance, chance, range, since: first, isLate: true, isReached: true)
    }
    return unsafe full(tolerance, chance, range, since: first, isLate: true)
  }

  @inline(never)
  private mutating func full(
    _ tolerance: FloatLanes, _ chance: Chance, _ range: Range<Int>, since first: Int, isLate: Bool
  ) -> FloatLanes {
    if loop.dropouts > 0 { return unsafe lossy(tolerance, chance, range, since: first, isLate: isLate) }
    // Two loops, neither of which checks this at each reading.
    return isLate
      ? unsafe runFull(tolerance, chance, range, since: first, isLate: true, isLossy: false)
      : unsafe runFull(tolerance, chance, range, since: first, isLate: false, isLossy: false)
  }

  @inline(never)
  private mutating func lossy(
    _ tolerance: FloatLanes, _ chance: Chance, _ range: Range<Int>, since first: Int, isLate: Bool
  ) -> FloatLanes {
    unsafe runFull(tolerance, chance, range, since: first, isLate: isLate, isLossy: true)
  }

  @inline(__always)
  private mutating func runPlain(
    _ tolerance: FloatLanes, _ chance: Chance, _ range: Range<Int>, since first: Int, isLate: Bool, isReached: Bool
  ) -> FloatLanes {
    // Local values can live in registers.
    var seen = Seen(tolerance, beforeInside: beforeInside, lastOutside: lastOutside)
    var error = self.error
    // The noise is scaled beside the chain that leads from one error to the next, which is what takes the time.
    let kick = loop.noise * rigs.gain
    let remainder = rigs.remainder
    let low = rigs.low
    let high = rigs.high
    for reading in range {
      let normal = unsafe chance.normals[reading &- first]
      let next = (remainder * error - kick * normal).clamped(from: low, to: high)
      seen.see(error, then: next, number: reading &+ 1, isLate: isLate, isReached: isReached)
      error = next
    }
    self.error = error
    return take(seen)
  }

  @inline(__always)
  private mutating func runFull(
    _ tolerance: FloatLanes, _ chance: Chance, _ range: Range<Int>, since first: Int, isLate: Bool, isLossy: Bool
  ) -> FloatLanes {
    var seen = Seen(tolerance, beforeInside: beforeInside, lastOutside: lastOutside)
    var error = self.error
    var previous = self.previous
    let noise = FloatLanes(repeating: loop.noise)
    let momentum = FloatLanes(repeating: loop.momentum)
    let unit = FloatLanes(repeating: loop.rounding)
    let dropouts = FloatLanes(repeating: loop.dropouts)
    let search = loop.search
    let one = FloatLanes(repeating: 1)
    for reading in range {
      var late = error
      if loop.deadTime > 0 {
        late = delayed[oldest]
        delayed[oldest] = error
        oldest = oldest &+ 1 == loop.deadTime ? 0 : oldest &+ 1
      }
      var report = unsafe late.adding(noise, times: chance.normals[reading &- first])
      if loop.rounding > 0 { report = (report / unit).rounded * unit }
      var isLost = LaneMask.none
      var gain = rigs.gain
      if isLossy {
        // A trial that has given up its search sees no dot any more.
        isLost = unsafe (chance.shares[reading &- first] < dropouts) | search.isOver(afterLost: lost)
        let isFound = !isLost & search.isSweeping(afterLost: lost)
        // A rule that has not steered the search forgets what was before it.
        previous = previous.replaced(with: error, where: isFound)
        if !loop.decay.isEmpty {
          updates = updates.only(where: !isFound)
          gain = decay(after: updates) * gain
          updates = updates + one.only(where: !isLost)
        }
      } else if !loop.decay.isEmpty {
        gain = loop.decay[reading] * gain
      }
      let downhill = error.subtracting(gain, times: report)
      var next = downhill.adding(momentum, times: error - previous).clamped(from: rigs.low, to: rigs.high)
      var last = error
      if isLossy {
        next = next.replaced(with: error, where: isLost)
        // While the dot is lost, `last` is the error at which it was seen last.
        last = last.replaced(with: previous, where: isLost)
        lost = (lost + one).only(where: isLost)
        if search.isSweeping(afterLost: lost).isAnywhere { self.search(from: last, &next) }
      }
      seen.see(error, then: next, number: reading &+ 1, isLate: isLate)
      previous = last
      error = next
    }
    self.error = error
    self.previous = previous
    return take(seen)
  }

  /// The factor of the rate after the number of updates of each lane.
  @inline(never)
  private func decay(after updates: FloatLanes) -> FloatLanes {
    var decay = FloatLanes.zero
    let counts = updates.array
    for lane in 0..<FloatLanes.count { decay[lane] = loop.decay[Int(counts[lane])] }
    return decay
  }

  /// Turns the trials that search for a lost dot to the next place of their search.
  @inline(never)
  private func search(from sightings: FloatLanes, _ next: inout FloatLanes) {
    let lost = lost.array
    for lane in 0..<FloatLanes.count {
      let count = Int(lost[lane])
      guard !loop.search.isOver(afterLost: count), let offset = loop.search.offsetRadians(afterLost: count, axis: 0)
      else { continue }
      next[lane] = rigs.error(in: lane, turnedBy: offset, from: sightings[lane])
    }
  }

  /// The figures that a stretch of readings shows.
  private struct Seen {
    let tolerance: FloatLanes
    var beforeInside: FloatLanes
    var lastOutside: FloatLanes
    var way = FloatLanes.zero
    var squares = FloatLanes.zero
    var errors = FloatLanes.zero

    @inline(__always)
    init(_ tolerance: FloatLanes, beforeInside: FloatLanes, lastOutside: FloatLanes) {
      self.tolerance = tolerance
      self.beforeInside = beforeInside
      self.lastOutside = lastOutside
    }

    @inline(__always)
    mutating func see(
      _ error: FloatLanes, then next: FloatLanes, number: Int, isLate: Bool, isReached: Bool = false
    ) {
      let isOutside = tolerance < error.magnitude
      if !isReached { beforeInside.fall(to: FloatLanes(repeating: Float(number &- 1)), unless: isOutside) }
      lastOutside.advance(to: FloatLanes(repeating: Float(number)), where: isOutside)
      way = way + (next - error).magnitude
      if isLate {
        squares = squares.adding(error, times: error)
        errors = errors + error
      }
    }
  }

  /// Takes over these figures, and returns the sum of the squares.
  @inline(__always)
  private mutating func take(_ seen: Seen) -> FloatLanes {
    beforeInside = seen.beforeInside
    lastOutside = seen.lastOutside
    variation.add(seen.way)
    lateErrors.add(seen.errors)
    return seen.squares
  }

  /// The records of the trials.
  var records: TrialRecord<FloatLanes> {
    TrialRecord<FloatLanes>(
      firstError: rigs.start.magnitude, nearerEnd: FloatLanes.min(rigs.low.magnitude, rigs.high.magnitude),
      lastOutside: lastOutside, beforeInside: beforeInside,
      thirdQuarter: thirdQuarter.rounded, lastQuarter: lastQuarter.rounded, lateErrors: lateErrors.rounded,
      totalVariation: variation.rounded * rigs.slopePerCentimeter,
      isOutOfReach: FloatLanes(repeating: 1).only(where: (.zero < rigs.low) | (rigs.high < .zero)))
  }
}
