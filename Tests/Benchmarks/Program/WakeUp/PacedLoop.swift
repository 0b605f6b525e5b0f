import Glibc
import RigClock
import RigCore
import RigSimulation

/// The loop in real time as `laserrig run --real-time` has it, with a clock that notes how late each waking was.
enum PacedLoop {
  /// Makes frames, `microseconds` apart, until it has woken up `wakeUps` times. Slots that were missed are skipped and
  /// counted.
  static func run(
    wakeUps: Int, microseconds: Int, _ privileges: Privileges
  ) throws(Obstacle) -> (lateness: Lateness, missed: Int) {
    let notes = WakeUpNotes(capacity: wakeUps)
    if privileges.locksMemory { mlockall(MCL_CURRENT | MCL_FUTURE) }
    defer { munlockall() }
    var missed = 0
    let hasRun = RealTimeThread.run(priority: privileges.priority) {
      missed = run(notes, wakeUps: wakeUps, microseconds: microseconds)
    }
    guard hasRun, notes.nanoseconds.count == wakeUps else {
      throw Obstacle(reason: "the loop woke up \(notes.nanoseconds.count) times instead of \(wakeUps)")
    }
    return (Lateness(notes.nanoseconds), missed)
  }

  private static func run(_ notes: WakeUpNotes, wakeUps: Int, microseconds: Int) -> Int {
    let distance = Length.centimeters(300)
    var loop = ControlLoop(
      rig: IdealRig(distance: distance, target: .centimeters(100), noise: .centimeters(0.5), seed: RandomSeed(1)),
      rule: GradientDescent<1>(learningRate: 0.1, assumedDistance: distance),
      pacer: RealTimePacer(
        frameSeconds: Double(microseconds) / 1e6,
        clock: NotingClock(clock: SystemClock(isStopping: { false }), notes: notes)),
      start: PerAxis(.zero),
      settings: LoopSettings(
        stepLimit: 10 * wakeUps, settling: nil,
        divergence: DivergenceCriterion(bound: .centimeters(10_000), growingSteps: 8, floor: .centimeters(5000))))
    _ = loop.run { _ in notes.nanoseconds.count < wakeUps ? .proceed : .stop(.observer) }
    return loop.pacer.missedSlots + notes.begunLate
  }
}

/// What a ``NotingClock`` saw.
final class WakeUpNotes {
  /// How late each waking was.
  fileprivate(set) var nanoseconds: [Int] = []
  /// How many slots had begun before the loop could go to sleep for them: the loop makes up for them, cyclictest skips
  /// them, and neither wakes up.
  fileprivate(set) var begunLate = 0

  init(capacity: Int) {
    nanoseconds.reserveCapacity(capacity)
  }
}

/// The system's clock, watched.
private struct NotingClock: MonotonicClock {
  let clock: SystemClock
  let notes: WakeUpNotes

  func nanoseconds() -> Int64 { clock.nanoseconds() }

  func sleep(untilNanoseconds deadline: Int64) {
    if clock.nanoseconds() >= deadline {
      notes.begunLate += 1
      return
    }
    clock.sleep(untilNanoseconds: deadline)
    notes.nanoseconds.append(Int(clock.nanoseconds() - deadline))
  }
}
