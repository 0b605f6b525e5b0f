import Foundation
import RigTestSupport
import Testing

@testable import RigGPIO

/// A folder tree as `/sys/bus/iio/devices` and `/sys/devices` are, with an MCP3008 and two ADS1015.
private func tree() throws -> TemporaryFolder {
  let folder = try TemporaryFolder()
  try folder.makeFolder("bus")
  let devices = [
    (3, "spi0.0", "mcp3008", (0..<8).map { channel in "in_voltage\(channel)_raw" } + ["in_voltage_scale"]),
    (1, "1-0048", "ads1015", ["in_voltage0_raw", "in_voltage0-voltage1_raw", "in_voltage3_raw", "in_voltage0_scale"]),
    (12, "1-0049", "ads1015", ["in_temp_raw"]),
  ]
  for (number, place, name, attributes) in devices {
    let path = "devices/\(place)/iio:device\(number)"
    try folder.makeFolder(path)
    try folder.write(Data("\(name)\n".utf8), to: "\(path)/name")
    for attribute in attributes { try folder.write(Data("512\n".utf8), to: "\(path)/\(attribute)") }
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/bus/iio:device\(number)", withDestinationPath: "../\(path)")
  }
  try folder.makeFolder("bus/trigger0")
  return folder
}

@Suite struct IIODeviceTests {
  @Test func `the converters of a folder tree, by their numbers`() throws {
    let folder = try tree()
    #expect(
      IIODevice.all(root: "\(folder.path)/bus").map(\.description) == [
        "iio:device1 (ads1015 at 1-0048, channels 0, 3)", "iio:device3 (mcp3008 at spi0.0, channels 0 to 7)",
        "iio:device12 (ads1015 at 1-0049, no voltage channels)",
      ])
    #expect(IIODevice.all(root: "\(folder.path)/nowhere").isEmpty)
  }

  @Test(arguments: ["3", "iio:device3", "mcp3008", "spi0.0"])
  func `a converter goes by its number, its name and its place`(name: String) throws {
    let folder = try tree()
    let device = try IIODevice.find(name, root: "\(folder.path)/bus")
    #expect(device.number == 3 && device.name == "mcp3008" && device.channels == Array(0..<8))
    #expect(try IIOChannel(7, of: device).sample().volts == 512 * 512 / 1000.0)
  }

  @Test func `a name that two converters have`() throws {
    let folder = try tree()
    let error = try #require(
      complaint { () throws(KernelDeviceError) in _ = try IIODevice.find("ads1015", root: "\(folder.path)/bus") })
    #expect(error.kind == .noSuchDevice && error.problem == "2 devices go by that name; choose 1-0048 or 1-0049")
    #expect(try IIODevice.find("1-0049", root: "\(folder.path)/bus").number == 12)
  }

  @Test(arguments: ["0", "mcp3004", "", "trigger0", "iio:device"])
  func `a converter that is not there: those present are listed`(name: String) throws {
    let folder = try tree()
    let error = try #require(
      complaint { () throws(KernelDeviceError) in _ = try IIODevice.find(name, root: "\(folder.path)/bus") })
    #expect(error.kind == .noSuchDevice && error.device == name)
    #expect(error.description.hasPrefix("IIO device \(name): not there; present: iio:device1 (ads1015 at 1-0048,"))
  }

  @Test func `no converter at all: how to load a driver`() throws {
    let error = try #require(complaint { () throws(KernelDeviceError) in _ = try FakeKernel().detector() })
    #expect(error.kind == .noSuchDevice && error.problem.contains("dtoverlay=mcp3008"))
  }
}
