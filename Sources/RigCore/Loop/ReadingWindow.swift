/// Readings in a row and the commands that they belong to, as sums: what they tell of the place of a dot in noise.
///
/// The noise of a reading has nothing to do with the command at which it was read. So the part of the readings' variance
/// that a linear regression on the commands explains is motion of the dot, of which the noise alone would explain `m
/// σ²/N` for each of m errors by m commands.
///
/// Source: N. R. Draper and H. Smith, *Applied Regression Analysis*, 3rd edition, 1998, chapter 1 (the sum of squares due
/// to regression).
@usableFromInline
struct ReadingWindow<let axes: Int>: Sendable {
  @usableFromInline
  var count = 0
  @usableFromInline
  var errors = PerAxis<axes, Double>(repeating: 0)
  @usableFromInline
  var costs = 0.0
  /// The first command, from which the others are counted.
  @usableFromInline
  var origin = PerAxis<axes, Double>(repeating: 0)
  @usableFromInline
  var commands = PerAxis<axes, Double>(repeating: 0)
  @usableFromInline
  var commandProducts = SquareMatrix<axes>(diagonal: 0)
  /// The sum of the products of each error (row) with each command (column).
  @usableFromInline
  var products = SquareMatrix<axes>(diagonal: 0)

  @inlinable
  init() {}

  /// Adds a reading of `error`, whose cost is `cost`, at `command`.
  @inlinable
  @inline(__always)
  mutating func add(_ error: PerAxis<axes, Length>, cost: Double, at command: PerAxis<axes, Double>) {
    if count == 0 {
      self = ReadingWindow()
      origin = command
    }
    count += 1
    costs += cost
    for row in 0..<axes {
      errors[row] += error[row].centimeters
      commands[row] += command[row] - origin[row]
      for column in 0..<axes {
        let other = command[column] - origin[column]
        products[row, column] += error[row].centimeters * other
        commandProducts[row, column] += (command[row] - origin[row]) * other
      }
    }
  }

  /// The square of the mean error, in cm² summed over the axes.
  @inlinable
  var squaredMean: Double { errors.dot(errors) / Double(count * count) }

  /// The variance of the readings about their mean, in cm² summed over the axes.
  @inlinable
  var variance: Double { (costs - squaredMean * Double(count)) / Double(count - 1) }

  /// The mean square of the dot's motion about its mean, in cm² summed over the axes, if readings scatter by `noise` cm
  /// on each axis.
  @inlinable
  func motion(noise: Double) -> Double {
    let readings = Double(count)
    let spread = SquareMatrix<axes> { row, column in
      commandProducts[row, column] - commands[row] * commands[column] / readings
    }
    // A laser that holds still moves no dot.
    guard spread.trace > 0 else { return 0 }
    var explained = 0.0
    for row in 0..<axes {
      let along = PerAxis<axes, Double> { column in products[row, column] - errors[row] * commands[column] / readings }
      explained += along.dot(spread.positiveDefiniteSolution(along))
    }
    return max(0, explained - Double(axes * axes) * noise * noise) / readings
  }
}
