import Foundation
import Glibc
import RigTestSupport
import Testing

@testable import RigGPIO

@Suite struct PWMOpeningTests {
  @Test(arguments: [("0", 1, frame), ("pca9685", 15, hatFrame)])
  func `a channel opens with its period, and without a pulse`(chip: String, index: Int, period: Int64) throws {
    let kernel = kernel()
    let pwm = try kernel.open(chip, index)
    let channel = kernel.channel(pwm.chip.number, index)
    #expect(channel.isExported && channel.period == period && !channel.isInversed)
    #expect(!channel.isEnabled && channel.width == 0 && channel.output == 0)
    #expect(kernel { state in state.pauses.isEmpty && state.openFiles == 3 })
  }

  @Test(arguments: [("0", 0, 2_000_000), ("2", 2, 2_000_800)])
  func `a channel that a killed run left live is stopped before anything else`(
    chip: String, number: Int, made: Int64
  ) throws {
    let folder = try TemporaryFolder()
    let claims = PWMClaims(folders: ["\(folder.path)/nowhere/at/all", "\(folder.path)/notes"])
    let kernel = kernel()
    // A killed run gives nothing back: its object is released at the end of the test only.
    let killed = try kernel.open(chip, 1, claims: claims)
    defer { withExtendedLifetime(killed) {} }
    try killed.setWidth(nanoseconds: 2_000_000)
    kernel { state in state.chips[number]?.channels[1].locker = nil }
    kernel.forgetWrites()
    #expect(kernel.channel(number, 1).output == made)
    #expect(try #require(kernel.refusal(chip, 1)).kind == .busy)
    let pwm = try kernel.open(chip, 1, claims: claims)
    #expect(kernel.writes.starts(with: ["enable 0", "unexport 1", "export 1"]))
    #expect(kernel.channel(number, 1).output == 0)
    try pwm.setWidth(nanoseconds: 2_000_000)
    #expect(kernel.channel(number, 1).output == made)
  }

  /// A channel on which another program makes pulses of 1.5 ms at 50 Hz.
  private func fan() -> FakeKernel {
    kernel { state in
      _ = state.chips[0]?.export(1)
      for (attribute, value) in [("period", "20000000"), ("duty_cycle", "1500000"), ("enable", "1")] {
        _ = state.chips[0]?.store(attribute, value, in: 1)
      }
    }
  }

  @Test func `pulses of another program are left alone, unless the channel is taken over expressly`() throws {
    let folder = try TemporaryFolder()
    let claims = PWMClaims(folders: [folder.path])
    let kernel = fan()
    let error = try #require(kernel.refusal("0", 1, claims: claims))
    #expect(error.kind == .busy && error.pinKind == .unavailable)
    #expect(error.problem.hasPrefix("makes pulses of 1500 µs every 20 ms, which no run of laserrig has left;"))
    #expect(error.problem.contains("--take-over"))
    #expect(kernel.writes.isEmpty && kernel.channel(0, 1).output == 1_500_000)
    #expect(kernel { state in state.openFiles == 0 })
    let pwm = try kernel.open("0", 1, takesOver: true, claims: claims)
    #expect(kernel.channel(0, 1).output == 0)
    try pwm.setWidth(nanoseconds: 1_000_000)
    #expect(kernel.channel(0, 1).output == 1_000_000)
  }

  @Test func `a run that ends takes its note away, and a failed one leaves none`() throws {
    let folder = try TemporaryFolder()
    let claims = PWMClaims(folders: ["\(folder.path)/notes"])
    let kernel = kernel()
    let pwm = try kernel.open("0", 1, claims: claims)
    #expect(try folder.text(of: "notes/pwm-1f00098000.pwm-1") == "20000000")
    try pwm.release()
    #expect(throws: (any Error).self) { try folder.text(of: "notes/pwm-1f00098000.pwm-1") }
    #expect(kernel.refusal("0", 1, period: 999, claims: claims)?.kind == .unfit)
    #expect(throws: (any Error).self) { try folder.text(of: "notes/pwm-1f00098000.pwm-1") }
  }

  @Test func `a note with another period is not of the pulses that are there`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Data("4000000".utf8), to: "pwm-1f00098000.pwm-1")
    #expect(try #require(fan().refusal("0", 1, claims: PWMClaims(folders: [folder.path]))).kind == .busy)
  }

  @Test func `a channel that was exported and never used is taken over too`() throws {
    let kernel = kernel { state in _ = state.chips[0]?.export(1) }
    try kernel.open("0", 1).setWidth(nanoseconds: 1_500_000)
    #expect(kernel { state in state.chips[0]?.exports == 2 && state.chips[0]?.unexports == 2 })
  }

  @Test func `the state that a driver kept from an earlier user does no harm`() throws {
    let kernel = kernel { state in
      state.chips[0]?.channels[1].period = 50_000_000
      state.chips[0]?.channels[1].width = 45_000_000
      state.chips[0]?.channels[1].isEnabled = true
      state.chips[0]?.channels[1].isInversed = true
    }
    let pwm = try kernel.open("0", 1)
    #expect(kernel.channel(0, 1).output == 0)
    try pwm.setWidth(nanoseconds: 1_500_000)
    #expect(kernel.channel(0, 1).output == 1_500_000)
    #expect(!kernel.channel(0, 1).isInversed)
    #expect(kernel { state in state.chips[0]?.refusedWidths == 0 })
  }

  @Test func `a chip that cannot turn its output round`() throws {
    let kernel = kernel { state in state.chips[0]?.hasPolarity = false }
    try kernel.open("0", 1).setWidth(nanoseconds: 1)
    #expect(!kernel.writes.contains { write in write.hasPrefix("polarity") })
  }

  @Test(arguments: [4, 17, -1, 1000])
  func `a channel that the chip does not have`(channel: Int) throws {
    let kernel = kernel()
    let error = try #require(kernel.refusal("0", channel))
    #expect(error.kind == .noSuchChannel && error.channel == channel)
    #expect(error.problem == "not there; the chip has channels 0 to 3")
    #expect(kernel.writes.isEmpty)
  }

  @Test(arguments: [1, 7, 50])
  func `the files are waited for until udev has handed them over`(pauses: Int) throws {
    let kernel = kernel { state in state.pausesUntilPermission = pauses }
    try kernel.open("0", 1).setWidth(nanoseconds: 1_500_000)
    #expect(kernel { state in state.pauses } == Array(repeating: 20_000_000, count: pauses))
  }

  @Test func `without a rule of udev's the wait ends, and the channel is given back`() throws {
    let kernel = kernel { state in state.pausesUntilPermission = 51 }
    let error = try #require(kernel.refusal("0", 1))
    #expect(error.kind == .noPermission && error.errorNumber == EACCES)
    #expect(error.problem.contains("/sys/class/pwm/pwmchip0/pwm1/enable") && error.problem.contains(PWMChip.udevRule))
    #expect(error.problem.contains("group gpio"))
    #expect(kernel { state in state.pauses.count == 50 && state.openFiles == 0 })
    #expect(!kernel.channel(0, 1).isExported)
  }

  @Test(arguments: ["export", "unexport"])
  func `a chip that is not the group's is no use waiting for`(file: String) throws {
    let kernel = kernel { state in state.failedOpens["pwmchip0/\(file)"] = EACCES }
    let error = try #require(kernel.refusal("0", 1))
    #expect(error.kind == .noPermission && error.problem.contains("/\(file)"))
    #expect(kernel { state in state.pauses.isEmpty && state.writes.isEmpty })
  }

  @Test func `a forgotten run of another user's`() throws {
    let kernel = kernel { state in
      _ = state.chips[0]?.export(1)
      state.pausesUntilPermission = 1000
    }
    #expect(try #require(kernel.refusal("0", 1)).kind == .noPermission)
    #expect(kernel.channel(0, 1).isExported)
  }

  @Test func `a channel that a driver of the kernel has`() throws {
    let error = try #require(kernel().refusal("0", 3))
    #expect(error.kind == .busy && error.errorNumber == EBUSY)
    #expect(error.description.hasPrefix("PWM chip pwmchip0 (1f00098000.pwm), channel 3: held by a driver"))
  }

  @Test func `a channel that another run drives is left alone`() throws {
    let kernel = kernel()
    let pwm = try kernel.open("0", 1)
    try pwm.setWidth(nanoseconds: 1_500_000)
    let error = try #require(kernel.refusal("pwmchip0", 1))
    #expect(error.kind == .busy && error.problem.contains("another run"))
    #expect(kernel.channel(0, 1).output == 1_500_000)
    try pwm.release()
    _ = try kernel.open("0", 1)
  }

  @Test func `another run that is faster by a hair is left alone as well`() throws {
    // It exports the channel, finds ours forgotten, or locks it between our export and our lock.
    let kernel = kernel { state in state.chips[0]?.channels[1].isLockedByOtherRun = true }
    #expect(try #require(kernel.refusal("0", 1)).kind == .busy)
    #expect(kernel.channel(0, 1).isExported)
    #expect(kernel { state in state.chips[0]?.unexports == 0 && state.openFiles == 0 })
  }

  @Test(arguments: 0...3)
  func `a race for the export is run three times at most`(lost: Int) throws {
    let kernel = kernel { state in state.lostRaces = lost }
    if lost < 3 {
      try kernel.open("0", 1).setWidth(nanoseconds: 1_000_000)
    } else {
      #expect(try #require(kernel.refusal("0", 1)).kind == .busy)
    }
  }

  @Test(arguments: [0, -1, Int64.min])
  func `a period that is none`(period: Int64) throws {
    let kernel = kernel()
    #expect(try #require(kernel.refusal("0", 1, period: period)).kind == .unfit)
    #expect(kernel.writes.isEmpty)
  }

  @Test(arguments: [999, 1_000_000_001, Int64.max])
  func `a period that the chip cannot make`(period: Int64) throws {
    let kernel = kernel()
    let error = try #require(kernel.refusal("0", 1, period: period))
    #expect(
      error.kind == .unfit && error.errorNumber == EINVAL && error.problem.contains("choose another pulse rate"))
    #expect(error.problem.contains(milliseconds(period)))
    #expect(!kernel.channel(0, 1).isExported)
  }

  @Test func `a period other than that of a channel that runs, where a chip has but one`() throws {
    let kernel = kernel()
    let tilt = try kernel.open("2", 0, period: 20_000_000)
    try tilt.setWidth(nanoseconds: 1_500_000)
    let error = try #require(kernel.refusal("2", 5, period: 4_000_000))
    #expect(error.kind == .unfit && error.errorNumber == EBUSY)
    #expect(
      error.description
        == "PWM chip pwmchip2 (1-0040), channel 5: refused at a period of 3.93216 ms, since channel 0 of the chip"
        + " runs at 19.98848 ms and all of the chip share one; give both the same pulse rate")
    #expect(kernel.channel(2, 0).output == 1_498_160)
    #expect(!kernel.channel(2, 5).isExported)
    try kernel.open("2", 5, period: 20_000_000).setWidth(nanoseconds: 1_000_000)
  }

  @Test func `a period that no channel of the chip can have, while another runs`() throws {
    let kernel = kernel()
    let tilt = try kernel.open("2", 0)
    try tilt.setWidth(nanoseconds: 1_500_000)
    let error = try #require(kernel.refusal("2", 5, period: 2_000_000_000))
    #expect(error.kind == .unfit && error.errorNumber == EINVAL)
    #expect(
      error.problem
        == "the chip refuses a period of 2000 ms; choose another pulse rate, perhaps that of its channel 0, which runs"
        + " at 19.98848 ms")
    try tilt.release()
  }

  @Test(arguments: [(true, 999), (false, 4_000_000)])
  func `a channel that is stopped, or runs at the same period, is no reason`(isRunning: Bool, other: Int64) throws {
    let kernel = kernel { state in
      _ = state.chips[2]?.export(0)
      state.chips[2]?.channels[0].isEnabled = isRunning
      state.chips[2]?.channels[0].period = other
    }
    let error = try #require(kernel.refusal("2", 5, period: 999))
    #expect(error.kind == .unfit)
    #expect(error.problem == "the chip refuses a period of 0.000999 ms; choose another pulse rate")
  }

  @Test(arguments: ["enable", "duty_cycle", "period", "export"])
  func `a bus that fails while the channel is set up`(attribute: String) throws {
    let kernel = kernel { state in state.failedWrites["/\(attribute)"] = EREMOTEIO }
    let error = try #require(kernel.refusal("2", 1))
    #expect(error.kind == .inputOutput && error.errorNumber == EREMOTEIO)
    #expect(error.problem.contains("/\(attribute): ") && error.problem.contains("wiring"))
    #expect(!kernel.channel(2, 1).isExported)
    #expect(kernel { state in state.openFiles == 0 })
  }
}
