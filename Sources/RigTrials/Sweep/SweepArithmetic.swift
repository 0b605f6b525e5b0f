internal import CLanes

/// The rounding of a build's lanes. Cells of one build are equal to the bit; those of builds with another rounding
/// differ in their last digits and must not be mixed.
public enum SweepArithmetic: String, Sendable, CaseIterable {
  /// A product and a sum are rounded together.
  case fused
  /// A product and a sum are rounded separately.
  case separate

  /// The rounding of this build.
  public static var current: SweepArithmetic { clanes_is_fused() == 1 ? .fused : .separate }
}
