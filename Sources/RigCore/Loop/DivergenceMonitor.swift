internal import RealModule

/// Watches the errors of one run against a `DivergenceCriterion`. A reading costs a few operations.
@usableFromInline
struct DivergenceMonitor<let axes: Int>: Sendable {
  @usableFromInline
  let criterion: DivergenceCriterion
  @usableFromInline
  let boundSquared: Double
  @usableFromInline
  let floorSquared: Double
  /// How much larger than the variance of its error, in shares of the readings' scatter about it, the square of a growth
  /// factor's excess over 1 has to be.
  @usableFromInline
  let scatter: Double

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
  // length (nil before its first reading), whether each of its steps grew, and the regression of each error on the
  // one before it, whose slope is the growth factor 1 - g.
  @usableFromInline
  var first = PerAxis<axes, Length>(repeating: .zero)
  @usableFromInline
  var steps: Int?
  @usableFromInline
  var isGrowing = true
  @usableFromInline
  var products = 0.0
  @usableFromInline
  var squares = 0.0

  /// The error that passed the bound.
  @usableFromInline
  var beyond = PerAxis<axes, Length>(repeating: .zero)
  @usableFromInline
  var oscillation = OscillationMonitor<axes>()
  @usableFromInline
  init(_ criterion: DivergenceCriterion) {
    self.criterion = criterion
    boundSquared = criterion.bound.centimeters * criterion.bound.centimeters
    floorSquared = criterion.floor.centimeters * criterion.floor.centimeters
    let degrees = Double(axes) * Double(criterion.growingSteps) - 1
    scatter = Self.greatestSquaredT(degrees: degrees) / degrees
  }

  /// Gives this monitor a watch for swings of its own, if it is a copy of another one.
  @usableFromInline
  mutating func ensureUnique() {
    if !isKnownUniquelyReferenced(&oscillation) { oscillation = OscillationMonitor(oscillation) }
  }

  /// Ends the current block and the current swing, since neither has a gap.
  @inlinable
  @inline(__always)
  mutating func interrupt() {
    steps = nil
    oscillation.interrupt()
  }

  /// Takes in the error of step `index` and says whether, and how, the loop diverges.
  @inlinable
  @inline(__always)
  mutating func verdict(with error: PerAxis<axes, Length>, cost: Double, index: Int) -> LoopVerdict? {
    // Rare cases are marked as such: the compiler keeps the values of the others in registers.
    if _slowPath(cost > boundSquared) {
      beyond = error
      return .beyondBound
    }
    guard _fastPath(self.steps != nil), let steps else {
      initialCost = cost
      initialIndex = index
      begin(error, cost)
      return nil
    }
    extend(by: error, cost)
    if steps &+ 1 == criterion.growingSteps {
      if _slowPath(isGrowing && cost > floorSquared), isRunaway(error, cost, steps: criterion.growingSteps),
        isBeyondChance(cost)
      {
        (last, lastCost) = (error, cost)
        return .growing
      }
      begin(error, cost)
    } else {
      self.steps = steps &+ 1
      last = error
      lastCost = cost
    }
    // Below the floor stands a settled loop, which is to be quick.
    guard _slowPath(cost > floorSquared) else { return nil }
    return oscillation.grows(with: error, cost: cost, index: index, floor: floorSquared) ? .oscillating : nil
  }

  /// Takes in the cost of a step whose side is unknown, and says whether it is beyond the bound: only that can be
  /// judged.
  @usableFromInline
  mutating func isBeyondBound(withCost cost: Double) -> Bool {
    steps = nil
    lastCost = cost
    return cost > boundSquared
  }

  /// The divergence of a block whose error grew. The block is over then.
  mutating func growth() -> Divergence {
    defer { begin(last, lastCost) }
    return .growing(factor: products / squares)
  }

  private func beyondBound(_ cost: Double, course: Divergence.Course) -> Divergence {
    .beyondBound(error: Length(centimeters: cost.squareRoot()), bound: criterion.bound, course: course)
  }

  @inlinable
  @inline(__always)
  mutating func begin(_ error: PerAxis<axes, Length>, _ cost: Double) {
    steps = 0
    isGrowing = true
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
    isGrowing = isGrowing && cost > lastCost
    products += error.dot(last)
    squares += lastCost
  }

  /// A block of `steps` runs away if the error grew at every step, by more in the last step than on average, and in
  /// proportion to itself: `e' = f e` fits the block far better than `e' = e + v`. The latter is what a drift looks
  /// like, also one that has just passed zero or the end of the travel.
  @inlinable
  @inline(__always)
  func isRunaway(_ error: PerAxis<axes, Length>, _ cost: Double, steps: Int) -> Bool {
    guard isGrowing else { return false }
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
  func isBeyondChance(_ cost: Double) -> Bool {
    let squaresAfter = squares - first.sumOfSquares + cost
    let excess = products.magnitude / squares - 1
    let misfit = squaresAfter - products * products / squares
    return excess > 0 && excess * excess * squares > scatter * misfit
  }

  /// The square of Student's t with so many `degrees` of freedom that chance passes once in 100,000 times.
  ///
  /// Source: D. L. Wallace, "Bounds on Normal Approximations to Student's and the Chi-Square Distributions", *The Annals
  /// of Mathematical Statistics* 30(4), 1959: `√(ν ln(1 + t²/ν)) (8ν + 1) / (8ν + 3)` is nearly normal.
  static func greatestSquaredT(degrees: Double) -> Double {
    // The normal quantile of one in 100,000.
    let normal = 4.2649 * (8 * degrees + 3) / (8 * degrees + 1)
    return degrees * (.exp(normal * normal / degrees) - 1)
  }

  /// Takes in the error of step `index` that was found to be beyond the bound: the steps up to now may tell why, unless
  /// its side is unknown.
  mutating func excess(index: Int) -> Divergence {
    let error = beyond
    beyond = PerAxis(repeating: .zero)
    let cost = error.sumOfSquares
    guard cost > boundSquared else { return beyondBound(lastCost, course: .unknown) }
    var isRunaway = false
    var factor = 0.0
    if let steps {
      // The first reading since the latest gap is not watched for swings.
      if oscillation.half == nil, lastCost > floorSquared {
        _ = oscillation.grows(with: last, cost: lastCost, index: index &- 1, floor: floorSquared)
      }
      extend(by: error, cost)
      isRunaway = steps >= 2 && self.isRunaway(error, cost, steps: steps &+ 1)
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
    _ = oscillation.grows(with: error, cost: cost, index: index, floor: floorSquared)
    if isRunaway && factor > 0 { return .growing(factor: factor) }
    var course = Divergence.Course.unknown
    if isRunaway {
      course = .oscillating(factor: Float(-factor), period: 2)
    } else if oscillation.isLargest(cost), oscillation.isRecent(index, since: initialIndex) {
      course = oscillation.course
    } else if index > initialIndex, initialCost > 0 {
      course = .growing(factor: .pow(cost / initialCost, 0.5 / Double(index - initialIndex)))
    }
    return beyondBound(cost, course: course)
  }

  /// True if the latest error is the largest of three half swings.
  @inlinable
  var isStillGrowing: Bool {
    guard let other = oscillation.lastButOne else { return false }
    return lastCost > other.cost && oscillation.isLargest(lastCost)
  }

  /// The least share of the error that a step of a slowly converging dot leaves.
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
    return share > Self.creep && share < 1 ? .converging(share: share) : nil
  }
}
