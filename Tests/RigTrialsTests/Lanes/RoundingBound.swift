import RigCore

@testable import RigTrials

/// How far single precision may lead the lanes away from a loop in double precision, reading by reading.
///
/// Each number of the lanes is rounded to within 2⁻²⁴ of itself, and a step of the loop takes at most eight roundings
/// of numbers no larger than m = |e[k]| + g (|e[k-d]| + |n[k]|) + β |e[k] - e[k-1]|: those of gain, noise and unit
/// included. What a rounding has made the loop passes on as it passes on every disturbance:
/// - of first order by |1 - g|, where a reading is lost by 1, and not at all where both loops meet a travel's end, so
///   that the bound is δ[k+1] = |1 - g| δ[k] + 8·2⁻²⁴ m[k]. Where the dot is looked for, the bound is that of the last
///   sighting, times what the turn makes of it: (1 + s[k+1]²) / (1 + s²), s being the slopes;
/// - of higher order by its impulse response h, so that the bound is the largest 8·2⁻²⁴ m so far times the sum of |h|.
///   A lost reading holds the loop still; four times that is taken then;
/// - where readings are rounded, not at all until they round otherwise: then h is that of the loop without its
///   feedback, 1/(1 - β) at every later reading.
///
/// A billionth of a millimetre more is left to the double precision of the other loop, which knows the error as the
/// small difference of two heights.
struct RoundingBound {
  /// The bound at each reading, in cm.
  let sizes: [Double]

  private static let step = 8 * 0x1p-24

  init(_ loop: LoopCase, _ rig: FedRig) {
    let errors = rig.errors
    let gain = loop.gain * rig.distance / loop.assumedDistance
    let magnitudes = errors.indices.map { number in
      errors[number].magnitude
        + gain * (errors[max(0, number - loop.deadTime)].magnitude + rig.noise[number].magnitude)
        + loop.momentum * (errors[number] - errors[max(0, number - 1)]).magnitude
    }
    let isFirstOrder = loop.deadTime == 0 && loop.momentum == 0 && loop.rounding == 0
    let least = 1e-10
    var bound = 0x1p-24 * errors[0].magnitude
    var sizes: [Double] = []
    if isFirstOrder {
      let (low, high) = (rig.error(at: rig.travel.lower[0].slope), rig.error(at: rig.travel.upper[0].slope))
      var (lost, updates) = (0, 0)
      var sighting = (error: errors[0], bound: bound)
      for number in errors.indices {
        sizes.append(bound + least)
        var rate = 0.0
        if rig.isLost[number] || loop.search.isOver(afterLost: lost) {
          lost += 1
        } else {
          if loop.search.isSweeping(afterLost: lost) { updates = 0 }
          lost = 0
          rate = gain * loop.decay(updates)
          updates += 1
          sighting = (errors[number], bound)
        }
        if loop.search.isSweeping(afterLost: lost), !loop.search.isOver(afterLost: lost), number + 1 < errors.count {
          let (from, to) = (rig.slope(at: sighting.error), rig.slope(at: errors[number + 1]))
          bound =
            (1 + to * to) / (1 + from * from) * sighting.bound
            + Self.step * (sighting.error.magnitude + errors[number + 1].magnitude)
          continue
        }
        let wish = errors[number] - rate * rig.reports[number]
        bound = (1 - rate).magnitude * bound + Self.step * magnitudes[number]
        if wish < low - bound || wish > high + bound { bound = 0x1p-24 * max(low.magnitude, high.magnitude) }
      }
    } else {
      let sum = Self.sumOfResponse(loop, gain: gain, count: errors.count)
      var largest = bound
      for number in errors.indices {
        sizes.append(sum * largest + least)
        largest = max(largest, Self.step * magnitudes[number])
      }
    }
    self.sizes = sizes
  }

  private static func sumOfResponse(_ loop: LoopCase, gain: Double, count: Int) -> Double {
    if loop.rounding > 0 || loop.decay(1) != 1 { return Double(count) / (1 - loop.momentum) }
    var response = [1.0]
    for number in 0..<count {
      let late = number >= loop.deadTime ? response[number - loop.deadTime] : 0
      let last = number >= 1 ? response[number - 1] : 0
      response.append(response[number] - gain * late + loop.momentum * (response[number] - last))
    }
    return (loop.dropouts > 0 ? 4 : 1) * response.reduce(0) { sum, number in sum + number.magnitude }
  }
}

extension FedRig {
  /// The error with the servo at `slope`, in cm.
  func error(at slope: Double) -> Double { distance * slope + offset }

  /// The slope of the servo where the error is `error` cm.
  func slope(at error: Double) -> Double { (error - offset) / distance }
}
