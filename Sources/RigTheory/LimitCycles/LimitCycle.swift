/// A swing that neither grows nor dies out, as the describing function predicts it.
///
/// The method takes the swing for a sine and keeps of what a nonlinear part makes of it the fundamental alone: a gain
/// N(A) that depends on the amplitude. The loop swings for ever where `N · L = -1`, with L that of ``LinearLoop``.
///
/// What it neglects: the harmonics, so that amplitudes are those of the fundamental (a triangular swing reaches π²/8 =
/// 1.23 times as far), and swings of another shape are not found; that a sampled swing has to fit into whole steps; and
/// all noise, which rounds off every step of a nonlinear part that is smaller than itself. The more steps a swing takes,
/// the better it holds.
///
/// Source: A. Gelb and W. E. Vander Velde, *Multiple-Input Describing Functions and Nonlinear System Design*, 1968,
/// chapters 2 and 3, and appendix B for the functions.
public struct LimitCycle: Sendable, Equatable {
  /// The amplitude of the command, in the unit of the nonlinear part's own size.
  public let commandAmplitude: Double
  /// The amplitude of the dot, in the same unit.
  public let dotAmplitude: Double
  /// How many steps a swing takes, at least 2.
  public let periodSteps: Double
}
