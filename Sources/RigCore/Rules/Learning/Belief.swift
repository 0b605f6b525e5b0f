public import RealModule

/// What the likely explanations of a bank say together about the next step: a quadratic cost of the move Δ,
/// `Δᵀ curvature Δ + 2 slopeᵀ Δ`, the expected error and its variance.
@usableFromInline
struct Belief<let axes: Int>: Sendable {
  @usableFromInline
  var curvature = SquareMatrix<axes>(diagonal: 0)
  @usableFromInline
  var slope = PerAxis<axes, Double>(repeating: 0)
  @usableFromInline
  var error = PerAxis<axes, Double>(repeating: 0)
  @usableFromInline
  var variance = 0.0

  @inlinable
  init() {}
}

extension HypothesisBank {
  /// Explanations that are less likely than this, beside the best, do not steer.
  @inlinable
  static var leastWeight: Double { 0.3 }
  /// How much of the full caution is taken: all of it costs readings, none of it overshoots.
  @inlinable
  static var caution: Double { 0.3 }

  /// The log-likelihood of the model `index`, less what its distance lacks to be plausible.
  @inlinable
  func plausibleScore(_ index: Int, _ plausible: PlausibleDistance) -> Double {
    let model = models[index]
    let size = model.distance.magnitude
    let beyond = axes == 1 ? max(0, size - plausible.farthest.centimeters) : 0
    let lack = max(plausible.nearest.centimeters - size, beyond) / max(model.distanceDeviation, 1e-9)
    return scores[index] - (lack > 0 ? min(0.5 * lack * lack, 30) : 0)
  }

  /// The most likely model whose distance is plausible.
  @inlinable
  func best(within plausible: PlausibleDistance) -> Int {
    var best = 0
    var top = plausibleScore(0, plausible)
    for index in 1..<Self.count {
      let score = plausibleScore(index, plausible)
      if score > top {
        top = score
        best = index
      }
    }
    return best
  }

  @inlinable
  func belief(at aim: PerAxis<axes, Double>, best: Int, plausible: PlausibleDistance) -> Belief<axes> {
    let top = plausibleScore(best, plausible)
    var belief = Belief<axes>()
    var total = 0.0
    for index in 0..<Self.count {
      let weight = Double.exp(plausibleScore(index, plausible) - top)
      if weight < Self.leastWeight { continue }
      let model = models[index].knowing(plausible)
      let error = model.nextError(at: aim)
      let downhill = model.response.transposedTimes(error)
      let gram = model.response.gram
      total += weight
      belief.variance += weight * model.variance(at: aim)
      for row in 0..<axes {
        belief.error[row] += weight * error[row]
        belief.slope[row] += weight * downhill[row]
        for column in 0..<axes {
          let caution = Self.caution * Double(axes) * model.responseCovariance[row, column]
          belief.curvature[row, column] += weight * (gram[row, column] + caution)
        }
      }
    }
    belief.variance /= total
    belief.error = belief.error.map { value in value / total }
    return belief
  }

  @inlinable
  mutating func forget(_ factor: Double, atMost most: Double) {
    for index in 0..<Self.count { models[index].forget(factor, atMost: most) }
  }
}

extension ResponseModel {
  /// The same with what goes without saying: that the wall stands no nearer than it could, and that the servo turns the way
  /// it should, unless the readings speak against it.
  ///
  /// Few readings of a target nearly straight ahead leave a distance that may as well be zero, or below it. A step by that
  /// would be a leap, to either side. One axis only: coupled axes can answer with less than any distance.
  @inlinable
  func knowing(_ plausible: PlausibleDistance) -> ResponseModel {
    let lack = plausible.nearest.centimeters - response[0, 0]
    guard axes == 1, lack > 0, lack < 2 * distanceDeviation else { return self }
    var model = self
    // The mean of the other unknowns, given that distance.
    model.response[0, 0] += lack
    model.offset[0] += responseOffset[0] / responseCovariance[0, 0] * lack
    model.drift[0] += responseDrift[0] / responseCovariance[0, 0] * lack
    return model
  }
}
