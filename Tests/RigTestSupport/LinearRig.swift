public import RigCore

/// A noiseless rig of several axes that are coupled by a matrix: `error = matrix · slopes - target`.
public struct LinearRig<let axes: Int>: Rig, Sendable {
  /// How many centimetres each error (row) changes for each axis' slope (column).
  public let matrix: [[Double]]
  /// The errors with all slopes at zero, negated.
  public let target: PerAxis<axes, Length>
  public let travel: Travel<PerAxis<axes, Angle>>
  /// Where the beam points.
  public private(set) var pointing = PerAxis<axes, Angle>(repeating: .zero)

  /// A rig with the square `matrix` in cm; each axis turns by `reach` to either side.
  public init(matrix: [[Double]], target: PerAxis<axes, Length>, reach: Angle = .degrees(60)) {
    precondition(matrix.count == axes && matrix.allSatisfy { row in row.count == axes }, "one row and column an axis")
    self.matrix = matrix
    self.target = target
    travel = Travel(
      lower: PerAxis(repeating: Angle(slope: -reach.slope)), upper: PerAxis(repeating: Angle(slope: reach.slope)))
  }

  public mutating func move(to angles: PerAxis<axes, Angle>) {
    pointing = PerAxis { axis in min(max(angles[axis], travel.lower[axis]), travel.upper[axis]) }
  }

  public mutating func read() -> Reading<axes> {
    .error(
      PerAxis { row in
        var height = 0.0
        for column in 0..<axes { height += matrix[row][column] * pointing[column].slope }
        return Length(centimeters: height) - target[row]
      })
  }
}
