import RigCore
import RigSimulation
import RigTestSupport
import Testing

/// Switching one effect on or off leaves the chance of the others as it was, step by step.
@Suite struct IndependentChanceTests {
  private let still = Array(repeating: 5.0, count: 400)
  private let noise = GaussianNoise(standardDeviation: .centimeters(1))
  private let dropouts = Dropouts(probability: 0.2)
  private let outliers = Outliers(probability: 0.1, size: .centimeters(100))

  private func onlyNoise() -> [Double?] { reports(SensorModel(noise), of: still) }

  @Test func `a lost reading does not shift the noise of the next`() {
    let seen = reports(SensorModel(dropouts, noise), of: still)
    #expect(seen.contains { report in report == nil })
    for (lossy, plain) in zip(seen, onlyNoise()) where lossy != nil { #expect(lossy == plain) }
  }

  @Test func `a dot out of sight does not shift the noise of the next reading`() {
    let sensor = SensorModel(FieldOfView(halfHeight: .centimeters(20)), noise)
    let away = [30, 30, 30, 30] + still.dropFirst(4)
    for (seen, plain) in zip(reports(sensor, of: away), onlyNoise()).dropFirst(4) { #expect(agree([seen], [plain])) }
  }

  @Test func `outliers come on top of the same noise`() {
    let seen = reports(SensorModel(noise, outliers), of: still)
    let offs = zip(seen, onlyNoise()).map { pair in (pair.0 ?? .nan) - (pair.1 ?? .nan) }
    #expect(offs.allSatisfy { off in off == 0 || abs(off.magnitude - 100) < 1e-9 })
    #expect(offs.contains { off in off != 0 })
  }

  @Test func `outliers strike at the same steps with and without noise and dropouts`() {
    let alone = reports(SensorModel(outliers), of: still)
    let noisy = reports(SensorModel(dropouts, noise, outliers), of: still)
    for (plain, seen) in zip(alone, noisy) {
      guard let plain, let seen else { continue }
      #expect((plain - seen).magnitude < 6)
    }
  }

  @Test func `dropouts strike at the same steps whatever else is on`() {
    let alone = reports(SensorModel(dropouts), of: still)
    let everything = reports(
      SensorModel(
        dropouts, Bias(offset: .centimeters(1)), noise, outliers,
        Saturation(limit: .centimeters(20)), Rounding(unit: .centimeters(1))), of: still)
    #expect(alone.map { report in report == nil } == everything.map { report in report == nil })
  }

  @Test func `faults leave the noise as it was`() {
    let deaf = [
      Fault(part: .sensor, kind: .intermittent(probability: 0.3)),
      Fault(part: .actuator, kind: .intermittent(probability: 0.3)),
    ]
    let seen = reports(SensorModel(noise), of: still, faults: deaf)
    for (faulty, plain) in zip(seen, onlyNoise()) where faulty != nil { #expect(agree([faulty], [plain])) }
    #expect(seen.count { report in report == nil } > 60)
  }

  @Test func `every stream is its own`() {
    // Two effects with the same probability that shared a stream would always strike together.
    let faults = [Fault(part: .sensor, kind: .intermittent(probability: 0.2))]
    let dropped = reports(SensorModel(dropouts), of: still).map { report in report == nil }
    let deaf = reports(SensorModel(), of: still, faults: faults).map { report in report == nil }
    #expect(dropped != deaf)
    #expect(zip(dropped, deaf).count { pair in pair.0 && pair.1 } < 40)
  }
}
