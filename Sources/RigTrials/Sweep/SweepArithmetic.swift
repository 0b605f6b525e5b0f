internal import CLanes

/// How a build computes in lanes. Cells of one build are equal to the bit; those of builds that compute otherwise differ in
/// their last digits and must not be mixed.
public enum SweepArithmetic: String, Sendable, CaseIterable {
  /// A product and a sum are rounded together.
  case fused
  /// Each is rounded for itself.
  case separate

  /// That of this build.
  public static var current: SweepArithmetic { clanes_is_fused() == 1 ? .fused : .separate }
}
