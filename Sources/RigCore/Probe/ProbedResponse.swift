/// What a probe found out about a rig: the effect of each axis in its own direction, and the whole response.
public struct ProbedResponse<let axes: Int>: Sendable, Equatable {
  /// The effect of each axis in its own direction.
  public let own: PerAxis<axes, AxisResponse>
  /// How many centimetres each error (row) grows for each unit of slope of each axis (column).
  public let matrix: SquareMatrix<axes>

  /// A response with these parts; see the properties.
  public init(own: PerAxis<axes, AxisResponse>, matrix: SquareMatrix<axes>) {
    self.own = own
    self.matrix = matrix
  }

  /// The effect of `axis`, in `0..<axes`, in its own direction.
  public subscript(axis: Int) -> AxisResponse { own[axis] }

  /// The response to axes that are each followed with the sense that was found: each error (row) for each axis (column).
  public var followed: SquareMatrix<axes> {
    SquareMatrix { row, column in own[column].isReversed ? -matrix[row, column] : matrix[row, column] }
  }
}
