import RealModule
import RigCore

@testable import RigCharts

/// Traces of several axes to draw: plausible ones, and those that are hard to draw.
enum AxisTraces {
  static func names(_ count: Int) -> [RunTrace.AxisName] {
    let mirrors = ["mirror 1 tilt", "mirror 1 pan", "mirror 2 tilt", "mirror 2 pan"]
    let places = ["near height", "near across", "far height", "far across"]
    return switch count {
    case 2: [.init(angle: "tilt", error: "height"), .init(angle: "pan", error: "across")]
    case 4: zip(mirrors, places).map { mirror, place in .init(angle: mirror, error: place) }
    default: RunTrace.AxisName.numbered(count)
    }
  }

  /// A trace of readings with an error an axis, nil where the spot was lost; the angles follow the errors.
  static func trace(
    _ errors: [[Double]?], axes: Int = 2, tolerance: Double = 0.1, truth: TruthRecord? = nil,
    dots: [[Double]?]? = nil,
    title: String = "Tilt and pan"
  ) -> RunTrace {
    var angles = [Double](repeating: 0, count: axes)
    return RunTrace(
      title: title, axes: names(axes),
      samples: errors.enumerated().map { index, error in
        defer { if let error { angles = zip(angles, error).map { angle, error in angle - error * 0.05 } } }
        return .init(
          index: index, timeSeconds: Double(index) * 0.02, anglesDegrees: angles, errorsCentimeters: error,
          dotsCentimeters: dots?[index])
      },
      toleranceCentimeters: tolerance, outcome: "converged: the error is within \(tolerance) cm for 10 readings",
      ruleSummary: "gradient descent, learning rate 0.1, assumed distance 300 cm", truth: truth)
  }

  /// A linear plant of any number of axes, steered by fixed steps: `error[k + 1] = (1 - coupling) * error[k]` and
  /// noise.
  static func linear(
    start: [Double], coupling: [[Double]], noise: Double, count: Int, lost: Set<Int> = [], truth: TruthRecord? = nil,
    tolerance: Double = 0.1, seed: UInt64 = 1, title: String = "Tilt and pan"
  ) -> RunTrace {
    var rng = SplitMix(seed: seed)
    var error = start
    var errors: [[Double]?] = []
    var dots: [[Double]?] = []
    for index in 0..<count {
      let read = error.map { error in error + noise * gaussian(using: &rng) }
      let isLost = lost.contains(index)
      errors.append(isLost ? nil : read)
      dots.append(truth.map { truth in zip(error, truth.targetCentimeters).map { error, target in error + target } })
      if isLost { continue }
      error = zip(error, coupling).map { error, row in
        error - zip(row, read).reduce(0) { sum, factors in sum + factors.0 * factors.1 }
      }
    }
    return trace(
      errors, axes: start.count, tolerance: tolerance, truth: truth, dots: truth == nil ? nil : dots, title: title)
  }

  /// Source: G. E. P. Box and M. E. Muller, "A Note on the Generation of Random Normal Deviates", Annals of
  /// Mathematical Statistics 29, 1958.
  static func gaussian(using rng: inout some RandomNumberGenerator) -> Double {
    let radius = (-2 * Double.log(Double.random(in: 1e-12..<1, using: &rng))).squareRoot()
    return radius * .cos(Double.random(in: 0..<2 * .pi, using: &rng))
  }

  static let sheetTruth = TruthRecord(distanceCentimeters: 300, targetCentimeters: [100, -40])

  /// A wall that is seen askew, so that the dot comes in on a bend.
  static let panTilt = linear(
    start: [-62, 48], coupling: [[0.22, 0.14], [-0.16, 0.18]], noise: 0, count: 60, truth: sheetTruth)

  static let noisy = linear(
    start: [30, -55], coupling: [[0.5, 0.2], [-0.1, 0.45]], noise: 0.5, count: 200, lost: [2, 3, 90], truth: sheetTruth,
    tolerance: 1.5, seed: 2)

  static let beamWalk = linear(
    start: [1.2, -0.8, -2.4, 1.7],
    coupling: [[0.3, 0.02, 0.05, 0], [-0.02, 0.3, 0, 0.05], [0.25, 0, 0.22, 0.03], [0, 0.25, -0.03, 0.22]], noise: 0,
    count: 80, tolerance: 0.01, title: "Walking a beam")

  static let hard: [RunTrace] = [
    trace([]), trace([], axes: 4), trace([nil]), trace(Array(repeating: nil, count: 40), truth: sheetTruth),
    trace([[0, 0]]), trace([[3, -4]], tolerance: 0), trace([[0, 0], [0, 0]], tolerance: 0),
    trace([[3, 4], [0, 0]], tolerance: .nan), trace([[1e300, -1e300], nil, [.infinity, .nan], [0, 0]]),
    trace([[.greatestFiniteMagnitude, .leastNonzeroMagnitude], [1, 1]], tolerance: 1e-300),
    trace([[1e150, 1e150], [1e-150, 0], [1e-150, 1e-150], [0, 1e-150]], tolerance: 1e-300, truth: sheetTruth),
    trace([[3, 4], [1, 1]], tolerance: 1e140), trace([[1e-300, 1e-300], [2e-300, 0]], tolerance: 0),
    trace([[1], [2, 3], [4, 5, 6]]), trace([[1, 2, 3], [0.1, 0.2, 0.3]], axes: 3),
    trace([[1, 2, 3, 4, 5], nil, [0, 0, 0, 0, 0]], axes: 5), trace([[1, 2, 3, 4, 5, 6]], axes: 6),
    trace([nil, [40, 30], nil, [0.1, 0], [0, 0.1], [0, 0], nil]),
    trace([[1, 2]], truth: .init(distanceCentimeters: 300, targetCentimeters: [1e8])),
    trace(
      [[1, 2], [0.5, 0.1], [1e-9, 0]], truth: .init(distanceCentimeters: 300, targetCentimeters: [1e8, -1e-8])),
    trace(
      [[1, 2], [0.5, 0.1]], truth: .init(distanceCentimeters: .nan, targetCentimeters: [.infinity, 1])),
    panTilt, noisy, beamWalk,
    RunTrace(title: "", axes: [], samples: [], toleranceCentimeters: 1, outcome: "", ruleSummary: ""),
    RunTrace(
      title: "a target that moves",
      samples: (0..<30).map { index in
        .init(
          index: index, timeSeconds: 0, anglesDegrees: [.nan, 1e300], errorsCentimeters: [3, -2],
          targetsCentimeters: [Double(index) + 71, -40])
      }, toleranceCentimeters: 1, outcome: "", ruleSummary: "", truth: sheetTruth),
  ]
}
