internal import RealModule

extension LinearLoop {
  /// The factor by which the gain, and so the distance, may still grow before the loop is at its edge: ``edge`` over
  /// gain. Above 1 if the loop is stable; nil if the gain is not above 0.
  ///
  /// Source: Åström and Murray, *Feedback Systems*, 2008, section 9.3.
  public var gainMargin: Double? {
    gain > 0 ? edge / gain : nil
  }

  /// The number of steps, not necessarily whole, by which readings could be later before the loop is at its edge: the
  /// phase left before half a turn at the frequency at which the open loop's gain is 1, over that frequency. Nil if the
  /// loop is not stable.
  ///
  /// Source: Åström and Murray, *Feedback Systems*, 2008, section 9.3, for phase and delay margin.
  ///
  /// Complexity: some 60 evaluations of the open loop.
  public var delayMargin: Double? {
    guard isStable, let frequency = Self.frequency(atWhich: unitGain, reaches: gain) else { return nil }
    let margin = (.pi - lag(at: frequency)) / frequency
    // A gain close to 0 is 1 at no representable frequency.
    return margin.isFinite ? max(0, margin) : .greatestFiniteMagnitude
  }

  /// The number of whole steps by which readings may be later with the loop still stable; nil if it is not stable now.
  ///
  /// Complexity: as for ``delayMargin``.
  public var delayMarginSteps: Int? {
    guard let delayMargin else { return nil }
    // Beyond a billion steps the exact number has no use, and an integer may not hold it.
    var steps = Int(min(delayMargin, 1e9))
    while steps > 0, !with(deadTime: deadTime + steps).isStable { steps -= 1 }
    while steps < 1_000_000_000, with(deadTime: deadTime + steps + 1).isStable { steps += 1 }
    return steps
  }

  /// The peak of |S| with `S = 1 / (1 + L)`: by how much the loop magnifies the swing of a target that moves with the
  /// worst frequency. It is 1 / (the least distance of L from -1), so that a loop at its edge has no bound: nil there
  /// and beyond. A loop with a peak below 2 is thought robust.
  ///
  /// Found on a grid of 1024 frequencies and at the angles of the roots, each peak then narrowed down by golden
  /// sections.
  ///
  /// Source: Åström and Murray, *Feedback Systems*, 2008, sections 9.3 and 11.1 (the maximum sensitivity Ms).
  ///
  /// Complexity: O(d²) for the roots.
  public var sensitivityPeak: Double? {
    isStable ? GoldenSection.greatest(on: frequencies, sensitivity) : nil
  }

  /// The frequencies among which a peak is looked for: 1024 of equal distances, and the angles of the roots.
  var frequencies: [Double] {
    let count = 1024
    let even = (1...count).map { place in Double.pi * Double(place) / Double(count) }
    let angles = roots.map(\.angle).filter { angle in angle > 0 }
    return ([0] + even + angles).sorted()
  }

  /// |S| at `frequency`, in radians a step: by how much the loop magnifies the swing of a target, or of the beam, that
  /// moves with this frequency.
  public func sensitivity(at frequency: Double) -> Double {
    let ratio = gain / unitGain(at: frequency)
    // At rest the integrating loop leaves no error.
    guard ratio.isFinite else { return 0 }
    let lag = lag(at: frequency)
    return 1 / Double.hypot(1 + ratio * .cos(lag), ratio * .sin(lag))
  }
}
