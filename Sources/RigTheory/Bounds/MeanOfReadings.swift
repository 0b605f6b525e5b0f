internal import RealModule
public import RigCore

/// The least error that noise leaves to a controller that is told the distance: the mean of k readings, `σ/√k`.
///
/// Each reading gives the place of the target to within its noise, at whichever command it was taken. Fisher's
/// information of k readings is `k/σ²`, its inverse is the bound, and the mean reaches it. A controller that has to
/// learn the distance as well (``UnknownDistance``) cannot do better.
///
/// Sources: H. Cramér, *Mathematical Methods of Statistics*, 1946, chapter 32; S. M. Kay, *Fundamentals of Statistical
/// Signal Processing: Estimation Theory*, 1993, chapter 3 (a constant in white noise).
public enum MeanOfReadings {
  /// The standard deviation of the error after `readings` (at least 1) readings with the noise σ `noise`.
  public static func standardError(noise: Length, readings: Int) -> Length {
    precondition(readings >= 1, "a mean is of at least one reading")
    return 1 / Double(readings).squareRoot() * noise
  }

  /// The least number of readings until the standard deviation of the error is `error` (above 0) at most.
  public static func readings(noise: Length, to error: Length) -> Int {
    precondition(error > .zero, "an error to get down to is above 0")
    let ratio = noise / error
    return max(1, Int(min((ratio * ratio).rounded(.up), 1e18)))
  }
}
