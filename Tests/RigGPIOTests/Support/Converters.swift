import Foundation
import RigCore
import RigTestSupport
import RigWiring

@testable import RigGPIO

/// A kernel with a converter called mcp3008 on the bus place spi0.0; `values` are its attributes.
func converter(_ values: [String: String], name: String = "mcp3008") -> FakeKernel {
  let path = "\(FakeKernel.iioRoot)/iio:device0"
  var files = ["\(path)/name": name]
  for (attribute, value) in values { files["\(path)/\(attribute)"] = value }
  return FakeKernel(values: files, links: ["\(path)/..": "/sys/devices/platform/soc/spi0/spi0.0"])
}

extension FakeKernel {
  func set(_ attribute: String, _ value: String?) {
    self { state in state.values["\(Self.iioRoot)/iio:device0/\(attribute)"] = value }
  }

  func input(_ number: Int) throws(IIOError) -> IIOChannel {
    try IIOChannel(number, of: IIODevice.find("0", root: Self.iioRoot, files: self), files: self)
  }

  func detector(
    _ settings: PositionDetectorSettings = PositionDetectorSettings(device: "0"), target: Length = .zero
  ) throws(IIOError) -> PositionDetector {
    try PositionDetector(settings, target: target, root: Self.iioRoot, files: self)
  }
}

/// The error of a call that must fail.
func objection(_ body: () throws(IIOError) -> Void) -> IIOError? {
  do throws(IIOError) {
    try body()
    return nil
  } catch {
    return error
  }
}
