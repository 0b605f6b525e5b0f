import Foundation
import Glibc
import RigTestSupport
import RigWiring
import Testing

@testable import RigGPIO

@Suite struct HardwarePWMTests {
  @Test func `the first width starts the pulses, each other is one write`() throws {
    let kernel = kernel()
    let pwm = try kernel.open("0", 1)
    kernel.forgetWrites()
    try pwm.setWidth(nanoseconds: 1_500_000)
    #expect(kernel.writes == ["duty_cycle 1500000", "enable 1"])
    kernel.forgetWrites()
    for width in [1_501_000, 2_500_000, 1, 20_000_000, 500_000] as [Int64] {
      try pwm.setWidth(nanoseconds: width)
      #expect(kernel.writes == ["duty_cycle \(width)"])
      #expect(kernel.channel(0, 1).output == width)
      kernel.forgetWrites()
    }
  }

  @Test func `no width ends the pulses, and a width starts them again`() throws {
    let kernel = kernel()
    let pwm = try kernel.open("0", 1)
    for _ in 0..<3 {
      try pwm.setWidth(nanoseconds: 1_500_000)
      kernel.forgetWrites()
      try pwm.setWidth(nanoseconds: 0)
      #expect(kernel.writes == ["duty_cycle 0", "enable 0"])
      #expect(!kernel.channel(0, 1).isEnabled && kernel.channel(0, 1).output == 0)
    }
  }

  @Test(arguments: [-1, Int64.min, frame + 1, Int64.max])
  func `a width that does not fit the period never gets to the chip`(width: Int64) throws {
    let kernel = kernel()
    let pwm = try kernel.open("0", 1)
    try pwm.setWidth(nanoseconds: 1_500_000)
    kernel.forgetWrites()
    let error = try #require(complaint { () throws(KernelDeviceError) in try pwm.setWidth(nanoseconds: width) })
    #expect(error.kind == .unfit)
    #expect(error.problem.hasPrefix("a pulse of \(microseconds(width)) does not fit a period of 20 ms"))
    #expect(kernel.writes.isEmpty && kernel.channel(0, 1).output == 1_500_000)
  }

  @Test func `a width that the chip refuses leaves the last`() throws {
    let kernel = kernel()
    let pwm = try kernel.open("0", 1)
    try pwm.setWidth(nanoseconds: 1_500_000)
    kernel { state in state.failedWrites["/duty_cycle"] = EINVAL }
    let error = try #require(complaint { () throws(KernelDeviceError) in try pwm.setWidth(nanoseconds: 2_345_600) })
    #expect(error.kind == .unfit && error.errorNumber == EINVAL)
    #expect(error.problem.contains("refuses a pulse of 2345.6 µs at a period of 20 ms"))
    #expect(kernel.channel(0, 1).output == 1_500_000)
  }

  @Test func `a channel that another program set going at another period meanwhile`() throws {
    let kernel = kernel()
    let pwm = try kernel.open("2", 1)
    let other = try kernel.open("2", 9, period: 4_000_000)
    try other.setWidth(nanoseconds: 1_000_000)
    let error = try #require(complaint { () throws(KernelDeviceError) in try pwm.setWidth(nanoseconds: 1_500_000) })
    #expect(error.kind == .unfit && error.errorNumber == EBUSY)
    #expect(error.problem.contains("19.98848 ms"))
    #expect(error.problem.contains("channel 9 of the chip runs at 3.93216 ms"))
  }

  @Test func `a chip that goes away is gone for good`() throws {
    let kernel = kernel()
    let pwm = try kernel.open("2", 1)
    try pwm.setWidth(nanoseconds: 1_500_000)
    let hat = kernel { state in state.chips.removeValue(forKey: 2) }
    let error = try #require(complaint { () throws(KernelDeviceError) in try pwm.setWidth(nanoseconds: 1_600_000) })
    #expect(error.kind == .gone && error.errorNumber == ENODEV)
    // Another chip gets its number, and another run its channel.
    kernel { state in
      state.chips[2] = hat
      state.chips[2]?.incarnation += 1
      state.chips[2]?.channels[1].isExported = false
      _ = state.chips[2]?.export(1)
    }
    kernel.forgetWrites()
    #expect(complaint { () throws(KernelDeviceError) in try pwm.setWidth(nanoseconds: 1_700_000) }?.kind == .gone)
    #expect(complaint { () throws(KernelDeviceError) in try pwm.disable() }?.kind == .gone)
    try pwm.release()
    #expect(kernel.writes.isEmpty && kernel.channel(2, 1).isExported)
  }

  @Test func `a channel that another program took is not released`() throws {
    let kernel = kernel()
    let pwm = try kernel.open("0", 1)
    try pwm.setWidth(nanoseconds: 1_500_000)
    kernel { state in
      _ = state.chips[0]?.unexport(1)
      _ = state.chips[0]?.export(1)
    }
    #expect(complaint { () throws(KernelDeviceError) in try pwm.release() }?.kind == .gone)
    #expect(kernel.channel(0, 1).isExported)
  }

  @Test func `release ends the pulses and gives the channel back, once`() throws {
    let kernel = kernel()
    let pwm = try kernel.open("0", 1)
    try pwm.setWidth(nanoseconds: 1_500_000)
    kernel.forgetWrites()
    try pwm.release()
    #expect(kernel.writes == ["duty_cycle 0", "enable 0", "unexport 1"])
    try pwm.release()
    #expect(kernel.writes.count == 3)
    let errors = [
      complaint { () throws(KernelDeviceError) in try pwm.setWidth(nanoseconds: 1) },
      complaint { () throws(KernelDeviceError) in try pwm.disable() },
    ]
    #expect(errors.allSatisfy { error in error?.kind == .gone && error?.problem.contains("released") == true })
    #expect(kernel.writes.count == 3)
  }

  @Test(arguments: ["duty_cycle", "enable"])
  func `release gives the channel back even where the pulses cannot be ended`(attribute: String) throws {
    let kernel = kernel()
    let pwm = try kernel.open("0", 1)
    try pwm.setWidth(nanoseconds: 1_500_000)
    kernel { state in state.failedWrites["/\(attribute)"] = EIO }
    let error = try #require(complaint { () throws(KernelDeviceError) in try pwm.release() })
    #expect(error.kind == .inputOutput && error.errorNumber == EIO)
    #expect(!kernel.channel(0, 1).isExported && kernel.channel(0, 1).output == 0)
  }

  @Test func `a width that cannot be cleared does not keep the channel on`() throws {
    let kernel = kernel()
    let pwm = try kernel.open("0", 1)
    try pwm.setWidth(nanoseconds: 1_500_000)
    kernel { state in state.failedWrites["/duty_cycle"] = EIO }
    #expect(complaint { () throws(KernelDeviceError) in try pwm.disable() }?.kind == .inputOutput)
    #expect(!kernel.channel(0, 1).isEnabled && kernel.channel(0, 1).output == 0)
  }

  @Test func `an object that is no longer held gives its channel and its files back`() throws {
    let kernel = kernel()
    do {
      let pwm = try kernel.open("0", 1)
      try pwm.setWidth(nanoseconds: 1_500_000)
    }
    #expect(!kernel.channel(0, 1).isExported && kernel.channel(0, 1).output == 0)
    #expect(kernel { state in state.openFiles == 0 })
  }

  @Test func `the descriptor of the last act stops the pulses and stays its own`() throws {
    let kernel = kernel()
    let pwm = try kernel.open("0", 1)
    try pwm.setWidth(nanoseconds: 1_500_000)
    try kernel.write(SysfsText(0), to: pwm.enableDescriptor)
    #expect(kernel.channel(0, 1).output == 0)
    try pwm.setWidth(nanoseconds: 1_600_000)  // Of a thread that does not know yet.
    #expect(kernel.channel(0, 1).output == 0)
    try pwm.release()
    let late = #expect(throws: SysfsFailure.self) { try kernel.write(SysfsText(0), to: pwm.enableDescriptor) }
    #expect(late?.number == ENODEV)
  }

  @Test func `many threads at once: one start, and the last width of one of them`() throws {
    let kernel = kernel()
    let pwm = try kernel.open("0", 1)
    kernel.forgetWrites()
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      for turn in 1...200 { try? pwm.setWidth(nanoseconds: Int64(1_000_000 + 1000 * thread + turn)) }
    }
    #expect(kernel.writes.count { write in write == "enable 1" } == 1)
    #expect(kernel.writes.count == 1601)
    #expect((0..<8).contains { thread in kernel.channel(0, 1).output == 1_000_200 + 1000 * thread })
  }
}

@Suite struct HardwarePWMPropertyTests {
  /// Any calls in any order, with failures in between, on each driver.
  @Test(arguments: 0..<100 as Range<UInt64>)
  func `no sequence of calls leaves a pulse that was not asked for`(seed: UInt64) throws {
    var draws = Draws(seed: seed)
    let number = draws.coin() ? 0 : 2
    let hat = draws.coin() ? newHat : nil
    let kernel = kernel(hat: hat)
    let pwm = try kernel.open("\(number)", 2, period: Int64(draws.ratio(3_000_000, 20_000_000)))
    let period = pwm.periodNanoseconds
    var width: Int64 = 0
    var isReleased = false
    for _ in 0..<60 {
      let isFailing = Int.random(in: 0..<8, using: &draws) == 0
      kernel { state in state.failedWrites = isFailing ? ["/duty_cycle": EIO, "/enable": EIO] : [:] }
      switch Int.random(in: 0..<20, using: &draws) {
      case 0..<16:
        let wanted = Int64.random(in: -period / 10...period * 11 / 10, using: &draws)
        let error = complaint { () throws(KernelDeviceError) in try pwm.setWidth(nanoseconds: wanted) }
        let fits = (0...period).contains(wanted)
        #expect((error == nil) == (fits && !isFailing && !isReleased))
        if error == nil { width = wanted == 0 ? 0 : pwm.step.nearest(to: wanted, within: 1...period) }
      case 16..<19:
        let error = complaint { () throws(KernelDeviceError) in try pwm.disable() }
        #expect((error == nil) == (!isFailing && !isReleased))
        if error == nil { width = 0 }
      default:
        guard Int.random(in: 0..<4, using: &draws) == 0 else { continue }
        let error = complaint { () throws(KernelDeviceError) in try pwm.release() }
        #expect((error == nil) == (!isFailing || isReleased))
        isReleased = true
        width = 0
      }
      let channel = kernel.channel(number, 2)
      #expect(channel.output == width && channel.width <= channel.period)
      #expect(channel.isExported != isReleased)
    }
    kernel { state in state.failedWrites = [:] }
    try pwm.release()
    #expect(kernel.channel(number, 2).output == 0)
    #expect(kernel { state in state.chips[number]?.refusedWidths == 0 && state.chips[number]?.unexports == 1 })
  }
}

@Suite struct PWMErrorTests {
  private let site = PWMSite(
    chip: PWMChip.all(root: FakeKernel.pwmRoot, files: kernel())[0], channel: 1, period: frame, files: kernel())

  @Test(
    arguments: [
      (EACCES, .noPermission), (EPERM, .noPermission), (ENODEV, .gone), (ENXIO, .gone), (ENOENT, .gone),
      (EINVAL, .unfit), (ERANGE, .unfit), (EOPNOTSUPP, .unfit), (524, .unfit), (EIO, .inputOutput),
      (EREMOTEIO, .inputOutput), (ETIMEDOUT, .inputOutput), (ENOMEM, .inputOutput), (EBADF, .inputOutput),
    ] as [(Int32, KernelDeviceError.Kind)])
  func `each error number has a kind, whatever was being done`(number: Int32, kind: KernelDeviceError.Kind) {
    for attempt in [.export, .takeOver, .setUp, .pulse(1), .stop] as [PWMSite.Attempt] {
      let error = site.error(SysfsFailure(number: number), "/sys/x", attempt)
      #expect(error.kind == kind && error.errorNumber == number && error.channel == 1)
      #expect(error.description.hasPrefix("PWM chip pwmchip0 (1f00098000.pwm), channel 1: "))
      #expect(!error.description.contains("\n"))
    }
  }

  @Test func `pulses and periods are given to the nanosecond`() {
    #expect(microseconds(20_000_001) == "20000.001 µs" && milliseconds(20_000_001) == "20.000001 ms")
  }

  @Test func `a busy export is a channel of another program, a busy write a period that is not to be had`() {
    #expect(site.error(SysfsFailure(number: EBUSY), "", .export).kind == .busy)
    #expect(site.error(SysfsFailure(number: EBUSY), "", .setUp).kind == .unfit)
    #expect(site.error(SysfsFailure(number: EBUSY), "", .pulse(1)).kind == .unfit)
  }
}

@Suite struct RealFileTests {
  @Test func `on real files: what the kernel would have read`() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("pwmchip4")
    for (name, text) in [("npwm", "2\n"), ("export", ""), ("unexport", "")] {
      try folder.write(Data(text.utf8), to: "pwmchip4/\(name)")
    }
    let address = PWMChannelSettings(chip: "4", channel: 1)
    var waits = 0
    let pwm = try HardwarePWM(address, periodNanoseconds: frame, root: folder.path) { nanoseconds in
      waits += 1
      guard waits == 3 else { return }
      // The export shows.
      try? folder.makeFolder("pwmchip4/pwm1")
      for (name, text) in [("period", "0"), ("duty_cycle", ""), ("polarity", "inversed"), ("enable", "")] {
        try? folder.write(Data(text.utf8), to: "pwmchip4/pwm1/\(name)")
      }
    }
    #expect(waits == 3)
    #expect(try folder.text(of: "pwmchip4/export") == "1\n")
    #expect(try folder.text(of: "pwmchip4/pwm1/period") == "20000000\n")
    #expect(try folder.text(of: "pwmchip4/pwm1/polarity") == "normal\nd")
    #expect(try folder.text(of: "pwmchip4/pwm1/enable") == "0\n")
    try pwm.setWidth(nanoseconds: 1_512_345)
    #expect(try folder.text(of: "pwmchip4/pwm1/duty_cycle") == "1512345\n")
    #expect(try folder.text(of: "pwmchip4/pwm1/enable") == "1\n")

    // A second run finds the lock; it goes with the object, as it goes with a program that is killed.
    let second = complaint { () throws(KernelDeviceError) in
      _ = try HardwarePWM(address, periodNanoseconds: frame, root: folder.path, wait: { _ in })
    }
    #expect(second?.kind == .busy)
    let (descriptor, digit) = (pwm.enableDescriptor, Array("0".utf8))
    #expect(write(descriptor, digit, 1) == 1)
    #expect(try folder.text(of: "pwmchip4/pwm1/enable") == "0\n")
    try pwm.release()
    #expect(try folder.text(of: "pwmchip4/unexport") == "1\n")
  }

  /// A child process has copies of all open files from its fork to its exec.
  @Test func `a lock ends with its file, whatever copies of it there are`() throws {
    let folder = try TemporaryFolder(files: ["enable": "0\n"])
    let files = KernelSysfs()
    let first = try files.open(folder.path + "/enable", .write)
    let second = try files.open(folder.path + "/enable", .write)
    defer { files.close(second) }
    let copy = dup(first)
    defer { close(copy) }
    #expect(files.lock(first) && !files.lock(second))
    files.close(first)
    #expect(files.lock(second))
  }

  @Test func `the errors of real files`() {
    let files = KernelSysfs()
    let missing = #expect(throws: SysfsFailure.self) { try files.open("/sys/nowhere/at/all", .read) }
    #expect(missing?.number == ENOENT)
    let folder = #expect(throws: SysfsFailure.self) { try files.open("/sys", .write) }
    #expect(folder?.number == EISDIR)
    let closed = #expect(throws: SysfsFailure.self) { try files.write(SysfsText(0), to: -1) }
    #expect(closed?.number == EBADF)
    var text = SysfsText()
    #expect(throws: SysfsFailure.self) { try files.read(-1, into: &text) }
    #expect(throws: SysfsFailure.self) { try files.names(in: "/dev/null") }
    #expect(files.resolve("/sys/nowhere") == nil)
  }
}
