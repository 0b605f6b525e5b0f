/// One turn of the loop: the angle that was held, what the sensor saw there, and the figures of the update that
/// followed.
///
/// The loop hands each step to its observer. A ``StepRecord`` keeps it in centimetres and degrees for any number of
/// axes: tables, JSON, CSV and pictures are made from those.
public struct Step<let axes: Int>: Sendable, Equatable {
  /// How many updates came before; 0 is the first look, before anything has moved.
  public let index: Int
  /// When the frame began, in seconds since step 0.
  public let timeSeconds: Double
  /// The angle that the actuator was told to hold during this frame.
  public let angles: PerAxis<axes, Angle>
  /// True if the rule wanted an angle beyond the travel and got the limit.
  public let isRailed: Bool
  /// True if the angle came from the search for a lost spot and not from the rule.
  public let isSearching: Bool
  /// The reading of the sensor at this step.
  public let reading: Reading<axes>
  /// The rule's own figures after this reading.
  public let terms: RuleTerms
  /// True if this step belongs to the probe, which finds out what a turn does before the rule steers.
  public let isProbing: Bool
  /// How often the rate has been halved up to and with this step, because the loop swung ever wider.
  public let rateHalvings: Int

  /// A step made from its parts.
  @inlinable
  public init(
    index: Int, timeSeconds: Double, angles: PerAxis<axes, Angle>, isRailed: Bool, isSearching: Bool,
    reading: Reading<axes>, terms: RuleTerms, isProbing: Bool = false, rateHalvings: Int = 0
  ) {
    self.index = index
    self.timeSeconds = timeSeconds
    self.angles = angles
    self.isRailed = isRailed
    self.isSearching = isSearching
    self.reading = reading
    self.terms = terms
    self.isProbing = isProbing
    self.rateHalvings = rateHalvings
  }

  /// The cost `J = e²` in cm², summed over the axes; nil if the spot is lost.
  @inlinable
  public var costSquareCentimeters: Double? {
    reading.cost
  }
}
