import RigWiring

@testable import RigGPIO

let frame: Int64 = 20_000_000

/// The period that a PCA9685 makes of `frame`: 4096 steps of 4.88 µs.
let hatFrame: Int64 = 19_988_480

/// A PCA9685 with the driver of Linux 7.3.
let newHat = FakePWMChip("1-0040", name: "pca9685", driver: .waveforms, channels: 17)

/// A kernel with the PWM block of a Raspberry Pi 5, with a fan on its last channel, and a PCA9685 hat.
func kernel(
  pi: FakePWMChip? = nil, hat: FakePWMChip? = nil, change: @Sendable (inout FakeKernel.State) -> Void = { _ in }
) -> FakeKernel {
  var board = pi ?? FakePWMChip("1f00098000.pwm", node: "pwm@98000", driver: .separatePeriods, channels: 4)
  board.channels[3].isHeldByDriver = true
  let hat = hat ?? FakePWMChip("1-0040", name: "pca9685", driver: .sharedPeriod, channels: 17)
  let kernel = FakeKernel(chips: [0: board, 2: hat])
  kernel { state in change(&state) }
  return kernel
}

extension FakeKernel {
  func open(
    _ chip: String, _ channel: Int, period: Int64 = frame, takesOver: Bool = false,
    claims: PWMClaims = PWMClaims(folders: [])
  ) throws(KernelDeviceError) -> HardwarePWM {
    try HardwarePWM(
      PWMChannelSettings(chip: chip, channel: channel), periodNanoseconds: period, takesOver: takesOver,
      root: Self.pwmRoot, files: self, claims: claims, wait: { nanoseconds in self.pause(nanoseconds) })
  }

  /// The error of an attempt that must fail.
  func refusal(
    _ chip: String, _ channel: Int, period: Int64 = frame, claims: PWMClaims = PWMClaims(folders: [])
  ) -> KernelDeviceError? {
    do throws(KernelDeviceError) {
      _ = try open(chip, channel, period: period, claims: claims)
      return nil
    } catch {
      return error
    }
  }

  func channel(_ chip: Int, _ index: Int) -> FakePWMChip.Channel {
    self { state in state.chips[chip]?.channels[index] ?? FakePWMChip.Channel() }
  }

  func forgetWrites() {
    self { state in state.writes = [] }
  }

  var writes: [String] { self { state in state.writes } }
}

/// The error of a call that must fail.
func complaint(_ body: () throws(KernelDeviceError) -> Void) -> KernelDeviceError? {
  do throws(KernelDeviceError) {
    try body()
    return nil
  } catch {
    return error
  }
}
