/// Takes the distance from the last two readings: how far the dot went for the last move. What a user tries first.
///
/// `a[k+1] = a[k] - (sᵀs / sᵀy) e[k]`,  s = a[k] - a[k-1],  y = e[k] - e[k-1]
///
/// With one axis this is the secant method, which finds the zero of a line in two readings. With several it takes one
/// distance for all of them (the longer of the two steps that Barzilai and Borwein give).
///
/// It is honest about noise only where it must be: a dot that went less far than `threshold` standard deviations says
/// nothing, and the last distance stays in use; and no distance counts that is not plausible. Close to the target it
/// goes on following the noise, since it forgets all but two readings.
///
/// Source: J. Barzilai and J. M. Borwein, "Two-Point Step Size Gradient Methods", IMA Journal of Numerical Analysis
/// 8(1), 1988, eq. (5).
public struct Secant<let axes: Int>: UpdateRule, Sendable {
  /// Where the wall may stand.
  public let plausible: PlausibleDistance
  /// The standard deviation of a reading, at least 0.
  public let noise: Length
  /// How many standard deviations the dot must have gone for its way to be believed.
  public static var threshold: Double { 3 }

  @usableFromInline
  var last: LastReading<axes>?
  /// In cm for each unit of aim; negative for a reversed sense.
  @usableFromInline
  var distance: Double
  @usableFromInline
  var deviation: Double
  @usableFromInline
  var standstill = Standstill<axes>()

  /// Begins as if the wall stood at the farthest plausible distance; `noise` is at least 0.
  @inlinable
  public init(plausible: PlausibleDistance, noise: Length) {
    precondition(noise >= .zero, "noise is at least 0 cm")
    self.plausible = plausible
    self.noise = noise
    distance = plausible.farthest.centimeters
    deviation = plausible.varianceSquareCentimeters.squareRoot()
  }

  /// Forgets all.
  @inlinable
  mutating func startAnew() {
    self = Secant(plausible: plausible, noise: noise)
  }

  @inlinable
  public mutating func update(_ aim: PerAxis<axes, Double>, error: PerAxis<axes, Length>) -> PerAxis<axes, Double> {
    guard error.isSensible else { return aim }
    let error = error.map { length in length.centimeters }
    if standstill.hasCome(to: aim) { startAnew() }
    let reading = LastReading(aim: aim, error: error)
    if let last {
      let change = reading.change(since: last)
      learn(from: change.move, answer: change.answer)
    }
    last = reading
    let move = error.map { error in -error / distance }
    standstill.tell(move, from: aim)
    return PerAxis { axis in aim[axis] + move[axis] }
  }

  @inlinable
  mutating func learn(from move: PerAxis<axes, Double>, answer: PerAxis<axes, Double>) {
    let threshold = LastReading<axes>.threshold(noise: noise)
    guard move.norm > 0, answer.norm > threshold else { return }
    let secant = move.dot(answer) / move.dot(move)
    let size = min(max(secant.magnitude, plausible.nearest.centimeters), plausible.farthest.centimeters)
    distance = secant < 0 ? -size : size
    deviation = 2.0.squareRoot() * noise.centimeters / move.norm
  }

  @inlinable
  public mutating func reset() {
    last = nil
  }

  public static var termNames: [String] {
    ["estimatedDistanceCentimeters", "distanceStandardErrorCentimeters", "gainPerCentimeter"]
  }

  @inlinable
  public var terms: RuleTerms { RuleTerms(distance, deviation, 1 / distance) }

  @inlinable
  public static var learnsResponse: Bool { true }
}
