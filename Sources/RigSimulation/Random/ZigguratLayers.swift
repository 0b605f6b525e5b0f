internal import RealModule

/// The layers that the ziggurat method cuts the upper half of the normal density `exp(-x²/2)` into, all of one area.
///
/// `edges[i]` is the width of layer i at its foot, in standard deviations; the last is 0, the top. Layer 0 holds the
/// tail as well and is given the width of a box of its area.
enum ZigguratLayers {
  static let count = 256

  /// The beginning of the tail: the one width for which 256 layers of equal area end exactly at the top.
  static let tail = 3.654152885361009

  /// Made once, never changed and never freed: the loops that read the table need a plain address.
  nonisolated(unsafe) static let edges: UnsafePointer<Double> = {
    let edges = UnsafeMutablePointer<Double>.allocate(capacity: count + 1)
    let area = tail * density(tail) + Double.sqrt(.pi / 2) * .erfc(tail / .sqrt(2))
    unsafe edges[0] = area / density(tail)
    unsafe edges[1] = tail
    for layer in 2..<count {
      let below = unsafe edges[layer - 1]
      unsafe edges[layer] = .sqrt(-2 * .log(area / below + density(below)))
    }
    unsafe edges[count] = 0
    return unsafe UnsafePointer(edges)
  }()

  static func density(_ value: Double) -> Double {
    .exp(-0.5 * value * value)
  }
}
