/// What faults do to a stream of values, one a step.
protocol FaultyValue: Sendable {
  /// The value, off by `amount` in its own unit.
  func wrong(by amount: Double) -> Self
  /// The value where it was lost and the one before it was `last`.
  static func lost(last: Self) -> Self
}

// A command in radians: one that is not heard leaves the one before it standing.
extension Double: FaultyValue {
  func wrong(by degrees: Double) -> Double { self + degrees * (.pi / 180) }
  static func lost(last: Double) -> Double { last }
}

// A reading in centimetres, nil where the dot is not seen.
extension Double?: FaultyValue {
  func wrong(by centimeters: Double) -> Double? { map { error in error + centimeters } }
  static func lost(last: Double?) -> Double? { nil }
}

/// Passes the values of one device on, as its faults let them through, in the order in which the faults are listed.
struct FaultInjector<Value: FaultyValue>: Sendable {
  private var active: [ActiveFault] = []
  private var generator: Xoshiro256PlusPlus

  private struct ActiveFault: Sendable {
    let fault: Fault
    var delay: DelayLine<Value>?
    var last: Value?
  }

  init(_ faults: [Fault], on part: Fault.Part, generator: Xoshiro256PlusPlus) {
    self.generator = generator
    for fault in faults where fault.part == part && fault.kind != .ok {
      let delay: DelayLine<Value>? =
        if case .delayed(let steps) = fault.kind { DelayLine(turns: steps) } else { nil }
      active.append(ActiveFault(fault: fault, delay: delay))
    }
  }

  var isEmpty: Bool { active.isEmpty }

  mutating func pass(_ value: Value, step: Int) -> Value {
    var value = value
    for index in active.indices {
      let delayed = active[index].delay?.pass(value)
      if active[index].fault.isActive(at: step) {
        let last = active[index].last ?? value
        switch active[index].fault.kind {
        case .ok: break
        case .stuck: value = last
        case .wrong(let amount): value = value.wrong(by: amount)
        case .delayed: value = delayed ?? value
        case .intermittent(let probability):
          if Chance.strikes(with: probability, using: &generator) { value = .lost(last: last) }
        }
      }
      active[index].last = value
    }
    return value
  }
}
