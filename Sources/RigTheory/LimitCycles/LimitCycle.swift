/// A swing that neither grows nor dies out, as the describing function predicts it.
///
/// The method takes the swing for a sine and keeps only the fundamental of the nonlinear part's output: a gain N(A)
/// that depends on the amplitude. The loop swings for ever if `N · L = -1`, with L that of ``LinearLoop``.
///
/// It neglects three things. Without the harmonics, amplitudes are those of the fundamental (a triangular swing reaches
/// π²/8 = 1.23 times as far), and swings of another shape are not found. A sampled swing has to fit into whole steps,
/// which is ignored. So is all noise, which smooths out every step of a nonlinear part that is smaller than itself. The
/// more steps a swing takes, the better the prediction is.
///
/// Source: A. Gelb and W. E. Vander Velde, *Multiple-Input Describing Functions and Nonlinear System Design*, 1968,
/// chapters 2 and 3, and appendix B for the functions.
public struct LimitCycle: Sendable, Equatable {
  /// The amplitude of the command, in the unit of the nonlinear part's own size.
  public let commandAmplitude: Double
  /// The amplitude of the dot, in the same unit.
  public let dotAmplitude: Double
  /// The number of steps that a swing takes, at least 2.
  public let periodSteps: Double
}
