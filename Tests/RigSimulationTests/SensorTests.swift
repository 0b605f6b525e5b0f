import RigCore
import RigSimulation
import RigTestSupport
import Testing

/// What a sensor reports of a dot that is sent through these errors, in cm; nil for a lost spot.
func reports(_ sensor: SensorModel, of errors: [Double], faults: [Fault] = [], seed: UInt64 = 1) -> [Double?] {
  let wall = WallModel(distance: .fixed(.centimeters(100)), target: Trajectory(start: .zero))
  let model = RigModel(wall: wall, sensor: sensor, faults: faults)
  var rig = SimulatedRig(model, seed: RandomSeed(seed), start: .slope((errors.first ?? 0) / 100))
  return errors.map { error in
    rig.move(to: PerAxis(.slope(error / 100)))
    return rig.read().error?[0].centimeters
  }
}

func agree(_ left: [Double?], _ right: [Double?]) -> Bool {
  left.count == right.count
    && zip(left, right).allSatisfy { pair in
      guard let left = pair.0, let right = pair.1 else { return pair.0 == nil && pair.1 == nil }
      return abs(left - right) <= 1e-9
    }
}

@Suite struct SensorTests {
  @Test(arguments: 0...6)
  func `with dead time a report is so many steps old, and at first the first`(steps: Int) {
    let errors = (0..<20).map { step in Double(step * step) }
    let seen = reports(SensorModel(DeadTime(steps: steps)), of: errors)
    #expect(agree(seen, errors.indices.map { step in errors[max(0, step - steps)] }))
  }

  @Test func `the field of view ends at its half height, up and down`() {
    let sensor = SensorModel(FieldOfView(halfHeight: .centimeters(8)))
    #expect(agree(reports(sensor, of: [0, 7.9, 8.1, -7.9, -8.1, 3]), [0, 7.9, nil, -7.9, nil, 3]))
  }

  @Test(arguments: [0.02, 0.3, 1])
  func `dropouts lose their share of the readings`(probability: Double) {
    let count = 20_000
    let sensor = SensorModel(Dropouts(probability: probability))
    let lost = reports(sensor, of: Array(repeating: 5, count: count)).count { report in report == nil }
    let sigma = (probability * (1 - probability) * Double(count)).squareRoot()
    #expect(abs(Double(lost) - probability * Double(count)) <= 4 * sigma)
  }

  @Test func `a sensor that reports the cost squares what it would have reported`() {
    let wall = WallModel(distance: .fixed(.centimeters(100)), target: Trajectory(start: .zero))
    var sensor = SensorModel(
      FieldOfView(halfHeight: .centimeters(50)), Dropouts(probability: 0.2),
      GaussianNoise(standardDeviation: .centimeters(2)), Rounding(unit: .centimeters(0.5)))
    var rigs: [SimulatedRig] = []
    for report in SensorModel.Report.allCases {
      sensor.reports = report
      rigs.append(SimulatedRig(RigModel(wall: wall, sensor: sensor), seed: RandomSeed(5)))
    }
    var lost = 0
    for step in 0..<200 {
      for index in rigs.indices { rigs[index].move(to: PerAxis(.slope(Double(step) / 300))) }
      let (error, cost) = (rigs[0].read(), rigs[1].read())
      #expect(cost.error == nil && cost.cost == error.cost)
      if cost.cost == nil { lost += 1 }
    }
    #expect(lost > 60 && lost < 140)
  }

  @Test func `the cost of a still dot has the mean e² + σ² and scatters by σ √(4e² + 2σ²)`() {
    for offset in [0.0, 3] {
      let sensor = SensorModel(
        Bias(offset: .centimeters(offset)), GaussianNoise(standardDeviation: .centimeters(2)),
        reports: .cost)
      let wall = WallModel(distance: .fixed(.centimeters(100)), target: Trajectory(start: .zero))
      var rig = SimulatedRig(RigModel(wall: wall, sensor: sensor), seed: RandomSeed(6))
      let costs = Statistics((0..<20_000).map { _ in rig.read().cost ?? .nan })
      let scatter = 2 * (4 * offset * offset + 8).squareRoot()
      #expect(abs(costs.mean - offset * offset - 4) < 4 * scatter / 20_000.0.squareRoot())
      #expect(abs(costs.variance.squareRoot() / scatter - 1) < 0.05)
    }
  }

  @Test func `bias is added to every reading`() {
    let sensor = SensorModel(Bias(offset: .centimeters(-1.5)))
    #expect(agree(reports(sensor, of: [0, 4, -3]), [-1.5, 2.5, -4.5]))
  }

  @Test func `noise is normal, centred, and independent from reading to reading`() {
    let sensor = SensorModel(
      GaussianNoise(standardDeviation: .centimeters(2)), Saturation(limit: .centimeters(1e6)))
    let count = 40_000
    let noise = Statistics(reports(sensor, of: Array(repeating: 5, count: count)).map { ($0 ?? .nan) - 5 })
    let root = Double(count).squareRoot()
    #expect(abs(noise.mean) < 4 * 2 / root)
    #expect(abs(noise.variance / 4 - 1) < 4 * 2.0.squareRoot() / root)
    let products = zip(noise.values, noise.values.dropFirst()).map { pair in pair.0 * pair.1 / 4 }
    #expect(abs(Statistics(products).mean) < 4 / root)
  }

  @Test func `outliers have their share, their size, and both signs alike`() {
    let sensor = SensorModel(Outliers(probability: 0.1, size: .centimeters(40)))
    let count = 20_000
    let seen = reports(sensor, of: Array(repeating: 5, count: count)).map { report in report ?? .nan }
    let high = seen.count { abs($0 - 45) < 1e-9 }
    let low = seen.count { abs($0 + 35) < 1e-9 }
    #expect(high + low + seen.count { abs($0 - 5) < 1e-9 } == count)
    #expect(abs(Double(high + low) - 2000) < 4 * 1800.0.squareRoot())
    #expect(abs(Double(high - low)) < 4 * 2000.0.squareRoot())
  }

  @Test func `saturation reports errors beyond its limit as the limit`() {
    let sensor = SensorModel(Saturation(limit: .centimeters(10)))
    #expect(agree(reports(sensor, of: [9.9, 10.1, -9.9, -50]), [9.9, 10, -9.9, -10]))
  }

  @Test func `rounding goes to the nearest unit, halves away from zero`() {
    let halves = SensorModel(Rounding(unit: .centimeters(1)))
    #expect(agree(reports(halves, of: [2.4, 2.5, 3.5, -2.4, -2.5, -0.3]), [2, 3, 4, -2, -3, 0]))
    let pitch = SensorModel(Rounding(unit: .centimeters(0.25)))
    #expect(agree(reports(pitch, of: [0.3, -0.4]), [0.25, -0.5]))
  }
}

@Suite struct SensorOrderTests {
  private let view = FieldOfView(halfHeight: .centimeters(10))
  private let limit = Saturation(limit: .centimeters(10.4))
  private let whole = Rounding(unit: .centimeters(1))

  @Test func `dead time comes before the field of view`() {
    // What was in sight two steps ago is reported now, and what was out of sight then is lost now.
    let sensor = SensorModel(DeadTime(steps: 2), view)
    #expect(agree(reports(sensor, of: [1, 20, 3, 4, 50, 6]), [1, 1, 1, nil, 3, 4]))
  }

  @Test func `the field of view judges the dot, not the biased report`() {
    let sensor = SensorModel(view, Bias(offset: .centimeters(5)))
    #expect(agree(reports(sensor, of: [9, -12]), [14, nil]))
  }

  @Test func `bias, noise and outliers come before saturation, and that before rounding`() {
    let biased = SensorModel(Bias(offset: .centimeters(5)), limit, whole)
    #expect(agree(reports(biased, of: [8, 1.3]), [10, 6]))
    let noisy = SensorModel(
      GaussianNoise(standardDeviation: .centimeters(50)),
      Outliers(probability: 0.5, size: .centimeters(100)), limit)
    let seen = reports(noisy, of: Array(repeating: 0, count: 500)).map { report in report ?? .nan }
    #expect(seen.allSatisfy { report in report.magnitude <= 10.4 })
    #expect(seen.count { report in report.magnitude == 10.4 } > 300)
  }

  @Test func `faults see finished readings`() {
    let sensor = SensorModel(limit, whole)
    let wrong = [Fault(part: .sensor, kind: .wrong(by: 0.3))]
    #expect(agree(reports(sensor, of: [2.2, 30], faults: wrong), [2.3, 10.3]))
  }
}
