internal import RigCore

/// For the Jacobian J of a rig with its dot on the target.
extension SquareMatrix {
  /// The least size of all errors together with the servo of some axis at the end of its travel, whatever the others
  /// do, if `command` puts the dot on the target. It is computed by the tangent there, which is the better the nearer
  /// the ends are.
  ///
  /// With axis i off its command by δᵢ, a difference of slopes, the least of ‖J δ‖ over all moves of the others is
  /// `|δᵢ| / ‖row i of J⁻¹‖`. Here δᵢ leads to the nearer end, and the least over i counts. An axis with a command
  /// beyond its travel is left out: it is at its end without a swing. Nil if that leaves no axis, or if J has no
  /// inverse to speak of, so that the others can make up for an axis at its end.
  func nearerEnd(of travel: Travel<PerAxis<axes, Angle>>, onTarget command: PerAxis<axes, Angle>) -> Length? {
    let gram = gram
    var least = Double.infinity
    for axis in 0..<axes {
      let slope = command[axis].slope
      let way = min(slope - travel.lower[axis].slope, travel.upper[axis].slope - slope)
      // The diagonal of (JᵀJ)⁻¹ has the squares of the rows of J⁻¹.
      let row = gram.positiveDefiniteSolution(PerAxis { element in element == axis ? 1 : 0 })[axis]
      // Written so that NaN counts as no inverse.
      guard gram.trace * row < Self.greatestCondition else { return nil }
      if way > 0 { least = min(least, way / row.squareRoot()) }
    }
    return least < .infinity ? .centimeters(least) : nil
  }

  /// The greatest square of the condition number at which a matrix has an inverse that rounding does not spoil.
  private static var greatestCondition: Double { 1e12 }
}
