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

  private struct ActiveFault: Sendable {
    let fault: Fault
    var chance: Chance
    var delay: DelayLine<Value>?
    var last: Value?
  }

  /// The faults of `part`; each has chance of its own from `seed`, by its place in the list.
  init(_ faults: [Fault], on part: Fault.Part, seed: RandomSeed) {
    for (place, fault) in faults.enumerated() where fault.part == part && fault.kind != .ok {
      let delay: DelayLine<Value>? =
        if case .delayed(let steps) = fault.kind { DelayLine(turns: steps) } else { nil }
      let probability = if case .intermittent(let probability) = fault.kind { probability } else { 0.0 }
      let chance = Chance(probability, generator: seed.generator(for: .fault, number: place))
      active.append(ActiveFault(fault: fault, chance: chance, delay: delay))
    }
  }

  var isEmpty: Bool { active.isEmpty }

  mutating func pass(_ value: Value, step: Int) -> Value {
    var value = value
    for index in active.indices {
      let delayed = active[index].delay?.pass(value)
      let strikes = active[index].chance.strikes()
      if active[index].fault.isActive(at: step) {
        let last = active[index].last ?? value
        switch active[index].fault.kind {
        case .ok: break
        case .stuck: value = last
        case .wrong(let amount): value = value.wrong(by: amount)
        case .delayed: value = delayed ?? value
        case .intermittent: if strikes { value = .lost(last: last) }
        }
      }
      active[index].last = value
    }
    return value
  }
}
