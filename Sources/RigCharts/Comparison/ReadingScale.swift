import RealModule

/// Readings on a scale that gives the first few as much room as all the others, and has a place for none: the logarithm
/// of one more than their number.
struct ReadingScale: Scale, Equatable {
  let last: Double

  /// A scale from no readings to `last`, at least 1.
  init(upTo last: Int) {
    self.last = Double(max(last, 1))
  }

  var domain: ClosedRange<Double> { 0...last }

  func fraction(of value: Double) -> Double {
    Double.log(onePlus: value) / Double.log(onePlus: last)
  }

  func value(atFraction fraction: Double) -> Double {
    Double.expMinusOne(fraction * Double.log(onePlus: last))
  }

  /// An axis with as many labels as fit into `width`, the rounder numbers first.
  func axis(width: Double, name: String) -> Axis<ReadingScale> {
    let decades = (0...15).map { exponent in Double.pow(10, exponent) }
    let candidates =
      [0, last] + decades + [2, 5, 3].flatMap { digit in decades.map { decade in digit * decade } }
    var ticks: [(tick: Tick, left: Double, right: Double)] = []
    for value in candidates where value <= last {
      let label = Int(value).description
      let half = TextMetrics.width(label, .tick) / 2 + 2.5
      let middle = fraction(of: value) * width
      guard ticks.allSatisfy({ tick in middle + half <= tick.left || tick.right <= middle - half }) else { continue }
      ticks.append((Tick(value: value, label: label), middle - half, middle + half))
    }
    return Axis(scale: self, ticks: ticks.map(\.tick).sorted { left, right in left.value < right.value }, label: name)
  }
}
