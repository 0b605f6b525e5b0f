import Foundation
import RigCore
import RigTestSupport
import RigWiring

@testable import RigGPIO

/// A kernel with a converter called mcp3008 on the bus place spi0.0; `values` are its attributes. Where they do not say
/// otherwise a count is `scale` mV, and the converter counts as far as `range` says; nil for a converter without these.
func converter(
  _ values: [String: String], name: String = "mcp3008", scale: String? = "1000",
  range: String? = "[-1000000 1 1000000]"
) -> FakeKernel {
  var values = values
  if !values.keys.contains(where: { attribute in attribute.hasSuffix("_scale") }) { values["in_voltage_scale"] = scale }
  if !values.keys.contains(where: { attribute in attribute.hasSuffix("_available") }) {
    values["in_voltage_raw_available"] = range
  }
  let path = "\(FakeKernel.iioRoot)/iio:device0"
  var files = ["\(path)/name": name]
  for (attribute, value) in values { files["\(path)/\(attribute)"] = value }
  return FakeKernel(values: files, links: ["\(path)/..": "/sys/devices/platform/soc/spi0/spi0.0"])
}

extension FakeKernel {
  func set(_ attribute: String, _ value: String?) {
    self { state in state.values["\(Self.iioRoot)/iio:device0/\(attribute)"] = value }
  }

  func input(
    _ number: Int, scaleMillivolts: Double? = nil, maximumVolts: Double? = nil
  ) throws(KernelDeviceError) -> IIOChannel {
    try IIOChannel(
      number, of: IIODevice.find("0", root: Self.iioRoot, files: self), scaleMillivolts: scaleMillivolts,
      maximumVolts: maximumVolts, files: self)
  }

  func detector(
    _ settings: PositionDetectorSettings = PositionDetectorSettings(device: "0"), target: Length = .zero
  ) throws(KernelDeviceError) -> PositionDetector {
    try PositionDetector(settings, target: target, root: Self.iioRoot, files: self)
  }
}
