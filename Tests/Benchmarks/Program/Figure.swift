import RigCore

/// One measured number.
struct Figure {
  let name: String
  let value: Double
  let unit: String

  init(_ name: String, _ value: Double, _ unit: String) {
    self.name = name
    self.value = value
    self.unit = unit
  }

  var text: String {
    let number = value.formatted(significantDigits: 4)
    return unit.isEmpty ? number : "\(number) \(unit)"
  }
}

/// A bound on a measured number.
struct Requirement {
  enum Bound {
    case atLeast(Double)
    case below(Double)
    case atMost(Double)
    case exactly(Double)
  }

  let figure: Figure
  let bound: Bound

  init(_ figure: Figure, _ bound: Bound) {
    self.figure = figure
    self.bound = bound
  }

  var isMet: Bool {
    switch bound {
    case .atLeast(let limit): figure.value >= limit
    case .below(let limit): figure.value < limit
    case .atMost(let limit): figure.value <= limit
    case .exactly(let value): figure.value == value
    }
  }

  var demand: String {
    switch bound {
    case .atLeast(let limit): "at least \(limit.formatted(significantDigits: 4))"
    case .atMost(let limit): "at most \(limit.formatted(significantDigits: 4))"
    case .below(let limit): "below \(limit.formatted(significantDigits: 4))"
    case .exactly(let value): "exactly \(value.formatted(significantDigits: 4))"
    }
  }
}
