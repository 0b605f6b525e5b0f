import Testing

@testable import RigGPIO

@Suite struct PulseStepTests {
  @Test(
    arguments: [
      (1_500_000, 1_498_160), (1_500_601, 1_503_040), (1_498_160, 1_498_160), (500_000, 502_640),
      (2_500_000, 2_498_560),
      (0, 502_640), (.max, 2_498_560), (.min, 502_640),
    ] as [(Int64, Int64)])
  func `the nearest whole step within the limits`(width: Int64, made: Int64) {
    #expect(PulseStep(nanoseconds: 4880).nearest(to: width, within: 500_000...2_500_000) == made)
  }

  @Test func `limits without a whole step`() {
    #expect(PulseStep(nanoseconds: 4880).nearest(to: 1_500_000, within: 1_499_000...1_501_000) == 1_500_000)
    #expect(PulseStep(nanoseconds: 4880).nearest(to: 9, within: 1_499_000...1_501_000) == 1_499_000)
    #expect(PulseStep(nanoseconds: .max).nearest(to: .max, within: 1...(.max)) == .max)
    #expect(PulseStep.finest.nearest(to: 1_234_567, within: 1...2_000_000) == 1_234_567)
  }
}
