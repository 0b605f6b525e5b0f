/// Finds the target by the cost alone: probes to both sides, puts a parabola through the three costs, and goes to its
/// vertex.
///
/// Along a line through the command, `a = a₀ + t·u`, the cost of a rig that is linear in the slope is exactly a
/// parabola, `J(t) = J₀ + b·t + κ·t²`. Three readings determine it, and the dot is taken to its vertex at `t = -b /
/// 2κ`. With one axis the curvature κ is the distance's square, so that the first parabola finds the target whatever
/// the distance is, and whichever way the servo turns. With more axes all of them are moved at once, along directions
/// of equal steps and alternating signs that are at right angles to each other, and then along the way that a round of
/// them has led: the round's end and its beginning are both lowest along the last direction, so their join is conjugate
/// to it.
///
/// - The probe is half as long as the remaining way that the cost tells, `½·√(J/κ)`, so it is wide while a cost is
///   large and dies away on the target. The first one, before anything is known, is ``perturbation`` at the assumed
///   distance.
/// - No step along a fixed direction is longer than four probes; if the costs curve downwards, which happens only
///   through noise, the step is two probes downhill, and the next probe twice as wide.
/// - Curvatures are averaged, each weighted by its precision, and forgotten if two parabolas in a row
///   contradict them: a wall that has moved contradicts them again, a target that jumped between two readings only
///   once. The residual of a fit of three costs with the present curvature tells the noise, and a step is cut down if
///   its gradient is no larger than the noise explains.
///
/// Noise on the error costs more here than with a known side: on the target a single cost tells nothing, and the dot
/// moves about by one to two standard deviations of a reading. A cost has to belong to the command at which it was
/// read, so the rule stays at each command for its ``Dwell``. It cannot cope with a delay that it was not told.
///
/// Source: K. B. Ariyur and M. Krstić, *Real-Time Optimization by Extremum-Seeking Control*, Wiley, 2003, for feeling
/// out a gradient by perturbation; R. P. Brent, *Algorithms for Minimization without Derivatives*, 1973, section 5.2,
/// for the parabola; M. J. D. Powell, "An efficient method for finding the minimum of a function of several variables
/// without calculating derivatives", The Computer Journal 7(2), 1964, for the joined direction.
public struct ExtremumSeeking<let axes: Int>: CostRule, ResponseLearning, Dwelling, Sendable {
  /// How far the first probe moves the dot if the wall stands at ``assumedDistance``, above 0.
  public let perturbation: Length
  /// The assumed distance D₀ of the wall, above 0, until the rule has learned it.
  public let assumedDistance: Length

  private var dwell: Dwell<axes>

  private enum Phase: Sendable {
    case base, first, second
  }

  /// The estimate of the cost's curvature along one of the fixed directions.
  private struct Curvature: Sendable {
    var value = 0.0
    var weight = 0.0
    /// True if the latest parabola contradicted it.
    var isDoubted = false
  }

  // The state of the line that is being searched: its number, the command and cost at which it begins, its direction,
  // and its first probe.
  private var phase = Phase.base
  private var line = 0
  private var base = PerAxis<axes, Double>(repeating: 0)
  private var baseCost = 0.0
  private var direction = PerAxis<axes, Double>(repeating: 1)
  private var firstOffset = 0.0
  private var firstCost = 0.0
  /// True if the travel ends on one side, so that both probes are made on the other.
  private var isOneSided = false

  private var probe: Double
  private var roundStart = PerAxis<axes, Double>(repeating: 0)
  private var curvatures = PerAxis<axes, Curvature>(repeating: Curvature())
  private var misfits = 0.0
  private var misfitCount = 0.0
  private var gradient = 0.0
  private var curvature = 0.0

  /// A rule that probes the cost, at first by `perturbation` on a wall at `assumedDistance`, and stays at each command for
  /// `dwell`.
  public init(perturbation: Length, assumedDistance: Length, dwell: Dwell<axes> = Dwell()) {
    precondition(perturbation > .zero, "a perturbation is above 0 cm")
    precondition(assumedDistance > .zero, "an assumed distance is above 0 cm")
    self.perturbation = perturbation
    self.assumedDistance = assumedDistance
    self.dwell = dwell
    probe = perturbation / assumedDistance
  }

  /// Uses the cost of `error` only, although the side is known.
  public mutating func update(_ command: PerAxis<axes, Double>, error: PerAxis<axes, Length>) -> PerAxis<axes, Double> {
    update(command, cost: error.sumOfSquares)
  }

  public mutating func update(_ command: PerAxis<axes, Double>, cost: Double) -> PerAxis<axes, Double> {
    if dwell.isEarly(at: command) { return command }
    switch phase {
    case .base: return begin(at: command, cost)
    case .first:
      firstOffset = offset(of: command)
      firstCost = cost
      if firstOffset.magnitude < 0.5 * probe, !isOneSided {
        isOneSided = true
        direction = direction.map { component in -component }
        return place(probe)
      }
      phase = .second
      return place(isOneSided ? 2 * probe : -probe)
    case .second:
      if offset(of: command).magnitude < 0.5 * probe, !isOneSided {
        isOneSided = true
        return place(2 * probe)
      }
      return finish(at: command, cost)
    }
  }

  private mutating func begin(at command: PerAxis<axes, Double>, _ cost: Double) -> PerAxis<axes, Double> {
    base = command
    baseCost = cost
    if line == 0 { roundStart = command }
    direction = nextDirection
    let known = line < axes ? curvatures[line].value : curvature
    if known > 0 {
      probe = min(0.5 * (cost / known).squareRoot(), max(Self.longestStep * probe, perturbation / assumedDistance))
    }
    phase = .first
    isOneSided = false
    return place(probe)
  }

  /// The direction of the next line; the one after the fixed ones joins the beginning of the round to its end.
  private var nextDirection: PerAxis<axes, Double> {
    if line == axes {
      let join = PerAxis<axes, Double> { axis in base[axis] - roundStart[axis] }
      var length = 0.0
      for axis in 0..<axes { length = max(length, join[axis].magnitude) }
      if length > 0 { return join.scaled(by: 1 / length) }
    }
    return PerAxis { axis in (axis & line).nonzeroBitCount.isMultiple(of: 2) ? 1 : -1 }
  }

  private mutating func finish(at command: PerAxis<axes, Double>, _ cost: Double) -> PerAxis<axes, Double> {
    let fixed = line < axes ? line : nil
    line = line + 1 < Self.linesInRound ? line + 1 : 0
    phase = .base
    let (first, second) = (firstOffset, offset(of: command))
    let spread = first - second
    let meanCost = (baseCost + firstCost + cost) / 3
    // On the target itself there is nothing to find, and at the ends of a narrow travel there is no room for a probe.
    guard min(first.magnitude, second.magnitude, spread.magnitude) > 0.1 * probe else {
      if meanCost == 0 { misfitCount = 0.9 * misfitCount + 1 }
      return base
    }
    // Newton's divided differences.
    let (rise, otherRise) = ((firstCost - baseCost) / first, (cost - baseCost) / second)
    let found = (rise - otherRise) / spread
    curvature = found
    if let fixed { curvature = learn(found, width: first * second, meanCost: meanCost, along: fixed) }
    guard curvature > 0 else {
      gradient = (rise * second - otherRise * first) / -spread
      if let fixed { curvatures[fixed] = Curvature() }
      let downhill = place(gradient > 0 ? -2 * probe : 2 * probe)
      probe = min(2 * probe, 1)
      return downhill
    }
    // The slope at the base, with the averaged curvature.
    gradient = ((rise - curvature * first) + (otherRise - curvature * second)) / 2
    let noise = misfitCount > 0 ? misfits / misfitCount * meanCost / (2 * (first * second).magnitude) : 0
    let trust = noise > 0 ? gradient * gradient / (gradient * gradient + 3 * noise) : 1
    let vertex = -trust * gradient / (2 * curvature)
    // A valley along the joined direction may be long: there only the cost bounds the step, since it cannot fall below
    // zero.
    let limit = fixed == nil ? 2 * (meanCost / curvature).squareRoot() : Self.longestStep * probe
    return place(min(max(vertex, -limit), limit))
  }

  /// Takes in a curvature that was found along a fixed direction, and returns the average to use.
  private mutating func learn(_ found: Double, width: Double, meanCost: Double, along direction: Int) -> Double {
    guard meanCost > 0 else { return curvatures[direction].value }
    var known = curvatures[direction]
    if known.weight > 0 {
      let leftOver = (found - known.value) * width
      let misfit = leftOver * leftOver / (1.5 * meanCost)
      // The noise of a cost grows with the root of the cost.
      if misfitCount > 2, misfit > 16 * misfits / misfitCount {
        guard known.isDoubted else {
          curvatures[direction].isDoubted = true
          return known.value
        }
        known.weight = 0
        (misfits, misfitCount) = (0, 0)
      } else {
        misfits = 0.9 * misfits + misfit
        misfitCount = 0.9 * misfitCount + 1
      }
      known.isDoubted = false
    }
    let weight = width * width / meanCost
    known.value = (known.weight * known.value + weight * found) / (known.weight + weight)
    known.weight += weight
    if known.value.isFinite { curvatures[direction] = known } else { curvatures[direction] = Curvature() }
    return curvatures[direction].value
  }

  private func offset(of command: PerAxis<axes, Double>) -> Double {
    var (product, square) = (0.0, 0.0)
    for axis in 0..<axes {
      product += (command[axis] - base[axis]) * direction[axis]
      square += direction[axis] * direction[axis]
    }
    return product / square
  }

  private func place(_ offset: Double) -> PerAxis<axes, Double> {
    PerAxis { axis in base[axis] + offset * direction[axis] }
  }

  private static var longestStep: Double { 4 }
  private static var linesInRound: Int { axes > 1 ? axes + 1 : 1 }

  /// Begins a new line at the next command; curvatures are kept.
  public mutating func reset() {
    dwell.reset()
    phase = .base
    line = 0
  }

  public var termNames: [String] {
    ["probeSlope", "gradientSquareCentimetersPerSlope", "curvatureSquareCentimetersPerSquareSlope"]
  }

  /// The probe, and the slope and the curvature of the latest parabola.
  public var terms: RuleTerms {
    RuleTerms(probe, gradient, 2 * curvature)
  }
}

extension ExtremumSeeking: DefinedRule {
  public static var definition: RuleDefinition { .extremumSeeking }

  public init(_ setup: RuleSetup) {
    self.init(
      perturbation: .centimeters(setup.perturbation), assumedDistance: .centimeters(setup.assumedDistance),
      dwell: setup.dwell())
  }
}

extension RuleDefinition {
  /// The definition of ``ExtremumSeeking``.
  public static let extremumSeeking = RuleDefinition(
    of: ExtremumSeeking<1>.self, "extremumSeeking",
    [\.assumedDistance.description, \.perturbation.description] + .servoMotion
  ) { values, _ in
    let size = NumberRange.text(values.perturbation)
    return "extremum seeking, first probe \(size) cm at \(NumberRange.text(values.assumedDistance)) cm"
  }
}
