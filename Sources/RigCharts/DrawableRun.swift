/// A trace of any number of axes with nothing in it that cannot be drawn.
struct DrawableRun: Sendable {
  /// At least one.
  let axes: [DrawableTrace]
  /// As many names as axes.
  let names: [RunTrace.AxisName]
  /// The cost of each reading in cm²: the sum of the squared errors; nil if the spot was lost.
  let costs: [Double?]

  init(_ trace: RunTrace) {
    let names = trace.axes.isEmpty ? [RunTrace.AxisName.only] : trace.axes
    let axes = names.indices.map { axis in DrawableTrace(trace, axis: axis) }
    self.names = names
    self.axes = axes
    costs = trace.samples.indices.map { index in
      var cost = 0.0
      for axis in axes {
        guard let error = axis.samples[index].error else { return nil }
        cost += error * error
      }
      return cost
    }
  }

  /// The first axis, which stands for all if only one can be shown.
  var first: DrawableTrace { axes[0] }

  /// The largest distance in cm that counts as on target; nil if there is none.
  var tolerance: Double? { first.tolerance }

  /// Every error of every axis.
  var errors: [Double] {
    axes.flatMap { axis -> [Double] in axis.samples.compactMap(\.error) }
  }

  /// The step of each reading.
  var indices: [Int] { first.samples.map(\.index) }

  /// The axes that have a sheet together, two and two: a height and a place across.
  var sheets: [SheetAxes] {
    let count = axes.count / 2
    return (0..<count).map { index in
      let name = count == 1 ? "sheet" : count > 2 ? "sheet \(index + 1)" : index == 0 ? "near detector" : "far detector"
      return SheetAxes(
        name: name, heights: axes[2 * index], places: axes[2 * index + 1], axes: 2 * index...2 * index + 1,
        isOneOfSeveral: count > 1)
    }
  }
}

/// The two axes of one sheet.
struct SheetAxes: Sendable {
  /// The name of the sheet: `near detector`.
  let name: String
  /// Up and down.
  let heights: DrawableTrace
  /// Across.
  let places: DrawableTrace
  /// Which axes of the run these are.
  let axes: ClosedRange<Int>
  /// True if there are other sheets, whose errors count towards the same tolerance.
  let isOneOfSeveral: Bool
}
