/// The latest readings while the laser rests, as far as the rule can tell: whether they have come to rest too, how much
/// they scatter, and how late they answered the move before.
@usableFromInline
struct RestMonitor<let axes: Int>: Sendable {
  /// The number of readings that are kept.
  @usableFromInline
  static var capacity: Int { 8 }
  /// The number of readings from which on the scatter is told.
  @usableFromInline
  static var least: Int { 6 }
  /// The most readings to wait for rest.
  @usableFromInline
  static var patience: Int { 48 }

  @usableFromInline
  var readings = InlineArray<8, PerAxis<axes, Double>>(repeating: PerAxis(repeating: 0))
  /// The first readings of the rest.
  @usableFromInline
  var first = InlineArray<3, PerAxis<axes, Double>>(repeating: PerAxis(repeating: 0))
  /// The number of readings of this rest.
  @usableFromInline
  var count = 0
  /// The number of readings up to the latest change that noise does not explain; 0 if there was none.
  @usableFromInline
  var lastChange = 0

  @inlinable
  init() {}

  /// Begins a new rest.
  @inlinable
  mutating func begin() {
    count = 0
    lastChange = 0
  }

  /// Takes a reading with a noise of the standard deviation `noise`.
  @inlinable
  mutating func add(_ error: PerAxis<axes, Double>, noise: Double) {
    let old = level
    if count < 3 { first[count] = error }
    readings[count % Self.capacity] = error
    count += 1
    guard let old, let new = level else { return }
    if distance(old, new) > 4 * max(noise, scatter ?? 0) || isCreeping(noise: noise) { lastChange = count - 1 }
  }

  /// The median of the latest three readings, which a single outlier does not move; nil if there are fewer.
  @inlinable
  var level: PerAxis<axes, Double>? {
    guard count >= 3 else { return nil }
    return PerAxis { axis in
      Self.median(
        readings[(count - 1) % Self.capacity][axis], readings[(count - 2) % Self.capacity][axis],
        readings[(count - 3) % Self.capacity][axis])
    }
  }

  /// The median of the first three readings of the rest.
  @inlinable
  var firstLevel: PerAxis<axes, Double> {
    PerAxis { axis in Self.median(first[0][axis], first[1][axis], first[2][axis]) }
  }

  /// True if the readings have been at rest for as long as they moved before, or if patience has an end.
  @inlinable
  func isSteady(atLeast least: Int, noise: Double) -> Bool {
    if count >= Self.patience { return true }
    guard count >= max(least, 2 * lastChange + 2), let level else { return false }
    return distance(readings[(count - 1) % Self.capacity], level) <= 4 * max(noise, scatter ?? 0)
  }

  /// The standard deviation of the latest readings by the median of their distances from their median, which a few
  /// outliers do not raise; nil if there are too few.
  @inlinable
  var scatter: Double? {
    guard count >= Self.least else { return nil }
    let kept = min(count, Self.capacity)
    var distances = SortedNumbers()
    for axis in 0..<axes {
      var values = SortedNumbers()
      for place in 0..<kept { values.insert(readings[place][axis]) }
      let middle = values.median
      for place in 0..<kept { distances.insert((readings[place][axis] - middle).magnitude) }
    }
    return distances.median / MedianDeviation.ofEight
  }

  /// True if the latest five readings rise or fall all the way, by more than noise explains.
  @inlinable
  func isCreeping(noise: Double) -> Bool {
    guard count >= 5 else { return false }
    for axis in 0..<axes {
      var steps = 0
      for place in 0..<4 {
        let way =
          readings[(count - 1 - place) % Self.capacity][axis] - readings[(count - 2 - place) % Self.capacity][axis]
        steps += way > 0 ? 1 : -1
      }
      let way = readings[(count - 1) % Self.capacity][axis] - readings[(count - 5) % Self.capacity][axis]
      if steps.magnitude == 4, way.magnitude > 4 * noise { return true }
    }
    return false
  }

  /// True if the latest readings differ from the first ones by more than a noise of the standard deviation `noise`
  /// explains, and changed after more than `steps` readings: the answer to the move before came that late.
  @inlinable
  func hasLateShift(noise: Double, after steps: Int) -> Bool {
    guard count <= Self.patience + Self.capacity, lastChange > steps, count - lastChange > 4, let level else {
      return false
    }
    return distance(firstLevel, level) > 4 * noise
      && distance(readings[(count - 1) % Self.capacity], level) <= 4 * noise
  }

  /// The number of readings to wait after a move for answers that come as late as the latest change.
  @inlinable
  var pause: Int { pause(forAnswersAfter: lastChange) }

  /// The number of readings to wait after a move for answers that come after so many readings.
  @inlinable
  func pause(forAnswersAfter readings: Int) -> Int { min(2 * readings + 2, Self.patience) }

  @inlinable
  func distance(_ one: PerAxis<axes, Double>, _ other: PerAxis<axes, Double>) -> Double {
    var greatest = 0.0
    for axis in 0..<axes { greatest = max(greatest, (one[axis] - other[axis]).magnitude) }
    return greatest
  }

  @inlinable
  static func median(_ a: Double, _ b: Double, _ c: Double) -> Double {
    max(min(a, b), min(max(a, b), c))
  }
}

/// A few numbers in rising order.
@usableFromInline
struct SortedNumbers: Sendable {
  @usableFromInline
  var numbers = InlineArray<32, Double>(repeating: 0)
  @usableFromInline
  var count = 0

  @inlinable
  init() {}

  @inlinable
  mutating func insert(_ number: Double) {
    guard count < 32 else { return }
    var place = count
    while place > 0, numbers[place - 1] > number {
      numbers[place] = numbers[place - 1]
      place -= 1
    }
    numbers[place] = number
    count += 1
  }

  /// The number in the middle, or the mean of the two there.
  @inlinable
  var median: Double { Median.ofSorted(count) { place in numbers[place] } }
}
