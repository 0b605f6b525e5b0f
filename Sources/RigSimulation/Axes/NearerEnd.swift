internal import RigCore

/// Of the Jacobian J of a rig whose dot is on its target.
extension SquareMatrix {
  /// The least size of all errors together with the servo of some axis at the end of its travel, whatever the others
  /// do, if `command` puts the dot on the target: by the tangent there, that is the better the nearer the ends are.
  ///
  /// With axis i off its command by δᵢ, a difference of slopes, the least of ‖J δ‖ over what the others may do is
  /// `|δᵢ| / ‖row i of J⁻¹‖`. Here δᵢ leads to the nearer end, and the least over i counts. An axis whose command lies
  /// beyond its travel is left out: it has no need to swing to be at its end. Nil where that leaves none, and where J
  /// has no inverse to speak of, so that the others can make up for an axis at its end.
  func nearerEnd(of travel: Travel<PerAxis<axes, Angle>>, onTarget command: PerAxis<axes, Angle>) -> Length? {
    let gram = gram
    var least = Double.infinity
    for axis in 0..<axes {
      let slope = command[axis].slope
      let way = min(slope - travel.lower[axis].slope, travel.upper[axis].slope - slope)
      // The diagonal of (JᵀJ)⁻¹ has the squares of the rows of J⁻¹.
      let row = gram.positiveDefiniteSolution(PerAxis { element in element == axis ? 1 : 0 })[axis]
      // Written so that what is no number counts as no inverse.
      guard gram.trace * row < Self.greatestCondition else { return nil }
      if way > 0 { least = min(least, way / row.squareRoot()) }
    }
    return least < .infinity ? .centimeters(least) : nil
  }

  /// Up to which square of its condition a matrix has an inverse that rounding leaves in peace.
  private static var greatestCondition: Double { 1e12 }
}
