import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct FaultTests {
  /// The true errors of steps 0 to 11.
  private let errors = (0..<12).map { step in Double(step * (step + 1)) }
  private var commands: [Double] { (1..<12).map { step in Double(step * (step + 1)) / 3 } }

  private func seen(_ kind: Fault.Kind, from first: Int = 3, to last: Int? = 5) -> [Double?] {
    reports(SensorModel(), of: errors, faults: [Fault(part: .sensor, kind: kind, firstStep: first, lastStep: last)])
  }

  private func turned(_ kind: Fault.Kind, from first: Int = 3, to last: Int? = 5) -> [Double] {
    beams(
      ServoModel(), commands: commands,
      faults: [Fault(part: .actuator, kind: kind, firstStep: first, lastStep: last)])
  }

  /// `values` with those of steps 3 to 5 changed.
  private func changed(_ values: [Double], _ change: (Int) -> Double) -> [Double] {
    values.indices.map { step in (3...5).contains(step) ? change(step) : values[step] }
  }

  @Test func `no fault is no fault`() {
    #expect(agree(seen(.ok), errors))
    #expect(agree(turned(.ok), [0] + commands))
  }

  @Test func `a stuck device stays at its last value, and only from first to last step`() {
    #expect(agree(seen(.stuck), changed(errors) { _ in errors[2] }))
    let angles = [0] + commands
    #expect(agree(turned(.stuck), changed(angles) { _ in angles[2] }))
  }

  @Test func `a wrong device is off by the amount`() {
    #expect(agree(seen(.wrong(by: -2)), changed(errors) { step in errors[step] - 2 }))
    let angles = [0] + commands
    #expect(agree(turned(.wrong(by: 2)), changed(angles) { step in angles[step] + 2 }))
  }

  @Test func `a delayed device is so many steps behind`() {
    #expect(agree(seen(.delayed(steps: 2)), changed(errors) { step in errors[step - 2] }))
    let angles = [0] + commands
    #expect(agree(turned(.delayed(steps: 3)), changed(angles) { step in angles[step - 3] }))
    #expect(agree(turned(.delayed(steps: 0)), angles))
  }

  @Test func `an intermittent sensor loses the dot, an intermittent servo misses commands`() {
    #expect(agree(seen(.intermittent(probability: 1)), errors.indices.map { (3...5).contains($0) ? nil : errors[$0] }))
    let angles = [0] + commands
    #expect(agree(turned(.intermittent(probability: 1)), changed(angles) { _ in angles[2] }))
    let fault = Fault(part: .sensor, kind: .intermittent(probability: 0.25))
    let lost = reports(SensorModel(), of: Array(repeating: 1, count: 10_000), faults: [fault]).count { $0 == nil }
    #expect(abs(Double(lost) - 2500) < 4 * 1875.0.squareRoot())
  }

  @Test func `a fault without a last step stays`() {
    #expect(agree(seen(.wrong(by: 1), from: 8, to: nil), errors.indices.map { errors[$0] + ($0 >= 8 ? 1 : 0) }))
  }

  @Test func `a servo that is broken from the beginning never leaves its start`() {
    for first in [0, 1] {
      #expect(agree(turned(.stuck, from: first, to: nil), Array(repeating: 0, count: 12)))
      #expect(agree(turned(.intermittent(probability: 1), from: first, to: nil), Array(repeating: 0, count: 12)))
      #expect(agree(turned(.delayed(steps: 2), from: first, to: nil), [0, 0] + ([0] + commands).dropLast(2)))
    }
  }

  @Test func `a sensor that is stuck from the beginning repeats its first reading`() {
    #expect(agree(seen(.stuck, from: 0, to: nil), Array(repeating: errors[0], count: 12)))
  }

  @Test func `a stuck sensor can be stuck on a lost spot`() {
    let sensor = SensorModel(FieldOfView(halfHeight: .centimeters(10)))
    let stuck = [Fault(part: .sensor, kind: .stuck, firstStep: 2, lastStep: 3)]
    #expect(agree(reports(sensor, of: [1, 20, 3, 4, 5], faults: stuck), [1, nil, nil, nil, 5]))
  }

  @Test func `faults apply in the order in which they are listed`() {
    let wrong = Fault(part: .sensor, kind: .wrong(by: 10), firstStep: 2, lastStep: 2)
    let stuck = Fault(part: .sensor, kind: .stuck, firstStep: 3, lastStep: 3)
    #expect(agree(reports(SensorModel(), of: [1, 2, 3, 4, 5], faults: [wrong, stuck]), [1, 2, 13, 13, 5]))
    #expect(agree(reports(SensorModel(), of: [1, 2, 3, 4, 5], faults: [stuck, wrong]), [1, 2, 13, 3, 5]))
  }
}
