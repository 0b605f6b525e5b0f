/// One of the two quantities that a map's cells differ in.
public struct MapAxis: Sendable, Equatable {
  /// Why numbers can not be the places of cells along an axis.
  public enum Invalid: Error, Equatable {
    /// There is no number.
    case empty
    /// The number at this index is not above the one before, or is not finite.
    case notRising(index: Int)
    /// The first number is not above 0, and the axis is logarithmic.
    case notPositive
    /// The outer edge of the first or of the last cell is beyond what a number can hold.
    case tooWide
  }

  /// What the quantity is called, as `learning rate`.
  public let name: String
  /// Its unit; may be empty.
  public let unit: String
  /// The middles of the cells.
  public let values: [Double]
  /// How the values are spread along the axis.
  public let spacing: SpannedScale.Spacing
  /// The edges of the cells, one more than the values: half-way between neighbours on the scale, and at either end as
  /// far beyond the value as the next edge is on its other side.
  public let edges: [Double]

  /// An axis with a cell for each of `values`.
  ///
  /// - Throws: `Invalid` unless `values` rise strictly, are finite, at least one, and above 0 where the axis is
  ///   logarithmic.
  public init(
    name: String, unit: String = "", values: [Double], spacing: SpannedScale.Spacing = .linear
  ) throws(Invalid) {
    guard let first = values.first, let last = values.last else { throw .empty }
    for (index, value) in values.enumerated() {
      guard value.isFinite, index == 0 || value > values[index - 1] else { throw .notRising(index: index) }
    }
    if spacing == .logarithmic && first <= 0 { throw .notPositive }
    self.name = name
    self.unit = unit
    self.values = values
    self.spacing = spacing
    edges = Self.edges(of: values, first: first, last: last, spacing)
    guard edges.allSatisfy(\.isFinite), spacing == .linear || (edges.first ?? 0) >= .leastNormalMagnitude else {
      throw .tooWide
    }
  }

  private static func edges(
    of values: [Double], first: Double, last: Double, _ spacing: SpannedScale.Spacing
  ) -> [Double] {
    guard values.count > 1 else {
      let lone = SpannedScale(spacing, over: first...first).domain
      return [lone.lowerBound, lone.upperBound]
    }
    // Roots and halves before the rest, because a product or a sum of two large numbers is none.
    let between = zip(values, values.dropFirst()).map { low, high in
      spacing == .linear ? low / 2 + high / 2 : low.squareRoot() * high.squareRoot()
    }
    let low = between[0]
    let high = between[between.count - 1]
    let outer =
      spacing == .linear
      ? (first + (first - low), last + (last - high)) : (first * (first / low), last * (last / high))
    return [outer.0] + between + [outer.1]
  }

  /// From the outer edge of the first cell to that of the last.
  var scale: SpannedScale {
    SpannedScale(spacing, exactly: edges[0]...edges[edges.count - 1])
  }
}
