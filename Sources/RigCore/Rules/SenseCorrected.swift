/// A rule for a rig on which some axes may turn the wrong way: it sees the errors of those axes with the sign reversed.
///
/// As long as no axis is reversed it behaves as its base, bit for bit.
///
/// It corrects the sign of each axis alone. If a turn of one axis moves the dot in the direction of another too, right
/// signs do not make the loop stable: that depends on the eigenvalues of the whole response.
public struct SenseCorrected<let axes: Int, Base: UpdateRule>: RuleWrapper
where Base.Command == PerAxis<axes, Double>, Base.Errors == PerAxis<axes, Length> {
  /// The rule inside, which sees errors with corrected signs.
  public var base: Base
  /// The sign that the error of each axis is seen with: 1, or -1 for an axis that turns the wrong way.
  public private(set) var senses = PerAxis<axes, Double>(repeating: 1)

  /// `base` on a rig on which all axes turn the right way as far as is known.
  @inlinable
  public init(_ base: Base) {
    self.base = base
  }

  /// Sets the sign of each axis by its response.
  public mutating func follow(_ responses: PerAxis<axes, AxisResponse>) {
    senses = responses.map { response in response.isReversed ? -1 : 1 }
  }

  @inlinable
  @inline(__always)
  public func seen(_ error: PerAxis<axes, Length>) -> PerAxis<axes, Length> {
    PerAxis { axis in senses[axis] * error[axis] }
  }
}

extension SenseCorrected: Sendable where Base: Sendable {}
