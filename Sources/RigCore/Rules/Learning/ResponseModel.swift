/// The estimated response of the dot to a move: `e = D · a - c`, with c drifting by v at each step.
///
/// D is the distance; with several axes a matrix, the response of each error to each command. The rows of `(D, c, v)`
/// are estimated by recursive least squares; since every row sees the same commands, they share one covariance.
///
/// Source: L. Ljung and T. Söderström, *Theory and Practice of Recursive Identification*, 1983, eq. (2.20), in the form
/// of a Kalman filter (their section 2.3).
@usableFromInline
struct ResponseModel<let axes: Int>: Sendable {
  /// The response D, in cm for each unit of command.
  @usableFromInline
  var response: SquareMatrix<axes>
  /// The place c of the target at the latest step, in cm.
  @usableFromInline
  var offset: PerAxis<axes, Double>
  /// The drift v of the target, in cm a step.
  @usableFromInline
  var drift = PerAxis<axes, Double>(repeating: 0)

  // The covariance of a row of (D, c, v), in blocks.
  @usableFromInline
  var responseCovariance: SquareMatrix<axes>
  @usableFromInline
  var responseOffset: PerAxis<axes, Double>
  @usableFromInline
  var offsetVariance: Double
  @usableFromInline
  var responseDrift = PerAxis<axes, Double>(repeating: 0)
  @usableFromInline
  var offsetDrift = 0.0
  @usableFromInline
  var driftVariance: Double

  /// Assumes that `response` is right to within `responseVariance` an element, after a first `error` at `command` with
  /// a noise of the variance `noise`.
  @inlinable
  init(
    response: SquareMatrix<axes>, responseVariance: Double, command: PerAxis<axes, Double>,
    error: PerAxis<axes, Double>,
    noise: Double, driftVariance: Double
  ) {
    self.response = response
    let expected = response.times(command)
    offset = PerAxis { axis in expected[axis] - error[axis] }
    responseCovariance = SquareMatrix(diagonal: responseVariance)
    responseOffset = command.scaled(by: responseVariance)
    offsetVariance = command.dot(command) * responseVariance + noise
    self.driftVariance = driftVariance
  }

  /// Forgets the place and the drift of the target, but not the response; then takes in a first `error` at `command`,
  /// with a noise of the variance `noise`.
  @inlinable
  mutating func findTarget(from error: PerAxis<axes, Double>, at command: PerAxis<axes, Double>, noise: Double) {
    let expected = response.times(command)
    offset = PerAxis { axis in expected[axis] - error[axis] }
    drift = PerAxis(repeating: 0)
    responseOffset = responseCovariance.times(command)
    offsetVariance = responseOffset.dot(command) + noise
    responseDrift = PerAxis(repeating: 0)
    offsetDrift = 0
  }

  /// Keeps the response, and makes it as uncertain as it is large.
  ///
  /// A dot gets lost if the beam nearly grazes the wall. There it responds many times as strongly as on the target, and
  /// a response that counted as certain would make the steps many times too short.
  @inlinable
  mutating func doubtResponse() {
    for axis in 0..<axes { responseCovariance[axis, axis] += distance * distance }
  }

  /// Takes the model one step on.
  @inlinable
  mutating func advance() {
    for axis in 0..<axes {
      offset[axis] += drift[axis]
      responseOffset[axis] += responseDrift[axis]
    }
    offsetVariance += 2 * offsetDrift + driftVariance
    offsetDrift += driftVariance
  }

  /// The expected error at `command`.
  @inlinable
  func error(at command: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    let turned = response.times(command)
    return PerAxis { axis in turned[axis] - offset[axis] }
  }

  /// The expected error at `command` one step later.
  @inlinable
  func nextError(at command: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    let turned = response.times(command)
    return PerAxis { axis in turned[axis] - offset[axis] - drift[axis] }
  }

  /// The variance of ``error(at:)`` on each axis.
  @inlinable
  func variance(at command: PerAxis<axes, Double>) -> Double {
    max(0, responseCovariance.times(command).dot(command) - 2 * responseOffset.dot(command) + offsetVariance)
  }

  /// Takes in an error at `command` that differs by `innovation` from the one expected, with noise of the variance
  /// `noise`.
  @inlinable
  mutating func correct(_ command: PerAxis<axes, Double>, innovation: PerAxis<axes, Double>, noise: Double) {
    let turned = responseCovariance.times(command)
    let ofResponse = PerAxis<axes, Double> { axis in turned[axis] - responseOffset[axis] }
    let ofOffset = responseOffset.dot(command) - offsetVariance
    let ofDrift = responseDrift.dot(command) - offsetDrift
    let scale = 1 / (ofResponse.dot(command) - ofOffset + noise)
    for row in 0..<axes {
      let share = innovation[row] * scale
      for column in 0..<axes { response[row, column] += share * ofResponse[column] }
      offset[row] += share * ofOffset
      drift[row] += share * ofDrift
    }
    for row in 0..<axes {
      for column in 0..<axes { responseCovariance[row, column] -= scale * ofResponse[row] * ofResponse[column] }
      // Rounding must not make a small variance negative.
      responseCovariance[row, row] = max(responseCovariance[row, row], 1e-18)
      responseOffset[row] -= scale * ofResponse[row] * ofOffset
      responseDrift[row] -= scale * ofResponse[row] * ofDrift
    }
    offsetVariance = max(offsetVariance - scale * ofOffset * ofOffset, 1e-18)
    offsetDrift -= scale * ofOffset * ofDrift
    driftVariance = max(driftVariance - scale * ofDrift * ofDrift, 0)
  }

  /// A reading counts as a surprise beyond this many variances: the 99.7 % quantile of chi-square over the axes,
  /// nearly.
  @inlinable
  static var outlierSquared: Double { 9 + 2.4 * Double(axes - 1) }

  /// The variance of the noise to take in a reading with, if its error differs from the expected one by `sizeSquared`
  /// variances: `noise` itself, or more for an outlier, which weighs less the farther off it is. `known` is the variance
  /// of the expected error.
  ///
  /// Source: P. J. Huber, "Robust Estimation of a Location Parameter", Annals of Mathematical Statistics 35(1), 1964; in
  /// several dimensions by the length of the error.
  @inlinable
  static func weightedNoise(_ noise: Double, known: Double, sizeSquared: Double) -> Double {
    let excess = (sizeSquared / outlierSquared).squareRoot()
    return excess > 1 ? (known + noise) * excess - known : noise
  }

  /// Trusts the past less: as if each reading weighed `factor` (above 0, at most 1) of what it did. It does nothing if
  /// an element of the response would become less certain than the variance `most`: at rest no reading makes up for the
  /// lost information.
  @inlinable
  mutating func forget(_ factor: Double, atMost most: Double) {
    if factor == 1 { return }
    let growth = 1 / factor
    if responseCovariance.trace * growth > Double(axes) * most { return }
    for row in 0..<axes {
      for column in 0..<axes { responseCovariance[row, column] *= growth }
      responseOffset[row] *= growth
      responseDrift[row] *= growth
    }
    offsetVariance *= growth
    offsetDrift *= growth
    driftVariance *= growth
  }

  /// Takes note that a move may have ended elsewhere than at its command, by `slack` squared units of command.
  ///
  /// While the distance is uncertain, the largest likely one counts, since it makes the most of such a miss.
  @inlinable
  mutating func slip(_ slack: Double) {
    let reach = distance.magnitude + 2 * distanceDeviation
    offsetVariance += reach * reach * slack
  }

  /// Takes note that the response may have changed on the way from `origin` to `command`.
  ///
  /// The error of one axis before a wall is a straight line in the slope. That of several axes is not: the beam meets
  /// an oblique wall at a different slant at every place. The knowledge of the error at `origin` stays as it is.
  @inlinable
  mutating func bend(from origin: PerAxis<axes, Double>, to command: PerAxis<axes, Double>) {
    let way = PerAxis<axes, Double> { axis in command[axis] - origin[axis] }
    let variance = Self.curvature * Self.curvature * way.dot(way) * distance * distance
    for axis in 0..<axes {
      responseCovariance[axis, axis] += variance
      responseOffset[axis] += variance * origin[axis]
    }
    offsetVariance += variance * origin.dot(origin)
  }

  /// The share of itself by which the response of coupled axes changes for each unit of command.
  @inlinable
  static var curvature: Double { 3 }

  /// The size of the response: the distance D, or the root mean square over the axes, in cm for each unit of command.
  @inlinable
  var distance: Double {
    axes == 1 ? response[0, 0] : response.norm / Double(axes).squareRoot()
  }

  /// The variance of an element of the response, the mean over the axes.
  @inlinable
  var responseVariance: Double { responseCovariance.trace / Double(axes) }

  /// The standard error of ``distance``.
  @inlinable
  var distanceDeviation: Double {
    responseVariance.squareRoot()
  }
}

extension ResponseModel {
  /// The same model under two assumptions: the wall stands no nearer than is plausible, and the servo turns the right
  /// way, unless the readings contradict them.
  ///
  /// Few readings of a target nearly straight ahead leave a distance that may as well be zero, or below it. A step by
  /// that distance would be a leap, to either side. One axis only: the response of coupled axes can be smaller than any
  /// distance.
  @inlinable
  func knowing(_ plausible: PlausibleDistance) -> ResponseModel {
    let lack = plausible.nearest.centimeters - response[0, 0]
    guard axes == 1, lack > 0, lack < 2 * distanceDeviation else { return self }
    var model = self
    // The mean of the other unknowns, given this distance.
    model.response[0, 0] += lack
    model.offset[0] += responseOffset[0] / responseCovariance[0, 0] * lack
    model.drift[0] += responseDrift[0] / responseCovariance[0, 0] * lack
    return model
  }
}
