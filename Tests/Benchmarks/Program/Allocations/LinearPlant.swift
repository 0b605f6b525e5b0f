import RigCore

/// A rig of any number of axes in which each axis also moves the dot of the next a little. Its targets never rest, so
/// that no loop on it settles.
struct LinearPlant<let axes: Int>: Rig {
  let distance: Length
  private var slopes = PerAxis<axes, Double>(repeating: 0)
  private var looks = 0

  init(distance: Length) {
    self.distance = distance
  }

  var travel: Travel<PerAxis<axes, Angle>> {
    Travel(lower: PerAxis(repeating: .slope(-10)), upper: PerAxis(repeating: .slope(10)))
  }

  mutating func move(to angles: PerAxis<axes, Angle>) {
    slopes = angles.map { angle in angle.slope }
  }

  mutating func read() -> Reading<axes> {
    looks += 1
    let target = Length(centimeters: Double(looks % 50))
    return .error(
      PerAxis { axis in (slopes[axis] + 0.1 * slopes[(axis + 1) % axes]) * distance - target })
  }
}
