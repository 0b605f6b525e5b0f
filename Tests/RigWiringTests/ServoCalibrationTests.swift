import RigCore
import RigSimulation
import RigWiring
import Testing

/// Pulses and angles are each other's inverse, monotone, and end at the outer points.
@Suite struct ServoCalibrationTests {
  /// A table of 2 to 8 points, rising or falling, with steep and flat pieces.
  private func table(_ draws: inout SplitMix64) throws -> ServoCalibration {
    let count = Int.random(in: 2...8, using: &draws)
    var (degrees, microseconds) = (Double.random(in: -180...0, using: &draws), 400.0)
    var points: [ServoCalibration.Point] = []
    for _ in 0..<count {
      degrees += Double.random(in: 0.5...40, using: &draws)
      microseconds += Double.random(in: 5...500, using: &draws)
      points.append(ServoCalibration.Point(angle: .degrees(degrees), pulseMicroseconds: microseconds))
    }
    guard Bool.random(using: &draws) else { return try ServoCalibration(points) }
    let falling = zip(points, points.reversed()).map { point, other in
      ServoCalibration.Point(angle: point.angle, pulseMicroseconds: other.pulseMicroseconds)
    }
    return try ServoCalibration(falling)
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func `it goes through its points and is monotone`(seed: UInt64) throws {
    var draws = SplitMix64(seed: seed)
    let calibration = try table(&draws)
    for point in calibration.points {
      let nanoseconds = Int64((point.pulseMicroseconds * 1000).rounded())
      #expect(calibration.pulseNanoseconds(at: point.angle) == nanoseconds)
    }
    let rises = calibration.points[0].pulseMicroseconds < calibration.points[1].pulseMicroseconds
    let (low, high) = (calibration.angles.lowerBound.radians, calibration.angles.upperBound.radians)
    let angles = (0..<200).map { _ in Double.random(in: low - 1...high + 1, using: &draws) }.sorted()
    let pulses = angles.map { radians in calibration.pulseNanoseconds(at: .radians(radians)) }
    #expect(zip(pulses, pulses.dropFirst()).allSatisfy { left, right in rises ? left <= right : left >= right })
    #expect(pulses.allSatisfy { pulse in calibration.pulsesNanoseconds.contains(pulse) })
    let widths = (0..<200).map { _ in Int64.random(in: 1...6_000_000, using: &draws) }.sorted()
    let back = widths.map { width in calibration.angle(atPulseNanoseconds: width).radians }
    #expect(zip(back, back.dropFirst()).allSatisfy { left, right in rises ? left <= right : left >= right })
    #expect(back.allSatisfy { radians in radians >= low - 1e-12 && radians <= high + 1e-12 })
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func `there and back within a nanosecond`(seed: UInt64) throws {
    var draws = SplitMix64(seed: seed)
    let calibration = try table(&draws)
    for _ in 0..<100 {
      let width = Int64.random(in: calibration.pulsesNanoseconds, using: &draws)
      #expect(abs(calibration.pulseNanoseconds(at: calibration.angle(atPulseNanoseconds: width)) - width) <= 1)
      let radians = Double.random(
        in: calibration.angles.lowerBound.radians...calibration.angles.upperBound.radians, using: &draws)
      let pulse = calibration.pulseNanoseconds(at: .radians(radians))
      // Half a nanosecond of rounding on the flattest piece, and one at a kink.
      #expect(abs(calibration.angle(atPulseNanoseconds: pulse).radians - radians) <= greatestTurn(calibration))
    }
  }

  /// How far the servo turns for one nanosecond, where it turns most.
  private func greatestTurn(_ calibration: ServoCalibration) -> Double {
    zip(calibration.points, calibration.points.dropFirst()).map { left, right in
      (right.angle.radians - left.angle.radians) / abs(right.pulseMicroseconds - left.pulseMicroseconds) / 1000
    }.max() ?? 0
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func `beyond the ends it stays at them`(seed: UInt64) throws {
    var draws = SplitMix64(seed: seed)
    let calibration = try table(&draws)
    let ends = (calibration.angles.lowerBound, calibration.angles.upperBound)
    for far in [1e-9, 0.1, 3, 1e6, .infinity] {
      #expect(
        calibration.pulseNanoseconds(at: .radians(ends.0.radians - far)) == calibration.pulseNanoseconds(at: ends.0))
      #expect(
        calibration.pulseNanoseconds(at: .radians(ends.1.radians + far)) == calibration.pulseNanoseconds(at: ends.1))
    }
    let range = calibration.pulsesNanoseconds
    #expect(calibration.angle(atPulseNanoseconds: .min) == calibration.angle(atPulseNanoseconds: range.lowerBound))
    #expect(calibration.angle(atPulseNanoseconds: .max) == calibration.angle(atPulseNanoseconds: range.upperBound))
  }

  /// A limit on the pulse's change is one on the angle's, wherever the servo stands.
  @Test(arguments: 0..<200 as Range<UInt64>) func `the slew limit holds everywhere`(seed: UInt64) throws {
    var draws = SplitMix64(seed: seed)
    let calibration = try table(&draws)
    let limit = Double.random(in: 0.001...0.3, using: &draws)
    let step = calibration.stepNanoseconds(for: .radians(limit))
    for _ in 0..<200 {
      let width = Int64.random(in: calibration.pulsesNanoseconds, using: &draws)
      let turned =
        calibration.angle(atPulseNanoseconds: width + step).radians
        - calibration.angle(atPulseNanoseconds: width).radians
      #expect(abs(turned) <= limit * (1 + 1e-9))
    }
    // And it is no stricter than it has to be.
    let flattest = greatestTurn(calibration)
    #expect(Double(step + 1) * flattest >= limit * (1 - 1e-9))
  }

  @Test func `a limit too fine for a nanosecond still lets the servo move`() {
    #expect(ServoCalibration.typical.stepNanoseconds(for: .radians(1e-12)) == 1)
  }

  @Test func `what most servos come near to`() {
    let typical = ServoCalibration.typical
    for (degrees, width) in [(-90.0, 500_000), (0, 1_500_000), (45, 2_000_000), (90, 2_500_000)] as [(Double, Int64)] {
      #expect(typical.pulseNanoseconds(at: .degrees(degrees)) == width)
    }
    #expect(typical.pulsesNanoseconds == 500_000...2_500_000)
  }

  private func point(_ degrees: Double, _ width: Double) -> ServoCalibration.Point {
    ServoCalibration.Point(angle: .degrees(degrees), pulseMicroseconds: width)
  }

  private func problem(_ points: [ServoCalibration.Point]) -> ServoCalibration.Problem? {
    do throws(ServoCalibration.Problem) {
      _ = try ServoCalibration(points)
      return nil
    } catch {
      return error
    }
  }

  @Test func `points that are no calibration`() {
    #expect(problem([]) == .tooFewPoints && problem([point(0, 1500)]) == .tooFewPoints)
    for width in [0, -1, 1e6, .infinity] {
      #expect(problem([point(0, 1500), point(1, width)]) == .impossiblePulse(width))
    }
    #expect("\(problem([point(0, 1500), point(1, .nan)]).map(\.description) ?? "")" == "a pulse of nan µs is none")
    let bad: [[ServoCalibration.Point]] = [
      [point(0, 1000), point(0, 2000)], [point(1, 1000), point(0, 2000)], [point(0, 1000), point(1, 1000)],
      [point(.nan, 1000), point(1, 2000)], [point(-.infinity, 1000), point(1, 2000)],
      [point(0, 1000), point(.infinity, 2000)],
    ]
    for points in bad { #expect(problem(points).map(isNotMonotonic) == true, "\(points)") }
    let kinked = [point(-90, 500), point(0, 1600), point(45, 1500), point(90, 2500)]
    #expect(problem(kinked) == .notMonotonic(kinked[1], kinked[2]))
    #expect(
      problem(kinked)?.description == """
        is not monotonic between 0° = 1600 µs and 45° = 1500 µs: angles rise from point to point, pulses all rise or \
        all fall
        """)
    #expect(problem([point(-90, 2500), point(0, 1500), point(90, 500)]) == nil)
    #expect(ServoCalibration.Problem.tooFewPoints.description == "needs the pulses of at least two angles")
  }

  private func isNotMonotonic(_ problem: ServoCalibration.Problem) -> Bool {
    if case .notMonotonic = problem { true } else { false }
  }
}
