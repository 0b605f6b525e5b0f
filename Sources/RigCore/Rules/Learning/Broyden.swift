/// Learns how every error answers every axis from the last move alone: Broyden's update of the Jacobian.
///
/// `J ← J + (y - J s) sᵀ / (sᵀs)`,  s = a[k] - a[k-1],  y = e[k] - e[k-1]
/// `a[k+1] = a[k] - (JᵀJ + λ)⁻¹ Jᵀ e[k]`
///
/// The usual rule of visual servoing without a calibrated camera. It begins as if each axis moved its own error on the
/// farthest wall, and learns one direction a move, so n coupled axes take n moves and more. The damping λ (Levenberg
/// and Marquardt) keeps steps short in directions in which J says that nothing moves. Nothing is learned from a move if
/// the dot went less far than the noise and was to go no farther, if the answer is too small for the nearest wall, or
/// from the first answer after that: the servo did not make the move, or not all of it. The rule stays at each command
/// for its ``Dwell``, and gives no standard error of the response. If the servo makes every move, it is ``Secant`` on
/// one axis, and like that follows the noise near the target.
///
/// Sources: C. G. Broyden, "A Class of Methods for Solving Nonlinear Simultaneous Equations", Mathematics of
/// Computation 19(92), 1965, eq. (4.5); M. Jägersand, O. Fuentes and R. Nelson, "Experimental Evaluation of
/// Uncalibrated Visual Servoing for Precision Manipulation", IEEE ICRA 1997; D. W. Marquardt, "An Algorithm for
/// Least-Squares Estimation of Nonlinear Parameters", Journal of the SIAM 11(2), 1963, for λ.
public struct Broyden<let axes: Int>: ResponseLearning, Dwelling, TravelAware, Sendable {
  /// The distances at which the wall may stand.
  public let plausible: PlausibleDistance
  /// The standard deviation of a reading, at least 0.
  public let noise: Length
  /// The square root of λ as a share of the response's size, at least 0.
  public let damping: Double

  @usableFromInline
  var dwell: Dwell<axes>
  @usableFromInline
  var limits = CommandLimits<axes>()
  @usableFromInline
  var jacobian: SquareMatrix<axes>
  @usableFromInline
  var last: LastReading<axes>?
  /// True if the answer to the latest move was withheld by the servo or the sensor.
  @usableFromInline
  var wasSwallowed = false
  @usableFromInline
  var gain = 0.0
  @usableFromInline
  var standstill = Standstill<axes>()

  /// Learns from answers larger than `noise` (at least 0), with a `damping` of at least 0, and stays at each command for
  /// `dwell`.
  @inlinable
  public init(
    plausible: PlausibleDistance, noise: Length, damping: Double = 0.02, dwell: Dwell<axes> = Dwell()
  ) {
    precondition(noise >= .zero, "noise is at least 0 cm")
    precondition(damping >= 0, "a damping is at least 0")
    self.plausible = plausible
    self.noise = noise
    self.damping = damping
    self.dwell = dwell
    jacobian = SquareMatrix(diagonal: plausible.farthest.centimeters)
  }

  @inlinable
  public mutating func update(_ command: PerAxis<axes, Double>, error: PerAxis<axes, Length>) -> PerAxis<axes, Double> {
    guard error.isSensible, !dwell.isEarly(at: command) else { return command }
    let error = error.map { length in length.centimeters }
    if standstill.hasCome(to: command) { startAnew() }
    let reading = LastReading(command: command, error: error)
    if let last {
      let change = reading.change(since: last)
      learn(from: change.move, answer: change.answer)
    }
    last = reading
    return step(from: command, error)
  }

  /// Forgets all that was learned.
  @inlinable
  mutating func startAnew() {
    let limits = limits
    self = Broyden(plausible: plausible, noise: noise, damping: damping, dwell: dwell)
    self.limits = limits
  }

  @inlinable
  mutating func learn(from move: PerAxis<axes, Double>, answer: PerAxis<axes, Double>) {
    let expected = jacobian.times(move)
    let surprise = PerAxis<axes, Double> { axis in answer[axis] - expected[axis] }
    let threshold = LastReading<axes>.threshold(noise: noise)
    let length = move.dot(move)
    guard length > 0, max(answer.norm, expected.norm) > threshold else { return }
    // No wall stands so near: a dead band, the play or a dead time swallowed the move. A part of the next move that is
    // answered may be missing as well. On an oblique wall a response can be smaller than any distance.
    let least = (axes == 1 ? 0.7 : 0.05) * plausible.nearest.centimeters
    let isWhole = !wasSwallowed
    wasSwallowed = answer.norm < least * length.squareRoot()
    guard isWhole, !wasSwallowed else { return }
    var learned = jacobian
    for row in 0..<axes {
      for column in 0..<axes { learned[row, column] += surprise[row] * move[column] / length }
    }
    // No wall answers like that: the reading was wrong. On an oblique wall a response can be larger than any distance.
    let greatest = (axes == 1 ? 1.5 : 100) * plausible.farthest.centimeters * Double(axes).squareRoot()
    if learned.norm <= greatest { jacobian = learned }
  }

  @inlinable
  mutating func step(from command: PerAxis<axes, Double>, _ error: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    let size = jacobian.norm / Double(axes).squareRoot()
    var normal = jacobian.gram
    // With one axis there is no direction that could be worse than another.
    let lambda = axes == 1 ? 0 : damping * damping * size * size
    for axis in 0..<axes { normal[axis, axis] += lambda }
    var move = normal.bestMove(down: jacobian.transposedTimes(error), from: command, within: limits)
    let longest = error.norm / plausible.nearest.centimeters
    if !(move.norm <= longest) {
      let shrink = move.norm.isFinite ? longest / move.norm : 0
      move = move.scaled(by: shrink)
    }
    gain = error.norm > 0 ? move.norm / error.norm : 0
    standstill.tell(move, from: command)
    return PerAxis { axis in command[axis] + move[axis] }
  }

  @inlinable
  public mutating func confine(to lowest: PerAxis<axes, Double>, _ highest: PerAxis<axes, Double>) {
    limits = CommandLimits(lowest: lowest, highest: highest)
  }

  @inlinable
  public mutating func reset() {
    dwell.reset()
    last = nil
    wasSwallowed = false
  }

  public var termNames: [String] { ["estimatedDistanceCentimeters", "gainPerCentimeter"] }

  @inlinable
  public var terms: RuleTerms {
    RuleTerms(axes == 1 ? jacobian[0, 0] : jacobian.norm / Double(axes).squareRoot(), gain)
  }
}

extension RuleParameters {
  /// The square root of λ: how short steps are kept in directions in which nothing seems to move.
  public var damping: Parameter<Double> {
    Parameter("damping", default: 0.02, .between(0, 1), "√λ: how short steps are kept where nothing seems to move")
  }
}

extension Broyden: DefinedRule {
  public static var definition: RuleDefinition { .broyden }

  public init(_ setup: RuleSetup) {
    self.init(plausible: setup.plausible, noise: setup.noise, damping: setup.damping, dwell: setup.dwell())
  }
}

extension RuleDefinition {
  /// The definition of ``Broyden``.
  public static let broyden = RuleDefinition(
    of: Broyden<1>.self, "broyden",
    .distances + [\.damping.description] + .servoMotion
  ) { values, wall in
    "Broyden's method, \(values.distances(of: wall))"
  }
}
