public import RealModule

/// Watches the errors of one run against a `DivergenceCriterion`. A reading costs a few operations.
@usableFromInline
struct DivergenceMonitor<let axes: Int>: Sendable {
  @usableFromInline
  let criterion: DivergenceCriterion
  @usableFromInline
  let boundSquared: Double
  @usableFromInline
  let floorSquared: Double

  // The cost and the step of the first reading since the latest gap.
  @usableFromInline
  var initialCost = 0.0
  @usableFromInline
  var initialIndex = 0
  @usableFromInline
  var last = PerAxis<axes, Length>(repeating: .zero)
  @usableFromInline
  var lastCost = 0.0

  // Errors are judged in blocks of `growingSteps` steps. Of the block up to now: the error that it began with, its
  // length (nil before its first reading), how many of its steps grew, and the regression of each error on the one
  // before it, whose slope is the growth factor 1 - g.
  @usableFromInline
  var first = PerAxis<axes, Length>(repeating: .zero)
  @usableFromInline
  var steps: Int?
  @usableFromInline
  var growing = 0
  @usableFromInline
  var products = 0.0
  @usableFromInline
  var squares = 0.0

  @usableFromInline
  var oscillation = OscillationMonitor<axes>()
  /// True if the rate has been lowered. An error beyond the bound then counts if the swing still grows.
  @usableFromInline
  var isSlowed = false

  @usableFromInline
  init(_ criterion: DivergenceCriterion) {
    self.criterion = criterion
    boundSquared = criterion.bound.centimeters * criterion.bound.centimeters
    floorSquared = criterion.floor.centimeters * criterion.floor.centimeters
  }

  /// Ends the current block and the current swing, since neither has a gap.
  @inlinable
  @inline(__always)
  mutating func interrupt() {
    steps = nil
    oscillation.interrupt()
  }

  /// Begins anew with a lower rate.
  @usableFromInline
  mutating func slowDown() {
    interrupt()
    isSlowed = true
  }

  /// Takes in the error of step `index`.
  @inlinable
  @inline(__always)
  mutating func divergence(
    with error: PerAxis<axes, Length>, cost: Double, index: Int
  ) -> Divergence? {
    if cost > boundSquared {
      let (monitor, divergence) = takingBeyondBound(error, cost: cost, index: index)
      self = monitor
      return divergence
    }
    let previousCost = lastCost
    if let steps {
      extend(by: error, cost)
      if steps &+ 1 == criterion.growingSteps {
        let isRunaway =
          cost > floorSquared && isRunaway(error, cost, steps: criterion.growingSteps)
          && isBeyondChance(cost, steps: criterion.growingSteps)
        let factor = products / squares
        begin(error, cost)
        if isRunaway { return .growing(factor: factor) }
      } else {
        self.steps = steps &+ 1
        last = error
        lastCost = cost
      }
    } else {
      initialCost = cost
      initialIndex = index
      begin(error, cost)
    }
    // Below the floor stands a settled loop, which is to be quick.
    guard _slowPath(cost > floorSquared) else { return nil }
    let (monitor, divergence) = oscillation.taking(
      error, cost: cost, after: previousCost, index: index, floor: floorSquared)
    oscillation = monitor
    return divergence
  }

  /// Takes in the cost of a step whose side is unknown: only the bound can be judged.
  @usableFromInline
  mutating func divergence(withCost cost: Double) -> Divergence? {
    steps = nil
    lastCost = cost
    guard cost > boundSquared else { return nil }
    return .beyondBound(
      error: Length(centimeters: cost.squareRoot()), bound: criterion.bound, growth: nil, swing: .none)
  }

  @inlinable
  @inline(__always)
  mutating func begin(_ error: PerAxis<axes, Length>, _ cost: Double) {
    steps = 0
    growing = 0
    products = 0
    squares = 0
    first = error
    last = error
    lastCost = cost
  }

  /// Adds a step to the figures of the block.
  @inlinable
  @inline(__always)
  mutating func extend(by error: PerAxis<axes, Length>, _ cost: Double) {
    // With noise, whether an error grew is a coin toss: it is added up without a branch that would guess wrong every
    // other time.
    growing &+= cost > lastCost ? 1 : 0
    products += error.dot(last)
    squares += lastCost
  }

  /// A block of `steps` runs away if the error grew at every step, by more in the last step than on average, and in
  /// proportion to itself: `e' = f e` fits the block far better than `e' = e + v`. The latter is what a drift looks
  /// like, also one that has just passed zero or the end of the travel.
  @inlinable
  @inline(__always)
  func isRunaway(_ error: PerAxis<axes, Length>, _ cost: Double, steps: Int) -> Bool {
    guard growing == steps else { return false }
    let steps = Double(steps)
    let firstCost = first.sumOfSquares
    let size = cost.squareRoot()
    let lastIncrement = size - lastCost.squareRoot()
    let meanIncrement = (size - firstCost.squareRoot()) / steps
    guard lastIncrement > 1.01 * meanIncrement else { return false }
    let squaresAfter = squares - firstCost + cost
    let growthMisfit = squaresAfter - products * products / squares
    let movedSquared = cost - 2 * error.dot(first) + firstCost
    let driftMisfit = squaresAfter - 2 * products + squares - movedSquared / steps
    return growthMisfit < 0.25 * driftMisfit
  }

  /// True if noise does not explain that the growth factor of a full block of `steps` steps is above 1: it is so by
  /// more standard errors than a stable loop's factor is in one of 100,000 blocks.
  ///
  /// Noise makes a stable loop swing in waves that swell and fade; near its edge they swell for longer than a block.
  /// The readings then scatter about `e' = f e`, and the factor found has the standard error `√(s² / Σe²)`, where `s²`
  /// is the variance of that scatter: Student's t of as many degrees of freedom as there are steps, less one.
  ///
  /// Source: N. R. Draper and H. Smith, *Applied Regression Analysis*, 3rd edition, 1998, section 1.4 (the test of a
  /// slope).
  @inlinable
  @inline(__always)
  func isBeyondChance(_ cost: Double, steps: Int) -> Bool {
    let squaresAfter = squares - first.sumOfSquares + cost
    let excess = products.magnitude / squares - 1
    let misfit = max(0, squaresAfter - products * products / squares)
    let degrees = Double(axes * steps - 1)
    return excess > 0 && excess * excess * squares * degrees > Self.greatestSquaredT(degrees: degrees) * misfit
  }

  /// The square of Student's t with so many `degrees` of freedom that chance passes once in 100,000 times.
  ///
  /// Source: D. L. Wallace, "Bounds on Normal Approximations to Student's and the Chi-Square Distributions", *The Annals
  /// of Mathematical Statistics* 30(4), 1959: `√(ν ln(1 + t²/ν)) (8ν + 1) / (8ν + 3)` is nearly normal.
  @usableFromInline
  @inline(never)
  static func greatestSquaredT(degrees: Double) -> Double {
    // The normal quantile of one in 100,000.
    let normal = 4.2649 * (8 * degrees + 3) / (8 * degrees + 1)
    return degrees * (.exp(normal * normal / degrees) - 1)
  }

  /// The monitor after an error of step `index` that is beyond the bound, and the divergence if that counts: the steps
  /// up to now may tell why.
  ///
  /// Once the rate has been lowered, an error may stay beyond the bound for as long as the swing that led there goes on,
  /// and the moves before still tell for a dead time. Then it counts if it is the largest of three half swings.
  // A value that is handed over and back, as in `OscillationMonitor.taking`.
  @inlinable
  @inline(never)
  func takingBeyondBound(
    _ error: PerAxis<axes, Length>, cost: Double, index: Int
  ) -> (monitor: DivergenceMonitor, divergence: Divergence?) {
    var monitor = self
    let divergence = monitor.judgeBeyondBound(error, cost, index: index)
    return (monitor, divergence)
  }

  @inlinable
  @inline(__always)
  mutating func judgeBeyondBound(_ error: PerAxis<axes, Length>, _ cost: Double, index: Int) -> Divergence? {
    let previousCost = lastCost
    var isGrowing = false
    var factor = 0.0
    if let steps {
      extend(by: error, cost)
      isGrowing = steps >= 2 && isRunaway(error, cost, steps: steps &+ 1)
      factor = products / squares
      self.steps = steps &+ 1
      last = error
      lastCost = cost
      if steps &+ 1 >= criterion.growingSteps { begin(error, cost) }
    } else {
      initialCost = cost
      initialIndex = index
      begin(error, cost)
    }
    oscillation =
      oscillation.taking(error, cost: cost, after: previousCost, index: index, floor: floorSquared).monitor
    if isGrowing && factor > 0 { return .growing(factor: factor) }
    if isSlowed {
      guard let other = oscillation.lastButOne, cost > other.cost, oscillation.isLargest(cost) else { return nil }
    }
    let meanGrowth =
      index > initialIndex && initialCost > 0
      ? Double.pow(cost / initialCost, 0.5 / Double(index - initialIndex)) : nil
    var swing = Divergence.Swing.none
    if isGrowing {
      swing = .grew(factor: -factor, period: 2)
    } else if oscillation.isLargest(cost), oscillation.isRecent(index, since: initialIndex) {
      swing = oscillation.growth
    }
    return .beyondBound(
      error: Length(centimeters: cost.squareRoot()), bound: criterion.bound, growth: meanGrowth, swing: swing)
  }

  /// The least share of the error that a step of a creeping dot leaves.
  @inlinable
  static var creep: Double { 0.8 }

  /// The course of an error that did not run away.
  @inlinable
  var trend: Outcome.StepLimit.Trend? {
    if let swing = oscillation.swing { return swing }
    // The steps of the present block tell it, if there are enough.
    guard let steps, steps >= 1, squares > 0, lastCost > floorSquared, !oscillation.hasSwungLately else { return nil }
    let share = products / squares
    if (1 - share).magnitude < 1e-9 { return .resting }
    return share > Self.creep && share < 1 ? .creeping(share: share) : nil
  }
}
