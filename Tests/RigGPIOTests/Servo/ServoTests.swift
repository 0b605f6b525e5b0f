import RigCore
import RigWiring
import Testing

@testable import RigGPIO

/// A servo turns within its travel, on whichever side it is mounted.
@Suite struct ServoTests {
  private func servo(
    _ from: Double, _ to: Double, isReversed: Bool = false, _ calibration: ServoCalibration = .typical
  ) -> Servo {
    Servo(
      calibration: calibration, travel: .degrees(from) ... .degrees(to), isReversed: isReversed, port: ServoPort())
  }

  @Test func `travel ends where the calibration does`() {
    let wide = servo(-120, 30)
    #expect(wide.travel == .degrees(-90) ... .degrees(30))
    #expect(wide.pulsesNanoseconds == 500_000...1_833_333)
  }

  @Test func `a reversed servo is calibrated the other way round`() throws {
    let lopsided = try ServoCalibration([
      ServoCalibration.Point(angle: .degrees(-30), pulseMicroseconds: 1000),
      ServoCalibration.Point(angle: .degrees(60), pulseMicroseconds: 2000),
    ])
    let reversed = servo(-90, 90, isReversed: true, lopsided)
    #expect(reversed.travel == .degrees(-60) ... .degrees(30))
    #expect(reversed.pulseNanoseconds(at: .degrees(30)) == 1_000_000)
    #expect(reversed.pulseNanoseconds(at: .degrees(-60)) == 2_000_000)
    #expect(reversed.pulsesNanoseconds == 1_000_000...2_000_000)
  }

  @Test(arguments: 0..<100 as Range<UInt64>, [false, true])
  func `no angle leads to a pulse beyond those of the travel`(seed: UInt64, isReversed: Bool) {
    var draws = Draws(seed: seed)
    let from = Double.random(in: -89...0, using: &draws)
    let one = servo(from, from + .random(in: 1...90, using: &draws), isReversed: isReversed)
    var pulses: [Int64] = []
    for degrees in (0..<50).map({ _ in Double.random(in: -400...400, using: &draws) }).sorted() + [.infinity] {
      let pulse = one.pulseNanoseconds(at: .degrees(degrees))
      #expect(one.pulsesNanoseconds.contains(pulse))
      pulses.append(pulse)
    }
    #expect(pulses == pulses.sorted(by: isReversed ? { $0 > $1 } : { $0 < $1 }))
  }

  @Test func `an angle that is none leaves the servo where it is`() throws {
    let (one, two) = (servo(-45, 45), servo(-45, 45))
    let actuator = ServoActuator<2>([one, two], on: SteppedPulses([], clock: VirtualClock()))
    var goal = PerAxis<2, Angle>(repeating: .zero)
    try actuator.move(to: goal)
    goal[0] = .radians(.nan)
    goal[1] = .degrees(45)
    try actuator.move(to: goal)
    #expect(one.port.target == 1_500_000 && two.port.target == 2_000_000)
  }
}
