internal import RigCore

extension ScenarioAxis {
  /// True if the key's values are whole numbers.
  public var isWhole: Bool {
    if case .integer = key.type { true } else { false }
  }

  /// The number nearest to `number` that the key can have.
  public func nearest(to number: Double) -> Double {
    switch key.type {
    case .number(let range, _): range.nearest(to: number)
    case .integer(let range, _): min(max(number.rounded(), Double(range.lowerBound)), Double(range.upperBound))
    case .distance: NumberRange.distance.nearest(to: number)
    case .height: NumberRange.length.nearest(to: number)
    case .seed, .flag, .choice, .text, .name, .faults, .lines, .calibration: number
    }
  }
}

extension NumberRange {
  /// The number of the range that is nearest to `number`.
  fileprivate func nearest(to number: Double) -> Double {
    switch self {
    case .between(let lowest, let highest): min(max(number, lowest), highest)
    case .zeroOr(let least, let highest): number < least / 2 ? 0 : min(max(number, least), highest)
    case .below(let limit, let lowest): min(max(number, lowest), limit.nextDown)
    }
  }
}
