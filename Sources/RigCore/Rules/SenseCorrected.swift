/// A rule for a rig some of whose axes turn the wrong way: it sees their errors with the sign reversed.
///
/// As long as no axis is reversed it is the rule itself, bit for bit.
///
/// It mends the sign of each axis alone. Where a turn of one axis moves the dot in the direction of another too, right
/// signs do not make the loop stable: what counts are the eigenvalues of the whole response.
public struct SenseCorrected<let axes: Int, Base: UpdateRule>: UpdateRule
where Base.Aim == PerAxis<axes, Double>, Base.Errors == PerAxis<axes, Length> {
  /// The rule that steers.
  public var base: Base
  /// The sign that the error of each axis is seen with: 1, or -1 where the axis turns the wrong way.
  public private(set) var senses = PerAxis<axes, Double>(repeating: 1)

  /// `base` on a rig whose axes all turn the right way as far as anybody knows.
  @inlinable
  public init(_ base: Base) {
    self.base = base
  }

  /// Takes over which axes turn the wrong way.
  public mutating func follow(_ responses: PerAxis<axes, AxisResponse>) {
    senses = responses.map { response in response.isReversed ? -1 : 1 }
  }

  @inlinable
  @inline(__always)
  public mutating func update(_ aim: PerAxis<axes, Double>, error: PerAxis<axes, Length>) -> PerAxis<axes, Double> {
    base.update(aim, error: PerAxis { axis in senses[axis] * error[axis] })
  }

  @inlinable
  public mutating func update(_ aim: PerAxis<axes, Double>, cost: Double) -> PerAxis<axes, Double> {
    base.update(aim, cost: cost)
  }

  @inlinable
  public mutating func skip(_ aim: PerAxis<axes, Double>) { base.skip(aim) }

  @inlinable
  public mutating func reset() { base.reset() }

  @inlinable
  @inline(__always)
  public mutating func slowDown() -> Bool { base.slowDown() }

  @inlinable
  public var proportionalRate: Double? { base.proportionalRate }

  @inlinable
  public static var servesCost: Bool { Base.servesCost }

  @inlinable
  public static var learnsResponse: Bool { Base.learnsResponse }

  @inlinable
  public static var termNames: [String] { Base.termNames }

  @inlinable
  public var terms: RuleTerms { base.terms }
}

extension SenseCorrected: Sendable where Base: Sendable {}
