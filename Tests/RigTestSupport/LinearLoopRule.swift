public import RigCore
public import RigTheory

/// The distance of the walls in these tests, in cm. At small angles a step of the servo is the same everywhere.
public let wallDistance = 1000.0

extension LinearLoop {
  /// The rule that makes this loop before a wall at `wallDistance`.
  public var rule: any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>> {
    let distance = Length.centimeters(wallDistance)
    switch inertia {
    case .none: return GradientDescent<1>(learningRate: gain / 2, assumedDistance: distance)
    case .heavyBall(let share):
      return Momentum<1>(learningRate: gain / 2, assumedDistance: distance, momentum: share)
    case .lookAhead(let share):
      return Nesterov<1>(learningRate: gain / 2, assumedDistance: distance, momentum: share)
    }
  }
}
