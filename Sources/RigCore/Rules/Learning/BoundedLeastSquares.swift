/// The lowest and the highest command of each axis, as far as a rule knows them.
@usableFromInline
struct CommandLimits<let axes: Int>: Sendable {
  @usableFromInline
  var lowest = PerAxis<axes, Double>(repeating: -.infinity)
  @usableFromInline
  var highest = PerAxis<axes, Double>(repeating: .infinity)

  @inlinable
  init() {}

  /// The ends of a travel, each a billionth of it farther out, so that a loop sees that the rule wants to go beyond.
  @inlinable
  init(lowest: PerAxis<axes, Double>, highest: PerAxis<axes, Double>) {
    self.lowest = PerAxis { axis in lowest[axis] - 1e-9 * (highest[axis] - lowest[axis]) }
    self.highest = PerAxis { axis in highest[axis] + 1e-9 * (highest[axis] - lowest[axis]) }
  }

  /// The ways from `command` to the ends of the travel: down, and up. Each is 0 for a command at or beyond that end.
  @inlinable
  func ways(from command: PerAxis<axes, Double>) -> (down: PerAxis<axes, Double>, up: PerAxis<axes, Double>) {
    (
      PerAxis { axis in min(lowest[axis] - command[axis], 0) },
      PerAxis { axis in max(highest[axis] - command[axis], 0) }
    )
  }
}

extension SquareMatrix {
  /// The move Δ from `command` with the least `Δᵀ self Δ + 2 slopeᵀ Δ` that ends within `limits`, for a symmetric and
  /// positive definite matrix.
  ///
  /// If the best move of all leaves the travel, some axes end at their limits, and the others make up for what these
  /// cannot do. With a single axis that is the same as a clamped command.
  ///
  /// Source: P. B. Stark and R. L. Parker, "Bounded-Variable Least-Squares: an Algorithm and Applications",
  /// Computational Statistics 10, 1995 (axes are fixed at a limit one at a time, and freed if the cost falls away from
  /// it).
  @inlinable
  func bestMove(
    down slope: PerAxis<axes, Double>, from command: PerAxis<axes, Double>, within limits: CommandLimits<axes>
  ) -> PerAxis<axes, Double> {
    let right = slope.map { value in -value }
    var move = positiveDefiniteSolution(right)
    if axes == 1 { return move }
    let (down, up) = limits.ways(from: command)
    var isFixed = PerAxis<axes, Bool>(repeating: false)
    // Each turn fixes an axis or frees one; a few turns more than there are axes find the best move.
    for _ in 0..<4 * axes {
      if let beyond = Self.farthestBeyond(move, down, up, isFixed) {
        isFixed[beyond] = true
        move[beyond] = min(max(move[beyond], down[beyond]), up[beyond])
      } else if let inward = axisToFree(at: move, right, down, up, isFixed) {
        isFixed[inward] = false
      } else {
        break
      }
      move = solution(right, fixed: isFixed, at: move)
    }
    return PerAxis { axis in min(max(move[axis], down[axis]), up[axis]) }
  }

  /// The free axis whose move lies the farthest beyond its limits; nil if none does.
  @inlinable
  static func farthestBeyond(
    _ move: PerAxis<axes, Double>, _ down: PerAxis<axes, Double>, _ up: PerAxis<axes, Double>,
    _ isFixed: PerAxis<axes, Bool>
  ) -> Int? {
    var farthest: Int?
    var most = 0.0
    for axis in 0..<axes where !isFixed[axis] {
      let beyond = max(down[axis] - move[axis], move[axis] - up[axis])
      if beyond > most {
        most = beyond
        farthest = axis
      }
    }
    return farthest
  }

  /// The fixed axis away from whose limit the cost falls the fastest; nil if it falls away from none.
  @inlinable
  func axisToFree(
    at move: PerAxis<axes, Double>, _ right: PerAxis<axes, Double>, _ down: PerAxis<axes, Double>,
    _ up: PerAxis<axes, Double>, _ isFixed: PerAxis<axes, Bool>
  ) -> Int? {
    let product = times(move)
    var steepest: Int?
    // Rounding must not free an axis that would be fixed again.
    var most = 1e-12 * right.norm
    for axis in 0..<axes where isFixed[axis] && down[axis] < up[axis] {
      let slope = product[axis] - right[axis]
      let inward = move[axis] <= down[axis] ? -slope : slope
      if inward > most {
        most = inward
        steepest = axis
      }
    }
    return steepest
  }

  /// The best move of the free axes, with the fixed ones as they are in `move`.
  @inlinable
  func solution(
    _ right: PerAxis<axes, Double>, fixed isFixed: PerAxis<axes, Bool>, at move: PerAxis<axes, Double>
  ) -> PerAxis<axes, Double> {
    // A fixed axis is left out by a row and a column of the unit matrix.
    var matrix = self
    var side = right
    for row in 0..<axes {
      for column in 0..<axes where isFixed[row] || isFixed[column] {
        if !isFixed[row] { side[row] -= self[row, column] * move[column] }
        matrix[row, column] = row == column ? trace : 0
      }
      if isFixed[row] { side[row] = trace * move[row] }
    }
    let free = matrix.positiveDefiniteSolution(side)
    return PerAxis { axis in isFixed[axis] ? move[axis] : free[axis] }
  }
}
