/// A fit that was begun after the one in use, to find out whether something has changed since.
@usableFromInline
struct Challenger<let axes: Int>: Sendable {
  /// After so many readings without a decision the next challenger begins.
  @usableFromInline
  static var longestLife: Int { 24 }
  /// The log-likelihood by which a challenger has to be ahead: e¹⁰ to one.
  @usableFromInline
  static var decisiveLead: Double { 10 }

  @usableFromInline
  var bank: HypothesisBank<axes>
  @usableFromInline
  var lead = 0.0
  @usableFromInline
  var isOver = true
  /// True where the next one is to doubt the distance as well.
  @usableFromInline
  var doubtsWall = false

  @inlinable
  init(_ bank: HypothesisBank<axes>) {
    self.bank = bank
  }
}
