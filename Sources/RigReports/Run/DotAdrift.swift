internal import RigCore

/// Watches for a dot that moves on by itself while a probe holds the laser at one command.
struct DotAdrift: Sendable {
  /// The fewest readings in a row that show it.
  private static let leastReadings = 5
  /// The least way of such a dot, in standard deviations of a reading, and the greatest way back of a single reading.
  private static let clearWay = 16.0
  private static let noisyWay = 4.0

  /// The standard deviation of a reading, in cm.
  private let noise: Double
  private var angles: AxisValues?
  private var first: AxisValues?
  private var last: AxisValues?
  private var readings = 0
  /// The longest way that was seen, in cm, and the number of its readings; nil if the dot has always stood still,
  /// and after the probe.
  private var longest: (centimeters: Double, readings: Int)?

  /// A watch over readings with the standard deviation `noise`, in cm.
  init(noise: Double) {
    self.noise = noise
  }

  /// Takes the next step. The first one after a probe ends the watch.
  mutating func take(_ step: StepRecord) {
    guard step.isProbing else {
      longest = nil
      return
    }
    guard !step.isSearching, let errors = step.errorsCentimeters else {
      readings = 0
      return
    }
    if readings > 0, step.anglesDegrees == angles, let first, let last, goesOn(from: first, by: last, to: errors) {
      readings += 1
    } else {
      first = errors
      readings = 1
    }
    angles = step.anglesDegrees
    last = errors
    guard readings >= Self.leastReadings, let first else { return }
    let way = errors.distance(to: first)
    if way > max(Self.clearWay * noise, 1e-3), way > longest?.centimeters ?? 0 { longest = (way, readings) }
  }

  /// True if a reading at `errors` is farther from `first` than `last` is, or as far within the noise.
  private func goesOn(from first: AxisValues, by last: AxisValues, to errors: AxisValues) -> Bool {
    errors.distance(to: first) > last.distance(to: first) - Self.noisyWay * noise
  }

  /// What the dot did, and what may do that, in words; nil if it stood still, and after the probe.
  var words: String? {
    longest.map { longest in
      """
      in the sign check the dot went on by \(longest.centimeters.formatted(significantDigits: 3)) cm in \
      \(longest.readings) readings of one command: a continuous-rotation servo, whose command sets its speed, does that, \
      and so does a target that moves or a servo that is still on its way
      """
    }
  }
}

extension AxisValues {
  /// The distance from `other`, which has as many axes.
  fileprivate func distance(to other: AxisValues) -> Double {
    zip(self, other).reduce(0) { sum, pair in sum + (pair.0 - pair.1) * (pair.0 - pair.1) }.squareRoot()
  }
}
