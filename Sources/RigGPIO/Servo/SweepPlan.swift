/// The choice of the pulses that a sweep tries next: first all of the servo's, evenly, and those between them until the
/// dot is seen; then, more and more closely, those around the sightings. The detector at a far wall sees only a degree
/// or two.
public struct SweepPlan: Sendable, Equatable {
  /// The pulses that the servo may have, in nanoseconds.
  public let pulses: ClosedRange<Int64>
  /// The number of pulses of a pass, at least 3.
  public let count: Int

  /// A plan to try `count` of `pulses` in each pass.
  public init(pulses: ClosedRange<Int64>, count: Int) {
    precondition(pulses.lowerBound < pulses.upperBound, "there is something to sweep")
    precondition(count >= 3, "between the ends of a pass something is seen")
    self.pulses = pulses
    self.count = count
  }

  /// The finest step between pulses, in nanoseconds: hobby servos do not resolve a smaller one.
  private static var finestStep: Int64 { 2000 }

  /// The greatest distance, in nanoseconds, between pulses at which the search for a dot may give up: about half a
  /// degree.
  private static var searchStep: Int64 { 6000 }

  /// The first pass, in nanoseconds.
  public var firstPass: [Int64] { pass(over: pulses, count) }

  /// The pass that follows on `tried`; `seen` are those of them with which the dot was seen. Nil if it was seen often
  /// enough, or if it was not seen and no place is left at which it could have been missed.
  public func nextPass(tried: [Int64], seen: [Int64]) -> [Int64]? {
    guard let first = seen.min(), let last = seen.max() else { return passBetween(tried.sorted()) }
    let before = tried.filter { pulse in pulse < first }.max() ?? first
    let after = tried.filter { pulse in pulse > last }.min() ?? last
    // Near its ends a detector sees only a part of the dot, so half of only a few sightings would be distorted.
    if seen.count >= count { return nil }
    guard after - before >= Self.finestStep * 2 else { return nil }
    // Roundings differ from pass to pass, so a pulse may come again a nanosecond beside itself. The middle of three
    // pulses is the middle of its neighbours as well, so that more of them must be tried.
    for count in [count, 2 * count] {
      let fresh = pass(over: before...after, count).filter { pulse in
        tried.allSatisfy { other in (other - pulse).magnitude >= Self.finestStep }
      }
      if !fresh.isEmpty { return fresh }
    }
    return nil
  }

  private func passBetween(_ tried: [Int64]) -> [Int64]? {
    let middles = zip(tried, tried.dropFirst()).compactMap { left, right in
      right - left > Self.searchStep ? (left + right) / 2 : nil
    }
    return middles.isEmpty ? nil : middles
  }

  /// The pulses of `seen` to trust. Beside the outermost ones the dot was lost, so the detector may have seen only a
  /// part of the dot there, with another middle; they are left out. If the dot was `partial` with the pulse beyond,
  /// they are kept, since such a detector tells parts from the whole. If there are fewer than six, all are kept.
  public func trusted(tried: [Int64], seen: [Int64], partial: [Int64] = []) -> [Int64] {
    var trusted = seen.sorted()
    guard trusted.count >= 6, let first = trusted.first, let last = trusted.last else { return trusted }
    let before = tried.filter { pulse in pulse < first }.max()
    let after = tried.filter { pulse in pulse > last }.min()
    if let before, !partial.contains(before) { trusted.removeFirst() }
    if let after, !partial.contains(after) { trusted.removeLast() }
    return trusted
  }

  private func pass(over range: ClosedRange<Int64>, _ count: Int) -> [Int64] {
    let width = range.upperBound - range.lowerBound
    let steps = min(Int64(count - 1), width / Self.finestStep)
    if steps == 0 { return [range.lowerBound + width / 2] }
    return (0...steps).map { step in range.lowerBound + width * step / steps }
  }
}

/// A servo's way from pulse to pulse in small steps, one each frame, so that it does not jerk.
public struct PulseRamp: Sendable, Equatable {
  /// The greatest change from frame to frame, in nanoseconds, above 0.
  public let step: Int64

  /// At most `step` nanoseconds of change a frame; 20 µs by default, about 90° a second.
  public init(step: Int64 = 20_000) {
    precondition(step > 0, "a ramp leads somewhere")
    self.step = step
  }

  /// The pulse of the frame after the one with `pulse`, on the way to `target`.
  public func next(from pulse: Int64, to target: Int64) -> Int64 {
    pulse + min(max(target - pulse, -step), step)
  }
}
