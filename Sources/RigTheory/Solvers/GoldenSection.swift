internal import RealModule

/// The search for a maximum by golden sections.
enum GoldenSection {
  /// The greatest value of a `figure` that has a single maximum between `lower` and `upper`.
  static func greatest(
    between lower: Double, and upper: Double, sections: Int, _ figure: (Double) -> Double
  ) -> Double {
    let golden = (5.0.squareRoot() - 1) / 2
    var (lower, upper) = (lower, upper)
    var inner = (upper - golden * (upper - lower), lower + golden * (upper - lower))
    var values = (figure(inner.0), figure(inner.1))
    var greatest = max(values.0, values.1)
    for _ in 0..<sections {
      if values.0 > values.1 {
        (upper, inner.1, values.1) = (inner.1, inner.0, values.0)
        inner.0 = upper - golden * (upper - lower)
        values.0 = figure(inner.0)
      } else {
        (lower, inner.0, values.0) = (inner.0, inner.1, values.1)
        inner.1 = lower + golden * (upper - lower)
        values.1 = figure(inner.1)
      }
      greatest = max(greatest, values.0, values.1)
    }
    return greatest
  }

  /// The greatest value of `figure` over the places of a sorted `grid`, of at least five, each of its maxima narrowed
  /// down.
  static func greatest(on grid: [Double], sections: Int = 80, _ figure: (Double) -> Double) -> Double {
    let values = grid.map(figure)
    var greatest = values.max() ?? -.infinity
    // Two places on either side are compared, since of two nearly equal values rounding picks the greater.
    for place in 2..<grid.count - 2
    where values[place] >= values[place - 1] && values[place] >= values[place + 1] {
      greatest = max(
        greatest, self.greatest(between: grid[place - 2], and: grid[place + 2], sections: sections, figure))
    }
    return greatest
  }
}
