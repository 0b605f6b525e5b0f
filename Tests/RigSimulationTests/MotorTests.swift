import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct MotorTests {
  /// The law of the motor, x' = clamp((goal - x) / lag, -rate...rate), in many small steps.
  private func euler(_ motor: Motor, from start: Double, to goal: Double, seconds: Double) -> Double {
    let steps = 20_000
    let time = seconds / Double(steps)
    var position = start
    for _ in 0..<steps {
      let gap = goal - position
      let wish = motor.lagSeconds > 0 ? gap / motor.lagSeconds : gap / time
      position += min(max(wish, -motor.slewRateDegreesPerSecond), motor.slewRateDegreesPerSecond) * time
    }
    return position
  }

  @Test(arguments: 0..<12)
  func `the motor's way is the solution of its equation`(seed: UInt64) {
    var generator = Xoshiro256PlusPlus(seed: seed)
    let motor = Motor(
      slewRateDegreesPerSecond: seed % 4 == 0 ? .infinity : generator.ratio(20, 1000),
      lagSeconds: seed % 4 == 1 ? 0 : generator.ratio(0.005, 0.2))
    let frame = generator.ratio(0.01, 0.2)
    var expected = 0.0
    let commands = (0..<6).map { _ in Double.random(in: -40...40, using: &generator) }
    let seen = beams(ServoModel(motor), commands: commands, frameSeconds: frame)
    for (command, beam) in zip(commands, seen.dropFirst()) {
      if motor.slewRateDegreesPerSecond.isInfinite || motor.lagSeconds > 0 || abs(command - expected) > 1e-9 {
        expected = euler(motor, from: expected, to: command, seconds: frame)
      }
      // Euler's error over a frame is at most about (gap / 2) · (step / lag), here below 0.04°.
      #expect(abs(beam - expected) < 0.05, "\(motor) to \(command)")
      expected = beam
    }
  }

  @Test func `two half frames make a whole one`() {
    let motor = ServoModel(Motor(slewRateDegreesPerSecond: 200, lagSeconds: 0.05))
    let halves = beams(motor, commands: [30, 30, -10, -10], frameSeconds: 0.04)
    let wholes = beams(motor, commands: [30, -10], frameSeconds: 0.08)
    #expect(agree([halves[2], halves[4]], [wholes[1], wholes[2]]))
  }

  @Test func `a limited motor takes its data sheet's time and arrives exactly`() {
    // 0.12 s for 60°.
    let motor = ServoModel(Motor(slewRateDegreesPerSecond: 500))
    #expect(agree(beams(motor, commands: [60, 60, 60], frameSeconds: 0.06), [0, 30, 60, 60]))
  }

  @Test func `a lag leaves 1/e of the gap after its time constant and never overshoots`() {
    let motor = ServoModel(Motor(lagSeconds: 0.1))
    let seen = beams(motor, commands: Array(repeating: 10, count: 40))
    #expect(abs(seen[1] - 10 * (1 - 0.36787944117144233)) < 1e-9)
    #expect(zip(seen, seen.dropFirst()).allSatisfy { pair in pair.0 <= pair.1 && pair.1 <= 10 + 1e-12 })
  }
}
