/// A controller of another package, by which the default rule is measured.
struct Yardstick {
  /// What stands above its column.
  let title: String
  /// Its name in `Tests/Benchmarks/Yardsticks/serve.py`.
  let controller: String
  /// The most rigs on which it is tried under a condition; nil if it is quick enough for all.
  var mostRigs: Int?

  static let all = [
    Yardstick(title: "simple-pid", controller: "simple-pid"),
    Yardstick(title: "simple-pid, tuned", controller: "simple-pid-tuned"),
    Yardstick(title: "filterpy Kalman", controller: "filterpy-kalman"),
    Yardstick(title: "filterpy Kalman, tuned", controller: "filterpy-kalman-tuned"),
    Yardstick(title: "filterpy least squares", controller: "filterpy-least-squares"),
    Yardstick(title: "filterpy least squares, tuned", controller: "filterpy-least-squares-tuned"),
    Yardstick(title: "brentq", controller: "brentq"),
    Yardstick(title: "brentq, tuned", controller: "brentq-tuned"),
    Yardstick(title: "minimize_scalar", controller: "minimize_scalar"),
    Yardstick(title: "minimize_scalar, tuned", controller: "minimize_scalar-tuned"),
    Yardstick(title: "scikit-optimize, tuned", controller: "scikit-optimize-tuned", mostRigs: 10),
    Yardstick(title: "adaptive gain (ViSP)", controller: "adaptive-gain"),
    Yardstick(title: "adaptive gain (ViSP), tuned", controller: "adaptive-gain-tuned"),
  ]

  /// scikit-optimize as it comes takes minutes for a few rigs, so it is tried on the clean rig alone.
  static let slow = Yardstick(title: "scikit-optimize", controller: "scikit-optimize", mostRigs: 10)
}
