import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

/// The beam's angles in degrees, at the start and after each of the commands.
func beams(
  _ servo: ServoModel, start: Double = 0, commands: [Double], faults: [Fault] = [], frameSeconds: Double = 0.1
) -> [Double] {
  let wall = WallModel(distance: .fixed(.centimeters(100)), target: Trajectory(start: .zero))
  let model = RigModel(wall: wall, servo: servo, faults: faults, frameSeconds: frameSeconds)
  var rig = SimulatedRig(model, seed: RandomSeed(1), start: .degrees(start))
  _ = rig.read()
  return [rig.truth.beam.degrees]
    + commands.map { command in
      rig.move(to: PerAxis(.degrees(command)))
      _ = rig.read()
      return rig.truth.beam.degrees
    }
}

func agree(_ left: [Double], _ right: [Double], within tolerance: Double = 1e-9) -> Bool {
  left.count == right.count && zip(left, right).allSatisfy { pair in abs(pair.0 - pair.1) <= tolerance }
}

@Suite struct ServoTests {
  @Test func `an ideal servo is where it was told to be, within its travel`() {
    let servo = ServoModel(travel: .degrees(-10) ... .degrees(20))
    #expect(agree(beams(servo, commands: [5, -10, -11, 20, 30, 0]), [0, 5, -10, -10, 20, 20, 0]))
    #expect(agree(beams(servo, start: 50, commands: []), [20]))
  }

  @Test func `the resolution rounds the command to the nearest step`() {
    let servo = ServoModel(Resolution(step: .degrees(0.5)))
    #expect(agree(beams(servo, start: 0.3, commands: [0.2, 0.3, -0.26, 7.9, 8.1]), [0.5, 0, 0.5, -0.5, 8, 8]))
  }

  @Test func `a continuous-rotation servo turns on for as long as its command is not 0`() {
    // 2 °/s for each degree, a tenth of a second at a time.
    let servo = ServoModel(ContinuousRotation(speedPerCommand: 2))
    #expect(agree(beams(servo, commands: [5, 5, 0, 0, -10]), [0, 1, 2, 2, 2, 0]))
    // It begins where it was turned to, and never past the rig.
    let far = beams(servo, start: 4, commands: [0] + Array(repeating: 80, count: 20))
    #expect(agree(Array(far.prefix(2)), [4, 4]) && far.allSatisfy { angle in angle <= 90 + 1e-9 })
    #expect(agree(beams(ServoModel(ContinuousRotation()), commands: [5, -3, 0]), [0, 5, -3, 0]))
  }

  @Test func `rounding never leads beyond the travel`() {
    let servo = ServoModel(travel: .degrees(-80) ... .degrees(80), Resolution(step: .degrees(3)))
    let seen = beams(servo, start: 80, commands: [80, 90, -80, -90, 79, 0])
    #expect(seen.allSatisfy { beam in abs(beam) <= 80 + 1e-9 })
    #expect(agree([seen[5], seen[6]], [78, 0]))
  }

  @Test func `the dead band ignores commands that are closer than its width`() {
    let servo = ServoModel(DeadBand(width: .degrees(1)))
    #expect(agree(beams(servo, commands: [0.9, -0.9, 1.5, 0.6, 2.4, 0.4]), [0, 0, 0, 1.5, 1.5, 1.5, 0.4]))
  }

  @Test func `the horn lags by half the play in the direction of the move`() {
    let servo = ServoModel(Backlash(play: .degrees(2)))
    // Up: the motor pushes from below. Back: the play is taken up first.
    #expect(agree(beams(servo, commands: [5, 6, 5, 4, 3, 0, 1, 3]), [0, 4, 5, 5, 5, 4, 1, 1, 2]))
  }

  @Test func `the mounting turns the horn's angle into the beam's`() {
    let offset = ServoModel(Mounting(offset: .degrees(3)))
    #expect(agree(beams(offset, commands: [5, -5]), [3, 8, -2]))
    let reversed = ServoModel(Mounting(offset: .degrees(3), isReversed: true))
    #expect(agree(beams(reversed, commands: [5, -5]), [3, -2, 8]))
  }

  @Test(arguments: [Mounting(), Mounting(offset: .degrees(4)), Mounting(offset: .degrees(-2), isReversed: true)])
  func `the command for a height puts the dot there`(mounting: Mounting) {
    let wall = WallModel(
      distance: .fixed(.centimeters(150)), laserHeight: .centimeters(20), target: Trajectory(start: .centimeters(5)))
    let model = RigModel(wall: wall, servo: ServoModel(mounting))
    var rig = SimulatedRig(model, seed: RandomSeed(1))
    _ = rig.read()
    rig.move(to: PerAxis(rig.command(forHeight: .centimeters(70))))
    let reading = rig.read()
    #expect(abs((rig.truth.dot?.centimeters ?? .nan) - 70) < 1e-10)
    #expect(abs((reading.error?[0].centimeters ?? .nan) - 65) < 1e-10)
  }

  @Test func `effects apply in the documented order`() {
    // Travel before dead band: 40 is cut to 10, which is within 1 of 9.5 and ignored.
    let cut = ServoModel(travel: .degrees(-10) ... .degrees(10), DeadBand(width: .degrees(1)))
    #expect(agree(beams(cut, start: 9.5, commands: [40]), [9.5, 9.5]))
    // Resolution before dead band: 1.4 is rounded to 1, which is within 1.2 of 0 and ignored; 1.6 to 2 is obeyed.
    let coarse = ServoModel(Resolution(step: .degrees(1)), DeadBand(width: .degrees(1.2)))
    #expect(agree(beams(coarse, commands: [1.4, 1.6]), [0, 0, 2]))
    // Dead band before motor: a motor on its way stops where the command comes within the band.
    let slow = ServoModel(DeadBand(width: .degrees(3)), Motor(slewRateDegreesPerSecond: 40))
    #expect(agree(beams(slow, commands: [10, 10, 10, 10]), [0, 4, 8, 8, 8]))
    // Motor before backlash: the play is that of the motor's angle.
    let loose = ServoModel(Motor(slewRateDegreesPerSecond: 40), Backlash(play: .degrees(2)))
    #expect(agree(beams(loose, commands: [10, 10]), [0, 3, 7]))
    // Travel and backlash before mounting: an offset leads beyond the travel, a reversal turns the lag round.
    let mounted = ServoModel(
      travel: .degrees(-10) ... .degrees(10), Backlash(play: .degrees(2)),
      Mounting(offset: .degrees(4), isReversed: true))
    #expect(agree(beams(mounted, commands: [-20, -8]), [4, 13, 13]))
    // Faults before the travel: a wrong command is cut too.
    let wrong = [Fault(part: .actuator, kind: .wrong(by: 8))]
    #expect(agree(beams(cut, start: -5, commands: [5], faults: wrong).suffix(1), [10]))
  }
}
