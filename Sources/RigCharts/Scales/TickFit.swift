/// Which of several ways to label an axis has room for its labels.
struct TickFit: Sendable {
  /// The room between two labels side by side, and between two above one another.
  private static let gap = 9.0
  private static let leading = 4.0

  enum Direction: Sendable {
    case across, up
  }

  let direction: Direction
  /// The length of the axis in user units.
  let length: Double

  /// True where no two labels of `ticks`, at shares of the axis that `fraction` gives, touch.
  func hasRoom(for ticks: [Tick], at fraction: (Double) -> Double) -> Bool {
    let labelled = ticks.filter { tick in !tick.label.isEmpty }
      .map { tick in (place: fraction(tick.value) * length, half: half(tick.label)) }
      .sorted { left, right in left.place < right.place }
    return zip(labelled, labelled.dropFirst()).allSatisfy { left, right in
      right.place - left.place >= left.half + right.half
    }
  }

  private func half(_ label: String) -> Double {
    switch direction {
    case .across: (TextMetrics.width(label, .tick) + Self.gap) / 2
    case .up: (TextStyle.tick.size + Self.leading) / 2
    }
  }

  /// An axis named `name` over the domain of `scale` with as many labels as there is room for, at most `most`.
  func axis(_ scale: SpannedScale, name: String, unit: String, most: Int) -> Axis<SpannedScale> {
    let candidates: [Axis<SpannedScale>] =
      switch scale.spacing {
      case .linear:
        stride(from: most, through: 2, by: -1).map { count in
          let axis = Axis.linear(exactly: scale.domain, name: name, unit: unit, ticks: count)
          return Axis(scale: scale, ticks: axis.ticks, label: axis.label)
        }
      case .logarithmic:
        LogTicks.candidates(over: scale.domain).map { ticks in
          Axis(scale: scale, ticks: ticks, label: Self.label(name: name, unit: unit))
        }
      }
    let fitting = candidates.first { axis in
      let labels = axis.ticks.map(\.label).filter { label in !label.isEmpty }
      return labels.count <= most + 2 && Set(labels).count == labels.count
        && hasRoom(for: axis.ticks, at: scale.fraction)
    }
    return fitting ?? Axis(scale: scale, ticks: [], label: Self.label(name: name, unit: unit))
  }

  static func label(name: String, unit: String) -> String {
    if name.isEmpty || unit.isEmpty { return name + unit }
    return "\(name) (\(unit))"
  }
}
