import RigTestSupport
import Testing

@testable import RigCore

@Suite struct ServoDoubtTests {
  /// What the servo of a data sheet makes of commands near straight ahead, where an angle is a slope, nearly.
  private struct Servo {
    let figures: ServoFigures
    var motor = 0.0
    var horn = 0.0

    mutating func turn(to command: Double) {
      let step = figures.resolution.radians
      let rounded = step > 0 ? (command / step).rounded() * step : command
      if (rounded - motor).magnitude >= figures.deadBand.radians { motor = rounded }
      let half = figures.backlash.radians / 2
      horn = min(max(horn, motor - half), motor + half)
    }
  }

  @Test func `a servo without faults leaves no doubt`() {
    var doubt = ServoDoubt<2>(ServoFigures(), command: PerAxis(repeating: 0))
    var draws = SeededDraws(1)
    for _ in 0..<100 {
      #expect(doubt.variance(turningTo: PerAxis { _ in draws.uniform(-1.5...1.5) }) == 0)
    }
  }

  @Test(arguments: [
    ServoFigures(backlash: .degrees(0.2)), ServoFigures(deadBand: .degrees(0.4)), ServoFigures(backlash: .degrees(2)),
  ])
  func `no move loses more than it says, be it short or long`(figures: ServoFigures) {
    for seed in 0..<30 as Range<UInt64> {
      var draws = SeededDraws(seed)
      var servo = Servo(figures: figures)
      var doubt = ServoDoubt<1>(figures, command: PerAxis(0))
      var command = 0.0
      var most = 0.0
      for _ in 0..<300 {
        let next = min(max(command + draws.logUniform(1e-4...0.05) * (draws.coin() ? 1 : -1), -0.1), 0.1)
        let horn = servo.horn
        servo.turn(to: next)
        let lost = ((next - command) - (servo.horn - horn)).magnitude
        let bound = doubt.variance(turningTo: PerAxis(next)).squareRoot()
        #expect(lost <= 1.02 * bound + 1e-12, "seed \(seed): \(lost) of a move to \(next)")
        most = max(most, lost)
        command = next
      }
      #expect(most > 1e-3)
    }
  }

  /// The difference of two roundings that are both even within a step is a triangle, with the variance q²/6; a move by
  /// a share f of a step is made whole or not at all, with the variance q² f(1 - f).
  @Test(arguments: [(7.3, 1 / 6.0), (20.0, 1 / 6.0), (0.05, 0.05 * 0.95), (0.01, 0.01 * 0.99)])
  func `rounding is as wide as chance makes it`(steps: Double, variance: Double) {
    var draws = SeededDraws(7)
    let step = 1e-3
    var squares: [Double] = []
    for _ in 0..<20_000 {
      let from = draws.uniform(-0.01...0.01)
      let move = steps < 1 ? steps * step : (steps + draws.uniform(-0.5...0.5)) * step
      let made = ((from + move) / step).rounded() - (from / step).rounded()
      squares.append((made - move / step) * (made - move / step))
    }
    let found = Statistics(squares).mean
    #expect(abs(found / variance - 1) < 0.1, "\(found)")
    var doubt = ServoDoubt<1>(ServoFigures(resolution: .radians(step)), command: PerAxis(0))
    let told = doubt.variance(turningTo: PerAxis(steps * step)) / (step * step)
    #expect(abs(told / variance - 1) < 0.06, "\(told)")
  }

  @Test(arguments: [(0.1, 0.5), (0.2, -0.9), (0.0, 1.2)])
  func `play held on one side is another slope at another angle`(from: Double, to: Double) {
    let play = 0.004
    var doubt = ServoDoubt<1>(ServoFigures(backlash: .radians(play)), command: PerAxis(-2 * to))
    _ = doubt.variance(turningTo: PerAxis(from - (to - from)))
    _ = doubt.variance(turningTo: PerAxis(from))
    let side = to > from ? -play / 2 : play / 2
    func slope(_ command: Double) -> Double { Angle(radians: Angle(slope: command).radians + side).slope }
    let lost = ((to - from) - (slope(to) - slope(from))).magnitude
    #expect(abs(doubt.variance(turningTo: PerAxis(to)).squareRoot() / lost - 1) < 0.02)
  }

  @Test func `what an ignored command owes is paid with the next that is obeyed`() {
    let band = 0.01
    var doubt = ServoDoubt<1>(ServoFigures(deadBand: .radians(band)), command: PerAxis(0))
    for (command, lost) in [(0.004, 0.004), (0.007, 0.004), (0.05, 0.007), (0.1, 0)] {
      let told = doubt.variance(turningTo: PerAxis(command)).squareRoot()
      #expect(abs(told - lost) < 0.01 * lost + 1e-12, "\(command)")
    }
  }
}
