import RigCore
import RigTestSupport
import Testing

@Suite struct PacerTests {
  private let frame: Int64 = 20_000_000

  @Test func `virtual time is the number of frames times their length`() {
    var pacer = VirtualPacer(frameSeconds: 0.02)
    #expect((0..<4).map { index in pacer.begin(frame: index) } == [0, 0.02, 0.04, 0.06])
    #expect(pacer.begin(frame: 1_000_000_000) == 2e7)
  }

  @Test func `frames begin on a grid of absolute deadlines`() {
    let clock = ManualClock(now: 5_000)
    var pacer = RealTimePacer(frameSeconds: 0.02, clock: clock)
    var times: [Double] = []
    for index in 0..<5 {
      times.append(pacer.begin(frame: index))
      clock.now += 7_000_000  // the frame's work
    }
    #expect(times == [0, 0.02, 0.04, 0.06, 0.08])
    #expect(clock.deadlines == (1...4).map { slot in 5_000 + slot * frame })
    #expect(pacer.missedSlots == 0 && pacer.greatestLatenessNanoseconds == 0)
  }

  @Test func `lateness does not add up`() {
    let clock = ManualClock()
    clock.lateness = 3_000_000
    var pacer = RealTimePacer(frameSeconds: 0.02, clock: clock)
    let times = (0..<100).map { index in pacer.begin(frame: index) }
    #expect(clock.deadlines == (1...99).map { slot in slot * frame })
    #expect(abs(times[99] - (99 * 0.02 + 0.003)) < 1e-12)
    #expect(pacer.greatestLatenessNanoseconds == 3_000_000 && pacer.missedSlots == 0)
  }

  @Test func `a frame that is late by less than a slot is made up`() {
    let clock = ManualClock()
    var pacer = RealTimePacer(frameSeconds: 0.02, clock: clock)
    _ = pacer.begin(frame: 0)
    clock.now = 2 * frame - 1
    #expect(pacer.begin(frame: 1) == Double(2 * frame - 1) / 1e9)
    #expect(pacer.begin(frame: 2) == 0.04)
    #expect(pacer.missedSlots == 0 && pacer.greatestLatenessNanoseconds == frame - 1)
  }

  @Test func `slots that were missed are skipped and counted`() {
    let clock = ManualClock()
    var pacer = RealTimePacer(frameSeconds: 0.02, clock: clock)
    _ = pacer.begin(frame: 0)
    clock.now = 3 * frame + frame / 2  // Slots 1 and 2 are over, slot 3 is half over.
    #expect(pacer.begin(frame: 1) == 0.07)
    #expect(pacer.missedSlots == 2)
    #expect(pacer.begin(frame: 2) == 0.08)
    clock.now = 6 * frame
    _ = pacer.begin(frame: 3)
    #expect(pacer.missedSlots == 3)
    #expect(clock.deadlines == [3 * frame, 4 * frame, 6 * frame])
    #expect(pacer.greatestLatenessNanoseconds == frame / 2)
  }

  @Test func `a loop runs on real time as on virtual time`() throws {
    let clock = ManualClock(now: 1)
    var loop = ControlLoop(
      rig: ScriptedRig<1>(errors: [1]), rule: Stay<1>(), pacer: RealTimePacer(frameSeconds: 0.02, clock: clock),
      start: PerAxis(.zero), settings: .exactly(3))
    var times: [Double] = []
    _ = try loop.run { step in
      times.append(step.timeSeconds)
      return .proceed
    }
    #expect(times == [0, 0.02, 0.04, 0.06])
  }
}
