import RigCore

/// What there is to show of several axes over the steps.
enum AxisPanels {
  /// The error of each axis with its sign.
  static func errors(_ run: DrawableRun) -> StepCurves<LinearScale> {
    let values = run.axes.map { axis in axis.samples.map(\.error) }
    let seen = values.joined().compactMap(\.self) + [0]
    let low = seen.min() ?? 0
    let high = seen.max() ?? 0
    // Curves and the target's line are to be clear of the frame.
    let rim = max(run.axes.map(\.smallestHalfSpan).max() ?? 1, (high - low) * 0.07)
    return StepCurves(
      title: "Error of each axis", axis: .linear(low - rim...high + rim, name: "error", unit: "cm"),
      curves: curves(run, values), rules: [.init(value: 0, style: .target, label: "target")], run: run)
  }

  /// |error| of each axis on a logarithmic axis, on which a descent with a constant rate is a straight line.
  static func sizes(_ run: DrawableRun, ticks: Int = 9) -> StepCurves<LogScale> {
    let values = run.axes.map { axis in axis.samples.map { sample in sample.error?.magnitude } }
    let axis = Axis.sizes(
      values.joined().compactMap(\.self).filter { size in size > 0 }, limit: run.tolerance,
      finest: LogErrorPanel.finest, name: "|error|", unit: "cm", ticks: ticks)
    return StepCurves(
      title: "Size of each error", axis: axis, curves: curves(run, values),
      rules: run.tolerance.map { tolerance in
        let label = "tolerance, \(tolerance.formatted(significantDigits: 3)) cm"
        return [.init(value: tolerance, style: .tolerance, label: label)]
      } ?? [], run: run, floor: axis.scale.domain.lowerBound)
  }

  /// The cost of all axes together.
  static func cost(_ run: DrawableRun) -> StepCurves<LogScale> {
    let limit = run.tolerance.flatMap { tolerance in
      let cost = tolerance * tolerance
      return cost.isNormal ? cost : nil
    }
    let axis = Axis.sizes(
      run.costs.compactMap(\.self).filter { cost in cost > 0 }, limit: limit,
      finest: LogErrorPanel.finest * LogErrorPanel.finest, name: "cost J", unit: "cm²")
    return StepCurves(
      title: "Descent of the cost", axis: axis,
      curves: [.init(series: .cost, label: "cost J, the sum of the squared errors", values: run.costs)],
      rules: limit.map { limit in [.init(value: limit, style: .tolerance, label: "tolerance²")] } ?? [], run: run,
      floor: axis.scale.domain.lowerBound)
  }

  /// The angles of the axes at `indices`.
  static func angles(_ run: DrawableRun, of indices: ClosedRange<Int>) -> StepCurves<LinearScale> {
    let values = indices.map { axis in run.axes[axis].samples.map { sample in Optional(sample.angleDegrees) } }
    let angles = values.joined().compactMap(\.self)
    let low = angles.min() ?? 0
    let high = angles.max() ?? 0
    // A servo that holds still has no use for an axis of millionths of a degree.
    let rim = high - low < 1e-3 ? 0.5 : (high - low) * 0.07
    return StepCurves(
      title: "Angles", axis: .linear(low - rim...high + rim, name: "angle", unit: "°"),
      curves: zip(indices, values).map { axis, values in
        .init(series: .axis(axis), label: run.names[axis].angle, values: values)
      }, rules: [], run: run)
  }

  private static func curves<Y>(_ run: DrawableRun, _ values: [[Double?]]) -> [StepCurves<Y>.Curve] {
    zip(run.names, values).enumerated().map { axis, curve in
      .init(series: .axis(axis), label: curve.0.error, values: curve.1)
    }
  }
}
