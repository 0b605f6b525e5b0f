/// The readings at one place of a probe, and their median and scatter.
struct Plateau<let axes: Int> {
  private var errors: [PerAxis<axes, Length>] = []
  private var isSettled = false
  private var waits = 0

  var count: Int { isSettled ? errors.count : 0 }

  /// Takes in a reading and drops those that were read on the way here: those before the dot has left `reference` by
  /// more than the noise and by `least`, and is calm, but no more than `patience` of them. Without a reference it is
  /// unknown which readings are still on the way, so `patience` of them are dropped.
  mutating func add(
    _ error: PerAxis<axes, Length>, leaving reference: PerAxis<axes, Length>?, by least: Length = .zero, noise: Length,
    patience: Int
  ) {
    if isSettled {
      errors.append(error)
      return
    }
    waits += 1
    let scatter = max(4.5 * noise.centimeters, 1e-6)
    if let last = errors.last, let reference {
      let travelled = Self.greatest(error, reference)
      let isCalm = Self.greatest(error, last) <= max(scatter, 0.02 * travelled)
      isSettled = isCalm && travelled > max(scatter, least.centimeters)
    }
    errors = isSettled ? errors.suffix(1) + [error] : [error]
    if waits >= patience { isSettled = true }
  }

  /// The median of the readings on each axis; 0 if there are none.
  var median: PerAxis<axes, Length> {
    PerAxis { axis in Length(centimeters: errors.map { error in error[axis].centimeters }.median ?? 0) }
  }

  /// How fast the readings of `axis` drift, in cm a frame: the slope of the straight line through them.
  func drift(of axis: Int) -> Double { line(on: axis).slope }

  /// True if the readings of `axis` lie on the straight line through them within `scatter` and a tenth of its rise: a
  /// single jump among them does not.
  func driftsEvenly(on axis: Int, scatter: Length) -> Bool {
    let line = line(on: axis)
    let limit = max(scatter.centimeters, 0.1 * line.slope.magnitude * Double(errors.count))
    return errors.enumerated().allSatisfy { number, error in
      (error[axis].centimeters - line.mean - line.slope * (Double(number) - line.middle)).magnitude <= limit
    }
  }

  /// The straight line through the readings of `axis` by least squares: its height `mean`, in cm, at the frame `middle`,
  /// and its `slope` in cm a frame.
  private func line(on axis: Int) -> (mean: Double, middle: Double, slope: Double) {
    let middle = Double(errors.count - 1) / 2
    var (sum, products, squares) = (0.0, 0.0, 0.0)
    for (number, error) in errors.enumerated() {
      let time = Double(number) - middle
      sum += error[axis].centimeters
      products += time * error[axis].centimeters
      squares += time * time
    }
    return (sum / Double(errors.count), middle, squares > 0 ? products / squares : 0)
  }

  /// The variance of ``drift(of:)`` for readings with a variance of 1.
  var driftVariance: Double {
    let count = Double(errors.count)
    return 12 / (count * (count * count - 1))
  }

  /// How far each reading on each axis is from the median.
  var deviations: [Double] {
    let median = median
    return (0..<axes).flatMap { axis in errors.map { error in (error[axis] - median[axis]).magnitude.centimeters } }
  }

  /// The largest difference on any axis, in cm.
  static func greatest(_ left: PerAxis<axes, Length>, _ right: PerAxis<axes, Length>) -> Double {
    var greatest = 0.0
    for axis in 0..<axes { greatest = max(greatest, (left[axis] - right[axis]).magnitude.centimeters) }
    return greatest
  }
}

/// The noise of a reading, as far as the places of a probe have shown it.
struct ProbeNoise {
  private let known: Length
  private var deviations: [Double] = []

  init(_ known: Length) {
    self.known = known
  }

  mutating func take<let axes: Int>(_ plateau: Plateau<axes>) {
    deviations += plateau.deviations
  }

  /// The standard deviation: that of the sensor's data sheet, or more if its readings show more. It is taken from the
  /// median of the deviations, which outliers do not affect.
  var standardDeviation: Length {
    deviations.median.map { median in max(known, Length(centimeters: median / MedianDeviation.ofFive)) } ?? known
  }

  /// The standard error of a difference between medians; `counts` holds the number of readings of each median.
  func standardError(of counts: [Double]) -> Length {
    let variance = counts.reduce(0) { sum, count in sum + 1 / count }
    // A median's variance is π/2 times that of a mean.
    return (variance * .pi / 2).squareRoot() * standardDeviation
  }
}
