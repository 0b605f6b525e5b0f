import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct PiezoTests {
  /// The beam on a way up and down between ± half of `stroke`, in 401 places each, after a first round.
  private func loop(_ servo: ServoModel, stroke: Double) -> (up: [Double], down: [Double]) {
    let up = (-200...200).map { place in Double(place) / 400 * stroke }
    let commands = up + up.reversed() + up + up.reversed()
    let seen = Array(beams(servo, commands: commands).dropFirst())
    return (Array(seen[802..<1203]), Array(seen[1203..<1604].reversed()))
  }

  private func gap(_ servo: ServoModel, stroke: Double) -> Double {
    let (up, down) = loop(servo, stroke: stroke)
    return down[200] - up[200]
  }

  @Test(arguments: [0.05, 0.15, 0.25])
  func `over a full stroke the ways lie their share of it apart, over a small one less than in proportion`(
    share: Double
  ) {
    let servo = ServoModel(Hysteresis(share: share, stroke: .degrees(3)))
    #expect(abs(gap(servo, stroke: 3) / (3 * share) - 1) < 1e-9)
    // h s² / S.
    #expect(abs(gap(servo, stroke: 1.5) / (1.5 * share / 2) - 1) < 1e-9)
    #expect(gap(servo, stroke: 0.3) < 0.3 * share * 0.2)
  }

  @Test func `the loop closes, and a wider one wipes out what came before`() {
    let servo = ServoModel(Hysteresis(share: 0.15, stroke: .degrees(3)))
    let round: [Double] = [1.5, -1.5, 1.5, -1.5]
    let plain = beams(servo, commands: round)
    #expect(abs(plain[2] - plain[4]) < 1e-12 && abs(plain[1] - plain[3]) < 1e-12)
    let detour = beams(servo, commands: [1.5, 0.3, 0.8, 0.1, -1.5, 1.5, -1.5])
    #expect(agree(Array(detour.suffix(3)), Array(plain.suffix(3))))
    // At rest the beam is at its command.
    #expect(agree(beams(servo, start: 1, commands: [1]), [1, 1]))
  }

  @Test func `after a turn a small move is followed by 1 - 3.6 h of it`() {
    let servo = ServoModel(Hysteresis(share: 0.15, stroke: .degrees(3)))
    let seen = beams(servo, commands: [1.5, 1.4])
    #expect(abs((seen[1] - seen[2]) / 0.1 - 0.46) < 1e-9)
  }

  @Test(arguments: [0.01, 0.1, 0.5])
  func `after a step an equal share of it comes in each decade of time`(frame: Double) {
    let servo = ServoModel(Creep(sharePerDecade: 0.02))
    let count = Int(100 / frame) + 1
    let seen = beams(servo, commands: Array(repeating: 1, count: count), frameSeconds: frame)
    // seen[k] is k frames after the start, and the move begins with the first of them.
    func angle(at seconds: Double) -> Double { seen[Int((seconds / frame).rounded())] }
    #expect(abs((angle(at: 10) - angle(at: 1)) / 0.02 - 1) < 0.05)
    #expect(abs((angle(at: 100) - angle(at: 10)) / 0.02 - 1) < 0.05)
    #expect(seen.last.map { last in last > 0.97 && last < 1 } ?? false)
    #expect(agree(beams(servo, start: 1, commands: [1]), [1, 1]))
  }

  @Test func `the same time passes in two half frames as in a whole one`() {
    let servo = ServoModel(Creep(sharePerDecade: 0.05))
    let halves = beams(servo, commands: [5, 5, -2, -2], frameSeconds: 0.1)
    let wholes = beams(servo, commands: [5, -2], frameSeconds: 0.2)
    #expect(agree([halves[2], halves[4]], [wholes[1], wholes[2]]))
  }

  @Test func `hysteresis comes after the motor and before creep, play and mounting`() {
    let hysteresis = Hysteresis(share: 0.1, stroke: .degrees(10))
    let slow = ServoModel(Motor(slewRateDegreesPerSecond: 40), hysteresis)
    #expect(agree(beams(slow, commands: [10, 10]), beams(ServoModel(hysteresis), commands: [4, 8])))
    let all = ServoModel(
      hysteresis, Creep(sharePerDecade: 0.05), Backlash(play: .degrees(1)), Mounting(offset: .degrees(2)))
    let bent = beams(ServoModel(hysteresis), commands: [4, -4, 4])
    let rest = ServoModel(Creep(sharePerDecade: 0.05), Backlash(play: .degrees(1)))
    let late = beams(rest, commands: Array(bent.dropFirst()))
    #expect(agree(beams(all, commands: [4, -4, 4]), late.map { angle in angle + 2 }))
  }

  @Test func `gradient descent finds the target through hysteresis and creep`() {
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(100)), target: Trajectory(start: .centimeters(1))),
      servo: ServoModel(
        Hysteresis(share: 0.15, stroke: .degrees(3)), Creep(sharePerDecade: 0.02)))
    let errors = trueErrors(
      of: SimulatedRig(model, seed: RandomSeed(1)), under: GradientDescent(gain: 0.8, distance: 100),
      settings: .exactly(200))
    #expect(abs(errors.first ?? .nan) > 0.9 && abs(errors.last ?? .nan) < 1e-3)
  }
}
