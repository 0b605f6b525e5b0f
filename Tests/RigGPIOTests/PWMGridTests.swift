import Glibc
import RigWiring
import Testing

@testable import RigGPIO

/// What a chip makes of a period and a width, and what is asked of it therefore.
@Suite struct PWMGridTests {
  private static let oldHat = FakePWMChip("1-0040", name: "pca9685", driver: .sharedPeriod, channels: 17)

  @Test(arguments: [1_500_000, 500_000, 2_500_000, 1_234_567, 1, 19_988_480] as [Int64])
  func `drivers that round up and drivers that round down make the same pulse, the nearest`(width: Int64) throws {
    var made: [Int64] = []
    for hat in [Self.oldHat, newHat] {
      let kernel = kernel(hat: hat)
      let pwm = try kernel.open("pca9685", 3)
      #expect(pwm.periodNanoseconds == hatFrame && pwm.step == PulseStep(nanoseconds: 4880))
      try pwm.setWidth(nanoseconds: width)
      made.append(kernel.channel(2, 3).output)
      #expect(kernel.channel(2, 3).width == made.last, "what the file reads is what the chip makes")
    }
    #expect(made[0] == made[1] && made[0].isMultiple(of: 4880) && made[0] > 0)
    #expect(width < 4880 || abs(made[0] - width) <= 2440)
  }

  @Test func `as it was asked for, each rounds to a different pulse`() {
    // The model itself: otherwise the test above would show nothing.
    var made: [Int64] = []
    for var hat in [Self.oldHat, newHat] {
      for (attribute, text) in [("period", "20000000"), ("duty_cycle", "1500000"), ("enable", "1")] {
        if attribute == "period" { _ = hat.export(3) }
        #expect(hat.store(attribute, text, in: 3) == 0)
      }
      made.append(hat.channels[3].output)
    }
    #expect(made == [308 * 4880, 307 * 4880])
  }

  @Test(arguments: [50, 60, 100, 333] as [Double])
  func `two channels of a chip share its period, at each pulse rate of a servo`(rate: Double) throws {
    for hat in [Self.oldHat, newHat] {
      let kernel = kernel(hat: hat)
      let period = PulseTiming(rateHz: rate).periodNanoseconds
      let pwms = try [kernel.open("pca9685", 3, period: period), kernel.open("pca9685", 4, period: period)]
      for pwm in pwms {
        #expect(pwm.periodNanoseconds == pwms[0].periodNanoseconds)
        #expect(pwm.step.nanoseconds * 4096 == pwm.periodNanoseconds)
        #expect(abs(pwm.periodNanoseconds - period) < FakePWMChip.periodStep)
        try pwm.setWidth(nanoseconds: 1_500_000)
        #expect(abs(kernel.channel(2, pwm.channel).output - 1_500_000) <= pwm.step.nanoseconds / 2)
      }
    }
  }

  @Test func `a chip that would keep another period is refused, in one line`() throws {
    let kernel = kernel(hat: newHat)
    let other = try kernel.open("pca9685", 0, period: 4_000_000)
    try other.setWidth(nanoseconds: 1_000_000)
    let output = kernel.channel(2, 0).output
    let error = try #require(kernel.refusal("pca9685", 5))
    #expect(error.kind == .unfit)
    #expect(
      error.description
        == "PWM chip pwmchip2 (1-0040), channel 5: the chip makes a period of 3.93216 ms instead of 20 ms, perhaps since"
        + " another of its channels is in use and all share one; give all the same pulse rate, or free the others")
    #expect(!kernel.channel(2, 5).isExported && kernel.channel(2, 0).output == output)
    #expect(kernel { state in state.openFiles } == 3, "those of the channel that runs, and none of the other")
  }

  @Test func `without the right to the chip's device a PCA9685 is known by its driver`() throws {
    let kernel = kernel(hat: newHat) { state in state.failedOpens["/dev/pwmchip2"] = EACCES }
    let pwm = try kernel.open("pca9685", 3)
    #expect(pwm.periodNanoseconds == hatFrame && pwm.step == PulseStep(nanoseconds: 4880))
  }

  @Test func `another chip makes what it is asked for, as far as is known`() throws {
    let pwm = try kernel().open("0", 1)
    #expect(pwm.periodNanoseconds == frame && pwm.step == .finest)
  }
}
