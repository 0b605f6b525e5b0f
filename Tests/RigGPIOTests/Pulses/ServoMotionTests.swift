import Testing

@testable import RigGPIO

/// The last place that every pulse passes.
@Suite struct ServoMotionTests {
  @Test(arguments: 0..<100 as Range<UInt64>)
  func `no pulse beyond the limits and no change above the slew limit`(seed: UInt64) {
    var draws = Draws(seed: seed)
    let low = Int64.random(in: 1...1_000_000, using: &draws)
    let high = low + Int64.random(in: 0...2_000_000, using: &draws)
    let step = Int64.random(in: 1...500_000, using: &draws)
    let rest = Bool.random(using: &draws) ? Int.random(in: 1...5, using: &draws) : nil
    var motion = ServoMotion(pulses: low...high, greatestStep: step, restFrames: rest)
    var last: Int64?
    var target: Int64 = 0
    for _ in 0..<300 {
      if Int.random(in: 0..<4, using: &draws) == 0 {
        target =
          [0, -5, .max, .min, low, high, .random(in: 0...4_000_000, using: &draws)]
          .randomElement(using: &draws) ?? 0
      }
      let width = motion.next(target: target)
      if target <= 0 { #expect(width == 0) }
      guard width != 0 else { continue }
      #expect((low...high).contains(width))
      let goal = min(max(target, low), high)
      if let last {
        #expect(abs(width - last) <= step)
        #expect(abs(goal - width) == max(0, abs(goal - last) - step), "as fast as it may, and no farther than told")
      } else {
        #expect(width == goal, "where it stood before is not known")
      }
      last = width
    }
  }

  @Test(arguments: [1, 2, 10]) func `a servo that rests gets no pulses until it has to move`(rest: Int) {
    var motion = ServoMotion(pulses: 500...2500, greatestStep: 100, restFrames: rest)
    func widths(_ count: Int, to target: Int64) -> [Int64] { (0..<count).map { _ in motion.next(target: target) } }
    let still = Array(repeating: Int64(0), count: 20)
    #expect(widths(rest + 20, to: 1000) == Array(repeating: 1000, count: rest) + still)
    // It goes on from where it was left.
    let moving: [Int64] = [1100, 1200, 1250] + Array(repeating: 1250, count: rest - 1)
    #expect(widths(rest + 22, to: 1250) == moving + still)
    #expect(widths(3, to: 0) == [0, 0, 0])
    #expect(widths(5, to: 1250) == [0, 0, 0, 0, 0], "it has not been moved")
    #expect(widths(1, to: 1200) == [1200])
  }

  @Test func `a servo that never rests gets pulses for ever`() {
    var motion = ServoMotion(pulses: 500...2500)
    for _ in 0..<10_000 { #expect(motion.next(target: 1500) == 1500) }
  }
}
