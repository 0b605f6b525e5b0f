import RigCore

@testable import RigCharts

/// Traces to draw: the article's, and those that are hard to draw.
enum Traces {
  static let truth = TruthRecord(distanceCentimeters: 300, targetCentimeters: 100)

  static func trace(
    _ errors: [Double?], tolerance: Double = 0.01, truth: TruthRecord? = truth, title: String = "A run"
  ) -> RunTrace {
    RunTrace(
      title: title,
      samples: errors.enumerated().map { index, error in
        .init(index: index, timeSeconds: Double(index) * 0.02, angleDegrees: 18.4, errorCentimeters: error)
      },
      toleranceCentimeters: tolerance, outcome: "the error is within 0.01 cm",
      ruleSummary: "gradient descent, learning rate 0.1, assumed distance 300 cm", truth: truth)
  }

  /// The error after each step from `start`, multiplied by `factor` at each.
  static func geometric(_ start: Double, _ factor: Double, count: Int) -> [Double?] {
    var error = start
    return (0..<count).map { _ in
      defer { error *= factor }
      return error
    }
  }

  static let article = trace(geometric(3, 0.8, count: 61))

  static let hard: [RunTrace] = [
    trace([]), trace([], truth: nil), trace([3]), trace([0]), trace([nil]), trace(Array(repeating: nil, count: 40)),
    trace(Array(repeating: 0, count: 40)), trace(Array(repeating: -7, count: 40)), trace([1e300, -1e300, nil, 0]),
    trace([.infinity, -.infinity, .nan]), trace([.greatestFiniteMagnitude, .leastNonzeroMagnitude], tolerance: 1e300),
    trace([1e-300, 2e-300], tolerance: 0), trace([3, 2], tolerance: -1), trace([3, 2], tolerance: .nan),
    trace(geometric(3, -2, count: 40)), trace(geometric(3, 10, count: 320), truth: nil),
    trace(geometric(-60, 0.8, count: 30), truth: .init(distanceCentimeters: 50, targetCentimeters: 120)),
    trace(geometric(3, 0.8, count: 30), truth: .init(distanceCentimeters: 1000, targetCentimeters: -120)),
    trace([1], truth: .init(distanceCentimeters: 0, targetCentimeters: .nan)),
    trace([1, 2], truth: .init(distanceCentimeters: 1e-300, targetCentimeters: 1e8)),
    RunTrace(
      title: "", samples: [.init(index: .max, timeSeconds: 0, angleDegrees: .nan, errorCentimeters: 1)],
      toleranceCentimeters: 1, outcome: "", ruleSummary: ""),
    RunTrace(
      title: "out of order",
      samples: [5, 3, 3, .min].map { .init(index: $0, timeSeconds: 0, angleDegrees: -90, errorCentimeters: 1) },
      toleranceCentimeters: 1, outcome: "", ruleSummary: ""),
  ]

  /// A trace of random length, scale, losses and truth.
  static func random(using rng: inout some RandomNumberGenerator) -> RunTrace {
    var scale = 1.0
    for _ in 0..<Int.random(in: 0...12, using: &rng) { scale *= Double.random(in: 0.05...20, using: &rng) }
    let errors: [Double?] = (0..<Int.random(in: 0...300, using: &rng)).map { _ in
      Int.random(in: 0..<10, using: &rng) == 0 ? nil : Double.random(in: -scale...scale, using: &rng)
    }
    let truth = TruthRecord(
      distanceCentimeters: Double.random(in: 50...1000, using: &rng),
      targetCentimeters: Double.random(in: -200...200, using: &rng),
      laserHeightCentimeters: Double.random(in: -50...50, using: &rng))
    return trace(errors, tolerance: scale / 100, truth: Bool.random(using: &rng) ? truth : nil)
  }
}
