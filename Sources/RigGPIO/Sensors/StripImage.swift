/// The photodiodes of a strip that are lit.
struct StripImage: Sendable, Equatable {
  /// Bit i is set if the i-th diode is lit.
  let lit: UInt64

  /// The image that most of `snapshots` agree on, diode by diode; `votes` has for each diode the number of snapshots in
  /// which it was lit.
  init(majorityOf votes: InlineArray<64, UInt8>, of snapshots: Int) {
    var agreed: UInt64 = 0
    for line in 0..<64 where Int(votes[line]) * 2 > snapshots { agreed |= 1 << line }
    lit = agreed
  }

  init(lit: UInt64) {
    self.lit = lit
  }

  /// The number of groups of lit neighbours.
  var groups: Int {
    // Each group begins at a lit diode with a dark lower neighbour.
    (lit & ~(lit << 1)).nonzeroBitCount
  }

  /// The middle of the lit diodes, counted in diodes from the first; nil if all are dark.
  var centroid: Double? {
    guard lit != 0 else { return nil }
    var sum = 0
    var rest = lit
    while rest != 0 {
      sum += rest.trailingZeroBitCount
      rest &= rest - 1
    }
    return Double(sum) / Double(lit.nonzeroBitCount)
  }

  /// True if the first or the last of `count` diodes is lit.
  func reachesEnd(ofDiodes count: Int) -> Bool { (lit | lit >> UInt64(count - 1)) & 1 == 1 }

  /// The numbers of the lit diodes.
  var numbers: [Int] { (0..<64).filter { line in lit >> line & 1 == 1 } }
}
