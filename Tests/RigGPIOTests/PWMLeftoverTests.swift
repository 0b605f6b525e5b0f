import Glibc
import Testing

@testable import RigGPIO

/// Linux 7.3 lets a channel that is given back make its pulses, and shows nothing of them.
@Suite struct PWMLeftoverTests {
  /// A chip that sleeps with old widths in its registers.
  private func asleep() -> FakePWMChip {
    var hat = newHat
    for channel in [3, 4] {
      hat.channels[channel].register = 2_000_800
    }
    return hat
  }

  @Test func `a channel that has old pulses in the chip is silent once it is open`() throws {
    let kernel = kernel(hat: asleep())
    let pwm = try kernel.open("pca9685", 3)
    #expect(kernel.channel(2, 3).output == 0 && kernel.channel(2, 3).register == 0)
    #expect(kernel.channel(2, 4).output == 2_000_800, "the other channel is another's")
    try pwm.setWidth(nanoseconds: 1_500_000)
    try pwm.release()
    #expect(kernel.channel(2, 3).register == 0)
  }

  @Test func `without the chip's device, disabling it is the first thing after the export`() throws {
    let kernel = kernel(hat: asleep()) { state in state.failedOpens["/dev/pwmchip2"] = EACCES }
    _ = try kernel.open("pca9685", 3)
    #expect(kernel.writes.starts(with: ["export 3", "enable 0"]))
    #expect(kernel.channel(2, 3).register == 0)
  }

  @Test(arguments: ["period", "duty_cycle"])
  func `a channel whose set-up fails is disabled before it is given back`(attribute: String) throws {
    let kernel = kernel(hat: asleep()) { state in
      state.failedOpens["/dev/pwmchip2"] = EACCES
      state.failedWrites["/\(attribute)"] = EREMOTEIO
    }
    #expect(try #require(kernel.refusal("pca9685", 3)).kind == .inputOutput)
    #expect(kernel.writes.suffix(2) == ["enable 0", "unexport 3"])
    #expect(!kernel.channel(2, 3).isExported && kernel.channel(2, 3).register == 0)
  }

  @Test func `every end of a channel disables it before it is given back`() throws {
    let kernel = kernel(hat: newHat)
    let pwm = try kernel.open("pca9685", 3)
    try pwm.setWidth(nanoseconds: 1_500_000)
    #expect(kernel.channel(2, 3).register == 1_498_160)
    try pwm.release()
    #expect(kernel.writes.suffix(2) == ["enable 0", "unexport 3"])
    #expect(kernel.channel(2, 3).register == 0)
  }
}
