/// A value of a stream, one a step, that faults can change.
protocol FaultyValue: Sendable {
  /// The value, off by `amount` in its own unit.
  func wrong(by amount: Double) -> Self
  /// The value of a step at which it was lost, if the one before it was `last`.
  static func lost(last: Self) -> Self
  /// The value with the component of `other` on its own axis `axis`, counted from 0.
  func taking(axis: Int, from other: Self) -> Self
}

// A command in radians: if a command is lost, the one before it stays in force.
extension Double: FaultyValue {
  func wrong(by degrees: Double) -> Double { self + degrees * (.pi / 180) }
  static func lost(last: Double) -> Double { last }
}

// A reading, nil if the dot is not seen; a wrong one is off in each direction. A reading that is lost in one direction
// is lost altogether.
extension Optional: FaultyValue where Wrapped: SeenError {
  func wrong(by centimeters: Double) -> Wrapped? {
    map { seen in seen.map { _, error in error + centimeters } }
  }

  static func lost(last: Wrapped?) -> Wrapped? { nil }

  func taking(axis: Int, from other: Wrapped?) -> Wrapped? {
    guard let value = self, let other else { return nil }
    return value.taking(axis: axis, from: other)
  }
}

/// Passes on the values of one device as its faults change them, in the order in which the faults are listed.
struct FaultInjector<Value: FaultyValue>: Sendable {
  private var active: [ActiveFault] = []
  private let firstAxis: Int

  private struct ActiveFault: Sendable {
    let fault: Fault
    var chance: Chance
    var delay: DelayLine<Value>?
    var last: Value?
  }

  /// The faults of the `part` that serves the rig's `axes`; each has random numbers of its own from `seed`, by its
  /// place in the list and by the device.
  init(_ faults: [Fault], on part: Fault.Part, of axes: Range<Int> = 0..<1, seed: RandomSeed) {
    firstAxis = axes.lowerBound
    for (place, fault) in faults.enumerated() where fault.part == part && fault.kind != .ok {
      if let axis = fault.axis, !axes.contains(axis) { continue }
      let delay: DelayLine<Value>? =
        if case .delayed(let steps) = fault.kind { DelayLine(turns: steps) } else { nil }
      let probability = if case .intermittent(let probability) = fault.kind { probability } else { 0.0 }
      let chance = Chance(probability, generator: seed.generator(for: .fault, number: place, axis: firstAxis))
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
        let faulty =
          switch active[index].fault.kind {
          case .ok: value
          case .stuck: last
          case .wrong(let amount): value.wrong(by: amount)
          case .delayed: delayed ?? value
          case .intermittent: strikes ? .lost(last: last) : value
          }
        value = active[index].fault.axis.map { axis in value.taking(axis: axis - firstAxis, from: faulty) } ?? faulty
      }
      active[index].last = value
    }
    return value
  }
}
