import RigCore
import RigSimulation
import RigTestSupport
import Testing

/// What a pan-tilt rig 100 cm from its wall reports of a dot that is off by these heights and places across, in cm.
private func reports(
  _ sensor: SensorModel, of errors: [(Double, Double)], biasAcross: Double = 0, faults: [Fault] = [], seed: UInt64 = 1
) -> [[Double]?] {
  let wall = WallModel(distance: .fixed(.centimeters(100)), target: Trajectory(start: .zero))
  var model = PanTiltModel(wall: wall, sensor: sensor, faults: faults)
  model.sensor.bias.across = .centimeters(biasAcross)
  var rig = PanTiltRig(model, seed: RandomSeed(seed))
  return errors.enumerated().map { step, error in
    let command = rig.command(forHeight: .centimeters(error.0), across: .centimeters(error.1))
    // The first look comes before any move.
    if step == 0 { rig = PanTiltRig(model, seed: RandomSeed(seed), start: command ?? rig.start) }
    if let command { rig.move(to: command) }
    return rig.read().error?.values.map(\.centimeters)
  }
}

private func agree(_ left: [[Double]?], _ right: [[Double]?]) -> Bool {
  left.count == right.count
    && zip(left, right).allSatisfy { pair in
      guard let left = pair.0, let right = pair.1 else { return pair.0 == nil && pair.1 == nil }
      return agree(left, right)
    }
}

private let still = Array(repeating: (5.0, -3.0), count: 400)

@Suite struct PlaneDetectorTests {
  private let noise = GaussianNoise(standardDeviation: .centimeters(1))

  @Test func `the field of view is a square, and what leaves it in one direction is lost in both`() {
    let sensor = SensorModel(FieldOfView(halfHeight: .centimeters(8)))
    #expect(
      agree(
        reports(sensor, of: [(7.9, -7.9), (8.1, 0), (0, 8.1), (0, -8.1), (1, 2)]),
        [[7.9, -7.9], nil, nil, nil, [1, 2]])
    )
  }

  @Test func `dead time, bias, saturation and rounding`() {
    #expect(
      agree(
        reports(SensorModel(DeadTime(steps: 1)), of: [(1, 2), (3, 4), (5, 6)]), [[1, 2], [1, 2], [3, 4]]))
    #expect(
      agree(
        reports(SensorModel(Bias(offset: .centimeters(1))), of: [(1, 2)], biasAcross: -3), [[2, -1]]))
    #expect(agree(reports(SensorModel(), of: [(1, 2)], biasAcross: -3), [[1, -1]]))
    #expect(
      agree(
        reports(SensorModel(Saturation(limit: .centimeters(4))), of: [(9, -9), (1, 9)]),
        [[4, -4], [1, 4]])
    )
    #expect(
      agree(reports(SensorModel(Rounding(unit: .centimeters(0.5))), of: [(0.6, -0.8)]), [[0.5, -1]]))
  }

  @Test func `noise is as strong in both directions, and the two know nothing of each other`() {
    let seen = reports(SensorModel(noise), of: Array(repeating: (5.0, -3.0), count: 20_000))
    let height = Statistics(seen.map { error in (error?[0] ?? .nan) - 5 })
    let across = Statistics(seen.map { error in (error?[1] ?? .nan) + 3 })
    let limit = 4 / 20_000.0.squareRoot()
    for axis in [height, across] {
      #expect(abs(axis.mean) < limit && abs(axis.variance - 1) < 2.0.squareRoot() * limit)
    }
    let products = Statistics(zip(height.values, across.values).map { pair in pair.0 * pair.1 })
    #expect(abs(products.mean) < limit)
  }

  @Test func `a dropout loses both directions, and shifts the noise of neither`() {
    let plain = reports(SensorModel(noise), of: still)
    let lossy = reports(SensorModel(Dropouts(probability: 0.2), noise), of: still)
    for (seen, noisy) in zip(lossy, plain) where seen != nil { #expect(seen == noisy) }
    let lost = lossy.count { error in error == nil }
    #expect((40..<120).contains(lost))
  }

  @Test func `an outlier is off by its size in any direction`() {
    let outliers = Outliers(probability: 0.25, size: .centimeters(40))
    let seen = reports(SensorModel(outliers), of: Array(repeating: (5.0, -3.0), count: 4000))
    let offs = seen.compactMap { error in error.map { error in (error[0] - 5, error[1] + 3) } }
    let far = offs.filter { off in off.0.magnitude + off.1.magnitude > 1e-9 }
    #expect(abs(Double(far.count) - 1000) < 4 * 750.0.squareRoot())
    #expect(far.allSatisfy { off in abs((off.0 * off.0 + off.1 * off.1).squareRoot() - 40) < 1e-9 })
    // As many in each quarter of the plane.
    for quarter in [(1.0, 1.0), (1, -1), (-1, 1), (-1, -1)] {
      let count = far.count { off in off.0 * quarter.0 > 0 && off.1 * quarter.1 > 0 }
      #expect(abs(count - far.count / 4) < 60)
    }
    let noisy = reports(SensorModel(noise, outliers), of: still)
    for (error, plain) in zip(noisy, reports(SensorModel(outliers), of: still)) {
      #expect(zip(error ?? [], plain ?? []).allSatisfy { pair in abs(pair.0 - pair.1) < 6 })
    }
  }

  @Test func `a fault of the sensor is in one direction or in both`() {
    let errors = (0..<6).map { step in (Double(step), Double(10 * step)) }
    func seen(_ kind: Fault.Kind, on axis: Int?) -> [[Double]?] {
      reports(SensorModel(), of: errors, faults: [Fault(part: .sensor, kind: kind, firstStep: 3, axis: axis)])
    }
    func expected(_ change: (Int) -> [Double]?) -> [[Double]?] {
      errors.enumerated().map { step, error in step < 3 ? [error.0, error.1] : change(step) }
    }
    #expect(agree(seen(.stuck, on: nil), expected { _ in [2, 20] }))
    #expect(agree(seen(.stuck, on: 0), expected { step in [2, Double(10 * step)] }))
    #expect(agree(seen(.stuck, on: 1), expected { step in [Double(step), 20] }))
    #expect(agree(seen(.wrong(by: 2), on: nil), expected { step in [Double(step + 2), Double(10 * step + 2)] }))
    #expect(agree(seen(.wrong(by: 2), on: 1), expected { step in [Double(step), Double(10 * step + 2)] }))
    #expect(agree(seen(.delayed(steps: 2), on: 0), expected { step in [Double(step - 2), Double(10 * step)] }))
    for axis in [nil, 0, 1] { #expect(agree(seen(.intermittent(probability: 1), on: axis), expected { _ in nil })) }
    #expect(agree(seen(.stuck, on: 2), expected { step in [errors[step].0, errors[step].1] }))
  }

  @Test func `a fault of the servos is on one axis or on both`() {
    func turned(on axis: Int?) -> [[Double]?] {
      reports(
        SensorModel(), of: [(0, 0), (1, 10), (2, 20), (3, 30)],
        faults: [Fault(part: .actuator, kind: .stuck, firstStep: 2, axis: axis)])
    }
    let pan = turned(on: 1).map { error in error?[1] ?? .nan }
    #expect(agree(pan, [0, 10, 10, 10]))
    let both = turned(on: nil).map { error in error ?? [] }
    #expect(agree(both[3], [1, 10]))
    let tilt = turned(on: 0).map { error in error?[1] ?? .nan }
    #expect(agree(tilt, [0, 10, 20, 30]))
    // Two servos that are deaf now and then are not deaf together.
    let deaf = [Fault(part: .actuator, kind: .intermittent(probability: 0.5))]
    let moves = (0..<200).map { step in (step.isMultiple(of: 2) ? 1.0 : 0, step.isMultiple(of: 2) ? 1.0 : 0) }
    let seen = reports(SensorModel(), of: moves, faults: deaf)
    let apart = seen.count { error in ((error?[0] ?? 0) > 0.5) != ((error?[1] ?? 0) > 0.5) }
    #expect((60..<140).contains(apart))
  }

  @Test func `what is on for one axis leaves the chance of the other as it was`() {
    let wall = WallModel(distance: .fixed(.centimeters(100)), target: Trajectory(start: .zero))
    func pans(_ tilt: ServoModel, _ faults: [Fault]) -> [Length?] {
      var model = PanTiltModel(wall: wall, tilt: tilt, sensor: SensorModel(noise), faults: faults)
      model.pan = .hobby
      var rig = PanTiltRig(model, seed: RandomSeed(3))
      return (0..<100).map { step in
        rig.move(to: PerAxis { axis in axis == 0 ? .degrees(Double(step % 9)) : .degrees(4) })
        return rig.read().error?[1]
      }
    }
    let faults = [Fault(part: .actuator, kind: .intermittent(probability: 0.5), axis: 0)]
    #expect(pans(.ideal, []) == pans(.hobby, faults))
  }
}
