internal import RealModule
internal import RigCore

/// The response of the dot to the laser in a run, independent of what the rule learned of it. For each delay d of 0 to
/// 8 steps two straight lines are fitted by least squares, in the same memory for a run of any length:
///
/// - places: `e[k] = J a[k-d] - c - v k`, which is not biased by the noise of a reading that the next move answers,
/// - changes: `e[k] - e[k-1] = J (a[k-d] - a[k-1-d])`, which a jump of the target disturbs only once.
struct SeenResponse {
  /// The longest delay that is looked for, as long as a sign check waits for an answer.
  private static let longestDelay = ResponseProbe.standardPatience

  private let axes: Int
  private let linearRange: Double
  /// The slopes of the latest commands, the newest first, one block of `axes` for each step.
  private var slopes: [Double]
  private var known = 0
  private var lastIndex = -1
  private var firstErrors: AxisValues?
  private var lastErrors: AxisValues?

  private var places: [LeastSquares]
  private var changes: [LeastSquares]
  private var drift: LeastSquares
  private var changeCount = 0
  private var squaredChanges = 0.0

  // Kept, so that a step allocates no memory.
  private var command: [Double]
  private var move: [Double]
  private var time = [1.0, 0]
  private var place: [Double]
  private var change: [Double]

  /// The response of a rig with a number of axes. Readings whose first error is beyond `linearRange`, in cm, count as
  /// lost.
  init(axes: Int, linearRange: Double = .infinity) {
    self.axes = axes
    self.linearRange = linearRange
    slopes = Array(repeating: 0, count: axes * (Self.longestDelay + 2))
    places = Array(repeating: LeastSquares(inputs: axes + 2, outputs: axes), count: Self.longestDelay + 1)
    changes = Array(repeating: LeastSquares(inputs: axes, outputs: axes), count: Self.longestDelay + 1)
    drift = LeastSquares(inputs: 2, outputs: axes)
    command = Array(repeating: 1, count: axes + 2)
    move = Array(repeating: 0, count: axes)
    place = Array(repeating: 0, count: axes)
    change = Array(repeating: 0, count: axes)
  }

  mutating func take(_ step: StepRecord) {
    if step.index != lastIndex + 1 {
      known = 0
      lastErrors = nil
    }
    lastIndex = step.index
    for place in stride(from: slopes.count - 1, through: axes, by: -1) { slopes[place] = slopes[place - axes] }
    for axis in 0..<axes { slopes[axis] = Angle(degrees: step.anglesDegrees[axis]).slope }
    known = min(known + 1, Self.longestDelay + 2)
    let seen = step.errorsCentimeters.flatMap { errors in errors[0].magnitude <= linearRange ? errors : nil }
    defer { lastErrors = seen }
    guard let errors = seen else { return }
    // Sums of large and nearly equal numbers would leave no digits for their differences.
    let first = firstErrors ?? errors
    firstErrors = first
    for axis in 0..<axes { place[axis] = errors[axis] - first[axis] }
    time[1] = Double(step.index)
    command[axes + 1] = time[1]
    drift.take(time, place)
    for delay in 0..<min(known, places.count) {
      for axis in 0..<axes { command[axis] = slopes[axes * delay + axis] }
      places[delay].take(command, place)
    }
    guard let lastErrors else { return }
    changeCount += 1
    for axis in 0..<axes {
      change[axis] = errors[axis] - lastErrors[axis]
      squaredChanges += change[axis] * change[axis]
    }
    for delay in 0..<(known - 1) {
      for axis in 0..<axes { move[axis] = slopes[axes * delay + axis] - slopes[axes * (delay + 1) + axis] }
      changes[delay].take(move, change)
    }
  }

  /// The effect of a unit of slope of each axis on the dot, as one delay explains it. In cm.
  struct Explanation {
    /// The way of the dot for each axis.
    let reach: [Double]
    let standardErrors: [Double]
    /// The variance of the residual.
    let unexplained: Double
    /// The drift of each error in cm a step, and its standard error; nil for a fit of changes, which has none.
    let drift: (centimeters: [Double], standardError: Double)?
  }

  /// The response by the fits of places, one for each delay, the shortest first; nil if the run was too short, or moved
  /// too little or too evenly, to tell. A reading scatters by `noise` cm at least.
  func byPlaces(noise: Double) -> [Explanation?] { explanations(places, variance: noise * noise, timeInput: axes + 1) }

  /// The response by the fits of changes, with the same cases of nil.
  func byChanges(noise: Double) -> [Explanation?] { explanations(changes, variance: 2 * noise * noise) }

  private func explanations(_ fits: [LeastSquares], variance: Double, timeInput: Int? = nil) -> [Explanation?] {
    fits.map { fit in
      guard let solution = fit.solution else { return nil }
      let left = solution.variances.map { found in max(found, variance) }.reduce(0, +)
      return Explanation(
        reach: (0..<axes).map { axis in
          solution.coefficients.reduce(0) { sum, row in sum + row[axis] * row[axis] }.squareRoot()
        },
        standardErrors: (0..<axes).map { axis in (solution.inverseDiagonal[axis] * left).squareRoot() },
        unexplained: left,
        drift: timeInput.map { time in
          (
            solution.coefficients.map { row in row[time] },
            (solution.inverseDiagonal[time] * left).squareRoot()
          )
        })
    }
  }

  /// True if the dot did not move: its places around a straight drift scatter no more than each of them differs from
  /// the one before. A slow servo may answer no move clearly, but takes the dot along.
  var hasStayed: Bool { roughness.map { ratio in ratio >= 0.5 } ?? false }

  /// True if the places of the dot around a straight drift have nothing to do with each other, as those of a dot that
  /// the noise alone moves: their ratio is less than three of its standard deviations below 2.
  var isNoiseAlone: Bool { roughness.map { ratio in ratio > 2 - 6 / Double(changeCount).squareRoot() } ?? false }

  /// The mean square of the change from place to place by the variance around a straight drift: 2, with a standard
  /// deviation of `2/√n`, for places that have nothing to do with each other, and less for a dot that moves slowly. Nil
  /// if there are too few readings.
  ///
  /// Source: J. von Neumann, "Distribution of the Ratio of the Mean Square Successive Difference to the Variance",
  /// Annals of Mathematical Statistics 12(4), 1941.
  private var roughness: Double? {
    guard changeCount > 0, let scatter = drift.solution?.variances.reduce(0, +) else { return nil }
    // A dot that does not move at all counts as one that the noise moves.
    let least = 1e-12
    return max(squaredChanges / Double(changeCount), 2 * least) / max(scatter, least)
  }
}

/// The sums of a linear fit of several outputs to the same inputs.
private struct LeastSquares {
  private let inputs: Int
  private let outputs: Int
  private var count = 0
  private var squares: [Double]
  private var products: [Double]
  private var outputSquares: [Double]

  init(inputs: Int, outputs: Int) {
    self.inputs = inputs
    self.outputs = outputs
    squares = Array(repeating: 0, count: inputs * inputs)
    products = Array(repeating: 0, count: inputs * outputs)
    outputSquares = Array(repeating: 0, count: outputs)
  }

  mutating func take(_ input: [Double], _ output: [Double]) {
    count += 1
    for row in 0..<inputs {
      for column in 0..<inputs { squares[row * inputs + column] += input[row] * input[column] }
      for place in 0..<outputs { products[row * outputs + place] += input[row] * output[place] }
    }
    for place in 0..<outputs { outputSquares[place] += output[place] * output[place] }
  }

  /// The coefficients of each output, the variance of its residual, and the diagonal of the inverse of the squares; nil
  /// if the inputs do not determine them.
  var solution: (coefficients: [[Double]], variances: [Double], inverseDiagonal: [Double])? {
    guard count >= inputs + 3, let inverse else { return nil }
    let coefficients = (0..<outputs).map { place in
      (0..<inputs).map { row in
        (0..<inputs).reduce(0.0) { sum, column in
          sum + inverse[row * inputs + column] * products[column * outputs + place]
        }
      }
    }
    let variances = (0..<outputs).map { place in
      let explained = (0..<inputs).reduce(0.0) { sum, row in
        sum + coefficients[place][row] * products[row * outputs + place]
      }
      return max(0, outputSquares[place] - explained) / Double(count - inputs)
    }
    guard (coefficients.joined() + variances).allSatisfy(\.isFinite) else { return nil }
    return (coefficients, variances, (0..<inputs).map { row in inverse[row * inputs + row] })
  }

  /// The inverse by Gauss and Jordan, of sums that are scaled to a diagonal of 1.
  private var inverse: [Double]? {
    let scales = (0..<inputs).map { row in squares[row * inputs + row].squareRoot() }
    guard scales.allSatisfy({ scale in scale > 0 && scale.isFinite }) else { return nil }
    let width = 2 * inputs
    var rows = (0..<inputs).map { row in
      (0..<width).map { column in
        column < inputs
          ? squares[row * inputs + column] / (scales[row] * scales[column]) : column - inputs == row ? 1.0 : 0
      }
    }
    for pivot in 0..<inputs {
      guard let best = (pivot..<inputs).max(by: { rows[$0][pivot].magnitude < rows[$1][pivot].magnitude }),
        rows[best][pivot].magnitude > 1e-9
      else { return nil }
      rows.swapAt(pivot, best)
      let head = rows[pivot][pivot]
      for column in 0..<width { rows[pivot][column] /= head }
      for row in 0..<inputs where row != pivot {
        let factor = rows[row][pivot]
        for column in 0..<width { rows[row][column] -= factor * rows[pivot][column] }
      }
    }
    return (0..<inputs * inputs).map { place in
      let (row, column) = place.quotientAndRemainder(dividingBy: inputs)
      return rows[row][inputs + column] / (scales[row] * scales[column])
    }
  }
}

extension [SeenResponse.Explanation] {
  /// The explanation that leaves the least unexplained; nil if there are none.
  var best: SeenResponse.Explanation? { self.min { left, right in left.unexplained < right.unexplained } }
}
