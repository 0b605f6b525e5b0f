public import RealModule

/// Watches the errors of one run against a `DivergenceCriterion`. A reading costs a few comparisons.
@usableFromInline
struct DivergenceMonitor<let axes: Int>: Sendable {
  @usableFromInline
  let criterion: DivergenceCriterion
  @usableFromInline
  let boundSquared: Double
  @usableFromInline
  let floorSquared: Double

  @usableFromInline
  var last = PerAxis<axes, Length>(repeating: .zero)
  @usableFromInline
  var lastCost = Double.infinity
  @usableFromInline
  var growing = 0

  // The costs that the row of growing errors began with, and had half-way.
  @usableFromInline
  var firstCost = 0.0
  @usableFromInline
  var middleCost = 0.0
  // The regression of each error on the one before it, over the row: its slope is the growth factor 1 - g.
  @usableFromInline
  var products = 0.0
  @usableFromInline
  var squares = 0.0

  @usableFromInline
  var readings = 0
  @usableFromInline
  var initialCost = 0.0

  init(_ criterion: DivergenceCriterion) {
    self.criterion = criterion
    boundSquared = criterion.bound.centimeters * criterion.bound.centimeters
    floorSquared = criterion.floor.centimeters * criterion.floor.centimeters
  }

  /// Steps between which no reading was had are no row.
  @inlinable
  @inline(__always)
  mutating func interrupt() {
    lastCost = .infinity
    growing = 0
  }

  @inlinable
  @inline(__always)
  mutating func divergence(with error: PerAxis<axes, Length>, cost: Double) -> Divergence? {
    if readings == 0 { initialCost = cost }
    readings += 1
    if cost > boundSquared { return beyondBound(cost) }
    if cost > lastCost {
      if let divergence = grows(to: error, cost: cost) { return divergence }
    } else {
      growing = 0
    }
    last = error
    lastCost = cost
    return nil
  }

  @inlinable
  @inline(__always)
  mutating func grows(to error: PerAxis<axes, Length>, cost: Double) -> Divergence? {
    if growing == 0 {
      firstCost = lastCost
      products = 0
      squares = 0
    }
    growing += 1
    if growing == (criterion.growingSteps + 1) / 2 { middleCost = cost }
    products += error.dot(last)
    squares += lastCost
    guard growing >= criterion.growingSteps, cost > 4 * firstCost, cost > floorSquared else { return nil }
    let middle = middleCost.squareRoot()
    guard cost.squareRoot() - middle > middle - firstCost.squareRoot() else { return nil }
    return .growing(factor: products / squares)
  }

  @inlinable
  @inline(__always)
  func beyondBound(_ cost: Double) -> Divergence {
    let ratio = initialCost > 0 ? (cost / initialCost).squareRoot() : .infinity
    let growth: Double = readings > 1 && ratio.isFinite ? .pow(ratio, 1 / Double(readings - 1)) : .infinity
    return .beyondBound(error: Length(centimeters: cost.squareRoot()), bound: criterion.bound, growth: growth)
  }
}
