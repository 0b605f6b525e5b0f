import Foundation
import RigTestSupport
import Testing

@testable import RigGPIO

@Suite struct PWMChipTests {
  @Test(arguments: [
    ("0", 0), ("pwmchip0", 0), ("1f00098000.pwm", 0), ("pwm@98000", 0), ("2", 2), ("pwmchip2", 2), ("1-0040", 2),
    ("pca9685", 2),
  ])
  func `a chip goes by its number, its label and its other names`(name: String, number: Int) throws {
    let chip = try PWMChip.find(name, root: FakeKernel.pwmRoot, files: kernel())
    #expect(chip.number == number)
    #expect(chip.channels == (number == 0 ? 4 : 17))
  }

  @Test(arguments: ["1", "pwmchip1", "pca", "", "pwmchip", "-1", "0 ", "pwmchip02x"])
  func `a chip that is not there: those present are listed`(name: String) throws {
    let error = try #require(kernel().refusal(name, 0))
    #expect(error.kind == .noSuchDevice && error.device == name)
    #expect(
      error.description
        == "PWM chip \(name): not there; present: pwmchip0 (1f00098000.pwm, pwm@98000, 4 channels),"
        + " pwmchip2 (1-0040, pca9685, 17 channels)")
  }

  @Test func `no chip at all: how to switch one on`() throws {
    let error = try #require(FakeKernel().refusal("0", 0))
    #expect(error.kind == .noSuchDevice && error.problem.contains("dtoverlay=pwm"))
  }

  @Test func `a name that two chips have`() throws {
    let twin = FakePWMChip("1-0041", name: "pca9685", driver: .sharedPeriod, channels: 17)
    let kernel = kernel(change: { state in state.chips[19] = twin })
    let error = try #require(kernel.refusal("pca9685", 0))
    #expect(error.kind == .noSuchDevice && error.problem == "2 chips go by that name; choose 1-0040 or 1-0041")
    _ = try kernel.open("1-0041", 0)
    #expect(kernel.channel(19, 0).period == hatFrame)
  }

  @Test func `the chips of a real folder tree, by their numbers`() throws {
    let folder = try TemporaryFolder()
    for (chip, device, count) in [(10, "fe20c000.pwm", 2), (2, "1-0040", 17)] {
      try folder.makeFolder("devices/\(device)/pwm/pwmchip\(chip)")
      try folder.makeFolder("class")
      try folder.write(Data("\(count)\n".utf8), to: "devices/\(device)/pwm/pwmchip\(chip)/npwm")
      let files = FileManager.default
      try files.createSymbolicLink(
        atPath: "\(folder.path)/devices/\(device)/pwm/pwmchip\(chip)/device", withDestinationPath: "../..")
      try files.createSymbolicLink(
        atPath: "\(folder.path)/class/pwmchip\(chip)", withDestinationPath: "../devices/\(device)/pwm/pwmchip\(chip)")
    }
    try folder.write(Data("pca9685\n".utf8), to: "devices/1-0040/name")
    try folder.makeFolder("class/pwmchipX")
    try folder.makeFolder("class/pwmchip3")  // Holds no npwm: no chip.
    let chips = PWMChip.all(root: "\(folder.path)/class")
    #expect(
      chips.map(\.description) == ["pwmchip2 (1-0040, pca9685, 17 channels)", "pwmchip10 (fe20c000.pwm, 2 channels)"])
    #expect(try PWMChip.find("fe20c000.pwm", root: "\(folder.path)/class") == chips[1])
    #expect(PWMChip.all(root: "\(folder.path)/nowhere").isEmpty)
  }
}
