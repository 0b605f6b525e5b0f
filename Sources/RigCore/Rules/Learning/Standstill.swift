/// Notices a rule that pushes against the end of the travel and gets nowhere: as long as nothing moves nothing is
/// learned, and a wrong sense would keep it there for ever.
@usableFromInline
struct Standstill<let axes: Int>: Sendable {
  /// Where the actuator stood when it was last told to move; nil where it was not.
  @usableFromInline
  var wish: PerAxis<axes, Double>?
  @usableFromInline
  var count = 0

  @inlinable
  init() {}

  /// Takes note of where the actuator stands now; true where it has ignored the last three commands.
  @inlinable
  mutating func hasCome(to aim: PerAxis<axes, Double>) -> Bool {
    count = wish == aim ? count + 1 : 0
    return count >= 3
  }

  /// Takes note of where it is told to go.
  @inlinable
  mutating func tell(_ move: PerAxis<axes, Double>, from aim: PerAxis<axes, Double>) {
    wish = move.norm > 1e-6 ? aim : nil
  }
}
