internal import RealModule
public import RigCore

/// The least error that noise leaves to whoever is told the distance: the mean of k readings, `σ/√k`.
///
/// Each reading tells where the target is, give or take its noise, whatever the command at which it was taken. Fisher's
/// information of k of them is `k/σ²`, its inverse the bound, and the mean reaches it. Nobody who has to learn the distance
/// as well (``UnknownDistance``) does better.
///
/// Sources: H. Cramér, *Mathematical Methods of Statistics*, 1946, chapter 32; S. M. Kay, *Fundamentals of Statistical
/// Signal Processing: Estimation Theory*, 1993, chapter 3 (a constant in white noise).
public enum MeanOfReadings {
  /// The standard deviation of the error after `readings` (at least 1) readings with the noise σ `noise`.
  public static func standardError(noise: Length, readings: Int) -> Length {
    precondition(readings >= 1, "a mean is of at least one reading")
    return 1 / Double(readings).squareRoot() * noise
  }

  /// How many readings it takes at least until the standard deviation of the error is `error` (above 0) at most.
  public static func readings(noise: Length, to error: Length) -> Int {
    precondition(error > .zero, "an error to get down to is above 0")
    let ratio = noise / error
    return max(1, Int(min((ratio * ratio).rounded(.up), 1e18)))
  }
}
