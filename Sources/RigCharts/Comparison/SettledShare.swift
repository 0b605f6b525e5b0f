import RigCore

/// A share of rigs in percent, the same in tables and pictures.
public enum SettledShare {
  /// `share` (0 to 1) to a tenth of a percent, rounded down: all is only what is all, and none only what is none. A short
  /// one leaves out a tenth of 0. What is no share reads `–`.
  public static func text(_ share: Double, isShort: Bool = false) -> String {
    guard (0...1).contains(share) else { return "–" }
    // A count of rigs that was divided and multiplied again may come out a hair too small.
    let tenths = (share * 1000 + 1e-6).rounded(.down)
    if tenths == 0, share > 0 { return ">0 %" }
    let isWhole = tenths.truncatingRemainder(dividingBy: 10) == 0
    return (tenths / 10).formatted(decimals: isShort && isWhole ? 0 : 1) + " %"
  }
}
